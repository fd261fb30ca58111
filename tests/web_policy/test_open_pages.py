"""Who may open the policy browser, in both languages, and what it tells nobody of another mission."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.page_access import said, stripped_of
from tests.people import MISSION, People, put_in_post, sign_in
from tutela.access.permissions import Permission

PAGES = {
    "policy": ((), "What the policy demands", "Ce que la politique exige"),
    "section": (("c4_implementation",), "Paragraph 77", "Paragraphe 77"),
    "paragraph": (("77",), "What would show it", "Ce qui le montrerait"),
    "demands": ((), "918", "918"),
    "demand": (("P87.1",), "What decided it", "Ce qui en a décidé"),
    "errata": ((), "Unclear points of the text", "Points obscurs du texte"),
    "roles": ((), "Roles and what falls to each", "Les rôles et ce qui incombe à chacun"),
    "role": (("poc_adviser",), "Duties it owes", "Obligations qui lui incombent"),
    "words": ((), "Words of the policy", "Les mots de la politique"),
}


def opened(client: Client, name: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    response = client.get(reverse(f"policy:{name}", args=PAGES[name][0]))
    assert response.status_code == 200
    return said(response)


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(people: People, client: Client, name: str) -> None:
    response = client.get(reverse(f"policy:{name}", args=PAGES[name][0]))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("name", PAGES)
def test_anybody_in_a_post_reads_it_in_both_languages(people: People, client: Client, name: str) -> None:
    sign_in(client, people.colleague)
    _arguments, english, french = PAGES[name]
    assert english in opened(client, name)
    assert french in opened(client, name, "fr")


@pytest.mark.parametrize("name", PAGES)
def test_a_post_without_any_right_reads_the_policy_too(people: People, client: Client, name: str) -> None:
    sign_in(client, stripped_of(people.in_charge, None))
    assert PAGES[name][1] in opened(client, name)


@pytest.mark.parametrize("name", ["paragraph", "demand", "section", "role"])
def test_what_the_policy_does_not_have_is_told_kindly(people: People, client: Client, name: str) -> None:
    response = sign_in(client, people.in_charge).get(reverse(f"policy:{name}", args=["nothing"]))
    assert response.status_code == 404
    assert "The policy" in said(response)


def test_a_refusal_that_cites_a_demand_leads_to_it(people: People, client: Client) -> None:
    response = sign_in(client, people.in_charge).get(reverse("policy:paragraph", args=["P77.6"]))
    assert response["Location"] == reverse("policy:demand", args=["P77.6"])
    response = client.get(reverse("policy:paragraph", args=["P77"]))
    assert response["Location"] == reverse("policy:paragraph", args=["77"])


def test_how_a_duty_stands_is_for_those_who_may_read_it(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    assert "Owed by" in opened(client, "paragraph")
    assert "duty-standing" in client.get(reverse("policy:paragraph", args=["77"])).content.decode()
    sign_in(client, stripped_of(people.in_charge, Permission.DUTY_READ))
    assert "not where the mission stands" in opened(client, "paragraph")
    assert "duty-standing" not in client.get(reverse("policy:paragraph", args=["77"])).content.decode()


def test_posts_are_told_to_those_who_may_read_the_mission(people: People, client: Client) -> None:
    put_in_post(MISSION, "legal_adviser", people.clock, slug="the-only-lawyer")
    address = reverse("mission:post", args=["the-only-lawyer"])
    listed = reverse("policy:roles")
    assert address in sign_in(client, people.in_charge).get(listed).content.decode()
    assert address not in sign_in(client, people.outsider).get(listed).content.decode()
    assert (
        address
        not in sign_in(client, stripped_of(people.in_charge, Permission.MISSION_READ)).get(listed).content.decode()
    )


def test_links_lead_only_where_the_reader_may_go(people: People, client: Client) -> None:
    address = reverse("policy:demand", args=["P46.5"])
    assert reverse("threats:proposals") in main_of(sign_in(client, people.in_charge).get(address))
    assert reverse("threats:proposals") not in main_of(
        sign_in(client, stripped_of(people.in_charge, Permission.THREAT_READ)).get(address)
    )


def main_of(response: Any) -> str:
    return str(response.content.decode()).partition("<main")[2]


@pytest.mark.parametrize("name", ["paragraph", "roles", "policy"])
def test_it_asks_the_store_as_often_however_many_posts_there_are(people: People, client: Client, name: str) -> None:
    from django.db import connection

    sign_in(client, people.in_charge)
    opened(client, name)
    with CaptureQueriesContext(connection) as before:
        opened(client, name)
    for number in range(3):
        put_in_post(MISSION, "gender", people.clock, slug=f"gender-{number}")
    opened(client, name)
    with CaptureQueriesContext(connection) as after:
        opened(client, name)
    assert len(after) == len(before)
