"""Where points lie: in which area, how far from the nearest base that stood that day. Arrays in, arrays out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import shapely
from django.db.models import Max
from numpy.typing import NDArray

from tutela.kernel.places import EARTH_RADIUS_KM
from tutela.ledger.queries import last_hash
from tutela.mission.models import Area, BasePeriod

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
Truths = NDArray[np.bool_]

NO_AREA = 0
# Distances held at once: a table of points by bases grows to gigabytes for a whole file otherwise.
LARGEST_TABLE = 500_000
# About five kilometres: less than the 25 that a place "near" a town may be off.
BORDER_DEGREES = 0.05
FAR_FUTURE = date(9999, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class _Level:
    ids: Ids
    tree: shapely.STRtree

    def write(self, found: Ids, points: Ids, shapes: Ids) -> None:
        """Write the keys of shapes at the positions of the points that they were found for."""
        # From the highest key to the lowest: the lowest is written last and stays.
        order = np.argsort(self.ids[shapes], kind="stable")[::-1]
        found[points[order]] = self.ids[shapes][order]


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """The areas of a mission, ready to be asked where points lie; one search tree for each level."""

    levels: dict[int, _Level]
    bounds: tuple[float, float, float, float] | None

    @property
    def finest(self) -> int:
        """The deepest level that has areas, 0 when there are none."""
        return max(self.levels, default=0)

    def at(self, level: int, latitudes: Floats, longitudes: Floats) -> Ids:
        """Return for each point the key of the area of that level that holds it, 0 where none does.

        A point just outside every area belongs to the nearest within `BORDER_DEGREES`: outlines are generalised, and
        towns stand on the rivers that are borders. A point on a border belongs to the area with the lowest key, so
        that the answer never depends on order.
        """
        if level not in self.levels or not len(latitudes):
            return np.zeros(len(latitudes), dtype=np.int64)
        held = self.levels[level]
        # Violence comes back to the same villages: each place is asked for once.
        places, which = np.unique(longitudes + 1j * latitudes, return_inverse=True)
        found = np.zeros(len(places), dtype=np.int64)
        points = np.asarray(shapely.points(places.real, places.imag))
        held.write(found, *held.tree.query(points, predicate="intersects"))
        outside = np.flatnonzero(found == 0)
        if len(outside):
            near, shapes = held.tree.query_nearest(points[outside], max_distance=BORDER_DEGREES)
            held.write(found, outside[near], shapes)
        answers: Ids = found[which]
        return answers

    def finest_at(self, latitude: float, longitude: float) -> int | None:
        """Return the key of the deepest area that holds a single point, or None outside all of them."""
        for level in sorted(self.levels, reverse=True):
            key = int(self.at(level, np.array([latitude]), np.array([longitude]))[0])
            if key:
                return key
        return None


def area_index(mission: str) -> AreaIndex:
    """Return the index of a mission's areas as they are now; it is built again only after a change of areas."""
    newest = Area.objects.filter(mission_id=mission).aggregate(Max("pk"))["pk__max"]
    return _area_index(mission, _version(mission, "mission.areas_imported", newest))


def _version(mission: str, event: str, newest: int | None) -> tuple[str, int]:
    """Return what changes when the records do: the hash of the newest entry of the event, and the newest key."""
    return last_hash(mission, event), newest or 0


@lru_cache(maxsize=8)
def _area_index(mission: str, version: tuple[str, int]) -> AreaIndex:
    rows: dict[int, list[tuple[int, bytes]]] = {}
    for key, level, geometry in Area.objects.filter(mission_id=mission).values_list("pk", "level", "geometry"):
        rows.setdefault(level, []).append((key, bytes(geometry)))
    levels = {}
    for level, held in rows.items():
        shapes = shapely.from_wkb([geometry for _key, geometry in held])
        shapely.prepare(shapes)
        levels[level] = _Level(np.array([key for key, _geometry in held], dtype=np.int64), shapely.STRtree(shapes))
    return AreaIndex(levels, _bounds(levels))


def _bounds(levels: dict[int, _Level]) -> tuple[float, float, float, float] | None:
    if not levels:
        return None
    boxes = np.array([shapely.total_bounds(level.tree.geometries) for level in levels.values()])
    west, south = boxes[:, 0].min(), boxes[:, 1].min()
    east, north = boxes[:, 2].max(), boxes[:, 3].max()
    return float(west), float(south), float(east), float(north)


