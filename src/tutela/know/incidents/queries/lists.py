"""Lists of incidents and single ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor as Asker
from tutela.kernel.ids import number_of
from tutela.kernel.names import fold
from tutela.know.incidents.models import Actor, ActorAlias, Harm, Incident, IncidentRevision, key_for
from tutela.mission.models import Area, Mission


class IncidentSet(ScopedQuerySet[Incident]):
    """Incidents, narrowed by area, sensitivity and compartment."""

    view_permission: ClassVar[Permission] = Permission.INCIDENT_READ
    area_field: ClassVar[str | None] = "area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"


class ActorSet(ScopedQuerySet[Actor]):
    """Actors of the mission."""

    view_permission: ClassVar[Permission] = Permission.INCIDENT_READ


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list or a map of incidents is narrowed; what is None or empty does not narrow."""

    since: date | None = None
    until: date | None = None
    acts: tuple[str, ...] = ()
    actor: int | None = None
    area: str = ""
    source: str = ""
    least_civilians: int | None = None
    near_base_km: float | None = None
    points_only: bool = False
    text: str = ""


def incidents(actor: Asker) -> IncidentSet:
    """Return the incidents that the actor may know of, newest first."""
    rows = IncidentSet(Incident).visible_to(actor)
    named = rows.select_related("area", "actor_a", "actor_b").defer("area__geometry", "area__outline")
    return named.order_by("-occurred_from", "-pk")


def filtered(actor: Asker, wanted: Filters) -> IncidentSet:
    """Return the incidents that fit, newest first. An incident fits a period when it began in it."""
    rows = incidents(actor)
    if wanted.since:
        rows = rows.filter(occurred_from__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(occurred_from__lte=wanted.until)
    if wanted.acts:
        rows = rows.filter(act__in=wanted.acts)
    if wanted.actor:
        rows = rows.filter(Q(actor_a_id=wanted.actor) | Q(actor_b_id=wanted.actor))
    if wanted.area:
        rows = rows.filter(area_id__in=_below(actor.mission, wanted.area))
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.least_civilians:
        rows = rows.filter(civilians_best__gte=wanted.least_civilians)
    if wanted.near_base_km:
        rows = rows.filter(base_distance_km__lte=wanted.near_base_km)
    if wanted.points_only:
        rows = rows.filter(place_precision__lte=3)
    return _matching(actor, rows, wanted.text) if wanted.text.strip() else rows


def _below(mission: str, code: str) -> list[int]:
    area = Area.objects.filter(mission_id=mission, code=code).values_list("path", flat=True).first()
    if area is None:
        return []
    return list(Area.objects.filter(mission_id=mission, path__startswith=area).values_list("pk", flat=True))


def _matching(actor: Asker, rows: IncidentSet, text: str) -> IncidentSet:
    """Narrow by words: a reference, the beginning of a place's name, an actor or an area.

    Actors and areas are looked up first, so that the big table is only asked by key.
    """
    number = number_of("I", text)
    if number is not None:
        serial = Mission.objects.values_list("serial", flat=True).get(pk=actor.mission)
        return rows.filter(pk=key_for(serial, number))
    key = fold(text)
    actors = list(
        ActorAlias.objects.filter(mission_id=actor.mission, folded__contains=key).values_list("actor_id", flat=True)[
            :50
        ]
    )
    areas = [
        area
        for area, name in Area.objects.filter(mission_id=actor.mission).values_list("pk", "name")
        if key and key in fold(name)
    ]
    found = Q(place_name__istartswith=text.strip())
    if actors:
        found |= Q(actor_a_id__in=actors) | Q(actor_b_id__in=actors)
    if areas:
        found |= Q(area_id__in=areas)
    return rows.filter(found)


def incident_named(actor: Asker, reference: str) -> Incident | None:
    """Return an incident by its reference, or None when there is none that the actor may know of."""
    number = number_of("I", reference)
    serial = Mission.objects.filter(pk=actor.mission).values_list("serial", flat=True).first()
    if number is None or serial is None:
        return None
    return incidents(actor).select_related("base", "snapshot").filter(pk=key_for(serial, number)).first()


def revisions_of(actor: Asker, incident: Incident) -> list[IncidentRevision]:
    """Return an incident's revisions, newest first; none when the actor may not see the incident."""
    if not incidents(actor).filter(pk=incident.pk).exists():
        return []
    rows = IncidentRevision.objects.filter(incident=incident).select_related("snapshot")
    return list(rows.order_by("-number"))


def harm_of(actor: Asker, incident: Incident) -> list[Harm]:
    """Return the harm in an incident's newest revision, by kind, sex and age."""
    if not incidents(actor).filter(pk=incident.pk).exists():
        return []
    return list(Harm.objects.filter(revision_id=incident.revision_key).order_by("kind", "status", "sex", "age"))


def incident_actors(actor: Asker) -> ActorSet:
    """Return the mission's actors by name."""
    return ActorSet(Actor).visible_to(actor).order_by("name", "pk")


def actors_of(actor: Asker, keys: list[int]) -> dict[int, Actor]:
    """Return actors by key."""
    return {row.pk: row for row in incident_actors(actor).filter(pk__in=keys)}
