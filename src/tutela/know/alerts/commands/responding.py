"""What was done about an alert, by whom and with what; or why nobody did anything."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock, instant
from tutela.kernel.printable import printable
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.commands.records import (
    chosen,
    columns,
    held,
    held_open,
    in_reach,
    invalid,
    moved_to,
    required,
    saved,
    taken_notice,
)
from tutela.know.alerts.events import NoResponseDecided, ResponseDecided, ResponseMovedOn
from tutela.know.alerts.models import Alert, Response
from tutela.know.alerts.rules.words import Means, NoResponse, Responder, Result, State
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.policy.vocabulary import terms

STEPS = ("ordered", "moved", "arrived", "ended")
EARLY = timedelta(minutes=5)
"""How far in the future a step may be said to lie: clocks of people differ by minutes."""


@command(Permission.RESPONSE_RECORD)
def decide_response(
    *, actor: Actor, clock: Clock, alert: str, responder: str, tier: str, means: str, note: str = ""
) -> Outcome[Response]:
    """Record that somebody responds: who, in which tier, with what (paras 18, 34, 35 and 52).

    Nothing need come first: an alert that nobody has verified is responded to where violence is imminent. The same
    response recorded twice within ten minutes is recorded once. Raises NotFound, AlertNotOpen, Invalid.
    """
    row = held_open(actor, alert)
    in_reach(actor, row)
    chosen(responder, "responder", set(Responder))
    chosen(tier, "tier", terms("tiers"))
    chosen(means, "means", set(Means))
    there = list(Response.objects.filter(alert=row).order_by("number"))
    said = printable(note).strip()[:4000]
    for one in there:
        is_same = (one.responder, one.tier, one.means, one.note) == (responder, tier, means, said)
        if is_same and clock.now() - one.decided_at < timedelta(minutes=10):
            return Unchanged(one)
    made = Response.objects.create(
        alert=row, number=len(there) + 1, responder=responder, tier=tier, means=means, note=said,
        decided_at=clock.now(), recorded_by=actor.label,
    )  # fmt: skip
    fields = _decided(row, clock.now())
    row.no_response = ""
    saved(row, clock.now(), {*fields, "no_response"})
    decided = ResponseDecided(**columns(row), number=made.number, responder=responder, tier=tier, means=means)
    return Done(made, decided)


@command(Permission.RESPONSE_RECORD)
def advance_response(
    *,
    actor: Actor,
    clock: Clock,
    alert: str,
    number: int,
    step: str,
    happened_at: datetime | None = None,
    result: str = "",
    note: str = "",
) -> Outcome[Response]:
    """Record that a response was ordered, set out, arrived, or ended with a result for the people concerned.

    A step that comes before others stands for them: whoever arrived had set out. The time is now unless it is given;
    a step that is there already stays. Raises NotFound, or Invalid for a step, a time or a result that cannot be.
    """
    row = held(actor, alert)
    in_reach(actor, row)
    chosen(step, "step", STEPS)
    made = Response.objects.filter(alert=row, number=number).first()
    if made is None:
        raise NotFound(_("There is no such response."), remedy=_("Look at the alert's responses."))
    moment = happened_at or clock.now()
    if not made.decided_at - timedelta(days=30) <= moment <= clock.now() + EARLY:
        raise invalid(happened_at=_("It cannot lie in the future, nor long before the decision."))
    if getattr(made, f"{step}_at") is not None:
        return Unchanged(made)
    if step == "ended":
        made.result = chosen(result, "result", set(Result))
        made.result_note = printable(note).strip()[:4000]
    for earlier in STEPS[: STEPS.index(step) + 1]:
        # An end without an arrival is no arrival: somebody may have turned back.
        if getattr(made, f"{earlier}_at") is None and (step != "ended" or earlier == "ended"):
            setattr(made, f"{earlier}_at", moment)
    made.save()
    saved(row, clock.now(), _first_steps(row))
    moved = ResponseMovedOn(
        **columns(row), number=number, responder=made.responder, tier=made.tier, step=step, happened_at=instant(moment),
        result=made.result,
    )  # fmt: skip
    return Done(made, moved)


@command(Permission.RESPONSE_RECORD)
def decide_no_response(*, actor: Actor, clock: Clock, alert: str, why: str, reason: str) -> Outcome[Alert]:
    """Record that nobody responds, from the list that keeps the reasons apart, and in words (paras 17, 18, 57, 85).

    Raises NotFound, AlertNotOpen, or Invalid without a reason.
    """
    row = held_open(actor, alert)
    in_reach(actor, row)
    chosen(why, "why", set(NoResponse))
    said = required(reason, "reason", _("Say it in words as well: it will be asked later."), most=1000)
    if Response.objects.filter(alert=row, responder__startswith="mission_").exists():
        raise invalid(why=_("The mission responds already. End that response first."))
    if row.no_response == why:
        return Unchanged(row)
    row.no_response = why
    fields = _decided(row, clock.now())
    saved(row, clock.now(), {*fields, "no_response"})
    return Done(row, NoResponseDecided(**columns(row), why=why, reason=said))


def _decided(row: Alert, now: datetime) -> set[str]:
    fields = taken_notice(row, now)
    if row.decided_at is None:
        row.decided_at = now
        moved_to(row, State.DECIDED)
        fields |= {"decided_at", "state"}
    return fields


def _first_steps(row: Alert) -> set[str]:
    """Set the alert's own clocks to the first response of the mission, or of anybody where the mission has none."""
    made = list(Response.objects.filter(alert=row))
    own = [one for one in made if Responder(one.responder).is_mission] or made
    for step in ("ordered", "moved", "arrived"):
        moments = [moment for one in own if (moment := getattr(one, f"{step}_at"))]
        setattr(row, f"{step}_at", min(moments, default=None))
    return {"ordered_at", "moved_at", "arrived_at"}
