"""Incidents as JSON: the same lists under the same rules as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from ninja import Query, Router
from pydantic import Field

from tutela.access.endpoints import Answer, Day, Moment, Paged, Words, opens, piece_of
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.kernel.clock import instant
from tutela.kernel.refusals import NotFound
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import Filters, filtered, harm_of, incident_named, revisions_of
from tutela.know.incidents.rules import LARGEST_FIGURE, facts_from_json

router = Router(tags=[said("Incidents")])


class People(Answer):
    """A number of people: at least, best, at most."""

    low: int
    best: int
    high: int


class IncidentFacts(Answer):
    """An incident as its newest revision tells it. Codes are of the vocabularies `acts` and `harm_kinds`."""

    reference: str
    revision: int
    headline: str
    occurred_from: date
    occurred_to: date
    date_precision: int | None = Field(
        description="1 to the day … 5 to the year or less; null where it is not recorded."
    )
    act: str
    attempted: bool
    one_sided: bool
    actor_a: str
    actor_b: str
    area: str = Field(description="The area's code; empty outside every area.")
    area_name: str
    place_name: str
    latitude: float | None
    longitude: float | None
    place_precision: int = Field(description="1 exact … 7 international; from 4 on it is an area, never a point.")
    base_distance_km: float | None
    deaths: People
    civilians: People
    civilians_coded: int
    origin: str = Field(description="The data that it came with, or the mission itself.")
    origin_key: str
    status: str
    sensitivity: int
    compartment: str
    known_at: Moment
    recorded_at: Moment


class IncidentList(Answer):
    """A piece of the list of incidents, the newest first."""

    items: list[IncidentFacts]
    next: str = Field(description="The cursor of the next piece; empty at the end.")


class HarmLine(Answer):
    """People harmed in one way, by status, sex and age."""

    kind: str
    status: str
    sex: str
    age: str
    people: People


class IncidentStory(Answer):
    """An incident with its words and the harm in it."""

    incident: IncidentFacts
    narrative: str
    language: str
    place_note: str
    harm: list[HarmLine]
    revisions: int = Field(description="How many revisions the caller may read.")


class IncidentsAsked(Paged):
    """How the list is narrowed."""

    since: Day | None = Field(default=None, description=said("Began on this day or later."))
    until: Day | None = Field(default=None, description=said("Began on this day or before."))
    act: list[Words] = Field(default=[], max_length=50, description=said("Codes of `acts`; any of them."))
    area: Words = Field(default="", max_length=40, description=said("The code of an area: it and all below."))
    least_civilians: int | None = Field(
        default=None, ge=0, le=LARGEST_FIGURE, description=said("Civilians killed, at least.")
    )
    near_base_km: float | None = Field(default=None, ge=0, le=20_000, allow_inf_nan=False)
    text: Words = Field(default="", max_length=200, description=said("A reference, a place, an area or an actor."))


@router.get(
    "/incidents",
    summary=said("The incidents, the newest first"),
    **opens(Permission.INCIDENT_READ, {200: IncidentList}),
)
def list_incidents(request: ActorRequest, asked: Query[IncidentsAsked]) -> IncidentList:
    """Return the incidents that fit."""
    wanted = Filters(
        since=asked.since,
        until=asked.until,
        acts=tuple(asked.act),
        area=asked.area,
        least_civilians=asked.least_civilians,
        near_base_km=asked.near_base_km,
        text=asked.text,
    )
    found, following = piece_of(filtered(request.actor, wanted), "occurred_from", asked, kind=date)
    return IncidentList(items=[_facts(row) for row in found], next=following)


@router.get(
    "/incidents/{ref}",
    summary=said("One incident, with its words and the harm in it"),
    **opens(Permission.INCIDENT_READ, {200: IncidentStory}),
)
def read_incident(request: ActorRequest, ref: str) -> IncidentStory:
    """Return an incident. Raises NotFound."""
    row = incident_named(request.actor, ref)
    if row is None:
        raise NotFound(_("There is no such incident."), remedy=_("Look for it in the list."))
    revisions = revisions_of(request.actor, row)
    newest = facts_from_json(revisions[0].facts)
    return IncidentStory(
        incident=_facts(row),
        narrative=newest.narrative,
        language=newest.language,
        place_note=newest.place_note,
        harm=[
            HarmLine(kind=one.kind, status=one.status, sex=one.sex, age=one.age, people=_people(one, ""))
            for one in harm_of(request.actor, row)
        ],
        revisions=len(revisions),
    )


def _people(row: Any, name: str) -> People:
    return People(low=getattr(row, f"{name}low"), best=getattr(row, f"{name}best"), high=getattr(row, f"{name}high"))


def _facts(row: Incident) -> IncidentFacts:
    return IncidentFacts(
        reference=row.reference,
        revision=row.revision,
        headline=row.headline,
        occurred_from=row.occurred_from,
        occurred_to=row.occurred_to,
        date_precision=row.date_precision,
        act=row.act,
        attempted=row.attempted,
        one_sided=row.one_sided,
        actor_a=row.actor_a.name if row.actor_a else "",
        actor_b=row.actor_b.name if row.actor_b else "",
        area=row.area.code if row.area else "",
        area_name=row.area.name if row.area else "",
        place_name=row.place_name,
        latitude=row.latitude,
        longitude=row.longitude,
        place_precision=row.place_precision,
        base_distance_km=row.base_distance_km,
        deaths=_people(row, "deaths_"),
        civilians=_people(row, "civilians_"),
        civilians_coded=row.civilians_coded,
        origin=row.source,
        origin_key=row.source_key,
        status=row.status,
        sensitivity=row.sensitivity,
        compartment=row.compartment,
        known_at=instant(row.known_at),
        recorded_at=instant(row.recorded_at),
    )
