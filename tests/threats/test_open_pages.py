"""The register's pages: open to those who may, shut to others, complete without a script."""

from __future__ import annotations

import re
from typing import cast

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import MISSION, Known, People, put_in_post, sign_in
from tests.threats.sample import proposed, raised, sheet
from tutela.assess.threats.commands import assess_threat, rank_threats, set_phase
from tutela.assess.threats.pages.columns import page_of
from tutela.assess.threats.queries import ThreatView, ranking_basis
from tutela.web.components.cursors import Cursor, read_cursor
from tutela.web.components.tables import TableState

READING = [
    ("board", ()),
    ("map", ()),
    ("map_data", ()),
    ("proposals", ()),
    ("proposal", ("TP-000002",)),
    ("rankings", ()),
    ("ranking", ("TR-000001",)),
    ("phases", ()),
    ("threat", ("T-000001",)),
]
DECIDING = [
    ("new", ()),
    ("rank", ()),
    ("phase", ("OV01",)),
    ("revise", ("T-000001",)),
    ("assess", ("T-000001",)),
    ("merge", ("T-000001",)),
    ("close", ("T-000001",)),
    ("reopen", ("T-000001",)),
]
Address = tuple[str, tuple[str, ...]]


def address(page: Address) -> str:
    return reverse(f"threats:{page[0]}", args=page[1])


@pytest.fixture
def register(people: People) -> People:
    """A register with a scored and ranked threat, an open proposal and a phase."""
    actor, clock = people.in_charge.actor, people.clock
    threat = raised(people)
    assess_threat(actor=actor, clock=clock, threat=threat.reference, version=1, sheet=sheet(severity=5))
    mark = ranking_basis(actor, now=clock.now()).mark
    rank_threats(actor=actor, clock=clock, mark=mark, prioritised=[threat.reference], note="All components.")
    proposed(people, longitude=21.5)
    set_phase(actor=actor, clock=clock, area_code="OV01", phases=["response"], reason="Raids.", number=0)
    return people


def opened(client: Client, known: Known | None, page: Address) -> int:
    return sign_in(client, known).get(address(page)).status_code


@pytest.mark.parametrize("page", [*READING, *DECIDING], ids=lambda page: page[0])
def test_who_is_in_charge_opens_every_page(client: Client, register: People, page: Address) -> None:
    assert opened(client, register.in_charge, page) == 200


@pytest.mark.parametrize("page", [*READING, *DECIDING], ids=lambda page: page[0])
def test_nobody_opens_one_without_signing_in(client: Client, register: People, page: Address) -> None:
    assert opened(client, None, page) == 302


@pytest.mark.parametrize("page", [page for page in [*READING, *DECIDING] if page[1]], ids=lambda page: page[0])
def test_records_elsewhere_are_told_as_not_there(client: Client, register: People, page: Address) -> None:
    is_for_all = page[0] == "ranking"
    assert opened(client, register.colleague, page) == (200 if is_for_all else 404)
    assert opened(client, register.outsider, page) == 404


@pytest.mark.parametrize("page", [page for page in READING if not page[1]], ids=lambda page: page[0])
def test_lists_elsewhere_hold_nothing_of_it(client: Client, register: People, page: Address) -> None:
    for known in (register.colleague, register.outsider):
        text = sign_in(client, known).get(address(page)).content.decode()
        assert "T-000001" not in text
        assert "Reed Front" not in text


@pytest.mark.parametrize("page", DECIDING, ids=lambda page: page[0])
def test_a_post_that_only_reads_decides_nothing(client: Client, register: People, page: Address) -> None:
    assert opened(client, put_in_post(MISSION, "joc_duty_officer", register.clock), page) == 403


@pytest.mark.parametrize("page", READING, ids=lambda page: page[0])
def test_a_post_that_only_reads_is_offered_no_decision(client: Client, register: People, page: Address) -> None:
    reader = put_in_post(MISSION, "joc_duty_officer", register.clock)
    text = sign_in(client, reader).get(address(page)).content.decode()
    forms = re.findall(r'<form[^>]*method="post"[^>]*>', text)
    assert not [form for form in forms if "assess/threats" in form or "action" not in form]
    assert "/assess/threats/new/" not in text


def test_a_gap_in_the_ranking_of_all_tells_the_field_office_nothing(client: Client, register: People) -> None:
    text = sign_in(client, register.colleague).get(reverse("threats:ranking", args=["TR-000001"])).content.decode()
    assert "T-000001" not in text


def test_the_matrix_can_be_read_without_colour(client: Client, register: People) -> None:
    text = sign_in(client, register.in_charge).get(reverse("threats:board")).content.decode()
    field = re.search(r'<td class="matrix-cell step-4">(.*?)</td>', text, re.DOTALL)
    assert field
    assert "Very high" in text
    assert re.search(r'class="matrix-step"[^>]*>4<.*Reed Front, Haut-Sambéré', text, re.DOTALL)


def test_the_list_says_what_each_threat_waits_for_and_why_it_does_not_come_first(
    client: Client, register: People
) -> None:
    actor, clock = register.in_charge.actor, register.clock
    raised(register, longitude=22.5)
    mark = ranking_basis(actor, now=clock.now()).mark
    rank_threats(actor=actor, clock=clock, mark=mark, prioritised=[], reason_for_the_rest="Watched from the base.")
    text = sign_in(client, register.in_charge).get(reverse("threats:board")).content.decode()
    for words in ("Watched from the base.", "no gender view, no child view", "not assessed", "Without a place"):
        assert words in text


