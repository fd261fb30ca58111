"""Alert networks: which there are, whom they serve, how their tests went, and who is a focal point by reference."""

from __future__ import annotations

from tutela.access.rules import Actor
from tutela.know.communities.models import AlertNetwork, Community, FocalPoint, NetworkMember, NetworkTest
from tutela.know.communities.queries.scope import SHAPES, CommunitySet, FocalPointSet, NetworkSet

MOST_TESTS = 50


def networks(actor: Actor, *, ended: bool = False) -> NetworkSet:
    """Return the networks in use that the actor may know of, longest without a test first; or those that ended."""
    rows = NetworkSet(AlertNetwork).visible_to(actor).filter(ended_at__isnull=not ended)
    return rows.select_related("area").defer(*SHAPES).order_by("last_tested_on", "pk")


def networks_of(actor: Actor, keys: list[int]) -> dict[int, list[AlertNetwork]]:
    """Return the networks that serve some communities, those in use first, by the community's key; one query."""
    seen = NetworkSet(AlertNetwork).visible_to(actor).order_by().values("pk")
    rows = NetworkMember.objects.filter(community__in=keys, network__in=seen).select_related("network")
    found: dict[int, list[AlertNetwork]] = {}
    for member in rows.order_by("network__ended_at", "network__name", "pk"):
        found.setdefault(member.community_id, []).append(member.network)
    return {key: sorted(held, key=lambda row: row.ended_at is not None) for key, held in found.items()}


def served_by(actor: Actor, keys: list[int]) -> dict[int, list[Community]]:
    """Return the communities that some networks serve, as far as the actor may know of them, by the network's key."""
    seen = CommunitySet(Community).visible_to(actor).order_by().values("pk")
    rows = NetworkMember.objects.filter(network__in=keys, community__in=seen).select_related("community")
    found: dict[int, list[Community]] = {}
    for member in rows.order_by("community__name", "pk"):
        found.setdefault(member.network_id, []).append(member.community)
    return found


def network_tests(actor: Actor, keys: list[int], limit: int = MOST_TESTS) -> list[NetworkTest]:
    """Return the last tests of some networks, the newest first; `limit` at most."""
    seen = NetworkSet(AlertNetwork).visible_to(actor).order_by().values("pk")
    rows = NetworkTest.objects.filter(network__in=seen).filter(network__in=keys)
    return list(rows.order_by("-tested_at", "-pk")[:limit])


def focal_points_of(actor: Actor, keys: list[int]) -> list[FocalPoint]:
    """Return the focal points of some networks, those of today first; none to whoever may not read references.

    Each carries the vault's reference (SRC-000001) and nothing from which the person could be told.
    """
    rows = FocalPointSet(FocalPoint).visible_to(actor).filter(network__in=keys)
    return sorted(rows.order_by("pk"), key=lambda row: row.ended_at is not None)
