"""Outlines: a geometry as a file gives it becomes a valid area in two dimensions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.validation import explain_validity

from tutela.exchange.readers.problems import Correction, Problem, Reason, Why

Area = shapely.Polygon | shapely.MultiPolygon
AREAS = {"Polygon", "MultiPolygon"}
BROKEN = (ValueError, TypeError, IndexError, KeyError, AttributeError, ShapelyError)


def make_outline(geometry: object) -> tuple[Area, tuple[Correction, ...]] | Problem:
    """Return a valid area and what was mended, or the problem for which it cannot be used.

    `geometry` is GeoJSON-like, longitude first. Height is dropped. An outline that crosses itself is made
    valid and the share of its area that changed is told.
    """
    if not isinstance(geometry, Mapping) or not geometry.get("coordinates"):
        return Problem("geometry", "", Reason.NO_OUTLINE)
    kind = str(geometry.get("type"))
    if kind not in AREAS:
        return Problem("geometry", kind, Reason.NOT_AN_AREA)
    try:
        # Positions that are no numbers are refused below; numpy need not warn of them.
        with np.errstate(invalid="ignore"):
            drawn = shapely.force_2d(shape(dict(geometry)))
    except BROKEN:
        return Problem("geometry", kind, Reason.BAD_OUTLINE)
    if not isinstance(drawn, Area) or drawn.is_empty:
        return Problem("geometry", kind, Reason.NO_OUTLINE)
    if not np.isfinite(shapely.get_coordinates(drawn)).all():
        return Problem("geometry", kind, Reason.BAD_OUTLINE)
    cut = _cut_at_antimeridian(drawn)
    if cut is not None:
        return cut, (Correction("geometry", kind, cut.geom_type, Why.CUT_AT_ANTIMERIDIAN),)
    return _valid(drawn)


def _valid(drawn: Area) -> tuple[Area, tuple[Correction, ...]] | Problem:
    if drawn.is_valid:
        return drawn, ()
    mended = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    if not isinstance(mended, Area) or mended.is_empty or not mended.area:
        return Problem("geometry", explain_validity(drawn), Reason.BAD_OUTLINE)
    change = abs(mended.area - drawn.area) / mended.area
    now = f"area changed by {change:.2%}"
    return mended, (Correction("geometry", explain_validity(drawn), now, Why.OUTLINE_MENDED),)


def _cut_at_antimeridian(drawn: Area) -> Area | None:
    """Return an area that crosses the 180th meridian in the parts on its two sides; None when it does not.

    A ring crosses where two neighbours are more than half the globe apart: drawn as it stands it would run
    round the world the wrong way. Its longitudes are counted on beyond 180, and what lies beyond is moved
    back.
    """
    parts = list(getattr(drawn, "geoms", [drawn]))
    if not any(_jumps(part.exterior) for part in parts):
        return None
    apart = [_beyond(part) if _jumps(part.exterior) else part for part in parts]
    whole = shapely.unary_union([shapely.make_valid(part) for part in apart])
    before = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    # A ring round a pole, or a box of the whole world, has such neighbours too; unrolled it grows or
    # vanishes.
    if not (isinstance(whole, Area) and isinstance(before, Area)):
        return None
    return whole if 0 < whole.area < before.area and in_degrees(whole) else None


def _jumps(ring: shapely.LinearRing) -> bool:
    return bool(np.any(np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])) > 180))


def _unrolled(ring: shapely.LinearRing) -> np.ndarray:
    positions = shapely.get_coordinates(ring).copy()
    positions[:, 0] = np.unwrap(positions[:, 0], period=360)
    return positions


def _beyond(part: shapely.Polygon) -> shapely.Geometry:
    """Unroll a polygon and fold what lies beyond 180 degrees back; holes that cross too are not expected."""
    unrolled = shapely.make_valid(shapely.Polygon(_unrolled(part.exterior)))
    pieces = []
    for turn in (-360, 0, 360):
        inside = shapely.intersection(unrolled, shapely.box(-180 + turn, -90, 180 + turn, 90))
        pieces.append(translate(inside, xoff=-turn))
    holes = shapely.unary_union([shapely.Polygon(hole) for hole in part.interiors])
    return shapely.difference(shapely.unary_union(pieces), holes)


def in_degrees(geometry: Area) -> bool:
    """Return whether all coordinates can be longitude and latitude (with a hair's breadth for rounding)."""
    west, south, east, north = geometry.bounds
    return bool(-180.001 <= west <= east <= 180.001 and -90.001 <= south <= north <= 90.001)
