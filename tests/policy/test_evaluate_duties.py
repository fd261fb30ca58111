"""What holds for every ledger: order of what is unrelated, answers that help, no look ahead, and books that go on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.policy.duties import STATES, Book, Duty, State, duty_from, fold, standing_of, standings
from tutela.policy.duties.rules import DEED, OCCURRENCE, WITHDRAWN
from tutela.policy.facts import Fact

BEGAN = datetime(2031, 1, 1, 8, tzinfo=UTC)
SHARED: dict[str, Any] = {
    "wing": "account",
    "en": "x",
    "fr": "x",
    "cites": ["P1.1"],
    "posts": ["jmac_analyst"],
    "satisfied": ["deed:done"],
}
TOLD: tuple[dict[str, Any], ...] = (
        {"name": "after", "kind": "triggered", "opens": ["occurrence:alarm"], "within": "due_soon_days", **SHARED},
        {"name": "tied", "kind": "triggered", "opens": ["occurrence:alarm"], "within": "due_soon_days",
         "link": "subject", **SHARED},
        {"name": "again", "kind": "rolling", "every": "assessment_stale_days", **SHARED},
        {"name": "always", "kind": "standing", "every": "assessment_stale_days", **SHARED},
        {"name": "quarterly", "kind": "calendar", "within": "assessment_due_days", "period": "quarter", **SHARED},
)  # fmt: skip
RULES: dict[str, Duty] = {
    told["name"]: duty_from(told["name"], {key: value for key, value in told.items() if key != "name"}) for told in TOLD
}
BETTER = (State.NOT_APPLICABLE, State.MET, State.DUE_SOON, State.CANNOT_TELL, State.DUE, State.OVERDUE)

Told = tuple[str, str, int, int]  # event, subject, hours after the beginning, hours known before
HAPPENINGS = st.tuples(
    st.sampled_from([DEED, OCCURRENCE, "strange.event"]), st.sampled_from("abc"), st.integers(0, 9000),
    st.integers(0, 300),
)  # fmt: skip


def ledger(told: list[Told]) -> list[Fact]:
    """Return facts in the order in which they were recorded, after the mission's first entry."""
    rows = sorted(told, key=lambda one: one[2])
    facts = [Fact(1, "mission.mission_created", "mission:x", BEGAN, BEGAN)]
    for number, (event, subject, hours, before) in enumerate(rows, start=2):
        at = BEGAN + timedelta(hours=hours, seconds=number)
        kind = {"kind": "done" if event == DEED else "alarm"}
        facts.append(Fact(number, event, subject, at, at - timedelta(hours=before), kind))
    return facts


def states(facts: list[Fact], as_of: datetime) -> dict[str, State]:
    book = fold(facts, as_of=as_of, book=Book(RULES))
    return {name: standing_of(book, duty, as_of).state for name, duty in RULES.items()}


END = BEGAN + timedelta(hours=9400)


@settings(max_examples=150, deadline=None)
@given(st.lists(HAPPENINGS, max_size=12), HAPPENINGS)
def test_one_more_answer_never_worsens_a_state(told: list[Told], more: Told) -> None:
    answer = (DEED, *more[1:])
    before, after = states(ledger(told), END), states(ledger([*told, answer]), END)
    for name in RULES:
        assert BETTER.index(after[name]) <= BETTER.index(before[name]), name


@settings(max_examples=100, deadline=None)
@given(st.lists(HAPPENINGS, max_size=12), st.integers(0, 9000))
def test_what_is_recorded_later_changes_no_past_day(told: list[Told], hours: int) -> None:
    moment = BEGAN + timedelta(hours=hours)
    facts = ledger(told)
    assert states(facts, moment) == states([fact for fact in facts if fact.recorded_at <= moment], moment)


@settings(max_examples=100, deadline=None)
@given(st.lists(HAPPENINGS, max_size=12), st.integers(0, 12))
def test_the_order_of_unrelated_entries_does_not_matter(told: list[Told], place: int) -> None:
    related = [one for one in told if one[0] != "strange.event"]
    strange = [("strange.event", "z", hours, 0) for hours in range(0, 9000, 800)][:place]
    assert states(ledger(related), END) == states(ledger([*related, *strange]), END)


@settings(max_examples=100, deadline=None)
@given(st.lists(HAPPENINGS, max_size=12), st.integers(0, 12))
def test_a_book_goes_on_from_a_checkpoint_as_if_it_had_never_stopped(told: list[Told], place: int) -> None:
    facts = ledger(told)
    whole = fold(facts, as_of=END, book=Book(RULES))
    first = fold(facts[:place], as_of=END, book=Book(RULES))
    again = Book.from_json(json.loads(json.dumps(first.as_json())), RULES)
    assert fold(facts[place:], as_of=END, book=again).as_json() == whole.as_json()


def test_a_withdrawn_record_counts_until_it_was_withdrawn_and_not_after() -> None:
    at = BEGAN + timedelta(days=3)
    facts = [*ledger([]), Fact(2, OCCURRENCE, "a", at, at, {"kind": "alarm"}),
             Fact(3, DEED, "a", at + timedelta(days=1), at + timedelta(days=1), {"kind": "done"}),
             Fact(4, WITHDRAWN, "a", at + timedelta(days=5), at + timedelta(days=5), {"entry": 3})]  # fmt: skip
    assert states(facts, at + timedelta(days=4))["tied"] is State.MET
    assert states(facts, at + timedelta(days=6))["tied"] is State.DUE


def test_a_clock_that_was_set_back_is_refused() -> None:
    book = fold(ledger([(DEED, "a", 100, 0)]), as_of=END, book=Book(RULES))
    with pytest.raises(ValueError, match="recorded after that moment"):
        standings(book, BEGAN)
    with pytest.raises(ValueError, match="comes after entry"):
        book.take(Fact(1, DEED, "a", END, END))


def test_the_worst_stands_first() -> None:
    found = standings(fold(ledger([(OCCURRENCE, "a", 1, 0)]), as_of=END, book=Book(RULES)), END)
    assert [STATES.index(one.state) for one in found] == sorted(STATES.index(one.state) for one in found)
    assert found[0].state is State.OVERDUE


def test_a_changed_parameter_moves_no_clock_that_runs_already() -> None:
    at = BEGAN + timedelta(days=1)
    later = at + timedelta(days=2)
    facts = [*ledger([]), Fact(2, OCCURRENCE, "a", at, at, {"kind": "alarm"}),
             Fact(3, "mission.parameter_set", "parameter:due_soon_days", later, later,
                  {"name": "due_soon_days", "value": 60}),
             Fact(4, OCCURRENCE, "b", at + timedelta(days=3), at + timedelta(days=3), {"kind": "alarm"})]  # fmt: skip
    book = fold(facts, as_of=END, book=Book(RULES))
    limits = {key: one.due_at - one.opened_at for key, one in book.pages["tied"].open.items()}
    assert limits == {"a": timedelta(days=14), "b": timedelta(days=60)}


def test_rules_are_read_as_they_are_written() -> None:
    assert all(isinstance(duty, Duty) for duty in RULES.values())
