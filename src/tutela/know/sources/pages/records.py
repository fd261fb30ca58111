"""One source: what it consents to, what endangers it, who asked to see who it is and who did, never who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.refusals import NotFound
from tutela.know.sources.models import Reading, RevealRequest
from tutela.know.sources.pages.wording import (
    paragraphs_of,
    post_title,
    purpose_words,
    reasons_in,
    risk_mark,
    state_now,
    state_words,
    words,
)
from tutela.know.sources.queries import ConsentState, Story, source_story
from tutela.know.sources.rules.consents import DISCLOSURES, HOWS
from tutela.know.sources.rules.facts import KINDS, RELIABILITY
from tutela.know.sources.rules.reveals import REVEAL_PURPOSES, State
from tutela.web.components import marks


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a source."""

    label: str
    value: SafeString | str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A purpose as the page shows it."""

    purpose: str
    words: str
    is_given: bool
    was_asked: bool
    how: str
    recorded_by: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as the page shows it, with the openings under it, newest first."""

    reference: str
    asked_by: str
    asked_at: datetime
    purpose: str
    reason: str
    state: str
    is_waiting: bool
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    expires_at: datetime | None
    revoked_by: str
    revoked_at: datetime | None
    revoke_reason: str
    readings: tuple[tuple[str, datetime], ...]


@require_safe
@needs(Permission.SOURCE_READ)
def source(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one source. Raises NotFound for what is not there or not to be known of."""
    story = source_story(request.actor, ref, request.clock.now())
    if story is None:
        raise NotFound(_("There is no such source."), remedy=_("Look for it in the list of sources."))
    now = request.clock.now()
    lines = [line_of(one, now, story.readings) for one in story.requests]
    context = {
        "story": story,
        "source": story.source,
        "title": words(KINDS, story.source.kind),
        "facts": _facts(story),
        "consents": [_consent_line(one) for one in story.consents],
        "reasons": reasons_in(story.rights_case),
        "paragraphs": paragraphs_of(story.rights_case),
        "assessment": _assessment(story),
        "gradings": [(one, post_title(one.label)) for one in story.gradings],
        "requests": lines,
        "waits": any(state_now(one, now) is State.WAITING and _is_own(one, request.actor) for one in story.requests),
        "may": _rights(request.actor),
    }
    return render(request, "sources/source.html", context)


def _rights(actor: Actor) -> dict[str, bool]:
    """Return what the post may do on this page, by a word."""
    rights = {
        "ask": Permission.IDENTITY_ASK,
        "consent": Permission.SOURCE_CONSENT,
        "decide": Permission.IDENTITY_DECIDE,
        "erase": Permission.IDENTITY_ERASE,
        "grade": Permission.SOURCE_GRADE,
        "keep": Permission.SOURCE_KEEP,
    }
    return {name: actor.may(permission) for name, permission in rights.items()}


def _is_own(request: RevealRequest, actor: Actor) -> bool:
    return (request.asked_post, request.asked_person) == (actor.post, actor.person)


def _facts(story: Story) -> list[Line]:
    source = story.source
    grade = words(RELIABILITY, source.reliability)
    return [
        Line(_("Grade"), source.reliability, grade),
        Line(_("Danger to them"), risk_mark(source.risk)),
        Line(_("Language"), source.language or marks.NOTHING),
        Line(_("Area"), source.area.name if source.area else marks.NOTHING),
        Line(_("Recorded by"), post_title(source.recorded_by), _("your post") if story.is_owner else ""),
    ]


def _assessment(story: Story) -> tuple[str, str, datetime] | None:
    """Return what the newest assessment of disclosure found, by whom and when."""
    row = story.assessment
    return None if row is None else (words(DISCLOSURES, row.result), post_title(row.assessed_by), row.assessed_at)


def _consent_line(state: ConsentState) -> ConsentLine:
    row = state.row
    return ConsentLine(
        purpose=state.purpose,
        words=purpose_words(state.purpose),
        is_given=state.is_given,
        was_asked=row is not None,
        how=words(HOWS, row.how) if row else "",
        recorded_by=post_title(row.recorded_by) if row else "",
        recorded_at=row.recorded_at if row else None,
    )


def line_of(request: RevealRequest, now: datetime, readings: tuple[Reading, ...]) -> RequestLine:
    """Return a request in the reader's words, with those of the openings that belong to it."""
    return RequestLine(
        reference=request.reference,
        asked_by=post_title(request.asked_label),
        asked_at=request.asked_at,
        purpose=words(REVEAL_PURPOSES, request.purpose),
        reason=request.reason,
        state=state_words(request, now),
        is_waiting=request.is_granted is None,
        decided_by=post_title(request.decided_by),
        decided_at=request.decided_at,
        decision_reason=request.decision_reason,
        expires_at=request.expires_at,
        revoked_by=post_title(request.revoked_by),
        revoked_at=request.revoked_at,
        revoke_reason=request.revoke_reason,
        readings=tuple((post_title(one.read_by), one.read_at) for one in readings if one.request_id == request.pk),
    )
