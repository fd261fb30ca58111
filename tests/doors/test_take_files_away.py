"""A file of an alert is sent to whoever may read the alert, to be saved and never to be shown in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors import samples
from tests.doors.programs import only_alert
from tests.people import sign_in
from tutela.exchange.doors.takings import take_in_with_files
from tutela.know.alerts.rules.report import Report

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

REPORT = Report(channel="visit", submission_key="v-1", text="Seen at the ford.", what=("killing",), area_code="OV0101")


@pytest.fixture
def address(in_time: People) -> str:
    contents = [samples.photo(), b"<b>A note.</b>"]
    take_in_with_files(actor=in_time.in_charge.actor, clock=in_time.clock, report=REPORT, contents=contents)
    return f"/doors/files/{only_alert().reference}"


def test_a_file_is_sent_to_be_saved(in_time: People, client: Client, address: str) -> None:
    response = sign_in(client, in_time.in_charge).get(f"{address}/1/")
    assert response.content.startswith(b"\xff\xd8\xff")
    assert samples.SECRET not in response.content
    assert response["Content-Disposition"] == f'attachment; filename="{only_alert().reference}-1.jpg"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")


def test_markup_in_a_note_is_not_shown_in_place(in_time: People, client: Client, address: str) -> None:
    response = sign_in(client, in_time.in_charge).get(f"{address}/2/")
    assert (response["Content-Type"], response.content) == ("text/plain", b"<b>A note.</b>")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("number", ["0", "3", "999999"])
def test_a_file_that_is_not_there_is_told(in_time: People, client: Client, address: str, number: str) -> None:
    assert sign_in(client, in_time.in_charge).get(f"{address}/{number}/").status_code == 404


def test_somebody_of_another_mission_gets_nothing(in_time: People, client: Client, address: str) -> None:
    assert sign_in(client, in_time.outsider).get(f"{address}/1/").status_code == 404


def test_a_file_of_a_closed_room_is_sent_to_those_in_it_alone(in_time: People, client: Client) -> None:
    told = replace(REPORT, submission_key="v-2", what=("child_recruitment",))
    taken = take_in_with_files(
        actor=in_time.in_charge.actor, clock=in_time.clock, report=told, contents=[samples.photo()]
    )
    address = f"/doors/files/{taken.receipt.reference}/1/"
    assert sign_in(client, in_time.in_charge).get(address).status_code == 200
    assert sign_in(client, in_time.colleague).get(address).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_told(
    in_time: People, client: Client, address: str, settings: Any
) -> None:
    for path in samples.stored_paths(settings.MEDIA_ROOT):
        path.unlink()
    assert sign_in(client, in_time.in_charge).get(f"{address}/1/").status_code == 404


def test_the_page_of_the_alert_leads_to_its_files(in_time: People, client: Client, address: str) -> None:
    response = sign_in(client, in_time.in_charge).get(f"/know/alerts/{only_alert().reference}/")
    assert f"{address}/1/" in response.content.decode()
