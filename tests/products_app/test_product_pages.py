"""The product pages: who gets in, what a form keeps, what a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from tests.page_access import PageAccess
from tests.people import People, sign_in
from tests.products_app.scene import recorded_quarter
from tutela.access.permissions import Permission
from tutela.account.products.commands import prepare_assessment
from tutela.account.products.models import Product
from tutela.account.products.queries import content_of
from tutela.kernel.periods import Quarter

if TYPE_CHECKING:
    from django.test import Client


def draft(people: People) -> Product:
    recorded_quarter(people)
    return prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=Quarter(2031, 1))


class TestList(PageAccess):
    permission = Permission.PRODUCT_READ
    content = "P-000001"

    def address(self, people: People) -> str:
        draft(people)
        return reverse("products:list")


class TestProduct(PageAccess):
    permission = Permission.PRODUCT_READ
    content = "Quarterly threat assessment"
    of_the_mission = "Mission in Orvane"
    elsewhere = 404

    def address(self, people: People) -> str:
        return reverse("products:product", args=[draft(people).reference])


def test_a_draft_is_worded_and_issued_through_the_pages(people: People, client: Client) -> None:
    product = draft(people)
    sign_in(client, people.in_charge)
    typed = {"language": "en", "key_points": "Watch the road.", "events": "2031-02-09 The bridge fell.", "version": 1}
    assert client.post(reverse("products:words", args=[product.reference]), typed).status_code == 302
    issue = {"recipients": ["leadership", "headquarters"], "version": 2}
    assert client.post(reverse("products:issue", args=[product.reference]), issue).status_code == 302
    product.refresh_from_db()
    content = content_of(people.in_charge.actor, product)
    assert content is not None
    assert (product.status, content.key_points[0].text, content.events[0].text) == (
        "issued",
        "Watch the road.",
        "The bridge fell.",
    )


def test_an_event_without_a_day_is_refused_and_nothing_typed_is_lost(people: People, client: Client) -> None:
    product = draft(people)
    sign_in(client, people.in_charge)
    typed = {"language": "en", "events": "The bridge fell.", "context": "Kept words.", "version": 1}
    response = client.post(reverse("products:words", args=[product.reference]), typed)
    assert response.status_code == 422
    assert "Kept words." in response.content.decode()


def test_a_download_is_the_file_it_says(people: People, client: Client) -> None:
    product = draft(people)
    sign_in(client, people.in_charge)
    pdf = client.get(reverse("products:download", args=[product.reference, "en", "pdf"]))
    docx = client.get(reverse("products:download", args=[product.reference, "fr", "docx"]))
    assert pdf.content.startswith(b"%PDF-")
    assert docx.content.startswith(b"PK")
    assert client.get(reverse("products:download", args=[product.reference, "de", "pdf"])).status_code == 404
