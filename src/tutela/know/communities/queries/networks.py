"""Alert networks: which there are, whom they serve, how their tests went, and who is a focal point by reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutela.access.rules import Actor
from tutela.know.communities.models import AlertNetwork, Community, FocalPoint, NetworkMember, NetworkTest
from tutela.know.communities.queries.scope import SHAPES, FocalPointSet, NetworkSet, keys_behind, seen
from tutela.know.sources.queries import sources

MOST_TESTS = 50
SOURCE = "SRC"
"""How a reference of the vault begins."""


def networks(actor: Actor, *, ended: bool = False) -> NetworkSet:
    """Return the networks in use that the actor may know of, longest without a test first; or those that ended."""
    rows = NetworkSet(AlertNetwork).visible_to(actor).filter(ended_at__isnull=not ended)
    return rows.select_related("area").defer(*SHAPES).order_by("last_tested_on", "pk")


def networks_of(actor: Actor, keys: list[int]) -> dict[int, list[AlertNetwork]]:
    """Return the networks that serve some communities, those in use first, by the community's key; one query."""
    rows = NetworkMember.objects.filter(seen(actor, "community"), community__in=keys)
    rows = rows.filter(network__sensitivity__lte=int(actor.clearance)).select_related("network")
    found: dict[int, list[AlertNetwork]] = {}
    for member in rows.order_by("network__ended_at", "network__name", "pk"):
        found.setdefault(member.community_id, []).append(member.network)
    return {key: sorted(held, key=lambda row: row.ended_at is not None) for key, held in found.items()}


def served_by(actor: Actor, keys: list[int]) -> dict[int, list[Community]]:
    """Return the communities that some networks serve, as far as the actor may know of them, by the network's key."""
    rows = NetworkMember.objects.filter(seen(actor, "community"), network__in=keys).select_related("community")
    found: dict[int, list[Community]] = {}
    for member in rows.order_by("community__name", "pk"):
        found.setdefault(member.network_id, []).append(member.community)
    return found


def network_tests(actor: Actor, keys: list[int], limit: int = MOST_TESTS) -> list[NetworkTest]:
    """Return the last tests of some networks, the newest first; `limit` at most."""
    open_ones = NetworkSet(AlertNetwork).visible_to(actor).filter(pk__in=keys).order_by().values("pk")
    rows = NetworkTest.objects.filter(network__in=open_ones)
    return list(rows.order_by("-tested_at", "-pk")[:limit])


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A focal point as somebody may know of it. `source` is the vault's reference, blank where that is not open.

    `is_erased` says that the vault holds no longer who it was, so that nobody can be called.
    """

    reference: str
    role: str
    sex: str
    age: str
    named_at: datetime
    ended_at: datetime | None
    ended_why: str
    source: str = ""
    is_erased: bool = False


def focal_points_of(actor: Actor, keys: list[int]) -> list[PointSeen]:
    """Return the focal points of some networks, those of today first; none to whoever may not read references.

    Each carries the vault's reference as far as the actor may know of that source, and nothing of who it is.
    """
    rows = list(FocalPointSet(FocalPoint).visible_to(actor).filter(network__in=keys).order_by("pk"))
    behind = keys_behind(actor, SOURCE, tuple(row.source for row in rows))
    known = {row.reference: row.erased_at is not None for row in sources(actor).filter(pk__in=behind)}
    return sorted((_seen(row, known) for row in rows), key=lambda one: one.ended_at is not None)


def _seen(row: FocalPoint, known: dict[str, bool]) -> PointSeen:
    return PointSeen(
        reference=row.reference,
        role=row.role,
        sex=row.sex,
        age=row.age,
        named_at=row.named_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        source=row.source if row.source in known else "",
        is_erased=known.get(row.source, False),
    )
