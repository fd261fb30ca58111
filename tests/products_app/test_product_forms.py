"""The forms of an assessment: who gets in, what they offer, what they refuse, and what they keep of what was typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.page_access import PageAccess, said
from tests.people import People, put_in_post, sign_in
from tests.products_app.scene import record, recorded_quarter, told
from tutela.access.permissions import Permission
from tutela.account.products.commands import issue_assessment, prepare_assessment, revise_assessment
from tutela.account.products.forms import words_initial
from tutela.account.products.models import Product
from tutela.account.products.queries import Wording, content_of, products
from tutela.account.products.rules.content import AuthorText
from tutela.kernel.periods import Quarter

if TYPE_CHECKING:
    from django.test import Client


def draft(people: People) -> Product:
    recorded_quarter(people)
    return prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=Quarter(2031, 1))


class TestPrepare(PageAccess):
    permission = Permission.PRODUCT_PREPARE
    content = "Which quarter?"
    of_the_mission = "Loumé"

    def address(self, people: People) -> str:
        return reverse("products:prepare")


class TestWords(PageAccess):
    permission = Permission.PRODUCT_PREPARE
    content = "What must leadership know?"
    elsewhere = 404

    def address(self, people: People) -> str:
        return reverse("products:words", args=[draft(people).reference])


class TestIssue(PageAccess):
    permission = Permission.PRODUCT_ISSUE
    content = "To whom does it go?"
    elsewhere = 404

    def address(self, people: People) -> str:
        return reverse("products:issue", args=[draft(people).reference])


@pytest.mark.parametrize("page", ["products:product", "products:words", "products:issue"])
def test_a_draft_is_not_there_for_who_only_reads(people: People, client: Client, page: str) -> None:
    address = reverse(page, args=[draft(people).reference])
    assert sign_in(client, people.colleague).get(address).status_code in {403, 404}


def test_a_draft_is_made_by_the_form(people: People, client: Client) -> None:
    record(people, told("old", date(2019, 11, 1)))
    typed = {"quarter": "2020Q1", "classification": "confidential"}
    response = sign_in(client, people.in_charge).post(reverse("products:prepare"), typed)
    made = products(people.in_charge.actor).get()
    assert response["Location"] == reverse("products:product", args=[made.reference])
    assert (made.quarter, made.status) == ("2020Q1", "draft")


def test_the_form_offers_no_classification_above_the_post(people: People, client: Client) -> None:
    analyst = put_in_post("orvane", "jmac_analyst", people.clock)
    analyst.post.clearance = 1
    from tutela.ledger.command import maintenance

    with maintenance("a test"):
        analyst.post.save()
    page = said(sign_in(client, analyst).get(reverse("products:prepare")))
    assert "Confidential" in page
    assert "Strictly confidential" not in page


def test_the_form_offers_the_quarters_since_the_data_begin(people: People, client: Client) -> None:
    record(people, told("old", date(2019, 11, 1)))
    page = said(sign_in(client, people.in_charge).get(reverse("products:prepare")))
    assert "2019 · 4" in page
    assert "2019 · 3" not in page


def test_a_stale_form_is_refused_and_what_was_typed_stays(people: People, client: Client) -> None:
    product = draft(people)
    revise_assessment(
        actor=people.in_charge.actor,
        clock=people.clock,
        key=product.pk,
        expected_version=1,
        wording=Wording(context=(AuthorText("Quicker."),)),
    )
    typed = {"language": "en", "key_points": "Slower words.", "version": 1}
    response = sign_in(client, people.in_charge).post(reverse("products:words", args=[product.reference]), typed)
    assert response.status_code == 422
    assert "Somebody has changed the draft since you read it." in said(response)
    assert "Slower words." in response.content.decode()


def test_an_issued_assessment_offers_nothing_to_change(people: People, client: Client) -> None:
    product = draft(people)
    address = reverse("products:product", args=[product.reference])
    before = sign_in(client, people.in_charge).get(address).content.decode()
    issue_assessment(
        actor=people.in_charge.actor, clock=people.clock, key=product.pk, expected_version=1, recipients=("leadership",)
    )
    after = client.get(address).content.decode()
    words, issue = (reverse(f"products:{name}", args=[product.reference]) for name in ("words", "issue"))
    assert words in before
    assert issue in before
    assert words not in after
    assert issue not in after


def test_words_that_were_typed_come_back_into_the_form(people: People) -> None:
    product = draft(people)
    wording = Wording(key_points=(AuthorText("Un.", "Conseil", "fr"), AuthorText("Deux.", "Conseil", "fr")))
    revise_assessment(
        actor=people.in_charge.actor, clock=people.clock, key=product.pk, expected_version=1, wording=wording
    )
    product.refresh_from_db()
    content = content_of(people.in_charge.actor, product)
    assert content is not None
    shown = words_initial(content, product.version)
    assert (shown["key_points"], shown["language"], shown["version"]) == ("Un.\nDeux.", "fr", 2)
