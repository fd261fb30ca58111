"""A point is judged against the mission's area; exchanged coordinates are noticed, never mended in silence."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tutela.exchange.readers.coordinates import Bounds, Whereabouts, inside_geometry, whereabouts

BOX = Bounds(west=24.0, south=3.5, east=36.0, north=12.5)
TRIANGLE = shapely.Polygon([(30, 4), (34, 4), (30, 8)])


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (4.85, 31.25, Whereabouts.INSIDE),
        (3.5, 24.0, Whereabouts.INSIDE),
        (31.25, 4.85, Whereabouts.EXCHANGED),
        (15.0, 31.0, Whereabouts.OUTSIDE),
        (-4.85, 31.25, Whereabouts.OUTSIDE),
        (10.0, 120.0, Whereabouts.OUTSIDE),
    ],
)
def test_it_tells_inside_outside_and_exchanged(latitude: float, longitude: float, expected: Whereabouts) -> None:
    assert whereabouts(latitude, longitude, BOX.contains) is expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "margin", "expected"),
    [
        (5.0, 31.0, 0.0, Whereabouts.INSIDE),
        (7.5, 33.5, 0.0, Whereabouts.OUTSIDE),
        (3.9, 31.0, 0.0, Whereabouts.OUTSIDE),
        (3.9, 31.0, 0.2, Whereabouts.INSIDE),
        (31.0, 5.0, 0.0, Whereabouts.EXCHANGED),
    ],
)
def test_an_outline_is_closer_than_its_box(
    latitude: float, longitude: float, margin: float, expected: Whereabouts
) -> None:
    assert whereabouts(latitude, longitude, inside_geometry(TRIANGLE, margin=margin)) is expected


def test_a_box_can_be_widened() -> None:
    assert BOX.widened(0.5) == (23.5, 3.0, 36.5, 13.0)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_lies_inside_is_never_called_exchanged(latitude: float, longitude: float) -> None:
    found = whereabouts(latitude, longitude, BOX.contains)
    assert (found is Whereabouts.INSIDE) == BOX.contains(latitude, longitude)
