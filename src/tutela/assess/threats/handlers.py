"""Reactions to new incidents: they mark threats as having incidents that no assessment has looked at.

A mark is draft information: it changes nothing that people said, scored or ranked.
"""

from __future__ import annotations

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.assess.threats.commands.refreshing import mark_new_incidents
from tutela.assess.threats.models import Threat
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.support import reaches_of, terms_at
from tutela.assess.threats.rules.register import Status
from tutela.kernel.clock import Clock
from tutela.know.incidents.events import IncidentCorrected, IncidentRecorded, IncidentsImported
from tutela.know.incidents.queries import incident_named
from tutela.ledger.models import Entry
from tutela.ledger.queries import last_event
from tutela.ledger.subscriptions import subscribe

SWEEPING = (IncidentCorrected.event_name, IncidentsImported.event_name)


@subscribe("assess.threats.new_incidents", IncidentRecorded, IncidentCorrected, IncidentsImported)
def mark_threats(entry: Entry, clock: Clock) -> None:
    """Mark the open threats that an entry about incidents bears on.

    A recorded incident bears on the threats of its actors. A correction may have moved an incident from one
    threat to another, and an import may bear on all: then every threat is counted, once for a row of such
    entries.
    """
    if any(_comes_later(entry, event) for event in SWEEPING):
        return
    _mark(entry.mission, clock, _actors_of(entry) if entry.event == IncidentRecorded.event_name else None)


def _comes_later(entry: Entry, event: str) -> bool:
    last = last_event(entry.mission, event)
    return last is not None and last.sequence > entry.sequence


def _actors_of(entry: Entry) -> list[int]:
    reader = system_actor("threats", entry.mission, frozenset({Permission.INCIDENT_READ}))
    incident = incident_named(reader, entry.subject)
    if incident is None:
        return []
    return [key for key in (incident.actor_a_id, incident.actor_b_id) if key is not None]


def _mark(mission: str, clock: Clock, actors: list[int] | None) -> None:
    rows = with_area(Threat.objects.filter(mission_id=mission, status=Status.OPEN))
    now = clock.now()
    terms = terms_at(mission, now)
    held = list(rows)
    reaches = reaches_of(held)
    for row in held:
        reached = reaches[row.pk]
        if actors is None or any(one.actor_id in actors for one in reached):
            mark_new_incidents(row, reached, terms, now.date())
