"""Which sources an actor may know of, never who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db.models import OuterRef, Q, Subquery

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.ids import key_for, number_of
from tutela.know.sources.models import SOURCE, Consent, Source
from tutela.mission.queries import mission_named

# The outline of an area weighs more than a page of sources.
HEAVY = ("area__geometry", "area__outline")


class SourceSet(ScopedQuerySet[Source]):
    """Sources of the mission; a post with an area knows those of its area and those that it recorded itself."""

    view_permission: ClassVar[Permission] = Permission.SOURCE_READ

    def visible_to(self, actor: Actor) -> Self:
        """Return the sources that the actor may know of; none without the permission."""
        rows = super().visible_to(actor)
        if actor.area_path:
            rows = rows.filter(Q(area__path__startswith=actor.area_path) | Q(recorded_post=actor.post))
        return rows


@dataclass(frozen=True, slots=True)
class SourcesWanted:
    """What narrows the list: codes of kind, grade and risk, a purpose consented to, only those of one's own post."""

    kind: str = ""
    reliability: str = ""
    risk: str = ""
    consent: str = ""
    is_mine: bool = False


EVERY_SOURCE = SourcesWanted()


def sources(actor: Actor, wanted: SourcesWanted = EVERY_SOURCE) -> SourceSet:
    """Return the sources that the actor may know of, narrowed, newest first, with their areas."""
    rows = SourceSet(Source).visible_to(actor).select_related("area").defer(*HEAVY).order_by("-created_at", "-id")
    for name in ("kind", "reliability", "risk"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.is_mine:
        rows = rows.filter(recorded_post=actor.post)
    if wanted.consent:
        newest = Consent.objects.filter(source=OuterRef("pk"), purpose=wanted.consent).order_by("-id")
        rows = rows.annotate(holds=Subquery(newest.values("is_given")[:1])).filter(holds=True, erased_at__isnull=True)
    return rows


def source_named(actor: Actor, reference: str) -> Source | None:
    """Return a source by its reference, or None when there is none that the actor may know of."""
    key = key_named(actor.mission, SOURCE, reference)
    return None if key is None else sources(actor).filter(pk=key).first()


def key_named(mission: str, kind: str, reference: str) -> int | None:
    """Return the key of a record by its reference, None for what is no reference of that kind."""
    number, found = number_of(kind, reference), mission_named(mission)
    return None if number is None or found is None else key_for(found.serial, number)


def is_owner(source: Source, actor: Actor) -> bool:
    """Return whether the source was recorded by the actor's post: the owner is shown who asks and who opens."""
    return actor.post == source.recorded_post


def sees_reveals(source: Source, actor: Actor) -> bool:
    """Return whether the actor may read every request, decision and opening of a source that they may know of."""
    return is_owner(source, actor) or actor.may(Permission.IDENTITY_DECIDE)


def source_key(mission: str, reference: str) -> int | None:
    """Return the key of a source that is there, whoever may know of it, for a record that refers to it; else None."""
    key = key_named(mission, SOURCE, reference)
    return key if key is not None and Source.objects.filter(pk=key, mission_id=mission).exists() else None


def reference_of(actor: Actor, source_id: int) -> str:
    """Return the reference of a source by its key, nothing when the actor may not know of it."""
    found = sources(actor).filter(pk=source_id).first()
    return found.reference if found else ""
