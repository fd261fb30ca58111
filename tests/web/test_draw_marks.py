"""Marks tell by word and shape what colour tells, and say uncertainty in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from tutela.web.components import marks
from tutela.web.components.figures import Figure, ago_text, number, percent
from tutela.web.components.scales import RISK_WORDS, Phase, Sensitivity, TimeState, is_area_level

NOW = datetime(2031, 6, 14, 1, 5, tzinfo=UTC)
LUSAKA = ZoneInfo("Africa/Lusaka")


@pytest.mark.parametrize("step", list(RISK_WORDS))
def test_a_risk_has_number_word_and_bars(step: int) -> None:
    html = marks.risk(step)
    assert f"#risk-{step}" in html
    assert f">{step}<" in html
    assert str(RISK_WORDS[step]) in html


def test_a_compact_risk_still_says_its_word_to_screen_readers() -> None:
    assert '<span class="visually-hidden">High</span>' in marks.risk(4, compact=True)


def test_a_step_outside_the_scale_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        marks.risk(6)


@pytest.mark.parametrize("state", list(TimeState))
def test_a_time_state_says_its_word_even_behind_other_words(state: TimeState) -> None:
    html = marks.time_state(state, "7 h over")
    assert "7 h over" in html
    assert 'class="visually-hidden"' in html
    assert "#" in html


@pytest.mark.parametrize("phase", list(Phase))
def test_each_phase_has_a_shape_of_its_own(phase: Phase) -> None:
    assert f"#phase-{phase.value}" in marks.phase(phase)


@pytest.mark.parametrize("step", range(1, 8))
def test_a_place_known_only_to_its_area_never_looks_like_a_point(step: int) -> None:
    html = marks.precision(step)
    assert ("#place-4" in html) == is_area_level(step) == (step >= 4)


@pytest.mark.parametrize("level", list(Sensitivity))
def test_a_lock_stands_only_where_something_is_held_back(level: Sensitivity) -> None:
    assert ("#lock" in marks.sensitivity(level)) == (level is not Sensitivity.UNCLASSIFIED)


def test_a_figure_shows_its_range_and_says_it() -> None:
    html = marks.figure(Figure(8, 14, 31, unknown_share=0.456, few=True))
    assert "8–31" in html
    assert "14, best estimate; low 8, high 31" in html
    assert "46% unknown, few cases" in html


def test_an_exact_figure_shows_one_number() -> None:
    assert marks.figure(Figure(1204, 1204, 1204)) == '<span class="figure"><strong>1,204</strong></span>'


def test_crossed_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match="not low, best, high"):
        Figure(5, 4, 9)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=1, minutes=59), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "31 May 2031"),
        (timedelta(minutes=-5), "14 Jun 2031"),
    ],
)
def test_it_says_how_long_ago(passed: timedelta, words: str) -> None:
    assert ago_text(NOW - passed, NOW) == words


def test_an_age_holds_the_exact_time_in_both_zones_and_takes_focus() -> None:
    html = marks.ago(NOW - timedelta(minutes=12), NOW, LUSAKA)
    assert "Sat 14 Jun 2031, 02:53 (00:53 UTC)" in html
    assert 'datetime="2031-06-14T00:53:00Z"' in html
    assert 'tabindex="0"' in html


def test_the_utc_day_is_said_when_it_is_another_day() -> None:
    assert "Sat 14 Jun 2031, 01:05 (13 Jun 23:05 UTC)" in marks.moment(NOW - timedelta(hours=2), LUSAKA)


def test_numbers_follow_the_reader() -> None:
    with translation.override("fr"):
        assert (number(1234567), percent(0.5)[:2]) == ("1\xa0234\xa0567", "50")


def test_the_tags_draw_the_same_marks() -> None:
    text = "{% load ui %}{% risk 4 %}{% figure 14 8 31 %}{% day on %}{% ago at %}{{ n|number }}"
    html = Template(text).render(Context({"on": date(2031, 2, 3), "at": NOW, "n": 1234}))
    assert marks.risk(4) in html
    assert "8–31" in html
    assert "3 Feb 2031" in html
    assert "1,234" in html
