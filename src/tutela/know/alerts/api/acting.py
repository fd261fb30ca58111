"""The main acts on an alert, one command each; what the pages refuse is refused here in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as said
from pydantic import BeforeValidator, Field

from tutela.access.endpoints import Asked, MomentIn, Words, number_only, one_of, opens
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.kernel.clock import instant
from tutela.know.alerts import commands
from tutela.know.alerts.api.answers import AlertFacts, NoteFacts, ResponseFacts, facts_of, router
from tutela.know.alerts.api.reading import response_of
from tutela.know.alerts.commands.responding import STEPS
from tutela.know.alerts.models import Alert
from tutela.know.alerts.rules.urgency import Urgency
from tutela.know.alerts.rules.words import Aside, Means, NoResponse, NoteKind, Outcome, Responder, Result
from tutela.policy.vocabulary import terms

LARGEST_VERSION = 2**31 - 1
LARGEST_NUMBER = 32_767
Version = Annotated[int, Field(ge=1, le=LARGEST_VERSION), BeforeValidator(number_only)]
Grade = Annotated[int, Field(ge=1, le=6), BeforeValidator(number_only)]
REASON = Field(min_length=1, max_length=1000, description=said("Why, in words. Never who told it."))


def _done(act: Callable[..., Alert], request: ActorRequest, ref: str, **given: Any) -> AlertFacts:
    return facts_of(act(actor=request.actor, clock=request.clock, alert=ref, **given))


class Versioned(Asked):
    """An act on the alert as the caller read it."""

    version: Version = Field(description=said("The version that was read."))


@router.post(
    "/alerts/{ref}/acknowledge",
    summary=said("Take notice of an alert; pressed twice, the first counts"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def acknowledge_alert(request: ActorRequest, ref: str) -> AlertFacts:
    """Acknowledge an alert. Needs no body."""
    return _done(commands.acknowledge_alert, request, ref)


class NoteAsked(Asked):
    """An addition to an alert."""

    kind: NoteKind
    text: Words = Field(min_length=1, max_length=4000, description=said("Never who told it."))
    language: Words = Field(default="", max_length=8)


@router.post(
    "/alerts/{ref}/notes",
    summary=said("Add what became known, a question, or a note for the desk"),
    **opens(Permission.ALERT_RECEIVE, {200: NoteFacts}),
)
def add_note(request: ActorRequest, ref: str, given: NoteAsked) -> NoteFacts:
    """Add a note. Sent twice within ten minutes it is added once."""
    made = commands.add_note(
        actor=request.actor, clock=request.clock, alert=ref, kind=given.kind, text=given.text, language=given.language
    )
    return NoteFacts(kind=made.kind, text=made.text, noted_at=instant(made.noted_at), noted_by=made.noted_by)


class UrgencyAsked(Versioned):
    """Another urgency than was computed."""

    urgency: Urgency
    reason: Words = Field(min_length=1, max_length=500)


@router.post(
    "/alerts/{ref}/urgency",
    summary=said("Judge the urgency otherwise than it was computed"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def set_urgency(request: ActorRequest, ref: str, given: UrgencyAsked) -> AlertFacts:
    """Set the urgency, with a reason."""
    return _done(
        commands.set_urgency, request, ref, version=given.version, urgency=int(given.urgency), reason=given.reason
    )


Verdict = Literal[Outcome.CONFIRMED, Outcome.PROBABLE, Outcome.NOT_VERIFIABLE, Outcome.REFUTED]


class VerdictAsked(Versioned):
    """What verification found of one allegation. `grade` is of the information, 1 confirmed to 6 cannot be judged."""

    outcome: Verdict
    grade: Grade | None = None
    reason: Words = REASON


@router.post(
    "/alerts/{ref}/allegations/{number}/verdict",
    summary=said("Judge one allegation of an alert"),
    **opens(Permission.ALERT_VERIFY, {200: AlertFacts}),
)
def judge_allegation(request: ActorRequest, ref: str, number: int, given: VerdictAsked) -> AlertFacts:
    """Verify an allegation, each on its own."""
    return _done(
        commands.verify_allegation,
        request,
        ref,
        version=given.version,
        number=number if 0 < number <= LARGEST_NUMBER else 0,
        outcome=given.outcome,
        grade=given.grade,
        reason=given.reason,
    )


class AsideAsked(Versioned):
    """Why nothing follows from an alert."""

    why: Aside
    reason: Words = REASON


@router.post(
    "/alerts/{ref}/set-aside",
    summary=said("Set an alert aside, with a reason"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def set_alert_aside(request: ActorRequest, ref: str, given: AsideAsked) -> AlertFacts:
    """Set an alert aside; it can be taken up again."""
    return _done(commands.set_aside_alert, request, ref, version=given.version, why=given.why, reason=given.reason)


class MergeAsked(Versioned):
    """To which alert this one is joined."""

    into: Words = Field(min_length=1, max_length=20, description=said("The reference of the alert that stays."))
    reason: Words = REASON


@router.post(
    "/alerts/{ref}/merge",
    summary=said("Join an alert to another that tells the same"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def merge_alert(request: ActorRequest, ref: str, given: MergeAsked) -> AlertFacts:
    """Join an alert to another; it can be undone."""
    return _done(commands.merge_alert, request, ref, version=given.version, into=given.into, reason=given.reason)


class ReasonAsked(Asked):
    """Why."""

    reason: Words = REASON


@router.post(
    "/alerts/{ref}/unmerge",
    summary=said("Take an alert apart from the one it was joined to"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def unmerge_alert(request: ActorRequest, ref: str, given: ReasonAsked) -> AlertFacts:
    """Undo a merge."""
    return _done(commands.unmerge_alert, request, ref, reason=given.reason)


@router.post(
    "/alerts/{ref}/escalate",
    summary=said("Pass an alert up to mission headquarters"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def escalate_alert(request: ActorRequest, ref: str, given: ReasonAsked) -> AlertFacts:
    """Escalate an alert (para 77)."""
    return _done(commands.escalate_alert, request, ref, reason=given.reason)


class ResponseAsked(Asked):
    """Who responds, in which tier, with what."""

    responder: Responder
    tier: Annotated[str, one_of(terms("tiers"))]
    means: Means
    note: Words = Field(default="", max_length=4000)


@router.post(
    "/alerts/{ref}/responses",
    summary=said("Record that somebody responds"),
    **opens(Permission.RESPONSE_RECORD, {200: ResponseFacts}),
)
def record_response(request: ActorRequest, ref: str, given: ResponseAsked) -> ResponseFacts:
    """Record a response. Sent twice within ten minutes it is recorded once."""
    made = commands.decide_response(
        actor=request.actor,
        clock=request.clock,
        alert=ref,
        responder=given.responder,
        tier=given.tier,
        means=given.means,
        note=given.note,
    )
    return response_of(made)


class StepAsked(Asked):
    """How far a response came."""

    step: Annotated[str, one_of(STEPS)]
    happened_at: MomentIn | None = Field(default=None, description=said("Now, when it is left out."))
    result: Result | None = Field(
        default=None, description=said("For `ended`: what came of it for the people concerned.")
    )
    note: Words = Field(default="", max_length=4000)


@router.post(
    "/alerts/{ref}/responses/{number}/step",
    summary=said("Record that a response was ordered, set out, arrived or ended"),
    **opens(Permission.RESPONSE_RECORD, {200: ResponseFacts}),
)
def advance_response(request: ActorRequest, ref: str, number: int, given: StepAsked) -> ResponseFacts:
    """Move a response on."""
    made = commands.advance_response(
        actor=request.actor,
        clock=request.clock,
        alert=ref,
        number=number if 0 < number <= LARGEST_NUMBER else 0,
        step=given.step,
        happened_at=given.happened_at,
        result=given.result or "",
        note=given.note,
    )
    return response_of(made)


class NoResponseAsked(Asked):
    """Why nobody responds; the list keeps the reasons apart."""

    why: NoResponse
    reason: Words = REASON


@router.post(
    "/alerts/{ref}/no-response",
    summary=said("Record that nobody responds, and why"),
    **opens(Permission.RESPONSE_RECORD, {200: AlertFacts}),
)
def record_no_response(request: ActorRequest, ref: str, given: NoResponseAsked) -> AlertFacts:
    """Record why nobody responds."""
    return _done(commands.decide_no_response, request, ref, why=given.why, reason=given.reason)


class CloseAsked(Versioned):
    """What came of it for the people concerned."""

    result: Result
    reason: Words = Field(default="", max_length=1000)


@router.post(
    "/alerts/{ref}/close",
    summary=said("Close an alert with what came of it"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def close_alert(request: ActorRequest, ref: str, given: CloseAsked) -> AlertFacts:
    """Close an alert; somebody has responded, or has said why nobody did."""
    return _done(commands.close_alert, request, ref, version=given.version, result=given.result, reason=given.reason)


@router.post(
    "/alerts/{ref}/reopen",
    summary=said("Take up again what was closed or set aside"),
    **opens(Permission.ALERT_HANDLE, {200: AlertFacts}),
)
def reopen_alert(request: ActorRequest, ref: str, given: ReasonAsked) -> AlertFacts:
    """Reopen an alert."""
    return _done(commands.reopen_alert, request, ref, reason=given.reason)
