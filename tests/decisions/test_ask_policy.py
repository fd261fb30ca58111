"""The page that asks the policy: who decides, what comes first, a live answer that saves nothing, then the record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.decisions.scene import FIRST, RELOCATE, SHELTER, count, told
from tests.page_access import PageAccess, said, stripped_of, text_of
from tests.people import People, sign_in
from tests.threats.sample import raised
from tutela.access.permissions import Permission
from tutela.policy.gates import gates

ADDRESS = f"/act/decisions/ask/{SHELTER}/"


class TestActs(PageAccess):
    permission = Permission.DECISION_READ
    content = "Shelter civilians inside UN premises"
    of_the_mission = "Orvane"

    def address(self, people: People) -> str:
        return reverse("decisions:acts")


class TestAsk(PageAccess):
    permission = Permission.DECISION_READ
    content = "The Under-Secretary-General was consulted"
    of_the_mission = "Orvane"

    def address(self, people: People) -> str:
        return ADDRESS


def ticked(*names: str, **more: str) -> dict[str, str]:
    return {**{f"ask-{name}": "on" for name in names}, **more}


def asked(people: People, client: Client, sent: dict[str, str], gate: str = SHELTER, **more: Any) -> Any:
    return sign_in(client, people.in_charge).post(reverse("decisions:ask", args=[gate]), sent, **more)


def test_every_act_is_offered_once(people: People, client: Client) -> None:
    page = text_of(sign_in(client, people.in_charge).get(reverse("decisions:acts")))
    assert [page.count(f'href="/act/decisions/ask/{name}/"') for name in gates()] == [1] * len(gates())


def test_an_act_that_is_none_is_not_found(people: People, client: Client) -> None:
    assert sign_in(client, people.in_charge).get("/act/decisions/ask/open_the_gates/").status_code == 404


def test_haste_is_asked_about_before_anything_else(people: People, client: Client) -> None:
    page = text_of(sign_in(client, people.in_charge).get(ADDRESS))
    places = [page.index(f'name="{name}"') for name in ("is_imminent", "ask-usg_consulted", "reason")]
    assert places == sorted(places)
    assert "Head of Mission" in page
    assert "It cannot be delegated." in page


def test_haste_is_not_asked_about_where_it_lifts_nothing(people: People, client: Client) -> None:
    page = text_of(sign_in(client, people.in_charge).get(reverse("decisions:ask", args=["release_rights_case"])))
    assert 'name="is_imminent"' not in page
    assert "haste lifts nothing here" in page


@pytest.mark.parametrize("gate", list(gates()))
def test_each_act_shows_each_thing_that_it_asks_for(people: People, client: Client, gate: str) -> None:
    page = text_of(sign_in(client, people.in_charge).get(reverse("decisions:ask", args=[gate])))
    assert [name for name in (ask.name for ask in gates()[gate].asks) if f'name="ask-{name}"' not in page] == []


def test_the_answer_changes_with_what_is_ticked_and_saves_nothing(people: People, client: Client) -> None:
    before = count()
    htmx: dict[str, Any] = {"headers": {"HX-Request": "true"}}
    no = said(asked(people, client, ticked(*FIRST[1:]), **htmx))
    haste = said(asked(people, client, ticked(*FIRST[1:], is_imminent="on"), **htmx))
    assert "The policy says: not like this" in no
    assert "Missing The Under-Secretary-General was consulted Recommended" in no
    assert "It may go ahead now" in haste
    assert "Owed afterwards The Under-Secretary-General was consulted Recommended" in haste
    assert "<html" not in haste
    assert count() == before


def test_a_script_that_asks_never_records(people: People, client: Client) -> None:
    before = count()
    asked(people, client, ticked(is_imminent="on", step="record"), headers={"HX-Request": "true"})
    assert count() == before


def test_without_scripts_the_answer_comes_with_the_page_and_saves_nothing(people: People, client: Client) -> None:
    before = count()
    response = asked(people, client, ticked("usg_consulted", step="ask", reason="They are at the gate."))
    assert response.status_code == 200
    assert "The policy says: not like this" in said(response)
    assert "They are at the gate." in text_of(response)
    assert count() == before


def test_a_broken_limit_is_told_at_once(people: People, client: Client) -> None:
    sent = {"ask-is_voluntary": "broken", "is_imminent": "on"}
    page = said(asked(people, client, sent, gate=RELOCATE, headers={"HX-Request": "true"}))
    assert "a limit that nothing lifts, not even haste" in page


def test_it_records_the_decision_and_shows_it(people: People, client: Client) -> None:
    threat = raised(people)
    sent = ticked("shortest_stay", is_imminent="on", step="record", about=f"T-{threat.number:06d}")
    response = asked(people, client, sent, follow=True)
    assert response.redirect_chain == [("/act/decisions/DE-000001/", 302)]
    page = said(response)
    assert "Went ahead in haste" in page
    assert "3 things are still owed" in page
    assert told("decision_recorded")[0][1]["held"] == ["shortest_stay"]


def test_one_press_records_in_haste(people: People, client: Client) -> None:
    response = asked(people, client, {"step": "haste"})
    assert response.status_code == 302
    ((_row, facts),) = told("decision_recorded")
    assert (facts["is_imminent"], facts["outcome"]) == (True, "owed")


def test_before_anything_is_ticked_it_says_what_is_missing_and_no_more(people: People, client: Client) -> None:
    page = said(sign_in(client, people.in_charge).get(ADDRESS))
    assert "With nothing ticked yet" in page
    assert "not like this" not in page


def test_a_limit_that_holds_is_recorded_as_held(people: People, client: Client) -> None:
    sent = ticked("team_consulted", "risks_treated", step="record", reason="They asked to go.")
    asked(people, client, {**sent, "ask-is_voluntary": "holds", "acting_for": "head_of_mission"}, gate=RELOCATE)
    ((_row, facts),) = told("decision_recorded")
    assert (facts["outcome"], "is_voluntary" in facts["held"]) == ("yes", True)


def test_a_no_comes_back_with_all_that_was_typed(people: People, client: Client) -> None:
    before = count()
    response = asked(people, client, ticked(*FIRST, step="record", reason="The camp was shelled."))
    assert response.status_code == 422
    assert "Who decides: Head of Mission." in said(response)
    assert "The camp was shelled." in text_of(response)
    assert count() == before


def test_a_missing_reason_is_asked_for_beside_its_field(people: People, client: Client) -> None:
    response = asked(people, client, ticked(*FIRST, step="record"))
    assert response.status_code == 422
    assert 'id="id_reason_error"' in text_of(response)


def test_who_may_only_ask_records_nothing(people: People, client: Client) -> None:
    reader = stripped_of(people.in_charge, Permission.DECISION_RECORD)
    page = text_of(sign_in(client, reader).get(ADDRESS))
    assert 'value="record"' not in page
    before = count()
    assert client.post(ADDRESS, ticked(is_imminent="on", step="record")).status_code == 403
    assert count() == before


def test_what_is_kept_more_closely_than_the_post_reads_is_recorded_all_the_same(people: People, client: Client) -> None:
    sign_in(client, people.colleague)
    address = reverse("decisions:ask", args=["protect_individual"])
    response = client.post(address, ticked(is_imminent="on", step="record"), follow=True)
    assert response.redirect_chain == [("/act/decisions/", 302)]
    assert "DE-000001 was recorded. It is kept more closely than your post may read." in said(response)
    assert len(told("decision_recorded")) == 1


def test_the_record_it_is_about_comes_with_the_address(people: People, client: Client) -> None:
    page = text_of(sign_in(client, people.in_charge).get(f"{ADDRESS}?about=T-000007"))
    assert 'value="T-000007"' in page
