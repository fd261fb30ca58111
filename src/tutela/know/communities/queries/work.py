"""Protection plans, consultations with their feedback, local mechanisms and liaison assistants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.know.communities.models import (
    Consultation,
    Feedback,
    LiaisonCheck,
    LiaisonPlacement,
    Mechanism,
    MechanismSupport,
    PlacementPlace,
    PlanReview,
    PlanRevision,
    ProtectionPlan,
)
from tutela.know.communities.queries.scope import (
    ConsultationSet,
    MechanismSet,
    PlacementSet,
    PlanSet,
    consultations,
    places_seen,
)
from tutela.know.communities.rules import PlanFacts, plan_from

LIAISON = "liaison_assistant"
MOST_CONSULTATIONS = 50
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A protection plan with what its newest revision says, its revisions and its reviews, the newest first."""

    plan: ProtectionPlan
    facts: PlanFacts
    revisions: tuple[PlanRevision, ...]
    reviews: tuple[PlanReview, ...]


def plan_of(actor: Actor, keys: list[int]) -> PlanStanding | None:
    """Return the protection plan of a community by its key (the first of those given), None when there is none to see.

    A revision that was held more closely than the plan is now is left out for whoever may not see what it held.
    """
    plan = PlanSet(ProtectionPlan).visible_to(actor).filter(community__in=keys[:1]).first()
    if plan is None:
        return None
    rows = PlanRevision.objects.filter(plan=plan, sensitivity__lte=int(actor.clearance)).order_by("-number")
    revisions = tuple(rows[:MOST_LINES])
    reviews = tuple(PlanReview.objects.filter(plan=plan).order_by("-reviewed_on", "-pk")[:MOST_LINES])
    return PlanStanding(plan, plan_from(revisions[0].facts), revisions, reviews)


def consultations_with(actor: Actor, keys: list[int], limit: int = MOST_CONSULTATIONS) -> list[Consultation]:
    """Return the last consultations with some communities, the newest first; `limit` at most."""
    return list(consultations(actor).filter(community__in=keys)[:limit])


def feedback_on(actor: Actor, keys: list[int]) -> dict[int, list[Feedback]]:
    """Return what was told back after some consultations, the newest first, by the consultation's key."""
    open_ones = ConsultationSet(Consultation).visible_to(actor).filter(pk__in=keys).order_by().values("pk")
    rows = Feedback.objects.filter(consultation__in=open_ones)
    found: dict[int, list[Feedback]] = {}
    for row in rows.order_by("-given_on", "-pk"):
        found.setdefault(row.consultation_id, []).append(row)
    return found


def promises_open(actor: Actor, *, until: date | None = None, limit: int = MOST_CONSULTATIONS) -> list[Consultation]:
    """Return the consultations after which the mission still owes people an answer, the oldest promise first.

    `until` leaves out what is promised for a later day.
    """
    kept = Feedback.objects.filter(consultation=OuterRef("pk"), is_last=True)
    rows = consultations(actor).filter(follow_up_on__isnull=False).exclude(Exists(kept))
    if until is not None:
        rows = rows.filter(follow_up_on__lte=until)
    return list(rows.order_by("follow_up_on", "pk")[:limit])


def mechanisms_of(actor: Actor, keys: list[int]) -> list[Mechanism]:
    """Return the local mechanisms of some communities by name."""
    return list(MechanismSet(Mechanism).visible_to(actor).filter(community__in=keys).order_by("name", "pk"))


def support_of(actor: Actor, keys: list[int]) -> dict[int, list[MechanismSupport]]:
    """Return how some mechanisms were backed, the newest first, by the mechanism's key."""
    open_ones = MechanismSet(Mechanism).visible_to(actor).filter(pk__in=keys).order_by().values("pk")
    rows = MechanismSupport.objects.filter(mechanism__in=open_ones)
    found: dict[int, list[MechanismSupport]] = {}
    for row in rows.order_by("-supported_on", "-pk"):
        found.setdefault(row.mechanism_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Working:
    """A liaison assistant at work: the placement, the post's title, and the places that the actor covers."""

    placement: LiaisonPlacement
    title: str
    places: tuple[PlacementPlace, ...]


def liaison_at_work(actor: Actor, *, ended: bool = False) -> list[Working]:
    """Return who works where now, by post; or the placements that ended. Three queries."""
    rows = PlacementSet(LiaisonPlacement).visible_to(actor).filter(ended_on__isnull=not ended)
    return _working(actor, list(rows.order_by("post", "pk")))


def liaison_for(actor: Actor, keys: list[int], area_path: str = "") -> list[Working]:
    """Return the liaison assistants who work in some communities, or in an area that holds them, now."""
    return [row for row in liaison_at_work(actor) if _serves(row, set(keys), area_path)]


def _serves(row: Working, keys: set[int], area_path: str) -> bool:
    paths = [place.area.path for place in row.places if place.area is not None]
    is_around = bool(area_path) and any(area_path.startswith(path) for path in paths)
    return is_around or any(place.community_id in keys for place in row.places)


def _working(actor: Actor, placements: list[LiaisonPlacement]) -> list[Working]:
    rows = places_seen(actor).filter(placement__in=placements).select_related("area", "community")
    rows = rows.defer("area__geometry", "area__outline").order_by("area__name", "community__name", "pk")
    places: dict[int, list[PlacementPlace]] = {}
    for place in rows:
        places.setdefault(place.placement_id, []).append(place)
    titles = dict(posts_of(actor).values_list("slug", "title")) if placements else {}
    return [Working(row, titles.get(row.post, row.post), tuple(places.get(row.pk, ()))) for row in placements]


def liaison_posts(actor: Actor) -> list[tuple[str, str]]:
    """Return the posts of liaison assistants that are placed nowhere now, as slug and title."""
    placed = LiaisonPlacement.objects.filter(mission_id=actor.mission, ended_on__isnull=True).values("post")
    return list(posts_of(actor).filter(role=LIAISON).exclude(slug__in=placed).values_list("slug", "title"))


def checks_of(actor: Actor, keys: list[int]) -> list[LiaisonCheck]:
    """Return what some placements had to work with, the newest first."""
    open_ones = PlacementSet(LiaisonPlacement).visible_to(actor).filter(pk__in=keys).order_by().values("pk")
    rows = LiaisonCheck.objects.filter(placement__in=open_ones)
    return list(rows.order_by("-checked_on", "-pk")[:MOST_LINES])
