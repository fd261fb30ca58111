"""Who may open the list of decisions and a decision, what stands there, and how the list is narrowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.decisions.scene import RELOCATE, SHELTER, decide, head_of_mission, told
from tests.page_access import PageAccess, said, stripped_of, text_of
from tests.people import People, sign_in
from tests.threats.sample import raised
from tutela.access.permissions import Permission
from tutela.act.decisions.commands import supply_owed
from tutela.kernel.clock import SYSTEM_CLOCK

PAGE = "/act/decisions/DE-000001/"


class TestList(PageAccess):
    permission = Permission.DECISION_READ
    content = "The gate was under fire."

    def address(self, people: People) -> str:
        if not told("decision_recorded"):
            decide(people, reason="The gate was under fire.")
        return reverse("decisions:list")

    def grow(self, people: People) -> None:
        for _number in range(3):
            decide(people)
        decide(people, gate=RELOCATE)


class TestDecision(PageAccess):
    permission = Permission.DECISION_READ
    content = "The gate was under fire."
    elsewhere = 404

    def address(self, people: People) -> str:
        if not told("decision_recorded"):
            decide(people, reason="The gate was under fire.")
        return PAGE

    def grow(self, people: People) -> None:
        TestList().grow(people)


def listed(client: Client, query: str) -> set[str]:
    page = text_of(client.get(f"/act/decisions/?{query}"))
    return {f"DE-{number:06d}" for number in range(1, 9) if f"DE-{number:06d}" in page}


def three(people: People) -> None:
    """Record one decision in haste, one with time, and one in haste after which nothing is owed."""
    decide(people)
    head = head_of_mission(people)
    first = ("usg_consulted", "shortest_stay", "risks_treated")
    decide(people, by=head.actor, held=first, is_imminent=False, reason="The camp was shelled.")
    decide(people, gate="set_priority_areas", held=("protection_first",))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {1, 2, 3}),
        (f"gate={SHELTER}", {1, 2}),
        ("gate=set_priority_areas", {3}),
        ("gate=no_such_gate", {1, 2, 3}),
        ("imminent=yes", {1, 3}),
        ("imminent=no", {2}),
        ("owed=yes", {1}),
        ("owed=no", {2, 3}),
        (f"owed=no&gate={SHELTER}", {2}),
    ],
)
def test_the_address_narrows_the_list(people: People, client: Client, query: str, wanted: set[int]) -> None:
    three(people)
    sign_in(client, people.in_charge)
    assert listed(client, query) == {f"DE-{number:06d}" for number in wanted}


def test_an_empty_list_teaches_the_first_step(people: People, client: Client) -> None:
    page = said(sign_in(client, people.in_charge).get(reverse("decisions:list")))
    assert "No decision is on record yet" in page
    assert "Choose the act" in page


def test_a_field_office_reads_of_its_own_area(people: People, client: Client) -> None:
    decide(people, about=f"T-{raised(people).number:06d}", reason="In the west.")
    decide(people, by=people.colleague.actor, reason="In the east.")
    page = text_of(sign_in(client, people.colleague).get(reverse("decisions:list")))
    assert "In the east." in page
    assert "In the west." not in page
    assert client.get(PAGE).status_code == 404


def test_a_decision_tells_what_was_there_and_what_is_owed_until_when(people: People, client: Client) -> None:
    people.clock.moment = SYSTEM_CLOCK.now() - timedelta(hours=2)
    decide(people, held=("shortest_stay",))
    page = said(sign_in(client, people.in_charge).get(PAGE))
    for words in ("was there", "skipped in haste, still owed", "left out", "9 hours left", "69 hours left"):
        assert words in page, words
    assert "Only the one whose decision it is can confirm it: Head of Mission" in page
    assert "No reason was given; none is demanded in haste." in page


def test_what_is_past_its_time_is_overdue(people: People, client: Client) -> None:
    people.clock.moment = SYSTEM_CLOCK.now() - timedelta(hours=14, minutes=5)
    decide(people)
    assert "2 hours over time" in said(sign_in(client, people.in_charge).get(PAGE))


def test_what_is_owed_is_supplied_there(people: People, client: Client) -> None:
    decide(people)
    sign_in(client, people.in_charge)
    page = said(client.post(PAGE, {"ask": "usg_consulted", "evidence": "Cable 14"}, follow=True))
    assert "Supplied: The Under-Secretary-General was consulted" in page
    assert "Cable 14" in page
    assert told("owed_supplied")[0][1]["ask"] == "usg_consulted"


@pytest.mark.parametrize("evidence", ["", "x" * 1001])
def test_what_shows_nothing_comes_back_beside_its_field(people: People, client: Client, evidence: str) -> None:
    decide(people)
    response = sign_in(client, people.in_charge).post(PAGE, {"ask": "usg_consulted", "evidence": evidence})
    assert response.status_code == 422
    assert 'id="evidence-usg_consulted-error"' in text_of(response)
    assert told("owed_supplied") == []


def test_another_posts_word_is_refused(people: People, client: Client) -> None:
    decide(people)
    response = sign_in(client, people.in_charge).post(PAGE, {"ask": "confirmed_by_decider", "evidence": "Yes"})
    assert response.status_code == 403
    assert told("owed_supplied") == []


def test_the_decider_is_offered_to_confirm(people: People, client: Client) -> None:
    decide(people)
    page = text_of(sign_in(client, head_of_mission(people)).get(PAGE))
    assert 'value="confirmed_by_decider"' in page


def test_who_may_only_read_is_offered_no_form(people: People, client: Client) -> None:
    decide(people)
    reader = stripped_of(people.in_charge, Permission.DECISION_RECORD)
    assert 'name="evidence"' not in text_of(sign_in(client, reader).get(PAGE))
    assert client.post(PAGE, {"ask": "usg_consulted", "evidence": "Cable 14"}).status_code == 403


def test_it_is_told_in_the_readers_language(people: People, client: Client) -> None:
    decide(people, by=head_of_mission(people).actor, held=("shortest_stay",))
    sign_in(client, people.in_charge).cookies["django_language"] = "fr"
    page = said(client.get(PAGE))
    for words in ("Abriter des civils dans l’enceinte de l’ONU", "Chef de mission", "omis dans l’urgence, encore dû"):
        assert words in page
    assert "Abriter des civils" in said(client.get(reverse("decisions:list")))


def test_the_ledger_tells_it_in_words(people: People, client: Client) -> None:
    decide(people, by=people.colleague.actor)
    page = said(sign_in(client, people.in_charge).get("/account/ledger/"))
    assert "The decision DE-000001 was recorded: Shelter civilians inside UN premises." in page
    assert "after the decision DE-000001: The Under-Secretary-General was consulted." in page
    assert "after the decision DE-000001: confirmed by who decides." in page
    assert 'href="/act/decisions/DE-000001/"' in text_of(client.get("/account/ledger/about/DE-000001/"))


def test_all_supplied_is_said(people: People, client: Client) -> None:
    head = head_of_mission(people)
    decide(people, by=head.actor, held=("shortest_stay", "risks_treated"))
    supply_owed(actor=head.actor, clock=people.clock, decision="DE-000001", ask="usg_consulted", evidence="Cable 14")
    page = said(sign_in(client, people.in_charge).get(PAGE))
    assert "All that was owed has been supplied." in page
    assert "supplied in time" in page
