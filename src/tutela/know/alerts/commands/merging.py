"""Joining alerts that tell the same, and taking them apart again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound, Refusal
from tutela.know.alerts.commands.records import columns, held, held_open, in_reach, required, saved, taken_notice
from tutela.know.alerts.events import AlertMerged, MergeUndone
from tutela.know.alerts.models import Alert, Merge
from tutela.know.alerts.rules.words import State
from tutela.ledger.command import Done, command


class CannotMerge(Refusal):
    """The two alerts cannot be joined as asked."""

    code = "cannot_merge"


@command(Permission.ALERT_HANDLE)
def merge_alert(*, actor: Actor, clock: Clock, alert: str, version: int, into: str, reason: str) -> Done[Alert]:
    """Join an alert to another that tells the same; it leaves the queue and everything about it stays readable.

    Only alerts of one room are joined, else what is closed would show on the open desk. Raises NotFound, Stale,
    AlertNotOpen, CannotMerge, or Invalid without a reason.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    target = held(actor, into)
    said = required(reason, "reason", _("Say why both tell the same."), most=1000)
    if target.pk == row.pk:
        raise CannotMerge(_("An alert cannot be joined to itself."), remedy=_("Choose another alert."))
    if target.state == State.MERGED:
        raise CannotMerge(
            _("That alert is itself joined to another."), remedy=_("Join this one to the alert that stays.")
        )
    if target.compartment != row.compartment:
        raise CannotMerge(
            _("The two are kept in different rooms."), remedy=_("Handle each where it lies; link both to one incident.")
        )
    Merge.objects.create(
        alert=row, into=target, reason=said, merged_at=clock.now(), merged_by=actor.label, state_before=row.state
    )
    fields = taken_notice(row, clock.now())
    row.merged_into, row.state, row.is_open = target, State.MERGED, False
    saved(row, clock.now(), {*fields, "merged_into", "state", "is_open"})
    merged = AlertMerged(**columns(row), related=(target.reference,), into=target.reference, reason=said)
    return Done(row, merged)


@command(Permission.ALERT_HANDLE)
def unmerge_alert(*, actor: Actor, clock: Clock, alert: str, reason: str) -> Done[Alert]:
    """Take an alert apart from the one it was joined to; it is open again as it was, with its clocks running.

    Raises NotFound when it is joined to none, Invalid without a reason.
    """
    row = held(actor, alert)
    in_reach(actor, row)
    merge = Merge.objects.filter(alert=row, undone_at__isnull=True).select_related("into").first()
    if merge is None:
        raise NotFound(_("This alert is joined to none."), remedy=_("Look at it again."))
    said = required(reason, "reason", _("Say why the two are not the same."), most=1000)
    merge.undone_at, merge.undone_by, merge.undone_reason = clock.now(), actor.label, said
    merge.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    row.merged_into, row.state, row.is_open = None, _state_again(row, merge), True
    saved(row, clock.now(), {"merged_into", "state", "is_open"})
    into = merge.into.reference
    return Done(row, MergeUndone(**columns(row), related=(into,), into=into, reason=said))


def _state_again(row: Alert, merge: Merge) -> str:
    """Return the state that an alert had; joining it was taking notice."""
    return State.ACKNOWLEDGED if merge.state_before == State.RECEIVED and row.acknowledged_at else merge.state_before
