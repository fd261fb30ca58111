"""Where a point lies in relation to the mission: inside, outside, or exchanged."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import shapely

Inside = Callable[[float, float], bool]
"""Says whether latitude, longitude (degrees) lie inside."""


class Whereabouts(StrEnum):
    """How a point lies in relation to the mission's area."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    EXCHANGED = "exchanged"


class Bounds(NamedTuple):
    """A box in degrees. It cannot cross the 180th meridian; a mission that does needs a geometry."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, latitude: float, longitude: float) -> bool:
        """Return whether the point lies in the box or on its edge."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def widened(self, degrees: float) -> Bounds:
        """Return the box with a margin on each side."""
        return Bounds(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


def inside_geometry(geometry: shapely.Geometry, *, margin: float = 0.0) -> Inside:
    """Return a fast test for the geometry widened by `margin` degrees (of about 111 km)."""
    wide = shapely.buffer(geometry, margin) if margin else geometry
    box = Bounds(*shapely.bounds(wide))
    shapely.prepare(wide)

    def inside(latitude: float, longitude: float) -> bool:
        return box.contains(latitude, longitude) and bool(shapely.intersects_xy(wide, longitude, latitude))

    return inside


def whereabouts(latitude: float, longitude: float, inside: Inside) -> Whereabouts:
    """Judge a point against the mission's area.

    EXCHANGED means that the point lies outside and would lie inside with latitude and longitude exchanged. It
    is never mended in silence: the caller refuses the row or asks a person.
    """
    if inside(latitude, longitude):
        return Whereabouts.INSIDE
    if -90 <= longitude <= 90 and inside(longitude, latitude):
        return Whereabouts.EXCHANGED
    return Whereabouts.OUTSIDE
