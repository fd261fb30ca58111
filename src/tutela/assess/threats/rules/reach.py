"""How far a threat reaches: which incidents stand behind it and which proposals it already covers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tutela.assess.threats.rules.kinds import kind_of, kinds


class Reach(NamedTuple):
    """An actor's violence of some kinds in an area; an empty path is the whole mission area.

    `includes_below` says whether what is placed in the areas below counts too. What the machine proposed
    reaches only what is placed in that very area: an incident known only to a province tells nothing of a
    county, nor does a proposal for the province speak for its counties.
    """

    actor_id: int
    area_path: str
    kinds: frozenset[str]
    includes_below: bool

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts of its kinds: related acts count alike, fighting without harm does not."""
        return tuple(act for kind in sorted(self.kinds) for act in kinds()[kind].acts)

    def takes_in(self, area_path: str) -> bool:
        """Return whether what is placed in an area lies within."""
        return area_path.startswith(self.area_path) if self.includes_below else area_path == self.area_path


def reach_of(actor_id: int | None, area_path: str, acts: Iterable[str], *, includes_below: bool) -> Reach | None:
    """Return the reach of a threat, or None when its actor is not one that incidents know."""
    if actor_id is None:
        return None
    found = frozenset(kind for act in acts if (kind := kind_of(act)) is not None)
    return Reach(actor_id, area_path, found, includes_below)


def is_covered(reaches: Iterable[Reach], *, actor_id: int, area_path: str, kind: str) -> bool:
    """Return whether one of the reaches takes in this actor, area and kind of violence."""
    return any(one.actor_id == actor_id and one.takes_in(area_path) and kind in one.kinds for one in reaches)


def common_path(paths: Iterable[str]) -> str:
    """Return the path of the deepest area that holds all the areas; empty when only the mission does."""
    parts = [path.split("/")[:-1] for path in paths]
    shared: list[str] = []
    for codes in zip(*parts, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    return "".join(f"{code}/" for code in shared)