@dataclass(frozen=True, slots=True)
class BaseIndex:
    """The bases of a mission, and which of them stood when.

    `changes` are the days on which the set of bases changed, sorted; row n of `standing` tells which stood after n
    changes.
    """

    keys: Ids
    latitudes: Floats
    longitudes: Floats
    changes: Ids
    standing: Truths

    def nearest(self, latitudes: Floats, longitudes: Floats, days: Ids) -> tuple[Ids, Floats]:
        """Return for each point the key of the nearest base standing that day and the distance in kilometres.

        `days` are proleptic ordinals. Where no base stood, the key is 0 and the distance is not a number.
        """
        keys = np.zeros(len(latitudes), dtype=np.int64)
        distances = np.full(len(latitudes), np.nan)
        if not len(self.keys) or not len(latitudes):
            return keys, distances
        step = max(1, LARGEST_TABLE // len(self.keys))
        for start in range(0, len(latitudes), step):
            part = slice(start, start + step)
            best, reached = self._nearest(latitudes[part], longitudes[part], days[part])
            there = np.isfinite(reached)
            keys[part][there], distances[part][there] = self.keys[best[there]], reached[there]
        return keys, distances

    def _nearest(self, latitudes: Floats, longitudes: Floats, days: Ids) -> tuple[Ids, Floats]:
        # The nearest is the one at the smallest angle; only its distance is worked out. Not the product of matrices
        # that it is: for three columns its threads take longer to wait for each other than to multiply.
        points, bases = _directions(latitudes, longitudes), _directions(self.latitudes, self.longitudes)
        closeness = np.multiply.outer(points[0], bases[0])
        closeness += np.multiply.outer(points[1], bases[1])
        closeness += np.multiply.outer(points[2], bases[2])
        stood = self.standing[np.searchsorted(self.changes, days, side="right")]
        closeness[~stood] = -np.inf
        best = closeness.argmax(axis=1)
        reached = _distances(latitudes, longitudes, self.latitudes[best], self.longitudes[best])
        reached[~stood[np.arange(len(best)), best]] = np.inf
        return best, reached


def _directions(latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the three sides of the unit vectors to points of the globe."""
    up, around = np.radians(latitudes), np.radians(longitudes)
    return np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)


def _distances(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Return the kilometres from each point to the point at the same position (haversine)."""
    one, two = np.radians(lat), np.radians(other_lat)
    across = np.sin(np.radians(other_lon - lon) / 2) ** 2
    chord = np.sin((two - one) / 2) ** 2 + np.cos(one) * np.cos(two) * across
    kilometres: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return kilometres


def base_index(mission: str) -> BaseIndex:
    """Return the index of a mission's bases and of the periods in which they stood."""
    newest = BasePeriod.objects.filter(base__mission_id=mission).aggregate(Max("pk"))["pk__max"]
    return _base_index(mission, _version(mission, "mission.bases_imported", newest))


@lru_cache(maxsize=8)
def _base_index(mission: str, version: tuple[str, int]) -> BaseIndex:
    periods = BasePeriod.objects.filter(base__mission_id=mission).order_by("base_id", "valid_from")
    rows = list(periods.values_list("base_id", "base__latitude", "base__longitude", "valid_from", "valid_to"))
    places = {key: (latitude, longitude) for key, latitude, longitude, _from, _to in rows}
    order = {key: position for position, key in enumerate(places)}
    spans = [(order[row[0]], row[3].toordinal(), row[4].toordinal() if row[4] else FAR_FUTURE) for row in rows]
    changes = np.array(sorted({day for _base, first, last in spans for day in (first, last + 1)}), dtype=np.int64)
    standing = np.zeros((len(changes) + 1, len(places)), dtype=np.bool_)
    for base, first, last in spans:
        opened, closed = np.searchsorted(changes, [first, last + 1], side="right")
        standing[opened:closed, base] = True
    return BaseIndex(
        keys=np.array(list(places), dtype=np.int64),
        latitudes=np.array([latitude for latitude, _longitude in places.values()], dtype=np.float64),
        longitudes=np.array([longitude for _latitude, longitude in places.values()], dtype=np.float64),
        changes=changes,
        standing=standing,
    )
