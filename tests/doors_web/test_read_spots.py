"""Coordinates are read as people type them, and what is none is left alone."""

from __future__ import annotations

import pytest

from tutela.exchange.doors.phone.spots import NoSpot, spot_in


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude", "precision"),
    [
        ("4.125, 21.50", 4.125, 21.5, 1),
        ("4,125; 21,50", 4.125, 21.5, 1),
        ("4,5,21,5", 4.5, 21.5, 2),
        ("-4.5 -12.25", -4.5, -12.25, 2),
        ("S 4.12 E 21.33", -4.12, 21.33, 1),
        ("21.5E 4.1N", 4.1, 21.5, 2),
        ("O 4.5 N 3.2", 3.2, -4.5, 2),
        ("4°07'30\"N 21°27'E", 4.125, 21.45, 1),
    ],
)
def test_it_reads_degrees(typed: str, latitude: float, longitude: float, precision: int) -> None:
    spot = spot_in(typed)
    assert spot is not None
    assert (spot.latitude, spot.longitude, spot.precision) == (latitude, longitude, precision)


@pytest.mark.parametrize(
    ("typed", "precision"),
    [("34NBH1234567890", 1), ("34n bh 12345 67890", 1), ("34NBH 123 678", 1), ("34NBH16", 2)],
)
def test_it_reads_a_grid_reference_as_the_middle_of_its_square(typed: str, precision: int) -> None:
    spot = spot_in(typed)
    assert spot is not None
    assert abs(spot.latitude - 2.42) < 0.1
    assert abs(spot.longitude - 18.41) < 0.1
    assert spot.precision == precision


def test_it_keeps_the_name_before_the_point() -> None:
    spot = spot_in("Three Wells,  4.125, 21.50")
    assert spot is not None
    assert spot.name == "Three Wells"


@pytest.mark.parametrize(
    "typed", ["", "Loï", "PK 10 Sud", "12 Nov 2030", "2 3", "12 men", "km 12, 5 houses", "120 m, 3.5 km", "rue 4"]
)
def test_a_name_is_no_point(typed: str) -> None:
    assert spot_in(typed) is None


@pytest.mark.parametrize("typed", ["97.2, 21.1", "4.1, 200.5", "4.1N 5.2N", "34NBH123", "34NZZ1212"])
def test_it_refuses_what_lies_nowhere(typed: str) -> None:
    with pytest.raises(NoSpot):
        spot_in(typed)
