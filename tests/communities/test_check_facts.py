"""What can be said of communities and what cannot, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tutela.know.communities.rules import (
    NEVER,
    CommunityFacts,
    NetworkFacts,
    PlanFacts,
    State,
    cleaned,
    community_from,
    day_or_none,
    facts_digest,
    facts_json,
    marked,
    plan_from,
    since,
    state_of,
    unmarked,
)
from tutela.know.communities.rules.checking import latest_day, wrong_in_community, wrong_in_network, wrong_source
from tutela.know.communities.rules.words import PRECISIONS

DAY = date(2031, 5, 14)
SOUND = CommunityFacts(name="Loumé", area_code="OV0101")


def sound(**more: Any) -> CommunityFacts:
    return CommunityFacts(**({"name": "Loumé", "area_code": "OV0101"} | more))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"other_names": ("x" * 201,)}, "other_names"),
        ({"other_names": tuple(str(number) for number in range(21))}, "other_names"),
        ({"languages": ("x" * 61,)}, "languages"),
        ({"groups": ("owls",)}, "groups"),
        ({"note": "x" * 4001}, "note"),
        ({"sensitivity": 3}, "sensitivity"),
        ({"precision": 5}, "precision"),
        ({"latitude": 5.0}, "longitude"),
        ({"latitude": 91.0, "longitude": 20.0}, "latitude"),
        ({"latitude": 5.0, "longitude": float("inf")}, "longitude"),
        ({"area_code": ""}, "area_code"),
        ({"population_best": -1}, "population_best"),
        ({"population_best": 10**9}, "population_best"),
        ({"population_high": 5}, "population_best"),
        ({"population_low": 9, "population_best": 5}, "population_best"),
        ({"population_year": 1899}, "population_year"),
        ({"population_year": 2032}, "population_year"),
    ],
)
def test_what_cannot_be_said_of_a_community_is_marked_at_its_field(more: dict[str, Any], field: str) -> None:
    assert list(wrong_in_community(sound(**more), DAY)) == [field]


def test_what_can_be_said_is_not_marked() -> None:
    whole = sound(latitude=-90.0, longitude=180.0, population_best=0, population_year=2031)
    assert wrong_in_community(whole, DAY) == {}
    assert set(PRECISIONS) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("more", "field"),
    [({"means": ("owl",)}, "means"), ({"set_up_on": date(1899, 1, 1)}, "set_up_on"), ({"how": "x" * 4001}, "how")],
)
def test_what_cannot_be_said_of_a_network_is_marked(more: dict[str, Any], field: str) -> None:
    plain: dict[str, Any] = {"name": "Callers", "communities": ("C-000001",), "means": ("phone",)}
    assert list(wrong_in_network(NetworkFacts(**(plain | more)), DAY)) == [field]


def test_today_is_the_day_that_has_begun_somewhere() -> None:
    assert latest_day(datetime(2031, 5, 14, 9, tzinfo=UTC)) == DAY
    assert latest_day(datetime(2031, 5, 14, 11, tzinfo=UTC)) == date(2031, 5, 15)


@pytest.mark.parametrize("text", ["SRC-000001", "SRC-1234567"])
def test_a_reference_of_the_vault_is_no_name(text: str) -> None:
    assert wrong_source(text) is False


@pytest.mark.parametrize("text", ["", "Maria", "SRC-1", "src-000001", "SRC-000001 Maria", "SRC-000001\n"])
def test_everything_else_may_be_a_name(text: str) -> None:
    assert wrong_source(text) is True


def test_what_is_written_down_is_read_back() -> None:
    facts = sound(groups=("displaced",), latitude=5.0, longitude=20.0)
    assert community_from(facts_json(facts)) == facts
    plan = PlanFacts(written_on=DAY, routes="Over the hill.", made_with=("women",))
    assert plan_from(facts_json(plan)) == plan


def test_the_same_facts_have_the_same_mark_and_others_another() -> None:
    assert facts_digest(SOUND) == facts_digest(sound())
    assert facts_digest(SOUND) != facts_digest(sound(note="x"))


def test_clean_facts_lose_blanks_and_what_stands_twice() -> None:
    facts = cleaned(sound(name=" Loumé ", languages=("Sango", "SANGO", "Français", " "), other_names=("中", "中")))
    assert (facts.name, facts.languages, facts.other_names) == ("Loumé", ("Sango", "Français"), ("中",))


def test_codes_are_found_whole() -> None:
    assert (marked(("women", "displaced")), marked(())) == ("|women|displaced|", "")
    assert (unmarked("|women|displaced|"), unmarked("")) == (("women", "displaced"), ())


def test_a_clock_runs_from_the_last_time() -> None:
    clock = since(date(2031, 5, 1), DAY, every=30, warn=3)
    assert (clock.last_on, clock.due_on) == (date(2031, 5, 1), date(2031, 5, 31))
    assert (clock.days, clock.state) == (13, State.IN_TIME)


def test_what_was_never_done_is_overdue_at_once() -> None:
    clock = since(NEVER, DAY, every=30, warn=3)
    assert (clock.last_on, clock.due_on, clock.days, clock.state) == (None, None, None, State.OVERDUE)
    assert (day_or_none(NEVER), day_or_none(DAY)) == (None, DAY)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2031, 5, 11), State.IN_TIME),
        (date(2031, 5, 12), State.DUE_SOON),
        (date(2031, 5, 14), State.DUE_SOON),
        (date(2031, 5, 15), State.OVERDUE),
    ],
)
def test_the_day_itself_is_in_time_and_the_days_before_it_warn(today: date, state: State) -> None:
    assert state_of(DAY, today, 3) is state
