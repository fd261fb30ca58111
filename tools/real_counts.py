"""Counts of the real event files made the plain way: standard library, a shapefile reader, and rays through outlines.

Nothing here uses the program: what it counts is what the program's store is compared with.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

Ring = Sequence[Sequence[float]]
Row = Mapping[str, str]
DISTRICT, PROVINCE = 3, 4
BORDER_DEGREES = 0.05
NOWHERE = "(no area)"


@dataclass(frozen=True, slots=True)
class Outline:
    """An area as the file gives it: its name, the name above, and every ring of its outline in degrees."""

    name: str
    above: str
    rings: tuple[Ring, ...]
    box: tuple[float, float, float, float]

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether a ray from the point to the east crosses the outline an odd number of times."""
        west, south, east, north = self.box
        if not (south <= latitude <= north and west <= longitude <= east):
            return False
        return sum(_crossings(ring, latitude, longitude) for ring in self.rings) % 2 == 1

    def distance(self, latitude: float, longitude: float) -> float:
        """Return how far the point lies from the outline, in degrees on a plane."""
        return min(
            _to_line(longitude, latitude, start, end)
            for ring in self.rings
            for start, end in zip(ring, [*ring[1:], ring[0]], strict=True)
        )


def _to_line(x: float, y: float, start: Sequence[float], end: Sequence[float]) -> float:
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((x - start[0]) * across + (y - start[1]) * up) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(start[0] + along * across - x, start[1] + along * up - y)


def _crossings(ring: Ring, latitude: float, longitude: float) -> int:
    count = 0
    for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (start[1] > latitude) != (end[1] > latitude):
            across = start[0] + (latitude - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            count += across > longitude
    return count


def _outline(name: str, above: str, rings: Iterable[Ring]) -> Outline:
    held = tuple(rings)
    across, up = [point[0] for ring in held for point in ring], [point[1] for ring in held for point in ring]
    return Outline(name, above, held, (min(across), min(up), max(across), max(up)))


def outlines_of_shapefile(path: Path) -> list[Outline]:
    """Return the areas of a shapefile of level 2, with the names that it has for them and for the level above."""
    import shapefile

    found = []
    reader = shapefile.Reader(str(path), encoding="utf-8")
    for item in reader.iterShapeRecords():
        shape: Any = item.shape
        named: Any = item.record
        starts = [*shape.parts, len(shape.points)]
        rings = [shape.points[one:two] for one, two in pairwise(starts)]
        found.append(_outline(named["ADM2_EN"], named["ADM1_EN"], rings))
    reader.close()
    return found


def outlines_of_geojson(path: Path, country: str) -> list[Outline]:
    """Return the areas of a country in a Natural Earth file."""
    found = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["adm0_a3"] == country:
            shape = feature["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            rings = [ring for polygon in polygons for ring in polygon]
            found.append(_outline(feature["properties"]["name"], "", rings))
    return found


def event_rows(path: Path) -> list[Row]:
    """Return the events of a CSV (without its HXL tag row) or GeoJSON file, every cell as text."""
    if path.suffix == ".geojson":
        return [_cells(feature) for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["id"]]


def _cells(feature: dict[str, Any]) -> Row:
    longitude, latitude = feature["geometry"]["coordinates"]
    cells = {name: str(value) for name, value in feature["properties"].items()}
    return {**cells, "latitude": str(latitude), "longitude": str(longitude)}


@dataclass(slots=True)
class Counts:
    """What is compared: each a number by what it is a number of."""

    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    civilians: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    areas_rough: Counter[str] = field(default_factory=Counter)
    bases: Counter[int] = field(default_factory=Counter)


def counts_of_file(rows: Iterable[Row], areas: Sequence[Outline]) -> Counts:
    """Count events by type and year, deaths, civilian deaths, and events by area, rough places apart.

    Estimates that are out of order are put in order around the best one, as the importer's stated rule says.
    """
    found = Counts()
    for row in rows:
        low, best, high = (int(row[name]) for name in ("low", "best", "high"))
        civilians, unknown = int(row["deaths_civilians"]), int(row["deaths_unknown"])
        found.events[row["type_of_violence"], row["date_start"][:4]] += 1
        found.deaths.update({"low": min(low, best), "best": best, "high": max(high, best)})
        if row["type_of_violence"] == "3":
            found.civilians["killed in one-sided violence"] += best
        else:
            found.civilians["civilians killed in fighting"] += civilians
            found.civilians["civilians and unknown killed in fighting"] += civilians + unknown
        precision = int(row["where_prec"])
        place = _area_of(float(row["latitude"]), float(row["longitude"]), precision, areas)
        (found.areas if precision <= DISTRICT else found.areas_rough)[place] += 1
    return found


def _area_of(latitude: float, longitude: float, precision: int, areas: Sequence[Outline]) -> str:
    """Return the finest area for a place known to the district, the one above for a province, none beyond."""
    if precision > PROVINCE:
        return NOWHERE
    held = next((area for area in areas if area.holds(latitude, longitude)), None)
    if held is None:
        # Outlines are generalised and towns stand on border rivers: just outside counts as inside the nearest.
        held = min(areas, key=lambda area: area.distance(latitude, longitude))
        if held.distance(latitude, longitude) > BORDER_DEGREES:
            return NOWHERE
    return held.name if precision <= DISTRICT else held.above or held.name


def bases_by_year(path: Path, mission: str) -> Counter[int]:
    """Return how many places the table of deployments names for a mission in each year."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        named = {(int(row["year"]), row["location"]) for row in csv.DictReader(stream) if row["mission"] == mission}
    return Counter(year for year, _location in named)


def out_of_order(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the numbers of the events whose estimates are not low, best, high in that order."""
    for row in rows:
        if not int(row["low"]) <= int(row["best"]) <= int(row["high"]):
            yield row["id"]
