"""What a revision says is written once and for all: read back it is the same, and the same facts give the same text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.products_app.scene import told
from tutela.know.incidents.rules import (
    AGES,
    SEXES,
    STATUSES,
    ActorName,
    Coding,
    HarmFacts,
    IncidentFacts,
    facts_digest,
    facts_from_json,
    facts_json,
)

# Whatever a report may hold, but half characters and the character zero, which no store keeps.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
PEOPLE = st.integers(0, 1_000_000)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ACTORS = st.builds(ActorName, TEXT, TEXT, TEXT)
HARM = st.builds(
    HarmFacts, TEXT, st.sampled_from(STATUSES), st.sampled_from(SEXES), st.sampled_from(AGES), PEOPLE, PEOPLE, PEOPLE
)
CODINGS = st.lists(st.tuples(TEXT, TEXT), max_size=4).map(tuple)
# By the type of each field.
PARTS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: PEOPLE,
    int | None: st.none() | PEOPLE,
    bool: st.booleans(),
    date: DAYS,
    Coding: CODINGS,
    ActorName: ACTORS,
    float | None: st.none() | st.floats(-180, 180),
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[HarmFacts, ...]: st.lists(HARM, max_size=3).map(tuple),
}
NOT_SAID = {"known_at": None, "original": ""}
FACTS = st.builds(
    IncidentFacts,
    **{
        name: st.just(NOT_SAID[name]) if name in NOT_SAID else PARTS[kind]
        for name, kind in get_type_hints(IncidentFacts).items()
    },
)


def plainly(facts: IncidentFacts) -> str:
    """Return the text as the standard library writes it."""
    said = {name: value for name, value in facts._asdict().items() if name not in NOT_SAID}
    first, last = said.pop("occurred_from"), said.pop("occurred_to")
    said["occurred"] = (first.isoformat(), last.isoformat())
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


@given(FACTS)
def test_what_was_written_is_read_back(facts: IncidentFacts) -> None:
    assert facts_from_json(facts_json(facts)) == facts


@given(FACTS)
def test_it_is_written_as_the_standard_library_would(facts: IncidentFacts) -> None:
    assert facts_json(facts) == plainly(facts)


@given(FACTS, FACTS)
def test_different_facts_have_different_digests(one: IncidentFacts, other: IncidentFacts) -> None:
    same = facts_digest(facts_json(one)) == facts_digest(facts_json(other))
    assert same == (one == other)


def test_when_it_became_known_and_the_row_it_came_from_are_not_part_of_what_is_said() -> None:
    facts = told("a", date(2031, 2, 3))
    later = facts._replace(known_at=datetime(2031, 3, 1, tzinfo=UTC), original="a\x1fb")
    assert facts_json(later) == facts_json(facts)


def test_a_whole_degree_is_the_same_as_one_with_a_point() -> None:
    facts = told("a", date(2031, 2, 3))
    assert facts_json(facts._replace(latitude=5, longitude=20)) == facts_json(
        facts._replace(latitude=5.0, longitude=20.0)
    )


def test_zero_with_either_sign_is_one_place_whatever_was_written_before() -> None:
    facts = told("a", date(2031, 2, 3))
    below = facts_json(facts._replace(latitude=-0.0, longitude=-0.0))
    assert below == facts_json(facts._replace(latitude=0.0, longitude=0.0))
    assert '"latitude":0.0,"longitude":0.0' in below


@pytest.mark.parametrize(
    ("latitude", "precision", "is_point"), [(5.0, 1, True), (5.0, 3, True), (5.0, 4, False), (None, 1, False)]
)
def test_a_province_is_no_point(latitude: float | None, precision: int, is_point: bool) -> None:
    facts = told("a", date(2031, 2, 3), latitude=latitude, place_precision=precision)
    assert facts.is_point is is_point
