"""What haste left owed is supplied once, with what shows it; the decider's word comes from the decider alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decisions.scene import count, decide, head_of_mission, told
from tests.people import MISSION, People
from tests.threats.sample import raised
from tutela.access.rules import Actor
from tutela.act.decisions.commands import supply_owed
from tutela.act.decisions.queries import Wanted, decision_entries, decision_named
from tutela.act.decisions.rules import CONFIRMATION
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.policy.duties import Book, State, duties, fold, standing_of
from tutela.policy.facts import Fact


def supply(people: People, ask: str, *, decision: str = "DE-000001", by: Actor | None = None) -> str:
    return supply_owed(
        actor=by or people.in_charge.actor,
        clock=people.clock,
        decision=decision,
        ask=ask,
        evidence="Cable 14, 15 May",
    )


def test_it_puts_on_record_what_shows_it(people: People) -> None:
    decide(people)
    people.clock.moment += timedelta(hours=3)
    assert supply(people, "usg_consulted") == "DE-000001"
    ((row, facts),) = told("owed_supplied")
    assert (row.subject, facts["gate"]) == ("DE-000001", "shelter_inside_premises")
    assert (facts["ask"], row.reason) == ("usg_consulted", "Cable 14, 15 May")
    found = decision_named(people.in_charge.actor, "DE-000001")
    assert found is not None
    assert [one.ask for one in found.open] == [CONFIRMATION, "risks_treated", "shortest_stay"]
    assert [one.was_late for one in found.owed if not one.is_open] == [False]


def test_what_comes_after_its_time_was_late(people: People) -> None:
    decide(people)
    people.clock.moment += timedelta(hours=13)
    supply(people, "usg_consulted")
    found = decision_named(people.in_charge.actor, "DE-000001")
    assert found is not None
    assert [one.was_late for one in found.owed if not one.is_open] == [True]


def test_it_is_supplied_once(people: People) -> None:
    decide(people)
    supply(people, "usg_consulted")
    before = count()
    assert supply(people, "usg_consulted") == "DE-000001"
    assert count() == before


@pytest.mark.parametrize(
    ("decision", "ask"), [("DE-000001", "no_such_ask"), ("DE-000001", "outside_first"), ("DE-000002", "usg_consulted")]
)
def test_what_is_not_owed_is_not_found(people: People, decision: str, ask: str) -> None:
    decide(people)
    before = count()
    with pytest.raises(NotFound):
        supply(people, ask, decision=decision)
    assert count() == before


def test_a_decision_that_the_post_may_not_see_is_not_found(people: People) -> None:
    decide(people, about=f"T-{raised(people).number:06d}")
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            supply(people, "usg_consulted", by=actor)


def test_only_the_decider_confirms(people: People) -> None:
    decide(people)
    before = count()
    with pytest.raises(NotAllowed) as refused:
        supply(people, CONFIRMATION)
    assert refused.value.remedy == "Ask for a word of: Head of Mission."
    assert count() == before
    head = head_of_mission(people)
    supply(people, CONFIRMATION, by=head.actor)
    assert [facts["ask"] for _row, facts in told("owed_supplied")] == [CONFIRMATION]


@pytest.mark.parametrize("evidence", ["", "   ", "x" * 1001])
def test_it_needs_something_that_shows_it(people: People, evidence: str) -> None:
    decide(people)
    with pytest.raises(Invalid) as refused:
        supply_owed(
            actor=people.in_charge.actor,
            clock=people.clock,
            decision="DE-000001",
            ask="usg_consulted",
            evidence=evidence,
        )
    assert set(refused.value.problems) == {"evidence"}


def test_a_list_of_what_is_still_owed_loses_a_decision_when_all_is_supplied(people: People) -> None:
    head = head_of_mission(people)
    decide(people, by=head.actor, held=("shortest_stay", "risks_treated"))
    decide(people)
    actor = people.in_charge.actor

    def owing(is_owed: bool) -> list[str]:
        return [row.subject for row in decision_entries(actor, Wanted(is_owed=is_owed))]

    assert owing(True) == ["DE-000002", "DE-000001"]
    supply(people, "usg_consulted")
    assert (owing(True), owing(False)) == (["DE-000002"], ["DE-000001"])


def book(people: People) -> Book:
    rows = [one for event in ("decision_recorded", "owed_noted", "owed_supplied") for one in told(event)]
    now = people.clock.now()
    from tutela.kernel.clock import from_instant

    facts = [
        Fact(row.sequence, row.event, row.subject, from_instant(row.recorded_at), from_instant(row.known_at), payload)
        for row, payload in sorted(rows, key=lambda one: one[0].sequence)
    ]
    return fold(facts, as_of=now)


def test_the_duty_to_make_good_what_haste_left_follows_it(people: People) -> None:
    decide(people, by=head_of_mission(people).actor, held=("shortest_stay", "risks_treated"))
    duty = duties()["what_a_gate_left_owed"]
    assert standing_of(book(people), duty, people.clock.now()).state is not State.MET
    people.clock.moment += timedelta(hours=13)
    assert standing_of(book(people), duty, people.clock.now()).state is State.OVERDUE
    supply(people, "usg_consulted")
    assert standing_of(book(people), duty, people.clock.now()).state is State.MET
    assert MISSION
