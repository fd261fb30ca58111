"""Lists of incidents and single ones."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.db.models import Exists, OuterRef, Q

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor as Asker
from tutela.kernel.ids import key_for, number_of
from tutela.know.incidents.models import Actor, Harm, Incident, IncidentRevision
from tutela.know.incidents.rules import facts_from_json
from tutela.mission.models import Area, Mission


class IncidentSet(ScopedQuerySet[Incident]):
    """Incidents, narrowed by area, sensitivity and compartment."""

    view_permission: ClassVar[Permission] = Permission.INCIDENT_READ
    area_field: ClassVar[str | None] = "area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"

    def visible_to(self, actor: Asker) -> IncidentSet:
        """Return what the actor may know of; a field office's areas are listed by key: no other table is met."""
        rows = super().visible_to(replace(actor, area_path=""))
        if not actor.area_path:
            return rows
        return met(rows, Q(area_id__in=keys_under(actor.mission, actor.area_path)))


def keys_under(mission: str, path: str) -> list[int]:
    """Return the keys of an area and of all areas below it, by its path."""
    return list(Area.objects.filter(mission_id=mission, path__startswith=path).values_list("pk", flat=True))


def met(rows: IncidentSet, often: Q) -> IncidentSet:
    """Narrow by what fits so often that a walk from the newest on meets it soon.

    Said twice in the negative, which means the same: SQLite would otherwise gather and sort all that fits first.
    """
    return rows.exclude(~often)


class ActorSet(ScopedQuerySet[Actor]):
    """Actors of the mission."""

    view_permission: ClassVar[Permission] = Permission.INCIDENT_READ


def incidents(actor: Asker) -> IncidentSet:
    """Return the incidents that the actor may know of, newest first."""
    return newest_first(IncidentSet(Incident).visible_to(actor))


def newest_first(rows: IncidentSet) -> IncidentSet:
    """Return the incidents as lists read them: with their area and actors, the newest first."""
    named = rows.select_related("area", "actor_a", "actor_b").defer("area__geometry", "area__outline")
    return named.order_by("-occurred_from", "-pk")


def incident_named(actor: Asker, reference: str) -> Incident | None:
    """Return an incident by its reference, or None when there is none that the actor may know of."""
    number = number_of("I", reference)
    serial = Mission.objects.filter(pk=actor.mission).values_list("serial", flat=True).first()
    if number is None or serial is None:
        return None
    return incidents(actor).select_related("base", "snapshot").filter(pk=key_for(serial, number)).first()


def revisions_of(actor: Asker, incident: Incident) -> list[IncidentRevision]:
    """Return an incident's revisions, newest first; none when the actor may not see the incident.

    A revision that was held more closely than the newest is left out for whoever may not see what it held.
    """
    if not incidents(actor).filter(pk=incident.pk).exists():
        return []
    rows = IncidentRevision.objects.filter(incident=incident).select_related("snapshot")
    return [row for row in rows.order_by("-number") if _is_open(actor, row)]


def _is_open(actor: Asker, revision: IncidentRevision) -> bool:
    facts = facts_from_json(revision.facts)
    return facts.sensitivity <= actor.clearance and actor.enters(facts.compartment)


def harm_of(actor: Asker, incident: Incident) -> list[Harm]:
    """Return the harm in an incident's newest revision, by kind, sex and age."""
    if not incidents(actor).filter(pk=incident.pk).exists():
        return []
    return list(Harm.objects.filter(revision_id=incident.revision_key).order_by("kind", "status", "sex", "age"))


def incident_actors(actor: Asker) -> ActorSet:
    """Return the actors of the incidents that the actor may know of, by name.

    An actor that is named in hidden incidents alone is hidden with them: its name would tell that they exist.
    """
    seen = incidents(actor).order_by()
    if actor.area_path:
        seen = seen.filter(area_id__in=keys_under(actor.mission, actor.area_path))
    did = Exists(seen.filter(actor_a_id=OuterRef("pk")))
    met = Exists(seen.filter(actor_b_id=OuterRef("pk")))
    return ActorSet(Actor).visible_to(actor).filter(did | met).order_by("name", "pk")


def actors_of(actor: Asker, keys: list[int]) -> dict[int, Actor]:
    """Return actors by key."""
    return {row.pk: row for row in incident_actors(actor).filter(pk__in=keys)}
