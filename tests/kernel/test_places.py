"""Places on the ground and how far they lie apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.places import EARTH_RADIUS_KM, PlacePrecision, Point, distance_km, priogrid_cell

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0), (0, float("inf"))]
)
def test_a_point_lies_on_the_globe(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="not on the globe"):
        Point(latitude, longitude)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (Point(0, 0), Point(0, 0), 0),
        (Point(0, 0), Point(1, 0), 111.195),
        (Point(60, 0), Point(60, 1), 55.597),
        (Point(0, 179.5), Point(0, -179.5), 111.195),
        (Point(90, 0), Point(-90, 0), 20015.115),
        (Point(5, 20), Point(5, 21), 110.772),
    ],
)
def test_distances_are_those_of_a_sphere(one: Point, other: Point, kilometres: float) -> None:
    assert distance_km(one, other) == pytest.approx(kilometres, abs=0.001)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_both_ways_and_within_half_the_globe(one: Point, other: Point) -> None:
    assert distance_km(one, other) == pytest.approx(distance_km(other, one), abs=1e-6)
    assert 0 <= distance_km(one, other) <= 3.1416 * EARTH_RADIUS_KM


@pytest.mark.parametrize(
    ("point", "cell"),
    [(Point(-90, -180), 1), (Point(90, 180), 259200), (Point(4.75, 31.6), 136504), (Point(-89.5, -179.5), 722)],
)
def test_a_grid_cell_is_numbered_from_the_south_west(point: Point, cell: int) -> None:
    assert priogrid_cell(point) == cell


def test_only_what_is_known_to_the_district_is_drawn_as_a_point() -> None:
    assert [level.name for level in PlacePrecision if level.is_point] == ["EXACT", "NEAR", "DISTRICT"]
