"""What an alert waits for, until when, and how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from tutela.know.alerts.rules.clocks import PARAMETERS, Clock, Step, clocks_of, next_due, targets_from
from tutela.know.alerts.rules.urgency import Urgency, urgency_of
from tutela.policy.parameters import parameters

START = datetime(2031, 5, 14, 9, tzinfo=UTC)
TARGETS = targets_from({name: parameters()[name].default for names in PARAMETERS.values() for name in names})


@dataclass(frozen=True)
class Told:
    urgency: int = 1
    received_at: datetime = START
    acknowledged_at: datetime | None = None
    verified_at: datetime | None = None
    decided_at: datetime | None = None
    ordered_at: datetime | None = None
    moved_at: datetime | None = None
    told_at: datetime | None = None
    closed_at: datetime | None = None


def later(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_the_step_that_runs_out_first_comes_next() -> None:
    assert next_due(Told(), TARGETS) == (Step.ACKNOWLEDGE, later(5))
    seen = Told(acknowledged_at=later(1))
    assert next_due(seen, TARGETS) == (Step.DECIDE, later(60))
    decided = replace(seen, decided_at=later(30))
    assert next_due(decided, TARGETS) == (Step.VERIFY, later(240))
    ordered = replace(decided, ordered_at=later(31))
    assert next_due(ordered, TARGETS) == (Step.MOVE, later(91))
    verified = replace(ordered, moved_at=later(40), verified_at=later(50))
    assert next_due(verified, TARGETS) == (Step.TELL, later(30 + 24 * 60))
    assert next_due(replace(verified, told_at=later(60)), TARGETS) == (Step.CLOSE, None)


def test_what_does_not_press_has_longer() -> None:
    assert next_due(Told(urgency=4), TARGETS) == (Step.ACKNOWLEDGE, later(30))


@pytest.mark.parametrize(
    ("at", "state"), [(0, "in_time"), (44, "in_time"), (46, "due_soon"), (60, "due_soon"), (61, "overdue")]
)
def test_a_clock_says_how_it_stands(at: int, state: str) -> None:
    assert Clock(Step.DECIDE, START, later(60), None).state(later(at)) == state


def test_a_clock_that_ended_says_how_it_ended() -> None:
    assert Clock(Step.DECIDE, START, later(60), later(50)).state(later(500)) == "in_time"
    missed = Clock(Step.DECIDE, START, later(60), later(70))
    assert (missed.state(later(500)), missed.is_met) == ("overdue", False)
    assert Clock(Step.DECIDE, START, later(60), None).is_met is None


def test_an_order_starts_a_clock_and_so_does_a_decision() -> None:
    steps = [clock.step for clock in clocks_of(Told(decided_at=later(1), ordered_at=later(2)), TARGETS)]
    assert steps == [Step.ACKNOWLEDGE, Step.VERIFY, Step.DECIDE, Step.MOVE, Step.TELL]


@pytest.mark.parametrize(
    ("what", "timing", "level"),
    [
        ({"killing"}, "under_way", 1),
        ({"armed_presence"}, "imminent", 1),
        ({"communal_tension"}, "under_way", 2),
        ({"attack_expected"}, "soon", 2),
        ({"communal_tension"}, "soon", 3),
        ({"killing"}, "over", 3),
        ({"communal_tension"}, "over", 4),
        ({"abduction"}, "unknown", 2),
        ({"armed_presence"}, "unknown", 3),
        ({"harmful_speech"}, "unknown", 4),
        (set(), "unknown", 4),
    ],
)
def test_what_and_when_make_the_urgency(what: set[str], timing: str, level: int) -> None:
    judged = urgency_of(what, timing)
    assert judged.level == level
    assert judged.reasons


def test_many_people_raise_it_a_level_and_what_is_routine_stays() -> None:
    assert urgency_of({"armed_presence"}, "unknown", people=99).level is Urgency.SOON
    assert urgency_of({"armed_presence"}, "unknown", people=100).level is Urgency.URGENT
    assert urgency_of({"abduction"}, "unknown", people=5000).level is Urgency.IMMEDIATE
    assert urgency_of({"harmful_speech"}, "unknown", people=5000).level is Urgency.ROUTINE


def test_what_lies_within_reach_of_a_base_presses() -> None:
    assert urgency_of({"armed_presence"}, "unknown", base_distance_km=9, reach_km=10).level is Urgency.URGENT
    assert urgency_of({"armed_presence"}, "unknown", base_distance_km=11, reach_km=10).level is Urgency.SOON
    assert urgency_of({"communal_tension"}, "soon", base_distance_km=1, reach_km=10).level is Urgency.SOON
