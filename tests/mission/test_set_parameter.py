"""A parameter has a value for every moment, and what was decided under the old one stays explainable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.people import ELSEWHERE, MISSION, NOW, People
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import set_parameter
from tutela.mission.queries import parameter_history, parameter_value, parameter_values
from tutela.policy.parameters import Value, parameters

NAME = "near_base_km"


def put(people: People, value: Value, name: str = NAME, reason: str = "Patrols walk further here.") -> Value:
    return set_parameter(actor=people.in_charge.actor, clock=people.clock, name=name, value=value, reason=reason)


def test_before_anybody_sets_it_the_default_holds(people: People) -> None:
    assert parameter_value(MISSION, NAME, at=NOW) == 10.0
    assert parameter_values(MISSION, at=NOW) == {name: known.default for name, known in parameters().items()}


def test_each_value_holds_from_its_moment_to_the_next(people: People) -> None:
    put(people, 15)
    people.clock.advance(timedelta(days=30))
    put(people, 20.5)
    moments = [NOW - timedelta(microseconds=1), NOW, NOW + timedelta(days=29), NOW + timedelta(days=30)]
    assert [parameter_value(MISSION, NAME, at=moment) for moment in moments] == [10.0, 15.0, 15.0, 20.5]
    assert [parameter_values(MISSION, at=moment)[NAME] for moment in moments] == [10.0, 15.0, 15.0, 20.5]
    assert parameter_value(ELSEWHERE, NAME, at=NOW + timedelta(days=99)) == 10.0


def test_of_two_values_of_one_moment_the_later_one_holds(people: People) -> None:
    put(people, 15)
    put(people, 16)
    assert parameter_value(MISSION, NAME, at=NOW) == parameter_values(MISSION, at=NOW)[NAME] == 16.0


def test_a_choice_and_a_whole_number_keep_their_type(people: People) -> None:
    assert put(people, "7", name="scale_steps") == 7
    assert put(people, "highest", name="likelihood_method") == "highest"
    stored = parameter_values(MISSION, at=NOW)
    assert (stored["scale_steps"], stored["likelihood_method"]) == (7, "highest")
    assert isinstance(stored["scale_steps"], int)


def test_the_entry_holds_both_values_the_reason_and_the_citation(people: People) -> None:
    put(people, 15)
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert entry.payload == '{"before":10.0,"name":"near_base_km","value":15.0}'
    assert (entry.subject, entry.reason, entry.cites) == (
        "parameter:near_base_km",
        "Patrols walk further here.",
        '["P87.1"]',
    )


def test_the_same_value_again_writes_nothing(people: People) -> None:
    put(people, 15)
    before = Entry.objects.count()
    assert put(people, "15") == 15.0
    assert Entry.objects.count() == before
    assert len(parameter_history(people.in_charge.actor, NAME)) == 1


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [(NAME, 0.1, "r"), (NAME, 101, "r"), (NAME, "far", "r"), ("nothing", 1, "r"), (NAME, 15, "  ")],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    people: People, name: str, value: Value, reason: str
) -> None:
    before = Entry.objects.count()
    with pytest.raises(Invalid):
        put(people, value, name, reason)
    assert Entry.objects.count() == before
    assert parameter_history(people.in_charge.actor, name) == []


def test_only_a_post_that_may_can_set_it(people: People) -> None:
    with pytest.raises(NotAllowed):
        set_parameter(actor=people.colleague.actor, clock=people.clock, name=NAME, value=15, reason="r")


def test_the_history_is_read_in_ones_own_mission(people: People) -> None:
    put(people, 15)
    people.clock.advance(timedelta(days=1))
    put(people, 20)
    assert [row.value for row in parameter_history(people.colleague.actor, NAME)] == [20.0, 15.0]
    assert parameter_history(people.outsider.actor, NAME) == []
    assert parameter_history(replace(people.in_charge.actor, permissions=frozenset()), NAME) == []
