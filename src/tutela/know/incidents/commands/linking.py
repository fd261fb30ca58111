"""Linking alerts to the incident that they tell of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.queries import is_linked, link_columns
from tutela.know.incidents.events import AlertLinked, AlertUnlinked
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import incident_named
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.INCIDENT_RECORD)
def link_alert(*, actor: Actor, clock: Clock, incident: str, alert: str) -> Outcome[Incident]:
    """Link an alert to the incident that it tells of; linked twice it is linked once.

    Raises NotFound for an incident or an alert that the actor may not know of, ClosedRoomsDiffer.
    """
    row, columns = _both(actor, incident, alert)
    if is_linked(actor, alert.strip().upper(), row.reference):
        return Unchanged(row)
    return Done(row, AlertLinked(**columns))


@command(Permission.INCIDENT_RECORD)
def unlink_alert(*, actor: Actor, clock: Clock, incident: str, alert: str, reason: str = "") -> Outcome[Incident]:
    """Take an alert off an incident again. Raises NotFound, ClosedRoomsDiffer."""
    row, columns = _both(actor, incident, alert)
    if not is_linked(actor, alert.strip().upper(), row.reference):
        return Unchanged(row)
    return Done(row, AlertUnlinked(**columns, reason=reason.strip()[:1000]))


def _both(actor: Actor, incident: str, alert: str) -> tuple[Incident, dict[str, Any]]:
    row = incident_named(actor, incident)
    if row is None:
        raise NotFound(_("There is no such incident."), remedy=_("Look for it in the list of incidents."))
    path = row.area.path if row.area else ""
    columns = link_columns(
        actor, alert, subject=row.reference, sensitivity=row.sensitivity, room=row.compartment, path=path
    )
    return row, columns
