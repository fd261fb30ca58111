"""What every command on an alert does: find it, refuse what is stale, write it with its clocks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.printable import printable
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.know.alerts.models import Alert
from tutela.know.alerts.queries.reading import alert_named
from tutela.know.alerts.rules.clocks import Targets, next_due, targets_from
from tutela.know.alerts.rules.words import State
from tutela.mission.queries import parameter_values

LONGEST = 4000


class AlertNotOpen(Refusal):
    """The alert is closed, set aside or joined to another: it is taken up again first."""

    code = "alert_not_open"


def held(actor: Actor, reference: str, version: int | None = None) -> Alert:
    """Return an alert that the actor may know of. Raises NotFound, or Stale when it moved on since it was read."""
    alert = alert_named(actor, reference)
    if alert is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it on the alert desk."))
    if version is not None and alert.version != version:
        raise Stale(
            _("Somebody has worked on this alert since you read it."),
            remedy=_("Look at what is new, then do again what is still needed. Nothing you typed was saved."),
        )
    return alert


def held_open(actor: Actor, reference: str, version: int | None = None) -> Alert:
    """Return an open alert. Raises NotFound, Stale, or AlertNotOpen."""
    alert = held(actor, reference, version)
    if not alert.is_open:
        raise AlertNotOpen(_("This alert is not open any more."), remedy=_("Take it up again first, with a reason."))
    return alert


def targets_of(mission: str, now: datetime) -> Targets:
    """Return how long each step may take in a mission, as it is set now."""
    return targets_from(parameter_values(mission, at=now))


def saved(alert: Alert, now: datetime, fields: Collection[str], targets: Targets | None = None) -> Alert:
    """Write what changed, with the clocks that follow from it, as the next version. Only inside a command."""
    if alert.is_open:
        alert.next_step, alert.due_at = next_due(alert, targets or targets_of(alert.mission_id, now))
    else:
        alert.next_step, alert.due_at = "", None
    alert.version += 1
    alert.changed_at = now
    alert.save(update_fields=sorted({*fields, "next_step", "due_at", "version", "changed_at"}))
    return alert


def moved_to(alert: Alert, state: State) -> None:
    """Set the state that an open alert has come to; it never goes back by itself."""
    order = (State.RECEIVED, State.ACKNOWLEDGED, State.VERIFIED, State.DECIDED)
    if alert.state in order and order.index(state) > order.index(State(alert.state)):
        alert.state = state


def taken_notice(alert: Alert, now: datetime) -> set[str]:
    """Note that somebody has taken notice, for whoever does anything to an alert has; return the fields that changed.

    Nothing waits for a form: where violence is imminent, a decision may come first (para 52).
    """
    if alert.acknowledged_at is not None:
        return set()
    alert.acknowledged_at = now
    moved_to(alert, State.ACKNOWLEDGED)
    return {"acknowledged_at", "state"}


def columns(alert: Alert) -> dict[str, Any]:
    """Return what decides who may read of an alert in the ledger."""
    return {
        "subject": alert.reference,
        "sensitivity": alert.sensitivity,
        "compartment": alert.compartment,
        "area_path": alert.area.path if alert.area else "",
    }


def required(text: str, field: str, sentence: str, *, most: int = LONGEST) -> str:
    """Return a text without blanks around it. Raises Invalid, with the sentence when it is blank, or as too long."""
    clean = printable(text).strip()
    if not clean:
        raise invalid(**{field: sentence})
    if len(clean) > most:
        raise invalid(**{field: _("Use %(most)s characters at most.") % {"most": most}})
    return clean


def chosen(code: str, field: str, choices: Collection[str]) -> str:
    """Return a code that is one of the choices. Raises Invalid."""
    if code not in choices:
        raise invalid(**{field: _("This is not one of the choices.")})
    return code


def invalid(**problems: str) -> Invalid:
    """Return the refusal for input that cannot be, a sentence for each field."""
    return Invalid(_("Some facts cannot be as they are."), remedy=_("Mend what is marked."), problems=problems)


def in_reach(actor: Actor, alert: Alert) -> None:
    """Raise NotAllowed unless the post's area covers the alert; what was handed to the post is its own."""
    if actor.post not in {alert.desk, alert.offered_to}:
        actor.require(Permission.ALERT_READ, area_path=alert.area.path if alert.area else None)
