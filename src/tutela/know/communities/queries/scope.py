"""The ways out of this app's tables, each narrowed to what an actor may know.

Whoever may not know of a community knows of nothing that belongs to it. What is held more closely than its community
(a plan, a consultation, a network) has a sensitivity of its own on top.
"""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db.models import Exists, Model, OuterRef, Q

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.ids import key_for, number_of
from tutela.know.communities.models import (
    AlertNetwork,
    Community,
    CommunityRevision,
    Consultation,
    FocalPoint,
    LiaisonPlacement,
    Mechanism,
    NetworkMember,
    PlacementPlace,
    ProtectionPlan,
)
from tutela.mission.models import Mission

M = TypeVar("M", bound=Model)
SHAPES = ("area__geometry", "area__outline")
"""Heavy columns that no list needs."""
MOST = 1 << 40
"""A key has room for numbers below this one."""


def seen(actor: Actor, through: str = "") -> Q:
    """Return what holds of a community that the actor may know of; `through` is the relation that leads to it.

    Said as plain conditions, so that the stores look a row up by its key instead of gathering all communities first.
    """
    at = f"{through}__" if through else ""
    if not actor.may(Permission.COMMUNITY_READ):
        return Q(pk__in=[])
    asked: dict[str, object] = {f"{at}mission_id": actor.mission, f"{at}sensitivity__lte": int(actor.clearance)}
    if actor.area_path:
        asked[f"{at}area__path__startswith"] = actor.area_path
    return Q(**asked)


class CommunitySet(ScopedQuerySet[Community]):
    """Communities, narrowed by area and sensitivity."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    area_field: ClassVar[str | None] = "area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"


class RevisionSet(ScopedQuerySet[CommunityRevision]):
    """Revisions of the communities that the actor sees, as far as the revision itself may be seen."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    mission_field: ClassVar[str] = "community__mission_id"
    area_field: ClassVar[str | None] = "community__area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"

    def visible_to(self, actor: Actor) -> Self:
        """Return the revisions that the actor may know of, by the community as it is now and as it was then."""
        return super().visible_to(actor).filter(community__sensitivity__lte=int(actor.clearance))


class _OfCommunity(ScopedQuerySet[M]):
    """What belongs to one community and has a sensitivity of its own."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    area_field: ClassVar[str | None] = "community__area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows whose community and whose own sensitivity are open to the actor."""
        return super().visible_to(actor).filter(community__sensitivity__lte=int(actor.clearance))


class ConsultationSet(_OfCommunity[Consultation]):
    """Consultations."""


class PlanSet(_OfCommunity[ProtectionPlan]):
    """Protection plans."""


class MechanismSet(ScopedQuerySet[Mechanism]):
    """Local mechanisms: known to whoever knows the community."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    area_field: ClassVar[str | None] = "community__area"
    sensitivity_field: ClassVar[str | None] = "community__sensitivity"


class NetworkSet(ScopedQuerySet[AlertNetwork]):
    """Alert networks that serve a community which the actor sees."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    sensitivity_field: ClassVar[str | None] = "sensitivity"

    def visible_to(self, actor: Actor) -> Self:
        """Return the networks that are open to the actor and serve a community that is."""
        member = NetworkMember.objects.filter(seen(actor, "community"), network=OuterRef("pk"))
        return super().visible_to(actor).filter(Exists(member))


class FocalPointSet(ScopedQuerySet[FocalPoint]):
    """Focal points, for those who may read references of the vault, in networks that they see."""

    view_permission: ClassVar[Permission] = Permission.SOURCE_READ

    def visible_to(self, actor: Actor) -> Self:
        """Return the focal points of the networks that are open to the actor."""
        networks = NetworkSet(AlertNetwork).visible_to(actor).order_by().values("pk")
        return super().visible_to(actor).filter(network__in=networks)


