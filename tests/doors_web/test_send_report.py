"""A sealed report is taken in once, whatever the line does; what is not taken stays on the telephone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.doors_web.telephone import FACTS, KEY, hand_in, mission_key, parcel, sealed, send
from tests.people import ELSEWHERE, MISSION, put_in_post, sign_in
from tutela.know.alerts.models import Alert, Attachment
from tutela.know.sources.models import Source
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People
    from tutela.kernel.clock import SetClock

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "alerts" / MISSION


@pytest.fixture
def assistant(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)
    return sign_in(client, put_in_post(MISSION, "liaison_assistant", people.clock))


def test_it_is_taken_in_with_its_receipt(assistant: Client) -> None:
    receipt = send(assistant, MISSION).json()
    row = Alert.objects.get()
    assert (row.reference, row.channel, row.text) == (receipt["references"][0], "capture", FACTS["text"])
    assert row.area is not None
    assert row.area.code == "OV0102"
    assert (receipt["is_repeat"], len(receipt["digest"])) == (False, 64)
    assert row.source_id == Source.objects.get().pk


def test_of_a_harmed_child_the_words_go_to_the_adviser_and_the_desk_gets_act_and_place(assistant: Client) -> None:
    send(assistant, MISSION, {**FACTS, "what": ["killing"], "concerns": ["child"]})
    opened, closed = Alert.objects.order_by("pk")
    assert (opened.compartment, opened.headline, opened.place_name, opened.text) == ("", "killing", "Loï", "")
    assert (closed.compartment, closed.text) == ("child_protection", FACTS["text"])


def test_a_report_sealed_before_the_question_changed_goes_where_it_was_meant_to(assistant: Client) -> None:
    send(assistant, MISSION, {**FACTS, "what": ["killing"], "concerns": ["child_recruitment"]})
    opened, closed = Alert.objects.order_by("pk")
    assert (opened.compartment, opened.headline, opened.text) == ("", "killing", "")
    assert (closed.compartment, closed.headline, closed.flags) == ("child_protection", "child_recruitment", [])


def test_sent_five_times_it_is_one_alert_with_one_receipt(assistant: Client) -> None:
    receipts = [send(assistant, MISSION).json() for _time in range(5)]
    assert Alert.objects.count() == 1
    assert Entry.objects.filter(event="know.alerts.alert_received").count() == 1
    assert {receipt["digest"] for receipt in receipts} == {receipts[0]["digest"]}
    assert [receipt["is_repeat"] for receipt in receipts] == [False, True, True, True, True]


def test_three_days_without_a_connection_it_was_known_three_days_ago(assistant: Client, clock: SetClock) -> None:
    clock.advance(timedelta(days=3))
    send(assistant, MISSION, device_at="2031-05-17T09:30:00Z")
    row = Alert.objects.get()
    assert row.received_at - row.known_at == timedelta(days=3, minutes=10)
    assert row.flags == ["late"]


def test_a_clock_a_day_off_changes_nothing_but_the_flag(assistant: Client) -> None:
    send(assistant, MISSION, {**FACTS, "told_at": "2031-05-15T09:20:00Z"}, device_at="2031-05-15T09:30:00Z")
    row = Alert.objects.get()
    assert row.received_at - row.known_at == timedelta(minutes=10)
    assert row.flags == ["clock_off"]


def test_its_files_follow_once(assistant: Client, files: Path) -> None:
    send(assistant, MISSION)
    body = parcel(sealed(mission_key(MISSION), PIXEL, part="file 1"))
    assert [hand_in(assistant, body).json() for _time in range(3)] == [{"is_kept": True, "why": ""}] * 3
    assert Attachment.objects.count() == 1
    assert len(list(files.iterdir())) == 1


def test_a_file_that_is_not_taken_is_told_and_the_words_stay(assistant: Client) -> None:
    send(assistant, MISSION)
    told = hand_in(assistant, parcel(sealed(mission_key(MISSION), b"MZ a program", part="file 1"))).json()
    assert told["is_kept"] is False
    assert told["why"]
    assert not Attachment.objects.exists()


def test_a_file_without_its_report_is_not_kept(assistant: Client, files: Path) -> None:
    response = hand_in(assistant, parcel(sealed(mission_key(MISSION), PIXEL, part="file 1")))
    assert response.status_code == 404
    assert not any(files.glob("*"))


def test_what_was_sealed_for_another_mission_stays_where_it_is(assistant: Client) -> None:
    response = send(assistant, ELSEWHERE)
    assert (response.status_code, response.json()["code"]) == (422, "capture_not_opened")
    assert not Alert.objects.exists()


def test_without_the_key_it_says_to_wait(assistant: Client) -> None:
    envelope = sealed(mission_key(MISSION), b"{}")
    response = hand_in(assistant, parcel(envelope, kid="2020-01-01-gone"))
    assert (response.status_code, response.json()["code"]) == (409, "capture_key_gone")


def test_a_post_that_may_not_keep_sources_does_not_lose_one(people: People, client: Client) -> None:
    sign_in(client, put_in_post(MISSION, "police", people.clock))
    response = send(client, MISSION)
    assert (response.status_code, response.json()["code"]) == (403, "capture_source_not_kept")
    assert not Alert.objects.exists()
    assert send(client, MISSION, {**FACTS, "caller": None}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2}, {"key": "../../etc"}, {"key": 7}, {"kid": None}, {"point": "AAAA"}, {"nonce": "%"},
        {"part": "file 10"}, {"part": ""}, {"device_at": "x" * 100},
    ],
)  # fmt: skip
def test_what_is_no_parcel_is_refused_in_words(assistant: Client, change: dict[str, Any]) -> None:
    response = hand_in(assistant, parcel(sealed(mission_key(MISSION), b"{}"), **change))
    assert (response.status_code, response.json()["code"]) == (400, "capture_not_understood")


@pytest.mark.parametrize("body", [b"", b"\n", b"{}", b"[1]\nxx", b"x" * 5000, b"\xff\n\xff"])
def test_bytes_of_any_kind_are_refused_in_words(assistant: Client, body: bytes) -> None:
    assert hand_in(assistant, body).json()["code"] == "capture_not_understood"


def test_what_is_too_large_is_not_read(assistant: Client) -> None:
    response = assistant.post(
        "/capture/send/", b"{", content_type="application/octet-stream", headers={"Content-Length": str(10**9)}
    )
    assert response.status_code == 413


def test_no_answer_tells_who_told_it_nor_is_kept(assistant: Client) -> None:
    response = send(assistant, MISSION)
    assert b"Ondravelle" not in response.content
    assert response["Cache-Control"] == "no-store"
    assert not [entry for entry in Entry.objects.all() if "Ondravelle" in entry.payload]


def test_somebody_of_another_mission_sends_into_their_own(people: People, client: Client) -> None:
    sign_in(client, people.outsider)
    assert send(client, ELSEWHERE, key=KEY).status_code == 200
    assert [row.mission_id for row in Alert.objects.all()] == [ELSEWHERE]
