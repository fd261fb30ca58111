"""Where a community lies: its area, map cell and the nearest base that stands on the day of writing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from tutela.kernel.cells import cell_of
from tutela.kernel.places import PlacePrecision
from tutela.know.communities.rules import CommunityFacts
from tutela.mission.geography import area_index, base_index
from tutela.mission.models import Area


class Place(NamedTuple):
    """Where a community lies; None where it cannot be told at the precision that is known."""

    area: Area | None
    cell: int | None
    base: int | None
    base_distance_km: float | None


def place_of(mission: str, facts: CommunityFacts, day: date) -> Place:
    """Return where a community lies. The area that people name holds; without one it is the area of the point.

    The distance to the nearest base is measured only from a named place or its surroundings (precision 1 and 2).
    """
    area = _area(mission, facts)
    if facts.latitude is None or facts.longitude is None:
        return Place(area, None, None, None)
    base, distance = _nearest(mission, facts.latitude, facts.longitude, day) if is_close(facts) else (None, None)
    return Place(area, cell_of(facts.latitude, facts.longitude), base, distance)


def is_close(facts: CommunityFacts) -> bool:
    """Return whether the point is near enough to the community to measure from it."""
    return facts.latitude is not None and facts.precision <= PlacePrecision.NEAR


def _area(mission: str, facts: CommunityFacts) -> Area | None:
    rows = Area.objects.filter(mission_id=mission).defer("geometry", "outline")
    if facts.area_code:
        return rows.filter(code=facts.area_code).first()
    return area_at(mission, facts)


def area_at(mission: str, facts: CommunityFacts) -> Area | None:
    """Return the finest area in which the point lies, as fine as it is known; None without one."""
    if facts.latitude is None or facts.longitude is None:
        return None
    index = area_index(mission)
    if facts.precision <= PlacePrecision.DISTRICT:
        key = index.finest_at(facts.latitude, facts.longitude)
    else:
        key = int(index.at(1, np.array([facts.latitude]), np.array([facts.longitude]))[0]) or None
    return Area.objects.filter(pk=key).defer("geometry", "outline").first() if key else None


def _nearest(mission: str, latitude: float, longitude: float, day: date) -> tuple[int | None, float | None]:
    keys, distances = base_index(mission).nearest(
        np.array([latitude]), np.array([longitude]), np.array([day.toordinal()], dtype=np.int64)
    )
    return (int(keys[0]), round(float(distances[0]), 3)) if keys[0] else (None, None)


def common_area(mission: str, areas: list[Area]) -> Area | None:
    """Return the smallest area that holds all the given ones, None when only the mission does."""
    paths = [area.path.strip("/").split("/") for area in areas]
    shared: list[str] = []
    for codes in zip(*paths, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    if not shared:
        return None
    rows = Area.objects.filter(mission_id=mission, code=shared[-1]).defer("geometry", "outline")
    return rows.first()
