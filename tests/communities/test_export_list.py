"""The list as a file holds what the list holds, nothing of focal points, and nothing that runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.communities.scene import EAST, added, consulted, locked, place, pointed, served, written
from tests.page_access import PageAccess, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.communities.pages import exporting

if TYPE_CHECKING:
    from django.test import Client


def fetched(client: Client, known: Known, **asked: str) -> str:
    return text_of(sign_in(client, known).get(reverse("communities:export"), asked))


def rows(client: Client, known: Known, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(client, known, **asked).removeprefix("\ufeff"))))


class TestExport(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "Loumé"

    def address(self, people: People) -> str:
        added(people)
        return reverse("communities:export")

    def grow(self, people: People) -> None:
        for number in range(5):
            row = added(people, place(f"Ford {number}"))
            served(people, row)


def test_a_row_says_what_is_on_record(people: People, client: Client) -> None:
    told: dict[str, Any] = {"other_names": ("Lume", "Loum"), "languages": ("Sango",), "groups": ("youth", "displaced")}
    row = added(people, place(latitude=5.0, longitude=20.5, precision=1, population_best=90, **told))
    consulted(people, row)
    served(people, row)
    plan = written(people, row)
    (found,) = rows(client, people.in_charge)
    kept = {
        name: found[name] for name in ("reference", "other_names", "languages", "groups", "population_high", "area")
    }
    assert kept == {
        "reference": "C-000001", "other_names": "Lume; Loum", "languages": "Sango", "groups": "youth displaced",
        "population_high": "90", "area": "OV0101",
    }  # fmt: skip
    assert (found["networks"], found["networks_never_tested"], found["plan_status"]) == ("1", "1", "draft")
    assert (found["plan_next_review_on"], found["last_contact_on"]) == (f"{plan.next_review_on}", "2031-05-13")


def test_what_is_not_known_is_left_empty(people: People, client: Client) -> None:
    added(people)
    (found,) = rows(client, people.in_charge)
    empty = {name for name, cell in found.items() if not cell}
    assert {"latitude", "population_best", "last_contact_on", "plan_status", "closed_at"} <= empty


def test_it_holds_neither_focal_points_nor_words_that_were_said(people: People, client: Client) -> None:
    row = added(people, place(note="Greet the baker first."))
    source = locked(people)
    pointed(people, served(people, row), source)
    consulted(people, row)
    text = fetched(client, people.in_charge)
    assert [word for word in (source, "FP-", "baker", "well", "CAN-") if word in text] == []


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_nothing_in_it_is_a_formula(people: People, client: Client, first: str) -> None:
    words = f"{first}HYPERLINK(1)"
    added(people, place(f"x{words}"[1:] if first.strip() else f"x{words}", languages=(f"{first.strip() or 'a'}a",)))
    (found,) = rows(client, people.in_charge)
    assert found["name"][:1] not in {"=", "+", "-", "@", "\t"}
    assert found["languages"][:1] not in {"=", "+", "-", "@", "\t"}


def test_it_is_narrowed_as_the_list_is_and_to_what_the_reader_may_know(people: People, client: Client) -> None:
    added(people)
    added(people, place("Weir", EAST))
    added(people, place("Closed", EAST, sensitivity=2))
    assert [row["name"] for row in rows(client, people.in_charge)] == ["Closed", "Loumé", "Weir"]
    assert [row["name"] for row in rows(client, people.in_charge, area="OV01")] == ["Loumé"]
    assert [row["name"] for row in rows(client, people.colleague)] == ["Weir"]
    assert rows(client, people.outsider) == []


def test_it_says_where_it_ends(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    for name in ("Ford", "Mill", "Weir"):
        added(people, place(name))
    lines = fetched(client, people.in_charge).splitlines()
    assert len(lines) == 4
    assert "The file ends here: more than 2 communities fit." in lines[-1]


def test_a_spreadsheet_knows_its_letters_and_its_name(people: People, client: Client) -> None:
    response: Any = sign_in(client, people.in_charge).get(reverse("communities:export"))
    assert response["Content-Disposition"] == 'attachment; filename="communities.csv"'
    assert text_of(response).startswith("\ufeffreference,name,")
