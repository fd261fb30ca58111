"""The map is told where to look, which months it spans and where its data is."""

from __future__ import annotations

import pytest
from django.utils import translation

from tutela.kernel.periods import Month
from tutela.web.components.maps import MapSetup

SETUP = MapSetup(
    key="m",
    data_url="/map/data/",
    bounds=(-29.0, 7.0, -24.0, 11.0),
    areas_url="/map/areas/?a=1&b=2",
    first=Month(2030, 11),
    last=Month(2031, 6),
    chosen=(Month(2031, 2), Month(2031, 3)),
)


def test_the_slider_counts_months_from_the_first() -> None:
    assert (SETUP.from_index, SETUP.to_index, SETUP.last_index) == (3, 4, 7)


def test_without_a_choice_the_whole_span_is_in_force() -> None:
    whole = MapSetup(key="m", data_url="/d/", bounds=SETUP.bounds, first=Month(2030, 11), last=Month(2031, 6))
    assert (whole.from_index, whole.to_index, whole.span_words) == (0, 7, "Nov 2030 to Jun 2031")


def test_a_choice_outside_the_span_is_held_at_its_edge() -> None:
    outside = MapSetup(
        key="m", data_url="/d/", bounds=SETUP.bounds, first=Month(2031, 1), last=Month(2031, 6),
        chosen=(Month(2020, 1), Month(2040, 1)),
    )  # fmt: skip
    assert (outside.from_index, outside.to_index) == (0, 5)


def test_a_map_without_time_has_no_slider() -> None:
    timeless = MapSetup(key="m", data_url="/d/", bounds=SETUP.bounds)
    assert (timeless.months, timeless.last_index, timeless.span_words) == (None, 0, "")


def test_the_attributes_are_escaped_and_complete() -> None:
    attributes = SETUP.attributes
    assert 'data-areas="/map/areas/?a=1&amp;b=2"' in attributes
    assert 'data-bounds="-29.00000,7.00000,-24.00000,11.00000"' in attributes
    assert 'data-first-month="2030-11"' in attributes
    assert "data-bases" not in attributes


def test_the_months_speak_the_readers_language() -> None:
    with translation.override("fr"):
        assert "Jun" not in SETUP.attributes.split("data-month-names")[1].split(",")[5]


def test_months_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        MapSetup(key="m", data_url="/d/", bounds=SETUP.bounds, first=Month(2031, 2), last=Month(2031, 1))


def test_five_shades_take_five_words() -> None:
    with pytest.raises(ValueError, match="five words"):
        MapSetup(key="m", data_url="/d/", bounds=SETUP.bounds, steps=("few", "many"))
    assert [step for step, _words in SETUP.key_steps] == [1, 2, 3, 4, 5]
