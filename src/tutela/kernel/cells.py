"""Map cells: the H3 grid, wrapped with types. A cell is a 64-bit number."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from h3.api import basic_int as h3

MAP_RESOLUTION = 4
"""Cells about 45 km across: a country has a few hundred of them."""


# Violence comes back to the same villages: in real files one place stands in six rows or so.
@lru_cache(maxsize=20_000)
def cell_of(latitude: float, longitude: float, resolution: int = MAP_RESOLUTION) -> int:
    """Return the cell that holds a point given in degrees."""
    return cast("int", h3.latlng_to_cell(latitude, longitude, resolution))  # type: ignore[no-untyped-call]


def centre_of(cell: int) -> tuple[float, float]:
    """Return a cell's centre as latitude and longitude in degrees."""
    latitude, longitude = h3.cell_to_latlng(cell)  # type: ignore[no-untyped-call]
    return float(latitude), float(longitude)


def cells_in_box(west: float, south: float, east: float, north: float, resolution: int = MAP_RESOLUTION) -> list[int]:
    """Return the cells that touch a box of degrees, sorted."""
    corners = [(south, west), (south, east), (north, east), (north, west)]
    shape = h3.LatLngPoly(corners)  # type: ignore[attr-defined, no-untyped-call]
    return sorted(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))
