"""What happens to incidents."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("know.incidents.incident_recorded", _("The incident {subject} was recorded."), "P16.1", "P46.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded(Event):
    """An incident was recorded for the first time."""

    act: str
    area: str
    actor: str
    occurred_from: str
    civilians_best: int
    digest: str


@event("know.incidents.incident_corrected", _("The incident {subject} got revision {revision}."), "P46.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCorrected(Event):
    """An incident got a new revision."""

    revision: int
    act: str
    area: str
    actor: str
    occurred_from: str
    civilians_best: int
    digest: str


@event(
    "know.incidents.incidents_imported",
    _("Rows {first_row} to {last_row} of a file were taken over: {new} new, {updated} updated, {unchanged} unchanged."),
    "P33.5",
    "P46.1",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsImported(Event):
    """A piece of an imported file was taken over; `digest` covers every revision written, in order.

    `over_corrections` counts the incidents in which people had the last word until this file said something new; the
    entry names them as related.
    """

    first_row: int
    last_row: int
    new: int
    updated: int
    unchanged: int
    over_corrections: int
    first_number: int
    last_number: int
    first_revision: int
    last_revision: int
    digest: str


@event("know.incidents.actor_named", _("The actor {name} was named."), "P16.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNamed(Event):
    """An actor was named, or a name was joined to one that is known."""

    name: str
    kind: str
    aliases: list[str]


@event("know.incidents.alert_linked", _("An alert was linked to the incident {subject}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLinked(Event):
    """An alert told of this incident; the entry mentions it."""


@event("know.incidents.alert_unlinked", _("An alert was taken off the incident {subject}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertUnlinked(Event):
    """An alert does not tell of this incident after all."""
