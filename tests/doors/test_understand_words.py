"""Agreed words, languages, places and moments are found in what people and programs write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tutela.exchange.doors.languages import language_of
from tutela.exchange.doors.moments import header_moment, moment_in, nearest_half_day
from tutela.exchange.doors.places import NamedPlace, place_in
from tutela.exchange.doors.sms.words import coded, codes
from tutela.know.alerts.rules.report import Timing, what_terms

if TYPE_CHECKING:
    from tests.people import People

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "what", "timing"),
    [
        ("ATTACK NOW Loum", ("attack_expected",), "under_way"),
        ("Alerte: tirs, maintenant", ("shooting_heard",), "under_way"),
        ("SOS pillage viol", ("pillage", "sexual_violence"), "unknown"),
        ("They did not attack", (), "unknown"),
        ("il y a eu des tirs", (), "unknown"),
        ("seen at the ford #mouvement #bientôt", ("armed_movement",), "soon"),
        ("Children are fleeing", (), "unknown"),
        ("Enlèvement", ("abduction",), "unknown"),
        ("", (), "unknown"),
    ],
)
def test_agreed_words_count_at_the_beginning_or_behind_a_sign(text: str, what: tuple[str, ...], timing: str) -> None:
    found = coded(text)
    assert (found.what, found.timing) == (what, timing)


def test_every_agreed_word_stands_for_a_code_there_is() -> None:
    assert set(codes()["what"].values()) <= set(what_terms())
    assert set(codes()["timing"].values()) <= set(Timing)


@pytest.mark.parametrize(
    ("text", "people"),
    [("40 people fled", 40), ("environ 12 personnes", 12), ("30 families", None), ("3 attacks", None), ("", None)],
)
def test_a_number_counts_only_before_a_word_for_people(text: str, people: int | None) -> None:
    assert coded(text).people == people


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Armed men are coming to the village", "en"),
        ("Des hommes armés arrivent au village", "fr"),
        ("hommes armes vers loum svp aide", "fr"),
        ("Loum", "en"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_the_language_is_told_by_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("attack on loi tonight", NamedPlace("loi", "OV0102")),
        ("près de Tesqué Ville hier", NamedPlace("Tesqué Ville", "")),
        ("HAUT-SAMBERE brûle", NamedPlace("HAUT-SAMBERE", "OV0101")),
        ("in Samberi Loi", NamedPlace("Samberi Loi", "OV01")),
        ("nowhere we know", NamedPlace()),
        ("", NamedPlace()),
    ],
)
def test_a_place_is_found_by_its_longest_name(people: People, text: str, place: NamedPlace) -> None:
    found = place_in(people.in_charge.actor, text)
    if "Ville" in text:
        assert found.area_code in {"OV0201", "OV02", ""}
        assert found.name
    else:
        assert found == place


def test_no_place_of_another_mission_is_found(people: People) -> None:
    assert place_in(people.outsider.actor, "attack on Loï") == NamedPlace()


def test_a_place_is_found_with_one_question_to_the_store(people: People, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        place_in(people.in_charge.actor, "attack on Loï and many other words " * 20)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2031-05-14T09:30:00+02:00", datetime(2031, 5, 14, 7, 30, tzinfo=UTC), "minute"),
        ("2031-05-14 09:30", datetime(2031, 5, 14, 7, 30, tzinfo=UTC), "minute"),
        ("2031-05-14T09:30:00.000Z", datetime(2031, 5, 14, 9, 30, tzinfo=UTC), "minute"),
        ("14/05/2031 9h30", datetime(2031, 5, 14, 7, 30, tzinfo=UTC), "minute"),
        ("14.05.2031 à 9h", datetime(2031, 5, 14, 7, 0, tzinfo=UTC), "hour"),
        ("14/05/2031", datetime(2031, 5, 14, 10, 0, tzinfo=UTC), "day"),
        ("2031-05-14", datetime(2031, 5, 14, 10, 0, tzinfo=UTC), "day"),
        ("1936602000", datetime(2031, 5, 15, 9, 0, tzinfo=UTC), "minute"),
        ("1936602000000", datetime(2031, 5, 15, 9, 0, tzinfo=UTC), "minute"),
    ],
)
def test_moments_are_understood_in_the_missions_time(text: str, moment: datetime, precision: str) -> None:
    assert moment_in(text, PARIS) == (moment, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "32/05/2031",
        "2031-13-01",
        "14/05/31",
        "0001-01-01",
        "9999-12-31T23:59:59-14:00",
        "9" * 13,
        "1" * 99,
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    found = moment_in(text, PARIS)
    assert found is None or found[0].year > 2200


@pytest.mark.parametrize("text", ["", "soon", "Mon, 99 May 2031 09:30:00 GMT"])
def test_a_header_that_is_no_moment_is_none(text: str) -> None:
    assert header_moment(text) is None


def test_a_clock_without_halves_of_the_day_is_read_as_the_nearer_half() -> None:
    at = datetime(2031, 5, 14, 21, 30, tzinfo=UTC)
    assert nearest_half_day(at.replace(hour=9), at) == at
    assert nearest_half_day(at, at) == at
