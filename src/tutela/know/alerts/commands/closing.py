"""Ending an alert: the community told, closed with a result, set aside with a reason; and taking it up again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import digest
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.know.alerts.commands.records import (
    chosen,
    columns,
    held,
    held_open,
    in_reach,
    invalid,
    required,
    saved,
    taken_notice,
)
from tutela.know.alerts.events import AlertClosed, AlertReopened, AlertSetAside, CommunityTold
from tutela.know.alerts.models import Alert, Response, Telling
from tutela.know.alerts.rules.words import Aside, Outcome, Result, State, Told
from tutela.ledger.command import Done, Unchanged, command
from tutela.ledger.command import Outcome as Ended


class NotDecided(Refusal):
    """An alert that nobody responded to cannot be closed until somebody says why."""

    code = "not_decided"
    paragraphs = ("P17.1", "P85.1")


class MergedAway(Refusal):
    """An alert that is joined to another is taken apart from it, not taken up again."""

    code = "merged_away"


@command(Permission.ALERT_TELL)
def tell_community(
    *, actor: Actor, clock: Clock, alert: str, means: str, text: str, told_at: datetime | None = None
) -> Ended[Telling]:
    """Record what the community that gave an alert was told in return, or why it was not safe to tell (para 42).

    The first time counts for the clock; each is kept. Raises NotFound, or Invalid for a time to come or blank words.
    """
    row = held(actor, alert)
    chosen(means, "means", set(Told))
    said = required(text, "text", _("Say what they were told, or why it was not safe."))
    moment = told_at or clock.now()
    if moment > clock.now() or moment < row.known_at:
        raise invalid(told_at=_("It lies between the alert and now."))
    newest = Telling.objects.filter(alert=row).order_by("-pk").first()
    if newest and (newest.means, newest.text, newest.told_by) == (means, said, actor.label):
        return Unchanged(newest)
    telling = Telling.objects.create(alert=row, told_at=moment, means=means, text=said, told_by=actor.label)
    row.told_at = row.told_at or moment
    saved(row, clock.now(), {"told_at"})
    return Done(telling, CommunityTold(**columns(row), known_at=moment, means=means, digest=digest(said)))


@command(Permission.ALERT_HANDLE)
def close_alert(*, actor: Actor, clock: Clock, alert: str, version: int, result: str, reason: str = "") -> Done[Alert]:
    """Close an alert with what came of it for the people concerned.

    Somebody must have responded, or it must be said why nobody did: an alert that just ends cannot be accounted for.
    Raises NotFound, Stale, AlertNotOpen, NotDecided, Invalid.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    chosen(result, "result", set(Result))
    responders = sorted(set(Response.objects.filter(alert=row).values_list("responder", flat=True)))
    if not responders and not row.no_response:
        raise NotDecided(
            _("Nobody has responded, and nobody has said why."),
            remedy=_("Record the response, or why there is none; then close it."),
        )
    row.is_open, row.state, row.closed_for, row.closed_at = False, State.CLOSED, result, clock.now()
    row.worked_by, row.worked_post, row.worked_at = "", "", None
    fields = {"is_open", "state", "closed_for", "closed_at", "worked_by", "worked_post", "worked_at"}
    saved(row, clock.now(), {*fields, *taken_notice(row, clock.now())})
    row.state = State.CLOSED
    closed = AlertClosed(
        **columns(row), result=result, outcome=row.outcome, responders=responders, no_response=row.no_response,
        reason=reason.strip()[:1000],
    )  # fmt: skip
    return Done(row, closed)


@command(Permission.ALERT_HANDLE)
def set_aside_alert(*, actor: Actor, clock: Clock, alert: str, version: int, why: str, reason: str) -> Done[Alert]:
    """Set an alert aside, with a reason from the list and in words; it stays readable and can be taken up again.

    Raises NotFound, Stale, AlertNotOpen, or Invalid without a reason, and for "refuted" before it was verified so.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    chosen(why, "why", set(Aside))
    said = required(reason, "reason", _("Say why nothing follows from it."), most=1000)
    if why == Aside.REFUTED and row.outcome != Outcome.REFUTED:
        raise invalid(why=_("Verify first what it says; nothing there was refuted yet."))
    fields = taken_notice(row, clock.now())
    row.is_open, row.state, row.closed_for, row.closed_at = False, State.SET_ASIDE, why, clock.now()
    saved(row, clock.now(), {*fields, "is_open", "state", "closed_for", "closed_at"})
    return Done(row, AlertSetAside(**columns(row), why=why, reason=said))


@command(Permission.ALERT_HANDLE)
def reopen_alert(*, actor: Actor, clock: Clock, alert: str, reason: str) -> Ended[Alert]:
    """Take up again what was closed or set aside; its clocks go on from where they were.

    Raises NotFound, MergedAway, or Invalid without a reason.
    """
    row = held(actor, alert)
    in_reach(actor, row)
    if row.is_open:
        return Unchanged(row)
    if row.state == State.MERGED:
        raise MergedAway(_("This alert is joined to another."), remedy=_("Take the two apart instead."))
    said = required(reason, "reason", _("Say why it is taken up again."), most=1000)
    before, row.is_open, row.state = row.state, True, _furthest(row)
    row.closed_for, row.closed_at = "", None
    saved(row, clock.now(), {"is_open", "state", "closed_for", "closed_at"})
    return Done(row, AlertReopened(**columns(row), before=before, reason=said))


def _furthest(row: Alert) -> State:
    """Return how far an alert had come, by its moments."""
    for moment, state in (
        (row.decided_at, State.DECIDED),
        (row.verified_at, State.VERIFIED),
        (row.acknowledged_at, State.ACKNOWLEDGED),
    ):
        if moment is not None:
            return state
    return State.RECEIVED
