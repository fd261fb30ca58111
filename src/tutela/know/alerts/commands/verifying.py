"""Verifying what an alert says, each allegation on its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.commands.records import (
    chosen,
    columns,
    held_open,
    in_reach,
    invalid,
    moved_to,
    required,
    saved,
    taken_notice,
)
from tutela.know.alerts.events import AllegationVerified
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.rules.verifying import outcome_of
from tutela.know.alerts.rules.words import Outcome as Found
from tutela.know.alerts.rules.words import State
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.ALERT_VERIFY)
def verify_allegation(
    *, actor: Actor, clock: Clock, alert: str, version: int, number: int, outcome: str, grade: int | None, reason: str
) -> Outcome[Alert]:
    """Judge one allegation of an alert, with a grade of the information (1 confirmed to 6 cannot be judged) and why.

    The source's reliability is another grade and stays apart from it (A13.a). The alert counts as verified when each
    allegation has been judged. Whoever told it is never named in the reason. Raises NotFound, Stale, AlertNotOpen, or
    Invalid.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    chosen(outcome, "outcome", set(Found) - {Found.PENDING})
    if grade is not None and grade not in range(1, 7):
        raise invalid(grade=_("The grade goes from 1 (confirmed) to 6 (cannot be judged)."))
    said = required(reason, "reason", _("Say what it rests on. Never write who told you."), most=1000)
    judged = Allegation.objects.filter(alert=row, number=number).first()
    if judged is None:
        raise NotFound(_("There is no such allegation."), remedy=_("Look at what the alert says."))
    if (judged.outcome, judged.grade, judged.reason) == (outcome, grade, said):
        return Unchanged(row)
    judged.outcome, judged.grade, judged.reason = outcome, grade, said
    judged.verified_at, judged.verified_by = clock.now(), actor.label
    judged.save(update_fields=["outcome", "grade", "reason", "verified_at", "verified_by"])
    fields = _as_a_whole(row, clock)
    saved(row, clock.now(), fields)
    verified = AllegationVerified(
        **columns(row), number=number, what=judged.what, outcome=outcome, grade=grade, alert_outcome=row.outcome,
        reason=said,
    )  # fmt: skip
    return Done(row, verified)


@command(Permission.ALERT_VERIFY)
def add_allegation(*, actor: Actor, clock: Clock, alert: str, version: int, what: str) -> Outcome[Alert]:
    """Put down something else that an alert says and that whoever took it in had not marked.

    What belongs to another compartment than the alert is not added here: it is taken in as a report of its own, so
    that it never stands where it may not be read. Raises NotFound, Stale, AlertNotOpen, or Invalid.
    """
    from tutela.know.alerts.rules.report import what_terms

    row = held_open(actor, alert, version)
    in_reach(actor, row)
    term = what_terms().get(what)
    if term is None:
        raise invalid(what=_("This is not one of the choices."))
    if term.compartment not in {"", row.compartment}:
        raise invalid(what=_("This belongs to a specialist. Take it in as a new report: it goes where it belongs."))
    there = list(Allegation.objects.filter(alert=row).order_by("number"))
    if any(one.what == what for one in there):
        return Unchanged(row)
    number = there[-1].number + 1 if there else 1
    Allegation.objects.create(alert=row, number=number, what=what, outcome=Found.PENDING)
    row.headline = row.headline or what
    row.outcome, row.verified_at = Found.PENDING, None
    fields = taken_notice(row, clock.now())
    saved(row, clock.now(), {*fields, "headline", "outcome", "verified_at"})
    added = AllegationVerified(
        **columns(row), number=number, what=what, outcome=Found.PENDING, grade=None, alert_outcome=Found.PENDING
    )
    return Done(row, added)


def _as_a_whole(row: Alert, clock: Clock) -> set[str]:
    """Set what the judged allegations make of the alert; return the fields that changed."""
    outcomes = list(Allegation.objects.filter(alert=row).values_list("outcome", flat=True))
    row.outcome = outcome_of(outcomes)
    fields = {"outcome", *taken_notice(row, clock.now())}
    if row.outcome != Found.PENDING and row.verified_at is None:
        row.verified_at = clock.now()
        moved_to(row, State.VERIFIED)
        fields |= {"verified_at", "state"}
    return fields
