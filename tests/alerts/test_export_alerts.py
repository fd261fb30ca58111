"""The list of alerts and the same as a file: for whoever asks, without sources, and nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.alerts.scene import WEST, told
from tests.page_access import PageAccess, said, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import decide_response, merge_alert, set_aside_alert
from tutela.know.alerts.pages import exporting

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def listed(client: Client, known: Known, **asked: str) -> list[str]:
    page = sign_in(client, known).get(reverse("alerts:list"), asked)
    return [row.reference for row in page.context["table"].page.rows]


def fetched(client: Client, known: Known, **asked: str) -> str:
    return text_of(sign_in(client, known).get(reverse("alerts:export"), asked))


def rows(client: Client, known: Known, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(client, known, **asked).removeprefix("\ufeff"))))


class TestList(PageAccess):
    permission = Permission.ALERT_READ
    content = "Three Wells"

    def address(self, people: People) -> str:
        told(people)
        return reverse("alerts:list")

    def grow(self, people: People) -> None:
        for number in range(9):
            told(people, f"more-{number}")


class TestExport(PageAccess):
    permission = Permission.ALERT_READ
    content = "Three Wells"

    def address(self, people: People) -> str:
        told(people)
        return reverse("alerts:export")

    def grow(self, people: People) -> None:
        for number in range(9):
            told(people, f"more-{number}", what=("killing", "pillage"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["c", "b", "a"]),
        ({"sort": "received_at"}, ["a", "b", "c"]),
        ({"urgency": "1"}, ["a"]),
        ({"state": "set_aside"}, ["c"]),
        ({"area": "OV01"}, ["b"]),
        ({"channel": "radio"}, ["b"]),
        ({"what": "pillage"}, ["b"]),
        ({"q": "pasture"}, ["c"]),
        ({"flagged": "1"}, ["c"]),
        ({"on_from": "2031-05-15"}, ["c", "b"]),
        ({"on_to": "2031-05-14"}, ["a"]),
    ],
)
def test_the_list_and_its_file_are_narrowed_alike(
    people: People, client: Client, asked: dict[str, str], expected: list[str]
) -> None:
    named = {"a": told(people, "a").reference}
    people.clock.advance(timedelta(days=1))
    named["b"] = told(people, "b", what=("pillage",), timing="over", longitude=WEST, channel="radio").reference
    people.clock.advance(timedelta(minutes=1))
    last = told(people, "c", text="A quarrel over pasture.", what=("communal_tension",), timing="soon", flags=("late",))
    given = {"version": 1, "why": "test", "reason": "A drill."}
    set_aside_alert(actor=people.in_charge.actor, clock=people.clock, alert=last.reference, **given)  # type: ignore[arg-type]
    named["c"] = last.reference
    found = listed(client, people.in_charge, **asked)
    assert found == [named[key] for key in expected]
    assert sorted(row["reference"] for row in rows(client, people.in_charge, **asked)) == sorted(found)


def test_a_row_of_the_file_says_what_is_on_record(people: People, client: Client) -> None:
    alert = told(people, what=("armed_presence", "pillage"), people_at_risk=40, groups=("women", "girls"))
    response = {"responder": "mission_force", "tier": "physical", "means": "armed"}
    decide_response(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **response)
    (row,) = rows(client, people.in_charge)
    moment = people.clock.now().isoformat()
    expected = {
        "reference": alert.reference, "received_at": moment, "what": "armed_presence pillage", "urgency": "1",
        "area": "OV0201", "place": "Three Wells", "latitude": "5.0", "people_at_risk": "40", "groups": "women girls",
        "state": "decided", "outcome": "pending", "acknowledged_at": moment, "decided_at": moment, "ordered_at": "",
        "responders": "mission_force", "tiers": "physical", "means": "armed", "room": "",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_it_holds_neither_words_nor_sources_nor_who_works_on_it(people: People, client: Client) -> None:
    from tutela.know.sources.commands import keep_source
    from tutela.know.sources.rules import Identity, SourceFacts

    facts = SourceFacts(
        kind="witness", reliability="B", language="fr", area_code="", risk="high",
        identity=Identity(name="Quillmarin Zarq"), consents=(),
    )  # fmt: skip
    kept = keep_source(actor=people.in_charge.actor, clock=people.clock, submission_key="s-1", facts=facts)
    told(people, source=kept.reference)
    text = fetched(client, people.in_charge)
    for kept_back in (kept.reference, "SRC-", "motorbikes", people.in_charge.actor.label):
        assert kept_back not in text


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_nothing_in_it_is_a_formula(people: People, client: Client, first: str) -> None:
    told(people, place_name=f"{first}HYPERLINK(1)", actor_name=f"{first}CMD")
    (row,) = rows(client, people.in_charge)
    assert row["place"][0] in {"'", "H"}
    assert row["actor"][0] in {"'", "C"}


def test_what_a_joined_alert_was_joined_to_shows_only_to_who_may_know_it(people: People, client: Client) -> None:
    east, west = told(people, "a"), told(people, "b", longitude=WEST)
    given = {"version": 1, "into": west.reference, "reason": "The same."}
    merge_alert(actor=people.in_charge.actor, clock=people.clock, alert=east.reference, **given)  # type: ignore[arg-type]
    assert {row["merged_into"] for row in rows(client, people.in_charge)} == {"", west.reference}
    assert [row["merged_into"] for row in rows(client, people.colleague)] == [""]


def test_both_hold_only_what_the_reader_may_know(people: People, client: Client) -> None:
    east, west = told(people, "a"), told(people, "b", longitude=WEST)
    room = told(people, "c", what=("sexual_violence",))
    assert set(listed(client, people.in_charge)) == {east.reference, west.reference, room.reference}
    assert listed(client, people.colleague) == [east.reference]
    assert [row["reference"] for row in rows(client, people.colleague)] == [east.reference]


def test_the_file_says_where_it_ends(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    for key in "abc":
        told(people, key)
    lines = fetched(client, people.in_charge).splitlines()
    assert len(lines) == 4
    assert "The file ends here: more than 2 alerts fit." in lines[-1]


def test_it_pages_by_keys_and_comes_back(people: People, client: Client) -> None:
    for number in range(30):
        told(people, f"n-{number}")
        people.clock.advance(timedelta(minutes=1))
    page = sign_in(client, people.in_charge).get(reverse("alerts:list"), {"size": "25"})
    second = client.get(reverse("alerts:list") + page.context["table"].next_query)
    assert [len(one.context["table"].page.rows) for one in (page, second)] == [25, 5]


def test_an_empty_list_teaches_its_first_step(people: People, client: Client) -> None:
    words = said(sign_in(client, people.in_charge).get(reverse("alerts:list")))
    assert "No alert has come in yet" in words
    narrowed = said(client.get(reverse("alerts:list"), {"q": "nothing"}))
    assert "No alert fits these filters" in narrowed
