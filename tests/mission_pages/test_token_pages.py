"""The pages of tokens: the list says what each may do, a secret is shown once, an end is an end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.programs import token_of
from tests.page_access import PageAccess, said, stripped_of
from tests.people import People, sign_in
from tutela.access.models import Token
from tutela.access.permissions import Permission
from tutela.access.queries import acting_by_token
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.ledger.command import maintenance

LIST = "/mission/tokens/"
NEW = "/mission/tokens/new/?post=head-of-field-office"
FORM: dict[str, Any] = {
    "name": "Telephone 3",
    "scope": [str(Permission.ALERT_RECEIVE)],
    "days": "30",
    "person": "",
}


class TestTokens(PageAccess):
    permission = Permission.TOKEN_ISSUE
    content = "Telephone of a test"

    def address(self, people: People) -> str:
        if not Token.objects.exists():
            token_of(people.colleague)
        return reverse("mission:tokens")

    def grow(self, people: People) -> None:
        for known in (people.colleague, people.in_charge, people.colleague):
            token_of(known)


class TestNewToken(PageAccess):
    permission = Permission.TOKEN_ISSUE
    content = "Head of Field Office"
    of_the_mission = "Tesqué"

    def address(self, people: People) -> str:
        return reverse("mission:new_token")


class TestEndToken(PageAccess):
    permission = Permission.TOKEN_ISSUE
    content = "Telephone of a test"
    elsewhere = 404

    def address(self, people: People) -> str:
        found = Token.objects.first() or token_of(people.colleague)[0]
        return reverse("mission:end_token", args=[found.reference])


@pytest.fixture
def signed_in(people: People, client: Client) -> Client:
    return sign_in(client, people.in_charge)


def secret_on(page: str) -> str:
    found = re.search(r'value="(tut_[^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_secret_is_shown_in_the_answer_and_on_no_other_page(signed_in: Client, people: People) -> None:
    shown = signed_in.post(NEW, FORM)
    secret = secret_on(shown.text)
    actor = acting_by_token(secret, at=SYSTEM_CLOCK.now())
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert actor is not None
    assert actor.permissions == {Permission.ALERT_RECEIVE}
    for page in (LIST, NEW, "/mission/tokens/TOK-000001/revoke/", "/account/ledger/"):
        assert secret not in signed_in.get(page).text


def test_the_form_offers_what_both_posts_carry_and_the_usual_is_ticked(signed_in: Client, people: People) -> None:
    page = signed_in.get(NEW).text
    assert re.search(rf'value="{Permission.ALERT_RECEIVE}"[^>]*checked', page)
    assert str(Permission.TOKEN_ISSUE) not in page
    assert ">Holder of head-of-field-office</option>" in page
    assert ">Holder of poc-adviser</option>" not in page


def test_what_is_wrong_comes_back_into_the_form(signed_in: Client) -> None:
    response = signed_in.post(NEW, {**FORM, "days": "400"})
    assert response.status_code == 422
    assert "Telephone 3" in response.text
    assert not Token.objects.exists()


def test_a_post_that_is_not_there_is_not_found(signed_in: Client) -> None:
    assert signed_in.get("/mission/tokens/new/?post=nobody").status_code == 404


def test_posts_that_see_more_are_not_offered(signed_in: Client, people: People) -> None:
    with maintenance("a test"):
        people.colleague.post.compartments = ["detention"]
        people.colleague.post.save()
    assert "Head of Field Office" not in said(signed_in.get("/mission/tokens/new/"))
    assert signed_in.post(NEW, FORM).status_code == 403
    assert not Token.objects.exists()


def test_a_token_is_revoked_from_the_list(signed_in: Client, people: People) -> None:
    token, _secret = token_of(people.colleague)
    assert "Revoke" in said(signed_in.get(LIST))
    ended = signed_in.post(f"/mission/tokens/{token.reference}/revoke/", {"reason": "Lost."})
    assert (ended.status_code, ended["Location"]) == (302, LIST)
    page = said(signed_in.get(LIST))
    assert "0 tokens are in force." in page
    assert "Revoked" in page


def test_the_list_says_what_a_token_may_do_now(signed_in: Client, people: People) -> None:
    token_of(people.colleague, [Permission.INCIDENT_READ])
    assert "Read incidents." in said(signed_in.get(LIST))
    stripped_of(people.colleague, Permission.INCIDENT_READ)
    assert "Nothing any more: the post lost it." in said(signed_in.get(LIST))


def test_the_list_says_when_nobody_answers_for_a_token(signed_in: Client, people: People) -> None:
    token, _secret = token_of(people.colleague)
    with maintenance("a test"):
        Token.objects.filter(pk=token.pk).update(person=people.in_charge.person)
    assert "Nobody answers for it any more" in said(signed_in.get(LIST))
