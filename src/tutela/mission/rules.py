"""Plain values of a mission: areas, bases, snapshots, and what can be said of them without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shapely import from_wkb
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """One administrative area as a file gives it. `geometry` is well-known binary, WGS 84 degrees.

    `code` is stable for the area in this mission (its P-code where it has one); `parent_code` names the area
    above.
    """

    code: str
    name: str
    level: int
    geometry: bytes
    parent_code: str = ""
    pcode: str = ""
    pcode_generated: bool = False
    disputed: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()

    def shape(self) -> BaseGeometry:
        """Return the geometry as a shapely object."""
        return from_wkb(self.geometry)


@dataclass(frozen=True, slots=True)
class BasePeriodFacts:
    """A span of days in which a base stood, with what is known of its strength then."""

    valid_from: date
    valid_to: date | None
    troops: int | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """A base with its place and the periods in which it stood."""

    code: str
    name: str
    latitude: float
    longitude: float
    periods: tuple[BasePeriodFacts, ...]
    kind: str = "base"


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """A data file as it came: what it is, its release, its name, its SHA-256 and its size in bytes."""

    kind: str
    source: str
    release: str
    filename: str
    sha256: str
    size: int
    header: tuple[str, ...] = ()


def outline(geometry: BaseGeometry, *, tolerance: float = 0.005) -> dict[str, Any]:
    """Return a geometry as simplified GeoJSON for drawing, coordinates to four decimals (about ten metres).

    `tolerance` is in degrees. Topology is kept within the shape; neighbours may part by less than the
    tolerance.
    """
    simple = geometry.simplify(tolerance, preserve_topology=True)
    shape = mapping(simple if not simple.is_empty else geometry)
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    return [_rounded(item) for item in value]


def path_of(code: str, parent_path: str) -> str:
    """Return the path of an area below its parent's path: codes from the top, each closed by a slash."""
    return f"{parent_path}{code}/"


def in_order(areas: list[AreaFacts]) -> list[AreaFacts]:
    """Return the areas so that each comes after the one above it. Raises ValueError for a missing parent or a ring."""
    known = {area.code: area for area in areas}
    ordered: dict[str, AreaFacts] = {}

    def place(area: AreaFacts, above: tuple[str, ...]) -> None:
        if area.code in ordered:
            return
        if area.code in above:
            raise ValueError(f"{area.code} lies in itself: {' in '.join((*above, area.code))}.")
        if area.parent_code in known:
            place(known[area.parent_code], (*above, area.code))
        ordered[area.code] = area

    for area in areas:
        place(area, ())
    return list(ordered.values())
