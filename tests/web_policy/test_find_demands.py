"""Looking for demands: words in both languages, numbers, filters in the address, pages of a list."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import People, sign_in
from tutela.ledger.answers import covers
from tutela.policy.catalogue import demands
from tutela.web.policy.pages.lists import DEMANDS, FILTERS, page_of, wanted


def found(**query: str) -> list[str]:
    state = FILTERS.read(query)
    assert state.problems == {}
    return [row.id for _place, row in wanted(state)]


def test_everything_is_listed_in_the_policys_order() -> None:
    assert found() == list(demands())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("P77.5", ["P77.5"]),
        ("p77.5", ["P77.5"]),
        ("77.5", ["P77.5"]),
        ("para 89", ["P89.1"]),
        ("A.13.h", ["A13.h"]),
        ("A13.h", ["A13.h"]),
        ("FM", ["FM.1", "FM.2"]),
        ("P999", []),
    ],
)
def test_a_number_finds_what_it_names(query: str, ids: list[str]) -> None:
    assert found(q=query) == ids


def test_a_paragraphs_number_finds_no_other_paragraph() -> None:
    assert {demand.partition(".")[0] for demand in found(q="8")} == {"P8"}
    assert all(demand.startswith("A1.") for demand in found(q="A1"))


def test_words_are_found_in_either_language_without_accents() -> None:
    english, french = found(q="board inquiry"), found(q="commission d'enquete")
    assert english
    assert all(
        "board" in demands()[name].text("en").casefold() + demands()[name].shown_by("en").casefold() for name in english
    )
    assert french
    assert not any("enquete" in demands()[name].text("en") for name in french)
    assert set(found(q="MINE ACTION")) >= {"A18.b"}
    assert found(q="xylophone") == []


def test_filters_narrow_together() -> None:
    rows = [demands()[demand] for demand in found(weight="3", disposition="gate", addressee="head_of_mission")]
    assert rows
    assert {(row.weight, row.disposition.value) for row in rows} == {(3, "gate")}
    assert all("head_of_mission" in row.addressees for row in rows)


@pytest.mark.parametrize("state", ["answered", "partly", "open", "read"])
def test_answered_or_not_is_a_filter(state: str) -> None:
    assert found(cover=state) == [name for name, held in covers().items() if held.value == state]


def test_sections_and_fields_of_work_are_filters() -> None:
    assert set(found(section="annex_a13")) == {name for name in demands() if name.startswith("A13.")}
    assert {demands()[name].capability for name in found(capability="detention")} == {"detention"}


def test_a_filter_that_makes_no_sense_is_told_and_the_rest_is_shown(people: People, client: Client) -> None:
    told = said(sign_in(client, people.in_charge).get(reverse("policy:demands"), {"weight": "9"}))
    assert "This is not one of the choices." in told
    assert "50 of 918" in told


def test_nothing_found_says_what_to_do(people: People, client: Client) -> None:
    told = said(sign_in(client, people.in_charge).get(reverse("policy:demands"), {"q": "xylophone"}))
    assert "Nothing matches these filters" in told


@pytest.mark.parametrize("sort", ["id", "-id"])
def test_the_pages_of_the_list_hold_every_demand_once(sort: str) -> None:
    rows, seen, query = list(wanted(FILTERS.read({}))), list[str](), {"sort": sort}
    while True:
        page = page_of(rows, DEMANDS.read(query))
        seen += [row.id for _place, row in page.rows]
        if not page.next_cursor:
            break
        query = {"sort": sort, "after": page.next_cursor}
    assert seen == (list(demands()) if sort == "id" else list(reversed(demands())))


def test_one_can_go_back_a_page() -> None:
    rows = list(wanted(FILTERS.read({})))
    first = page_of(rows, DEMANDS.read({}))
    second = page_of(rows, DEMANDS.read({"after": first.next_cursor}))
    assert page_of(rows, DEMANDS.read({"before": second.previous_cursor})).rows == first.rows
    assert first.previous_cursor == ""
    assert page_of(rows, DEMANDS.read({"after": "nonsense"})).rows == first.rows


def test_each_row_leads_to_its_demand(people: People, client: Client) -> None:
    content = sign_in(client, people.in_charge).get(reverse("policy:demands"), {"q": "P87.1"}).content.decode()
    assert re.search(r'data-row-link href="/policy/demands/P87\.1/"', content)
