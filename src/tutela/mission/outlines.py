"""Outlines of areas for drawing: as GeoJSON for the map, and as one quiet picture that needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tutela.mission.models import Area, Base

WIDTH = 640.0
TALLEST = 560.0
MARGIN = 12.0
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become places in the picture: equal distances at the middle latitude, north above."""

    west: float
    north: float
    squeeze: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, west: float, south: float, east: float, north: float) -> Frame:
        """Return the frame of a box in degrees, as wide as the picture unless it would grow too tall."""
        squeeze = max(cos(radians((south + north) / 2)), 0.05)
        across, up = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / up)
        return cls(west, north, squeeze, scale, across * scale + 2 * MARGIN, up * scale + 2 * MARGIN)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return a point's place in the picture."""
        across = MARGIN + (longitude - self.west) * self.squeeze * self.scale
        return round(across, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Wrap features as GeoJSON."""
    return {"type": "FeatureCollection", "features": list(features)}


def area_feature(area: Area) -> dict[str, Any]:
    """Return an area's outline as GeoJSON; `id` is its code, `key` the number by which totals know it."""
    return {
        "type": "Feature",
        "geometry": area.outline,
        "properties": {
            "id": area.code,
            "key": area.pk,
            "code": area.code,
            "name": area.name,
            "level": area.level,
            "disputed": area.disputed,
            "label": [round(area.longitude, 5), round(area.latitude, 5)],
        },
    }


def base_feature(base: Base, lines: Sequence[str]) -> dict[str, Any]:
    """Return a base as GeoJSON; `lines` say what is known of it, in the reader's language."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [base.longitude, base.latitude]},
        "properties": {"code": base.code, "name": base.name, "kind": base.kind, "lines": list(lines)},
    }


def picture(areas: Sequence[Area], bases: Sequence[Base], title: str) -> SafeString:
    """Draw areas with their names' titles and bases as squares; nothing when there is nothing to draw."""
    if not areas:
        return SafeString("")
    frame = Frame.around(
        min(area.west for area in areas),
        min(area.south for area in areas),
        max(area.east for area in areas),
        max(area.north for area in areas),
    )
    shapes = format_html_join("", '<path class="{}" d="{}"><title>{}</title></path>', _shapes(areas, frame))
    signs = format_html_join(
        "", '<rect x="{}" y="{}" width="8" height="8"><title>{}</title></rect>', _signs(bases, frame)
    )
    return format_html(
        '<svg class="outline" role="img" aria-label="{}" viewBox="0 0 {} {}">{}<g class="outline-bases">{}</g></svg>',
        title,
        round(frame.width),
        round(frame.height),
        shapes,
        signs,
    )


def _shapes(areas: Sequence[Area], frame: Frame) -> Iterator[tuple[str, str, str]]:
    for area in areas:
        css = "outline-area outline-disputed" if area.disputed else "outline-area"
        yield css, "".join(_path(ring, frame) for ring in rings(area.outline)), area.name


def _signs(bases: Sequence[Base], frame: Frame) -> Iterator[tuple[float, float, str]]:
    for base in bases:
        across, down = frame.place(base.longitude, base.latitude)
        yield round(across - 4, 1), round(down - 4, 1), base.name


def rings(outline: dict[str, Any]) -> Iterator[Ring]:
    """Yield the rings of a Polygon or MultiPolygon."""
    shapes = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    for shape in shapes:
        yield from shape


def _path(ring: Ring, frame: Frame) -> str:
    """Write a ring as a path; points that fall together at this size are drawn once."""
    places: list[tuple[float, float]] = []
    for longitude, latitude, *_height in ring:
        place = frame.place(longitude, latitude)
        if not places or abs(place[0] - places[-1][0]) + abs(place[1] - places[-1][1]) >= 1:
            places.append(place)
    if len(places) < 3:
        return ""
    return "M" + "L".join(f"{across:g},{down:g}" for across, down in places) + "Z"
