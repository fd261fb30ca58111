"""The ledger as a file: narrowed like the page, harmless in a spreadsheet, checkable by anyone."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.page_access import text_of
from tests.people import MISSION, People, sign_in
from tests.timeline.sample import reach_set, told
from tutela.account.timeline.pages import exporting
from tutela.account.timeline.rules import harmless, paragraphs_of, reference_of
from tutela.ledger.queries import ledger_head
from tutela.ledger.rules import entry_hash


def rows_of(client: Client, people: People, query: str = "") -> list[dict[str, str]]:
    response = sign_in(client, people.in_charge).get(reverse("timeline:export_csv") + query)
    return list(csv.DictReader(io.StringIO(text_of(response).removeprefix("\ufeff"))))


def document(client: Client, people: People, query: str = "") -> Any:
    return json.loads(text_of(sign_in(client, people.in_charge).get(reverse("timeline:export_json") + query)))


def test_csv_holds_the_narrowed_list_newest_first(people: People, client: Client) -> None:
    told(people, "partner:1")
    reach_set(people, 12, 13)
    rows = rows_of(client, people, "?event=mission.parameter_set")
    assert [row["reason"] for row in rows] == ["Measured 13 km.", "Measured 12 km."]
    assert rows[0]["paragraphs"] == "87"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\u00a0@"])
def test_no_cell_of_csv_can_run_as_a_formula(people: People, client: Client, start: str) -> None:
    told(people, f"{start}1+1", name="x", reason=f"{start}cmd|' /C calc'!A0", related=(f"{start}2",))
    newest = rows_of(client, people)[0]
    for column in ("subject", "reason", "related"):
        assert newest[column].startswith("'"), column


def test_csv_is_a_download_named_after_mission_and_head(people: People, client: Client) -> None:
    response = sign_in(client, people.in_charge).get(reverse("timeline:export_csv"))
    head = ledger_head(MISSION).sequence
    assert response["Content-Disposition"] == f'attachment; filename="ledger-{MISSION}-{head}.csv"'
    assert text_of(response).startswith("\ufeffsequence,")


def test_json_lets_anybody_compute_each_hash_again(people: People, client: Client) -> None:
    told(people, "partner:1", name="Éléonore’s Watch")
    reach_set(people, 12)
    exported = document(client, people)
    assert exported["head"]["hash"] == exported["entries"][0]["hash"] == ledger_head(MISSION).hash
    for entry in exported["entries"]:
        values = tuple(entry[name] for name in exported["hashed"])
        assert entry_hash(entry["previous_hash"], values) == entry["hash"]


def test_json_of_nothing_is_whole(people: People, client: Client) -> None:
    assert document(client, people, "?about=I-000404")["entries"] == []


def test_sentences_follow_the_reader_although_the_file_is_written_later(
    people: People, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "sentence", lambda entry: translation.get_language())
    client.cookies["django_language"] = "fr"
    response = sign_in(client, people.in_charge).get(reverse("timeline:export_csv"))
    with translation.override("en"):
        assert ",fr," in text_of(response)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [(12, 12), (-3, -3), ("plain", "plain"), ("", ""), ("a=b", "a=b"), ("-3", "'-3"), ("\r@x", "'\r@x")],
)
def test_only_text_that_could_begin_a_formula_is_changed(cell: object, kept: object) -> None:
    assert harmless(cell) == kept


def test_paragraphs_stand_once_and_in_order() -> None:
    cites = ["A13.b.1", "P87.1", "P9.2", "P87.3", "A4.a", "P12.4"]
    assert paragraphs_of(cites) == ["9", "12", "87", "A.4.a", "A.13.b"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("i-12", "I-000012"),
        ("TH000123", "TH-000123"),
        (" mission ", "mission"),
        ("post:a-1", "post:a-1"),
        ("a\x00b", ""),
    ],
)
def test_references_are_read_as_people_type_them(typed: str, meant: str) -> None:
    assert reference_of(typed) == meant
