"""Where a report lies: area, map cell and nearest base, with what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import nan

import numpy as np

from tutela.kernel.cells import cell_of
from tutela.kernel.names import place_key
from tutela.kernel.places import PlacePrecision
from tutela.know.alerts.rules.report import Flag, Report
from tutela.ledger.queries import newest_mark
from tutela.mission.geography import AreaIndex, BaseIndex, area_index, base_index
from tutela.mission.models import Area, AreaAlias

GROUND_EVENTS = ("mission.areas_imported", "mission.bases_imported")

FAR_DEGREES = 2.0
"""How far outside every area of the mission, in degrees, a place may lie before it is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is, as far as can be told; what cannot is None."""

    area: Area | None
    cell: int | None
    precision: int
    base: int | None = None
    base_distance_km: float | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """A mission's areas and bases, kept by each process until either changes: alerts may pour in."""

    areas: AreaIndex
    bases: BaseIndex
    rows: Mapping[int, Area]


def _ground(mission: str) -> Ground:
    """Return the mission's ground as it is now; one query tells whether what is kept still holds."""
    return _kept_ground(mission, newest_mark(mission, GROUND_EVENTS))


@lru_cache(maxsize=8)
def _kept_ground(mission: str, _mark: tuple[int, str] | None) -> Ground:
    rows = Area.objects.filter(mission_id=mission).defer("geometry", "outline")
    return Ground(area_index(mission), base_index(mission), {row.pk: row for row in rows})


def place_of(mission: str, report: Report, day: date) -> Place:
    """Return where a report lies: by its coordinates, else by its area's code, else by the name of the place.

    Coordinates far outside the mission are kept as they were told and place nothing: the report is flagged, not lost.
    """
    if report.latitude is not None and report.longitude is not None:
        return _by_point(mission, report, report.latitude, report.longitude, day)
    named = _by_name(mission, report)
    flags = frozenset() if named else frozenset({Flag.PLACE_UNCLEAR})
    precision = PlacePrecision.PROVINCE if named and named.level == 1 else PlacePrecision.DISTRICT
    return Place(named, None, precision if named else max(report.place_precision, PlacePrecision.COUNTRY), flags=flags)


def _by_point(mission: str, report: Report, latitude: float, longitude: float, day: date) -> Place:
    ground = _ground(mission)
    if _is_far(ground.areas.bounds, latitude, longitude):
        named = _by_name(mission, report)
        return Place(named, None, int(PlacePrecision.COUNTRY), flags=frozenset({Flag.FAR_AWAY}))
    precision = min(report.place_precision, int(PlacePrecision.DISTRICT))
    key = ground.areas.finest_at(latitude, longitude)
    area = ground.rows.get(key) if key else None
    is_close = precision <= PlacePrecision.NEAR
    base, distance = _nearest(ground.bases, latitude, longitude, day) if is_close else (None, nan)
    return Place(
        area=area,
        cell=cell_of(latitude, longitude),
        precision=precision,
        base=base,
        base_distance_km=round(distance, 3) if base else None,
        flags=frozenset() if area else frozenset({Flag.PLACE_UNCLEAR}),
    )


def _is_far(bounds: tuple[float, float, float, float] | None, latitude: float, longitude: float) -> bool:
    if bounds is None:
        return False
    west, south, east, north = bounds
    inside = west - FAR_DEGREES <= longitude <= east + FAR_DEGREES
    return not (inside and south - FAR_DEGREES <= latitude <= north + FAR_DEGREES)


def _nearest(bases: BaseIndex, latitude: float, longitude: float, day: date) -> tuple[int | None, float]:
    keys, distances = bases.nearest(np.array([latitude]), np.array([longitude]), np.array([day.toordinal()]))
    return int(keys[0]) or None, float(distances[0])


def _by_name(mission: str, report: Report) -> Area | None:
    """Return the area that a code or, where it is met under one area only, a name stands for."""
    if report.area_code:
        found = _area(mission, code=report.area_code)
        if found is not None:
            return found
    key = place_key(report.place_name)
    if not key:
        return None
    named = AreaAlias.objects.filter(area__mission_id=mission, folded=key).values_list("area_id", flat=True)
    keys = set(named[:3])
    return _area(mission, pk=keys.pop()) if len(keys) == 1 else None


def _area(mission: str, **which: object) -> Area | None:
    rows = Area.objects.filter(mission_id=mission, **which)
    return rows.defer("geometry", "outline").first()
