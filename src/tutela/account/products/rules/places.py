"""Places in the assessment: what the map shows, what it must not show as a point, and harm near bases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tutela.kernel.places import PlacePrecision

Position = tuple[float, float]  # longitude, latitude in degrees
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]  # outer ring first, then holes


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area to shade: its outline and the civilian deaths of the quarter (None: not covered by the data)."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    civilian_deaths: float | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class MapIncident:
    """An incident with the precision of its place; only precise ones may be drawn as points."""

    longitude: float
    latitude: float
    precision: PlacePrecision
    area: str
    civilian_deaths: float | None = None


@dataclass(frozen=True, slots=True)
class MapBase:
    """A base that was open at the end of the quarter."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class MapPicture:
    """All that the map is drawn from; `disputed_lines` are drawn dashed on top of the area outlines."""

    areas: tuple[MapArea, ...] = ()
    incidents: tuple[MapIncident, ...] = ()
    bases: tuple[MapBase, ...] = ()
    disputed_lines: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class CoarsePlaces:
    """Incidents whose place is known no better than a province: counted for the area, never drawn as points."""

    area: str
    precision: PlacePrecision
    incidents: int
    civilian_deaths: float


@dataclass(frozen=True, slots=True)
class NearBase:
    """An incident within the mission's distance of a base on that day (para 87).

    `review` is the state of the review that para 87 asks for: "" (nothing opened yet), or a code such as `opened`.
    """

    reference: str
    occurred_on: date
    area: str
    base: str
    distance_km: float
    act: str
    civilian_deaths: float | None
    review_due: bool
    review: str = ""


def drawable(incidents: Iterable[MapIncident]) -> tuple[MapIncident, ...]:
    """Return the incidents that may be drawn as points: the rest sit on a centroid, not where they happened."""
    return tuple(incident for incident in incidents if incident.precision.is_point)


def coarse_places(incidents: Iterable[MapIncident]) -> tuple[CoarsePlaces, ...]:
    """Count the incidents that may not be drawn, by area and precision, most deaths first."""
    counts: dict[tuple[str, PlacePrecision], tuple[int, float]] = {}
    for incident in incidents:
        if not incident.precision.is_point:
            number, deaths = counts.get((incident.area, incident.precision), (0, 0.0))
            counts[incident.area, incident.precision] = number + 1, deaths + (incident.civilian_deaths or 0)
    rows = [CoarsePlaces(area, precision, *count) for (area, precision), count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.civilian_deaths, -row.incidents, row.area, row.precision)))


def near_bases_in_order(incidents: Iterable[NearBase]) -> tuple[NearBase, ...]:
    """Order incidents near bases: those that a review is due for first, then by day and distance."""
    return tuple(sorted(incidents, key=lambda i: (not i.review_due, i.occurred_on, i.distance_km, i.reference)))
