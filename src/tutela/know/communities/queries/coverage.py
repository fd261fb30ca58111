"""Which groups were heard where, and whether women are among those who warn the mission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.communities.models import AlertNetwork, Community, FocalPoint, GroupMet
from tutela.know.communities.queries.scope import CommunitySet, NetworkSet, seen
from tutela.know.communities.rules import GroupHeard, Met, coverage, looked_back_from, unmarked
from tutela.know.communities.rules.words import Sex


def coverage_of(actor: Actor, keys: list[int], today: date) -> dict[int, tuple[GroupHeard, ...]]:
    """Return which groups of some communities were heard within a year, by the community's key; two queries.

    Consultations that are held more closely than the actor may know of are not counted.
    """
    rows = CommunitySet(Community).visible_to(actor).filter(pk__in=keys).order_by()
    present = dict(rows.values_list("pk", "groups"))
    lately = Q(held_on__gte=looked_back_from(today))
    meetings = GroupMet.objects.filter(community__in=list(present), sensitivity__lte=int(actor.clearance))
    counted = meetings.values_list("community_id", "group").annotate(
        times=Count("pk", filter=lately), people=Sum("people", filter=lately), last=Max("held_on")
    )
    met: dict[int, dict[str, Met]] = {key: {} for key in present}
    for key, group, times, people, last in counted.order_by():
        met[key][group] = Met(times, people or 0, last)
    return {key: coverage(unmarked(present[key]), met[key]) for key in present}


def groups_met_in(actor: Actor, keys: list[int]) -> dict[int, list[tuple[str, int]]]:
    """Return which groups were met in some consultations, and how many people of each, by the consultation's key."""
    rows = GroupMet.objects.filter(
        seen(actor, "community"), consultation__in=keys, sensitivity__lte=int(actor.clearance)
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for key, group, people in rows.order_by("pk").values_list("consultation_id", "group", "people"):
        found.setdefault(key, []).append((group, people))
    return found


@dataclass(frozen=True, slots=True)
class PointsCount:
    """How many focal points a network, or a mission, has now; `women` and those of unknown sex among them."""

    all: int = 0
    women: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class WomenShare:
    """Women among focal points of the networks in use (para 77), and how many networks have none."""

    points: PointsCount
    networks: int
    without_women: int
    without_points: int


def points_in(actor: Actor, keys: list[int]) -> dict[int, PointsCount]:
    """Return how many focal points some networks have, by the network's key; one query. Nobody's reference."""
    return _counted(NetworkSet(AlertNetwork).visible_to(actor).filter(pk__in=keys))


def _counted(networks: NetworkSet) -> dict[int, PointsCount]:
    within = networks.order_by().values("pk")
    rows = FocalPoint.objects.filter(network__in=within, ended_at__isnull=True).order_by().values_list("network_id")
    counted = rows.annotate(
        all=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)), unknown=Count("pk", filter=Q(sex=Sex.UNKNOWN))
    )
    return {key: PointsCount(many, women, unknown) for key, many, women, unknown in counted}


def women_among_focal_points(actor: Actor) -> WomenShare:
    """Return women among the focal points of all networks in use that the actor may know of; two queries."""
    if not actor.may(Permission.COMMUNITY_READ):
        return WomenShare(PointsCount(), 0, 0, 0)
    networks = NetworkSet(AlertNetwork).visible_to(actor).filter(ended_at__isnull=True)
    many, counts = networks.count(), _counted(networks).values()
    points = PointsCount(
        sum(one.all for one in counts), sum(one.women for one in counts), sum(one.unknown for one in counts)
    )
    return WomenShare(points, many, sum(one.women == 0 for one in counts), many - len(counts))
