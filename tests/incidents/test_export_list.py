"""The list as a file holds what the list holds, for whoever asks, and nothing in it runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.incidents.scene import DAY, full, in_the_east
from tests.page_access import PageAccess, stripped_of, text_of
from tests.people import Known, People, base, sign_in
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.know.incidents.pages import exporting
from tutela.know.incidents.rules import NOBODY, ActorName
from tutela.mission.commands import import_bases

if TYPE_CHECKING:
    from django.test import Client


def fetched(client: Client, known: Known, **asked: str) -> str:
    return text_of(sign_in(client, known).get(reverse("incidents:export"), asked))


def rows(client: Client, known: Known, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(client, known, **asked).removeprefix("\ufeff"))))


def keys(client: Client, known: Known, **asked: str) -> list[str]:
    return [row["source_key"] for row in rows(client, known, **asked)]


class TestExport(PageAccess):
    permission = Permission.INCIDENT_READ
    content = "Loumé"

    def address(self, people: People) -> str:
        record(people, told("a", DAY))
        return reverse("incidents:export")

    def grow(self, people: People) -> None:
        for number in range(9):
            record(people, told(f"more {number}", DAY, actor_a=ActorName(f"Sail {number}")))


def test_a_row_says_what_is_on_record(people: People, client: Client) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("there", 20.6)])
    record(people, full(actor_b=ActorName("Brown Sail", "community")))
    (row,) = rows(client, people.in_charge)
    moment = people.clock.now().isoformat()
    assert row == {
        "reference": "I-000001", "occurred_from": "2024-02-03", "occurred_to": "2024-02-05", "date_precision": "3",
        "act": "killing", "one_sided": "1", "actor_a": "Grey Sail", "actor_b": "Brown Sail", "area": "OV0101",
        "place": "Loumé", "latitude": "5.0", "longitude": "20.5", "place_precision": "1", "deaths_low": "2",
        "deaths_best": "6", "deaths_high": "9", "civilians_coded": "2", "civilians_low": "2", "civilians_best": "5",
        "civilians_high": "8", "base_distance_km": "11.077", "source": "mission", "source_key": "full",
        "revision": "1", "known_at": moment, "recorded_at": moment,
    }  # fmt: skip


def test_it_holds_neither_the_words_of_a_report_nor_who_recorded_it(people: People, client: Client) -> None:
    record(people, full())
    text = fetched(client, people.in_charge)
    for kept_back in ("They came at night", "behind the mill", people.in_charge.actor.label):
        assert kept_back not in text


def test_what_is_not_known_is_left_empty(people: People, client: Client) -> None:
    record(people, told("a", DAY, actor_a=NOBODY, latitude=None, longitude=None, place_precision=3))
    (row,) = rows(client, people.in_charge)
    empty = {name for name, cell in row.items() if not cell}
    assert empty == {"actor_a", "actor_b", "area", "latitude", "longitude", "base_distance_km"}


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_it_is_a_formula(people: People, client: Client, first: str) -> None:
    words = f"{first}HYPERLINK(1)"
    record(people, told(f"{words}k", DAY, place_name=words, actor_a=ActorName(f"{words}a"), actor_b=ActorName(words)))
    (row,) = rows(client, people.in_charge)
    for name in ("place", "actor_a", "actor_b", "source_key"):
        assert row[name].startswith(f"'{first}")


def test_a_number_below_nothing_stays_a_number(people: People, client: Client) -> None:
    record(people, told("a", DAY, longitude=-20.5))
    assert rows(client, people.in_charge)[0]["longitude"] == "-20.5"


def test_commas_and_quotation_marks_and_new_lines_stay_in_their_cell(people: People, client: Client) -> None:
    record(people, told("a", DAY, place_name='The "Weir",\nLoumé'))
    assert rows(client, people.in_charge)[0]["place"] == 'The "Weir",\nLoumé'


def test_a_spreadsheet_knows_its_letters_and_its_name(people: People, client: Client) -> None:
    response: Any = sign_in(client, people.in_charge).get(reverse("incidents:export"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="incidents.csv"'
    assert text_of(response).startswith("\ufeffreference,occurred_from,")


def test_without_incidents_it_has_its_head_alone(people: People, client: Client) -> None:
    assert fetched(client, people.in_charge).splitlines() == ["\ufeff" + ",".join(exporting.HEADS)]


def test_it_says_where_it_ends(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    for key in ("a", "b", "c"):
        record(people, told(key, DAY))
    lines = fetched(client, people.in_charge).splitlines()
    assert len(lines) == 4
    assert "The file ends here: more than 2 incidents fit." in lines[-1]


def test_it_says_nothing_where_everything_fits(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    for key in ("a", "b"):
        record(people, told(key, DAY))
    assert keys(client, people.in_charge) == ["b", "a"]


def test_it_holds_only_what_the_reader_may_know(people: People, client: Client) -> None:
    record(people, told("west", DAY))
    record(people, in_the_east(told("east", DAY)))
    record(people, in_the_east(told("closed", DAY, sensitivity=2)))
    record(people, in_the_east(told("room", DAY, compartment="sexual_violence")))
    assert keys(client, people.in_charge) == ["room", "closed", "east", "west"]
    assert keys(client, people.colleague) == ["east"]
    assert keys(client, people.outsider) == []
    assert fetched(client, stripped_of(people.in_charge, Permission.INCIDENT_READ)).count("Loumé") == 0


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["east", "clash", "old", "west"]),
        ({"act": "armed_clash"}, ["clash"]),
        ({"area": "OV02"}, ["east"]),
        ({"q": "brown"}, ["clash"]),
        ({"civilians": "4"}, ["west"]),
        ({"on_from": "2024-01-01"}, ["east", "clash", "west"]),
    ],
)
def test_it_is_narrowed_as_the_list_is(
    people: People, client: Client, asked: dict[str, str], expected: list[str]
) -> None:
    record(people, told("west", DAY, 4))
    record(people, told("old", DAY.replace(year=2020)))
    record(people, told("clash", DAY, act="armed_clash", actor_b=ActorName("Brown Sail", "community")))
    record(people, in_the_east(told("east", DAY)))
    page = sign_in(client, people.in_charge).get(reverse("incidents:list"), asked)
    listed = [row.source_key for row in page.context["table"].page.rows]
    assert sorted(listed) == sorted(expected)
    assert keys(client, people.in_charge, **asked) == listed
