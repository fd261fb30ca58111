"""The pages about the doors: who may open them, what they say, and that files handed in on them stay within limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.doors import samples
from tests.doors.flood import Flood, costing, form_with, pour
from tests.doors.mails import mail, with_file
from tests.doors.programs import alerts_in, only_alert
from tests.page_access import PageAccess, said, text_of
from tests.people import sign_in
from tutela.access.permissions import Permission
from tutela.exchange.doors.limits import LARGEST_MAIL, MEGABYTE

if TYPE_CHECKING:
    from tests.people import People


class TestWays(PageAccess):
    permission = Permission.ALERT_RECEIVE
    content = "Every way in which an alert reaches this mission"
    of_the_mission = "Mission in Orvane"

    def address(self, people: People) -> str:
        return reverse("doors:ways")


class TestMail(PageAccess):
    permission = Permission.ALERT_RECEIVE
    content = "Which mail?"
    of_the_mission = "Mission in Orvane"

    def address(self, people: People) -> str:
        return reverse("doors:mail")


class TestTable(PageAccess):
    permission = Permission.ALERT_RECEIVE
    content = "Which table?"
    of_the_mission = "Mission in Orvane"

    def address(self, people: People) -> str:
        return reverse("doors:table")


@pytest.fixture
def desk(in_time: People, client: Client) -> Client:
    return sign_in(client, in_time.in_charge)


def test_every_door_is_named_with_its_address(desk: Client) -> None:
    page = said(desk.get(reverse("doors:ways"), secure=True))
    for address in ("/openrosa", "/doors/sms/rapidpro/", "/doors/sms/generic/", "/doors/sms/gateway/"):
        assert f"https://testserver{address}" in page
    assert "reached without TLS" not in page


def test_a_server_without_tls_is_warned_of(desk: Client) -> None:
    assert "reached without TLS" in said(desk.get(reverse("doors:ways")))


def test_the_form_can_be_taken_away_as_a_workbook(desk: Client) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    response = desk.get(reverse("doors:xlsform"))
    assert response["Content-Disposition"] == 'attachment; filename="tutela_alert_orvane.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    heads = [cell.value for cell in book["survey"][1]]
    assert {"type", "name", "label::English (en)", "label::Français (fr)", "constraint_message::Français (fr)"} <= set(
        heads
    )


def test_a_name_that_begins_like_a_formula_stays_a_name(desk: Client, in_time: People) -> None:
    from openpyxl import load_workbook

    from tests.people import area
    from tutela.mission.commands import import_areas

    import_areas(actor=in_time.in_charge.actor, clock=in_time.clock, areas=[area("OV03", "=1+1", 24, 25)])
    book = load_workbook(io.BytesIO(desk.get(reverse("doors:xlsform")).content))
    cells = [cell for row in book["choices"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_form_can_be_taken_away_for_a_telephone(desk: Client) -> None:
    response = desk.get(reverse("doors:xform"))
    assert response["Content-Disposition"].startswith("attachment")
    assert b"<h:html" in response.content


def hand_in(desk: Client, raw: bytes, **more: Any) -> Any:
    return desk.post(reverse("doors:mail"), {"file": SimpleUploadedFile("Teba.eml", raw)}, **more)


def test_a_mail_is_handed_in_and_told(desk: Client) -> None:
    response = hand_in(desk, with_file(mail(), b"MZ" + bytes(50), "application/octet-stream").as_bytes())
    assert f"It is {only_alert().reference}." in said(response)
    assert "a program, which is not taken" in said(response)
    assert "Teba" not in text_of(response)
    assert "It was in already" in said(hand_in(desk, mail().as_bytes()))


def test_a_file_that_is_no_mail_is_refused_on_the_page(desk: Client) -> None:
    response = hand_in(desk, samples.photo())
    assert (response.status_code, "The file is no mail." in said(response)) == (422, True)
    assert hand_in(desk, b"").status_code == 422
    assert alerts_in() == []


def test_a_page_of_somebody_else_hands_nothing_in(in_time: People) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), in_time.in_charge)
    assert hand_in(strict, mail().as_bytes()).status_code == 403
    assert alerts_in() == []


def test_the_pages_own_form_is_let_through(in_time: People) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), in_time.in_charge)
    page = text_of(strict.get(reverse("doors:mail")))
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    file = SimpleUploadedFile("a.eml", mail().as_bytes())
    strict.post(reverse("doors:mail"), {"file": file, "csrfmiddlewaretoken": token})
    assert only_alert().channel == "mail"


@pytest.mark.parametrize("page", ["mail", "table"])
def test_a_gigabyte_is_refused_before_it_is_read(desk: Client, page: str) -> None:
    flood = Flood(form_with(("file", "a.eml", b"From: a@example.org\n\n")))
    with costing() as cost:
        response = pour(desk, reverse(f"doors:{page}"), flood)
    assert response.status_code == 422
    assert "is larger than" in said(response)
    assert (flood.count, cost.files) == (0, frozenset())
    assert cost.memory < 20 * MEGABYTE


def test_a_mail_over_the_limit_is_dropped_while_it_streams_past(desk: Client) -> None:
    flood = Flood(form_with(("file", "a.eml", b"From: a@example.org\n\n")), LARGEST_MAIL + MEGABYTE // 2)
    with costing() as cost:
        response = pour(desk, reverse("doors:mail"), flood)
    assert response.status_code == 422
    assert cost.files == frozenset()
    assert alerts_in() == []


@pytest.mark.parametrize("page", ["ways", "mail", "table"])
def test_the_pages_are_there_in_french(desk: Client, page: str) -> None:
    response = desk.get(reverse(f"doors:{page}"), headers={"accept-language": "fr"})
    assert response.status_code == 200
    assert 'lang="fr"' in text_of(response)
