"""Linking alerts to the threat that they bear on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.events import AlertLinked, AlertUnlinked
from tutela.assess.threats.models import Threat
from tutela.assess.threats.queries.scope import threat_row
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.queries import is_linked, link_columns
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.THREAT_RAISE)
def link_alert(*, actor: Actor, clock: Clock, threat: str, alert: str) -> Outcome[Threat]:
    """Link an alert to the threat that it bears on; linked twice it is linked once.

    Raises NotFound for a threat or an alert that the actor may not know of, ClosedRoomsDiffer.
    """
    row, columns = _both(actor, threat, alert)
    if is_linked(actor, alert.strip().upper(), row.reference):
        return Unchanged(row)
    return Done(row, AlertLinked(**columns))


@command(Permission.THREAT_RAISE)
def unlink_alert(*, actor: Actor, clock: Clock, threat: str, alert: str, reason: str = "") -> Outcome[Threat]:
    """Take an alert off a threat again. Raises NotFound, ClosedRoomsDiffer."""
    row, columns = _both(actor, threat, alert)
    if not is_linked(actor, alert.strip().upper(), row.reference):
        return Unchanged(row)
    return Done(row, AlertUnlinked(**columns, reason=reason.strip()[:1000]))


def _both(actor: Actor, threat: str, alert: str) -> tuple[Threat, dict[str, Any]]:
    row = threat_row(actor, threat)
    if row is None:
        raise NotFound(
            _("There is no threat %(reference)s.") % {"reference": threat}, remedy=_("Look for it on the board.")
        )
    path = row.area.path if row.area else ""
    columns = link_columns(
        actor, alert, subject=row.reference, sensitivity=row.sensitivity, room=row.compartment, path=path
    )
    return row, columns
