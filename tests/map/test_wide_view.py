"""A view that holds too much for single signs: cells, signs of areas, shades, bars, and words that say so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.people import People, sign_in
from tests.products_app.scene import record, told
from tutela.web.map import answers

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known

WIDE = {"from": "2030-01", "to": "2031-05", "bbox": "19,3,25,7", "zoom": "5"}
CLOSE = {**WIDE, "zoom": "9"}


def data(client: Client, known: Known, asked: dict[str, str], **more: str) -> dict[str, Any]:
    answer: dict[str, Any] = sign_in(client, known).get(reverse("map:data"), {**asked, **more}).json()
    return answer


def signs(answer: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return incidents and civilians killed in all signs of a kind."""
    found: dict[str, tuple[int, int]] = {}
    for feature in answer["features"]:
        said = feature["properties"]
        events, harm = found.get(said["kind"], (0, 0))
        found[said["kind"]] = (events + said["events"], harm + said["harm"])
    return found


@pytest.fixture
def crowded(people: People, monkeypatch: pytest.MonkeyPatch) -> People:
    """Record six incidents where two are too many: four at points, two known only to a province."""
    monkeypatch.setattr(answers, "FEW_ENOUGH", 2)
    monkeypatch.setattr(answers, "MOST_POINTS", 2)
    for number, longitude in enumerate((20.5, 20.5, 20.6, 23.5)):
        record(people, told(f"p{number}", date(2030, 3 + number, 5), 1 + number, longitude=longitude))
    for number in range(2):
        record(people, told(f"c{number}", date(2031, 1 + number, 5), 10, place_precision=4, act="pillage"))
    return people


def test_it_adds_up_by_cell_and_by_area(crowded: People, client: Client) -> None:
    answer = data(client, crowded.in_charge, WIDE)
    assert signs(answer) == {"cell": (4, 10), "area": (2, 20)}
    area = next(one for one in answer["features"] if one["properties"]["kind"] == "area")
    assert area["geometry"]["coordinates"] == [21.0, 5.0], "where the sign of Sambéré-Loï stands"
    assert area["properties"]["area"] == "OV01"


@pytest.mark.parametrize("months", [("2030-03", "2031-02"), ("2030-01", "2031-12"), ("2029-06", "2031-05")])
def test_all_time_in_one_is_the_same_as_its_months(crowded: People, client: Client, months: tuple[str, str]) -> None:
    first, last = months
    answer = data(client, crowded.in_charge, {**WIDE, "from": first, "to": last})
    assert signs(answer) == {"cell": (4, 10), "area": (2, 20)}


def test_a_part_of_the_time_has_its_part_of_the_harm(crowded: People, client: Client) -> None:
    answer = data(client, crowded.in_charge, {**WIDE, "from": "2030-04", "to": "2030-06"})
    assert signs(answer) == {"cell": (3, 9)}
    assert {code: shade["step"] for code, shade in answer["areas"].items()} == {"OV0101": 3, "OV0202": 2}


def test_a_filter_narrows_signs_shades_and_bars_alike(crowded: People, client: Client) -> None:
    answer = data(client, crowded.in_charge, WIDE, act="pillage")
    assert signs(answer) == {"area": (2, 20)}
    assert set(answer["areas"]) == {"OV01"}
    bars = [(month, harm) for month, events, harm in answer["months"] if events]
    assert bars == [("2031-01", 10), ("2031-02", 10)]


def test_the_bars_span_all_months_on_record_whatever_is_chosen(crowded: People, client: Client) -> None:
    months = data(client, crowded.in_charge, {**WIDE, "from": "2030-04", "to": "2030-04"})["months"]
    assert (months[0][0], months[-1][0], len(months)) == ("2030-03", "2031-02", 12)


def test_close_by_the_newest_are_drawn_and_it_says_that_there_are_more(crowded: People, client: Client) -> None:
    answer = data(client, crowded.in_charge, CLOSE)
    assert len(answer["features"]) == 1, "the two newest are known to one province, and share its sign"
    assert answer["features"][0]["properties"]["rows"] == ["I-000006", "I-000005"]
    assert "More than 2 incidents in view" in answer["summary"]
    assert "The newest 2 are drawn" in answer["summary"]


def test_what_totals_cannot_know_is_not_shaded_unless_it_is_counted_whole(crowded: People, client: Client) -> None:
    many = data(client, crowded.in_charge, WIDE, q="Loumé")
    few = data(client, crowded.in_charge, WIDE, civilians="10")
    assert (many["areas"], many["months"]) == ({}, [])
    assert "not all could be counted" in many["summary"]
    assert set(few["areas"]) == {"OV01"}
    assert few["months"] == [["2031-01", 1, 10], ["2031-02", 1, 10]]


def test_a_field_office_gets_totals_of_its_own_area_alone(crowded: People, client: Client) -> None:
    for number in range(3):
        record(crowded, told(f"e{number}", date(2031, 4, 1 + number), 2, longitude=22.5))
    answer = data(client, crowded.colleague, WIDE)
    assert signs(answer) == {"cell": (4, 10)}
    assert answer["months"][0][0] == "2030-06", "nothing of what began elsewhere before"
    assert [month for month in answer["months"] if month[1]] == [["2030-06", 1, 4], ["2031-04", 3, 6]]


def test_what_is_closed_is_in_no_sign_shade_or_bar(crowded: People, client: Client) -> None:
    record(crowded, told("closed", date(2031, 5, 1), 90, longitude=22.5, compartment="sexual_violence"))
    record(crowded, told("secret", date(2029, 1, 1), 90, longitude=22.5, sensitivity=2))
    for number in range(3):
        record(crowded, told(f"e{number}", date(2031, 4, 1 + number), 2, longitude=22.5))
    answer = data(client, crowded.colleague, {**WIDE, "from": "2028-01"})
    assert signs(answer) == {"cell": (4, 10)}
    assert (answer["months"][0][0], answer["months"][-1][0]) == ("2030-06", "2031-04")


def test_a_correction_takes_its_month_off_the_slider(people: People, client: Client) -> None:
    from tutela.know.incidents.commands import correct_incident

    wrong = record(people, told("wrong", date(2003, 2, 3), 5))
    record(people, told("right", date(2031, 2, 3), 5))
    right = told("wrong", date(2030, 2, 3), 5)
    correct_incident(
        actor=people.in_charge.actor, clock=people.clock, key=wrong.pk, expected_revision=1, facts=right, reason="Typo."
    )
    months = data(client, people.in_charge, WIDE)["months"]
    assert (months[0][0], months[-1][0]) == ("2030-02", "2031-02")
