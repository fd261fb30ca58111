"""Alerts and what stands above them: an incident or a threat is linked by its own room, and both sides read the ledger.

The link is an entry about the incident or the threat that mentions the alert. It is kept as closely as the closer of
the two, so that nobody learns of one through the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.kernel.refusals import NotFound, Refusal
from tutela.know.alerts.models import Alert
from tutela.know.alerts.queries.reading import alert_named, alerts, key_of
from tutela.ledger.models import Entry
from tutela.ledger.queries import entries, entries_about

LINKED = ("know.incidents.alert_linked", "assess.threats.alert_linked")
UNLINKED = ("know.incidents.alert_unlinked", "assess.threats.alert_unlinked")


class ClosedRoomsDiffer(Refusal):
    """What is linked must not stand in two closed rooms."""

    code = "closed_rooms_differ"


def link_columns(actor: Actor, alert: str, *, subject: str, sensitivity: int, room: str, path: str) -> dict[str, Any]:
    """Return the columns of the entry that links an alert to a record of a room above.

    `sensitivity`, `room` (compartment) and `path` (area) are the record's own. Raises NotFound for an alert that the
    actor may not know of, ClosedRoomsDiffer where both are closed and not in the same compartment.
    """
    row = alert_named(actor, alert)
    if row is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it on the alert desk."))
    if row.compartment and room and row.compartment != room:
        raise ClosedRoomsDiffer(
            _("The two are kept in different closed rooms."), remedy=_("Let the specialists of each decide.")
        )
    return {
        "subject": subject,
        "related": (row.reference,),
        "sensitivity": max(sensitivity, row.sensitivity),
        "compartment": row.compartment or room,
        # The deeper of the two paths: a field office reads of the link when it reads of both.
        "area_path": max((row.area.path if row.area else "", path), key=len),
    }


def is_linked(actor: Actor, alert: str, subject: str) -> bool:
    """Return whether an alert is linked to a record, as far as the actor may read of it."""
    return subject in records_of_alert(actor, alert)


def records_of_alert(actor: Actor, alert: str) -> list[str]:
    """Return the references of the incidents and threats that an alert is linked to, the first linked first."""
    return _folded((entry.subject, entry.event) for entry in _links_about(actor, alert) if entry.subject != alert)


def alerts_of_record(actor: Actor, subject: str) -> list[Alert]:
    """Return the alerts that are linked to an incident or a threat and that the actor may know of."""
    rows = entries(actor).filter(subject=subject, event__in=(*LINKED, *UNLINKED)).order_by("sequence")
    found = _folded((_mentioned(entry), entry.event) for entry in rows)
    keys = [key for key in (key_of(actor.mission, reference) for reference in found) if key is not None]
    return list(alerts(actor).filter(pk__in=keys))


def _links_about(actor: Actor, alert: str) -> Iterable[Entry]:
    return entries_about(actor, alert).filter(event__in=(*LINKED, *UNLINKED)).order_by("sequence")


def _mentioned(entry: Entry) -> str:
    related: list[str] = json.loads(entry.related)
    return related[0] if related else ""


def _folded(steps: Iterable[tuple[str, str]]) -> list[str]:
    found: dict[str, bool] = {}
    for reference, event in steps:
        found[reference] = event in LINKED
    return [reference for reference, is_there in found.items() if reference and is_there]
