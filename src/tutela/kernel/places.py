"""Places: coordinates, how precisely they are known, and distances on a sphere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


class PlacePrecision(IntEnum):
    """How precisely a place is known; the scale follows UCDP's `where_prec`, in our own words."""

    EXACT = 1
    NEAR = 2
    DISTRICT = 3
    PROVINCE = 4
    REGION = 5
    COUNTRY = 6
    INTERNATIONAL = 7

    @property
    def is_point(self) -> bool:
        """Whether the coordinates may be drawn as a point: from province level up they are a centroid."""
        return self <= PlacePrecision.DISTRICT


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground, WGS 84 degrees. Raises ValueError outside the globe."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"{self.latitude}, {self.longitude} is not on the globe.")


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half_lat = sin((lat2 - lat1) / 2) ** 2
    half_lon = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_lat + cos(lat1) * cos(lat2) * half_lon)))


def priogrid_cell(point: Point) -> int:
    """Return the PRIO-GRID cell (half a degree) that holds the point, numbered from the south-west corner."""
    row = min(int(2 * (point.latitude + 90)), 359)
    column = min(int(2 * (point.longitude + 180)), 719)
    return row * 720 + column + 1