def test_equal_and_nearly_equal_places_are_said(client: Client, register: People) -> None:
    actor, clock = register.in_charge.actor, register.clock
    for longitude, scores in ((22.5, {"severity": 5}), (23.5, {"severity": 4})):
        other = raised(register, longitude=longitude)
        assess_threat(actor=actor, clock=clock, threat=other.reference, version=1, sheet=sheet(**scores))
    text = sign_in(client, register.in_charge).get(reverse("threats:board")).content.decode()
    assert "tied, near tie" in text


def test_a_threat_that_went_quiet_gets_advice_on_its_state(client: Client, people: People) -> None:
    raised(people)
    text = sign_in(client, people.in_charge).get(reverse("threats:threat", args=["T-000001"])).content.decode()
    assert "What the figures alone would suggest" in text
    assert "nobody named yet" in text


def test_a_full_field_of_the_matrix_ends_in_a_link_to_all(client: Client, people: People) -> None:
    actor, clock = people.in_charge.actor, people.clock
    for act in ("killing", "pillage", "abduction", "explosive_ordnance", "other", "indiscriminate_attack"):
        other = raised(people, act=act)
        assess_threat(actor=actor, clock=clock, threat=other.reference, version=1, sheet=sheet())
    text = sign_in(client, people.in_charge).get(reverse("threats:board")).content.decode()
    assert "and 1 more" in text
    assert "?likelihood=3&amp;impact=3#list" in text


def test_the_story_holds_reasons_evidence_ranks_and_entries(client: Client, register: People) -> None:
    text = sign_in(client, register.in_charge).get(reverse("threats:threat", args=["T-000001"])).content.decode()
    for words in (
        "As reported.",
        "3 incidents behind it",
        "TR-000001",
        "TP-000001",
        "Comes first",
        "missing",
        "Raids.",
    ):
        assert words in text
    assert "I-000001" in text
    assert "The threat T-000001 was assessed" in text


def test_proposals_say_that_they_are_advice(client: Client, register: People) -> None:
    text = sign_in(client, register.in_charge).get(reverse("threats:proposals")).content.decode()
    assert 'class="advice"' in text
    assert "3 incidents from 4 May 2031" in text


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?q=reed", True),
        ("?q=nobody", False),
        ("?area=OV01", True),
        ("?area=OV02", False),
        ("?kind=killing_and_injury", True),
        ("?nature=potential", False),
        ("?risk=4", True),
        ("?risk=5", False),
        ("?likelihood=3&impact=5", True),
        ("?impact=1", False),
        ("?first=1", True),
        ("?unassessed=1", False),
        ("?sort=-civilians", True),
    ],
)
def test_filters_live_in_the_address(client: Client, register: People, query: str, is_there: bool) -> None:
    sign_in(client, register.in_charge)
    text = client.get(f"{reverse('threats:board')}{query}").content.decode()
    assert ("T-000001" in text.partition('id="list"')[2]) is is_there
    assert ("T-000001" in client.get(f"{reverse('threats:map_data')}{query}").json()["list_html"]) is is_there


def test_the_map_shades_areas_by_their_highest_risk(client: Client, register: People) -> None:
    found = sign_in(client, register.in_charge).get(reverse("threats:map_data")).json()
    assert found["areas"]["OV0101"]["step"] == 4
    (feature,) = found["features"]
    assert (feature["properties"]["kind"], feature["properties"]["rows"]) == ("area", ["T-000001"])


def test_an_empty_register_teaches_its_first_step(client: Client, people: People) -> None:
    sign_in(client, people.in_charge)
    assert "Go to the proposals" in client.get(reverse("threats:board")).content.decode()
    assert "No proposal waits" in client.get(reverse("threats:proposals")).content.decode()
    assert "There is nothing to rank here" in client.get(reverse("threats:rank")).content.decode()


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?q=reed", True),
        ("?q=TP-000002", True),
        ("?q=TP-000009", False),
        ("?area=OV01", True),
        ("?area=OV02", False),
        ("?kind=other", False),
        ("?actor_kind=non_state_armed_group&nature=ongoing", True),
    ],
)
def test_proposals_are_narrowed_by_the_address(client: Client, register: People, query: str, is_there: bool) -> None:
    text = sign_in(client, register.in_charge).get(f"{reverse('threats:proposals')}{query}").content.decode()
    assert ('value="TP-000002:1"' in text) is is_there
    assert ("No proposal fits these filters" in text) is not is_there


def test_a_long_list_has_pages() -> None:
    rows = cast("list[ThreatView]", list(range(7)))
    first = page_of(rows, TableState(sort="rank", size=3))
    second = page_of(rows, TableState(sort="rank", size=3, after=read_cursor(first.next_cursor)))
    third = page_of(rows, TableState(sort="rank", size=3, after=read_cursor(second.next_cursor)))
    back = page_of(rows, TableState(sort="rank", size=3, before=read_cursor(third.previous_cursor)))
    shown: list[list[object]] = [[*page.rows] for page in (first, second, third, back)]
    assert shown == [[0, 1, 2], [3, 4, 5], [6], [3, 4, 5]]
    assert (first.previous_cursor, third.next_cursor, first.count.value) == ("", "", 7)
    broken = page_of(rows, TableState(sort="rank", size=3, after=Cursor("x", 1)))
    assert [*broken.rows] == [*first.rows]
