"""What is put on record about the policy's duties."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("account.duties.deed_recorded", _("It was recorded that something was done: {kind}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRecorded(Event):
    """Something that the policy asks for was done; `known_at` is when, the reason names the paper that shows it."""

    kind: str
    about: str


@event("account.duties.occurrence_recorded", _("It was recorded that something happened: {kind}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRecorded(Event):
    """Something happened after which the policy asks for an act; `known_at` is when, the reason says what."""

    kind: str
    about: str


@event("account.duties.incident_noted", _("Civilians came to harm near a base: {subject}."), "P87.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNoted(Event):
    """The software found an incident that sets off a duty; the subject is the incident."""

    kind: str
    occurred_on: str
    base: str
    distance_km: float


@event("account.duties.record_withdrawn", _("Entry {entry} was withdrawn: it was recorded in error."))
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWithdrawn(Event):
    """What an earlier entry says no longer counts."""

    entry: int


@event("account.duties.duty_excused", _("The duty {duty} was excused for {occasion}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyExcused(Event):
    """Somebody who may decided, with a reason, that a duty need not be done this once."""

    duty: str
    occasion: str


@event(
    "account.duties.feed_renewed", _("A calendar address for the post was made; the one before it no longer answers.")
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRenewed(Event):
    """The holder of a post made a new address for its calendar feed; `number` tells it from the ones before."""

    number: int
