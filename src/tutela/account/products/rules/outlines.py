"""Outlines thinned to what a page can show, so that a kept product is not mostly coordinates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from shapely.geometry import Polygon as Shape

from tutela.account.products.rules.places import Polygon, Ring

TOLERANCE = 0.005  # degrees, about 500 m: a third of a printed dot on a country's map
DECIMALS = 4


def thinned(polygons: tuple[Polygon, ...], tolerance: float = TOLERANCE) -> tuple[Polygon, ...]:
    """Return polygons with the points left out that a page cannot show; `tolerance` is in degrees.

    A polygon stays a polygon, however small; rings of fewer than four positions are left out.
    """
    return tuple(_thin(rings, tolerance) for rings in polygons if rings and len(rings[0]) >= 4)


def _thin(rings: Polygon, tolerance: float) -> Polygon:
    holes = [ring for ring in rings[1:] if len(ring) >= 4]
    shape = cast(Shape, Shape(rings[0], holes).simplify(tolerance, preserve_topology=True))
    return tuple(_rounded(ring.coords) for ring in (shape.exterior, *shape.interiors))


def _rounded(positions: Iterable[tuple[float, ...]]) -> Ring:
    return tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in positions)
