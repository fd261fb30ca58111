"""The check of the chain from its page: the button, the count, a printed head, and a chain that was tampered with."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.ledger.tampering import tamper
from tests.page_access import said, stripped_of
from tests.people import MISSION, People, sign_in
from tests.timeline.sample import reach_set
from tutela.access.permissions import Permission
from tutela.ledger.queries import ledger_head

VERIFY = "timeline:verify"


def check(client: Client, people: People, head: str = "") -> Any:
    return sign_in(client, people.in_charge).post(reverse(VERIFY), {"head": head}, follow=True)


def test_the_button_tells_time_and_count(people: People, client: Client) -> None:
    page = said(check(client, people))
    count = ledger_head(MISSION).sequence
    assert "Unbroken" in page
    assert f"{count} entries walked in 0.0" in page
    assert "just now" in page


def test_it_says_when_the_chain_has_gone_on_since(people: People, client: Client) -> None:
    check(client, people)
    reach_set(people, 12)
    page = said(client.get(reverse("timeline:ledger")))
    assert "The chain has gone on since." in page


def test_a_broken_chain_is_told_with_its_place(people: People, client: Client) -> None:
    reach_set(people, 12)
    tamper(f"UPDATE ledger_entry SET reason = 'Nothing.' WHERE mission = '{MISSION}' AND sequence = 3")  # noqa: S608
    page = said(check(client, people))
    assert "Broken at entry 3" in page
    assert "was changed after it was written" in page


def test_the_chain_passes_through_a_head_that_was_printed(people: People, client: Client) -> None:
    head = ledger_head(MISSION)
    reach_set(people, 12)
    page = said(check(client, people, f" {head.sequence}:{head.hash.upper()} "))
    assert f"passes through the printed head at entry {head.sequence}" in page


def test_a_printed_head_of_another_chain_is_found_out(people: People, client: Client) -> None:
    page = said(check(client, people, f"2:{'ab' * 32}"))
    assert "Broken at entry 2" in page
    assert "does not pass through the given head" in page


def test_what_is_no_head_is_kept_and_told(people: People, client: Client) -> None:
    response = check(client, people, "12 of May")
    assert response.status_code == 422
    assert 'value="12 of May"' in response.content.decode()
    assert "This is not a head." in said(response)


def test_a_result_is_shown_only_in_its_own_mission(people: People, client: Client) -> None:
    check(client, people)
    session = client.session
    session["post"] = people.outsider.post.pk
    session.save()
    client.force_login(people.outsider.person)
    assert "entries walked" not in said(client.get(reverse("timeline:ledger")))


def test_who_may_not_verify_sees_no_button(people: People, client: Client) -> None:
    known = stripped_of(people.in_charge, Permission.LEDGER_VERIFY)
    page = said(sign_in(client, known).get(reverse("timeline:ledger")))
    assert "Check the chain" not in page
    assert client.post(reverse(VERIFY)).status_code == 403
