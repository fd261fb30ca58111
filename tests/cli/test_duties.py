"""`tutela duties`: where the mission stands, for a person in the terminal and for a machine, on any day until now."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.conftest import Run
from tests.people import MISSION, NOW, People
from tutela.kernel.clock import SYSTEM_CLOCK, SetClock
from tutela.ledger.queries import ledger_head
from tutela.policy.duties import STATES, duties

TODAY = SYSTEM_CLOCK.now().date()
ON = ("duties", "--mission", MISSION)


def test_it_tells_every_duty_its_counts_and_the_head(run: Run, people: People) -> None:
    ran = run(*ON)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"Mission in Orvane, {TODAY}"
    assert all(word in lines[1] for word in ("Overdue:", "Cannot be told:", "Not applicable:"))
    assert len(lines) == len(duties()) + 7
    assert "Demands that the software does not answer yet:" in ran.out


def test_it_speaks_french_when_asked(run: Run, people: People) -> None:
    ran = run(*ON, "--language", "fr")
    assert ran.code == 0
    assert "Indéterminable" in ran.out
    assert "Cannot be told" not in ran.out


def test_a_machine_reads_json(run: Run, people: People) -> None:
    told = json.loads(run(*ON, "--json").out)
    assert sorted(one["duty"] for one in told["duties"]) == sorted(duties())
    assert set(told["counts"]) == {str(state) for state in STATES}
    assert told["day"] == TODAY.isoformat()


def test_it_is_narrowed_to_states_and_still_counts_all(run: Run, people: People) -> None:
    whole = json.loads(run(*ON, "--json").out)
    told = json.loads(run(*ON, "--json", "--state", "overdue", "--state", "cannot_tell").out)
    assert {one["state"] for one in told["duties"]} <= {"overdue", "cannot_tell"}
    assert told["counts"] == whole["counts"]


def test_each_day_is_told_as_it_stood(run: Run, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.cli.duties.SYSTEM_CLOCK", SetClock(NOW + timedelta(days=200)))
    late, first = json.loads(run(*ON, "--json").out), json.loads(run(*ON, "--json", "--as-of", "2031-05-14").out)
    assert late["counts"]["overdue"] > 0
    assert first["counts"]["overdue"] == 0
    told = run(*ON, "--state", "overdue").out
    assert "2031-06-13" in told
    assert told.count("It has not been done since the record began") > 5


def test_nothing_in_a_state_is_said_by_an_empty_list(run: Run, people: People) -> None:
    ran = run(*ON, "--state", "overdue")
    assert ran.code == 0
    assert "Overdue: 0" in ran.out


def test_it_exports_in_the_manner_of_oscal(run: Run, people: People) -> None:
    told = json.loads(run(*ON, "--oscal").out)
    assert set(told) == {"catalog", "profile", "assessment-results", "findings"}


def test_a_day_before_the_record_began_tells_nothing(run: Run, people: People) -> None:
    told = json.loads(run(*ON, "--as-of", "2001-01-01", "--json").out)
    assert told["ledger_head"].startswith("0:")
    assert {one["state"] for one in told["duties"]} == {"cannot_tell"}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("yesterday", "yesterday is not a day."),
        ("2031-02-30", "2031-02-30 is not a day."),
        (str(TODAY + timedelta(days=2)), "That day is still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(run: Run, people: People, day: str, words: str) -> None:
    before = ledger_head(MISSION)
    ran = run(*ON, "--as-of", day)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert ledger_head(MISSION) == before


def test_an_unknown_state_is_refused_with_the_choices(run: Run, people: People) -> None:
    ran = run(*ON, "--state", "late")
    assert ran.code == 2
    assert "'overdue'" in ran.err


def test_an_unknown_mission_is_refused(run: Run, people: People) -> None:
    ran = run("duties", "--mission", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no mission nowhere." in ran.err
