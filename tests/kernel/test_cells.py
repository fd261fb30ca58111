"""Map cells hold their points and cover a box."""

from __future__ import annotations

import pytest

from tutela.kernel.cells import cell_of, cells_in_box, centre_of
from tutela.kernel.places import Point, distance_km


@pytest.mark.parametrize(("latitude", "longitude"), [(4.85, 31.6), (-1.2, 29.9), (0.0, 0.0), (14.5, -4.1)])
def test_a_point_lies_near_the_centre_of_its_cell(latitude: float, longitude: float) -> None:
    centre = Point(*centre_of(cell_of(latitude, longitude)))
    assert distance_km(Point(latitude, longitude), centre) < 30
    assert cell_of(centre.latitude, centre.longitude) == cell_of(latitude, longitude)


def test_a_box_is_covered_by_the_cells_that_touch_it() -> None:
    cells = cells_in_box(31.0, 4.0, 32.0, 5.0)
    assert cells == sorted(set(cells))
    for latitude in (4.0, 4.3, 4.99):
        for longitude in (31.0, 31.5, 31.99):
            assert cell_of(latitude, longitude) in cells
    assert cell_of(8.0, 31.5) not in cells