class PlacementSet(ScopedQuerySet[LiaisonPlacement]):
    """Placements of liaison assistants in an area or a community that the actor covers."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ

    def visible_to(self, actor: Actor) -> Self:
        """Return the placements with one place at least that is open to the actor."""
        return super().visible_to(actor).filter(Exists(places_seen(actor).filter(placement=OuterRef("pk"))))


class PlaceSet(ScopedQuerySet[PlacementPlace]):
    """The areas and communities of placements."""

    view_permission: ClassVar[Permission] = Permission.COMMUNITY_READ
    mission_field: ClassVar[str] = "placement__mission_id"


def places_seen(actor: Actor) -> PlaceSet:
    """Return the areas in and around what the actor covers and the communities that they see, of all placements."""
    own = Q(area__isnull=False, area__path__startswith=actor.area_path)
    # Whoever works in the whole province works in the actor's district too.
    above = Q(area__code__in=actor.area_path.strip("/").split("/"))
    return PlaceSet(PlacementPlace).visible_to(actor).filter(own | above | seen(actor, "community"))


def keys_behind(actor: Actor, kind: str, references: tuple[str, ...] = ()) -> list[int]:
    """Return the keys behind references of a kind in the actor's mission; a text that is none has no key.

    A key says nothing of whether there is such a record: ask for it among what the actor may know of.
    """
    numbers = [number for one in references if (number := number_of(kind, one)) is not None and number < MOST]
    serial = Mission.objects.filter(pk=actor.mission).values_list("serial", flat=True).first() if numbers else None
    return [] if serial is None else [key_for(serial, number) for number in numbers]


def _key(actor: Actor, kind: str, reference: str) -> int | None:
    """Return the key behind a reference, None for a text that is none."""
    return next(iter(keys_behind(actor, kind, (reference,))), None)


def communities(actor: Actor) -> CommunitySet:
    """Return the communities that the actor may know of, by name."""
    return with_area(CommunitySet(Community).visible_to(actor)).order_by("name", "pk")


def with_area(rows: CommunitySet) -> CommunitySet:
    """Return the communities with their areas, without the areas' shapes."""
    return rows.select_related("area").defer(*SHAPES)


def community_named(actor: Actor, reference: str) -> Community | None:
    """Return a community by its reference, or None when there is none that the actor may know of."""
    key = _key(actor, Community.KIND, reference)
    return None if key is None else communities(actor).select_related("area", "base").filter(pk=key).first()


def communities_named(actor: Actor, references: tuple[str, ...] = ()) -> list[Community]:
    """Return those communities behind some references that the actor may know of, by name."""
    return list(communities(actor).filter(pk__in=keys_behind(actor, Community.KIND, references)))


def network_named(actor: Actor, reference: str) -> AlertNetwork | None:
    """Return an alert network by its reference, or None when there is none that the actor may know of."""
    key = _key(actor, AlertNetwork.KIND, reference)
    rows = NetworkSet(AlertNetwork).visible_to(actor).select_related("area").defer(*SHAPES)
    return None if key is None else rows.filter(pk=key).first()


def focal_point_named(actor: Actor, reference: str) -> FocalPoint | None:
    """Return a focal point by its own reference (FP-000001), never by the vault's; None when there is none."""
    key = _key(actor, FocalPoint.KIND, reference)
    rows = FocalPointSet(FocalPoint).visible_to(actor).select_related("network__area")
    rows = rows.defer("source", "network__area__geometry", "network__area__outline")
    return None if key is None else rows.filter(pk=key).first()


def consultation_named(actor: Actor, reference: str) -> Consultation | None:
    """Return a consultation by its reference, or None when there is none that the actor may know of."""
    key = _key(actor, Consultation.KIND, reference)
    return None if key is None else consultations(actor).filter(pk=key).first()


def consultations(actor: Actor) -> ConsultationSet:
    """Return the consultations that the actor may know of, the newest first."""
    rows = ConsultationSet(Consultation).visible_to(actor).select_related("community__area")
    rows = rows.defer("community__area__geometry", "community__area__outline")
    return rows.order_by("-held_on", "-pk")


def mechanism_named(actor: Actor, reference: str) -> Mechanism | None:
    """Return a local mechanism by its reference, or None when there is none that the actor may know of."""
    key = _key(actor, Mechanism.KIND, reference)
    rows = MechanismSet(Mechanism).visible_to(actor).select_related("community__area")
    rows = rows.defer("community__area__geometry", "community__area__outline")
    return None if key is None else rows.filter(pk=key).first()


def placement_named(actor: Actor, reference: str) -> LiaisonPlacement | None:
    """Return a placement by its reference, or None when there is none that the actor may know of."""
    key = _key(actor, LiaisonPlacement.KIND, reference)
    rows = PlacementSet(LiaisonPlacement).visible_to(actor)
    return None if key is None else rows.filter(pk=key).first()
