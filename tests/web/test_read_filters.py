"""Filters come out of an address as clean values and go back into it."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from tutela.web.components import filters
from tutela.web.components.filters import FilterSet, FilterState, Span

ACTS = [("killing", "Killing"), ("abduction", "Abduction")]
FILTERS = FilterSet(
    (
        filters.Text(name="q", label="Words"),
        filters.OneOf(name="act", label="Act", choices=ACTS),
        filters.ManyOf(name="area", label="Area", choices=lambda: [("A", "Tellim"), ("B", "Ruda")]),
        filters.AtLeast(name="deaths", label="Deaths"),
        filters.Flag(name="near", label="Near a base"),
        filters.Days(name="on", label="Happened"),
    )
)


def read(text: str) -> FilterState:
    return FILTERS.read(QueryDict(text))


def test_it_reads_each_kind_of_value() -> None:
    state = read("q=market&act=killing&area=A&area=B&area=A&deaths=3&near=1&on_from=2031-02-03&on_to=2031-04")
    assert state.values == {
        "q": "market",
        "act": "killing",
        "area": ("A", "B"),
        "deaths": 3,
        "near": True,
        "on": Span(date(2031, 2, 3), date(2031, 4, 30)),
    }
    assert not state.problems


@pytest.mark.parametrize("text", ["", "q=&act=&area=&on_from=&on_to=", "q=++&other=1"])
def test_it_takes_blank_answers_as_no_filter(text: str) -> None:
    assert not read(text).is_active


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("act=arson", "act"),
        ("area=A&area=Z", "area"),
        ("deaths=-1", "deaths"),
        ("deaths=many", "deaths"),
        ("deaths=1111111111", "deaths"),
        ("on_from=yesterday", "on"),
        ("on_from=2031-13", "on"),
        ("on_from=2031-05-01&on_to=2031-04-01", "on"),
        (f"q={'x' * 201}", "q"),
    ],
)
def test_it_keeps_nonsense_away_from_queries(text: str, name: str) -> None:
    state = read(text)
    assert name not in state.values
    assert state.problems[name].endswith(".")


def test_it_shows_again_what_was_typed_even_when_it_made_no_sense() -> None:
    field = next(field for field in read("deaths=many").fields if field.filter.name == "deaths")
    assert (field.text, bool(field.problem)) == ("many", True)


def test_each_filter_in_force_can_be_taken_away_alone() -> None:
    chips = read("act=killing&area=A&sort=-deaths&after=abc").chips
    assert [(chip.label, chip.words) for chip in chips] == [("Act", "Killing"), ("Area", "Tellim")]
    assert chips[0].remove_query == "?area=A&sort=-deaths"


def test_clearing_keeps_the_sort_and_drops_the_page() -> None:
    assert read("act=killing&on_from=2031-01-01&sort=-deaths&before=abc").clear_query == "?sort=-deaths"


def test_the_form_carries_along_what_is_not_its_own() -> None:
    assert read("act=killing&sort=-deaths&size=25&after=abc").kept == [("sort", "-deaths"), ("size", "25")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on_from=2031-02-03", "from 3 Feb 2031"),
        ("on_to=2031-02-03", "until 3 Feb 2031"),
        ("on_from=2031-02-03&on_to=2031-02-04", "3 Feb 2031 to 4 Feb 2031"),
        ("deaths=3", "3 or more"),
        ("near=1", "yes"),
    ],
)
def test_it_says_a_filter_in_words(text: str, words: str) -> None:
    assert [chip.words for chip in read(text).chips] == [words]


def test_two_filters_may_not_share_a_parameter() -> None:
    with pytest.raises(ValueError, match="same parameter"):
        FilterSet((filters.Days(name="on", label="A"), filters.Text(name="on_from", label="B")))
