"""What the left side offers to whom, and the wing that is not built yet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said, stripped_of
from tests.people import People, sign_in
from tutela.config.navigation import NAVIGATION, WINGS

PAGES = {item.key for wing in WINGS for item in wing.items}


def offered(people: People, permission: str | None = "") -> set[str]:
    known = people.in_charge if permission == "" else stripped_of(people.in_charge, permission)
    return {item.key for wing in NAVIGATION.seen_by(known.actor, "/") for item in wing.items}


def test_everything_that_a_post_permits_is_offered_and_there(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    # Requests for identities are decided by a custodian alone, who is nobody of these people.
    everything = {item.key for wing in NAVIGATION.wings for item in wing.items}
    assert offered(people) == everything - {"source-requests"}
    for name in ("act", "policy:policy", "timeline:ledger", "mission:overview"):
        assert client.get(reverse(name)).status_code == 200


def test_what_a_post_does_not_permit_is_not_offered(people: People) -> None:
    assert offered(people, None) == {"home", "act", "policy", "policy-roles", "policy-errata"} & PAGES


def test_nobody_is_offered_anything_before_signing_in() -> None:
    assert NAVIGATION.seen_by(None, "/") == ()


def test_the_wing_that_is_not_built_says_so(people: People, client: Client) -> None:
    page = said(sign_in(client, people.colleague).get(reverse("act")))
    assert "Not built yet" in page
    assert "nothing is recorded here" in page


@pytest.mark.parametrize("name", ["act", "policy:policy"])
def test_these_pages_are_for_those_who_signed_in(people: People, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
