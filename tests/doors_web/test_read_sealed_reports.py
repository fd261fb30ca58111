"""What a telephone sealed is read leniently: what does not fit is kept in the words and flagged, never refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors_web.telephone import FACTS, KEY
from tutela.exchange.doors.capture.reading import answers_in, caller_in, facts_in
from tutela.exchange.doors.capture.refusals import NotUnderstood
from tutela.exchange.doors.phone.answers import Answers
from tutela.know.alerts.rules.report import Flag

NOW = "2031-05-14T09:30:00Z"


def read(**changed: Any) -> Answers:
    return answers_in({**FACTS, **changed}, submission_key=KEY, device_at=NOW)


def test_it_reads_what_was_told() -> None:
    answers = read()
    assert (answers.what, answers.timing, answers.people_at_risk) == (("armed_presence",), "imminent", 40)
    assert answers.told_at is not None
    assert answers.told_at.isoformat() == "2031-05-14T09:20:00+00:00"
    assert answers.flags == ()


@pytest.mark.parametrize("change", [{"what": ["killing", "sorcery"]}, {"timing": "whenever"}, {"people": -3}])
def test_an_answer_that_is_no_choice_stays_in_the_words(change: dict[str, Any]) -> None:
    answers = read(**change)
    assert Flag.UNKNOWN_ANSWER in answers.flags
    assert "[" in answers.text
    assert answers.text.startswith("Armed people near the wells.")


@pytest.mark.parametrize("name", ["text", "place", "what", "timing", "fix", "people", "told_at", "actor_name"])
@pytest.mark.parametrize("value", [None, 7, [], {}, "\u202e", True])
def test_nothing_that_a_field_may_hold_breaks_it(name: str, value: object) -> None:
    assert read(**{name: value}).submission_key == KEY


def test_a_report_without_a_word_still_says_something() -> None:
    assert answers_in({}, submission_key=KEY, device_at="").text == "–"


@pytest.mark.parametrize(
    ("fix", "precision"),
    [({"latitude": 5.0, "longitude": 21.5, "metres": 12}, 1), ({"latitude": 5.0, "longitude": 21.5, "metres": 9e3}, 2)],
)
def test_a_measured_point_is_as_precise_as_the_telephone_says(fix: dict[str, float], precision: int) -> None:
    found = read(fix=fix).fix
    assert found is not None
    assert found.precision == precision


@pytest.mark.parametrize("fix", [{"latitude": 95, "longitude": 0, "metres": 5}, {"latitude": float("nan")}, "here"])
def test_a_point_that_is_none_is_left_out(fix: object) -> None:
    assert read(fix=fix).fix is None


def test_who_told_it_is_apart_and_never_shows() -> None:
    caller = caller_in(FACTS)
    assert caller.identity.name == "Ondravelle Quist"
    assert "Ondravelle" not in repr(caller)
    assert "Ondravelle" not in repr(read())


def test_a_report_that_names_nobody_makes_no_source() -> None:
    assert caller_in({}).as_source("en") is None


@pytest.mark.parametrize("plain", [b"", b"[]", b"\xff", b"{" * 100_000])
def test_what_is_no_object_is_not_understood(plain: bytes) -> None:
    with pytest.raises(NotUnderstood):
        facts_in(plain)
