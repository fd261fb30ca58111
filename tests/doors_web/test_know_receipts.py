"""A telephone asks what the server has: of the reports it remembers, and of what its post sent at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.doors_web.telephone import FACTS, KEY, send
from tests.people import MISSION, put_in_post, sign_in
from tutela.exchange.doors.capture.queries import arrived, captured_by

if TYPE_CHECKING:
    from tests.people import Known, People

OTHER = "1b3f7f1c-5c58-4d86-9a53-6a2f0f1f9a02"


@pytest.fixture
def liaison(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> Known:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)
    known = put_in_post(MISSION, "liaison_assistant", people.clock)
    sign_in(client, known)
    return known


def asked(client: Client, keys: list[Any]) -> Any:
    return client.post("/capture/receipts/", {"keys": keys}, content_type="application/json").json()


def test_it_tells_what_is_in_and_nothing_of_what_is_not(liaison: Known, client: Client) -> None:
    send(client, MISSION)
    told = asked(client, [KEY, OTHER])
    assert list(told["arrived"]) == [KEY]
    assert told["arrived"][KEY]["references"] == ["A-000001"]
    assert told["post"] == [told["arrived"][KEY]]


def test_a_report_in_two_rooms_is_one_with_both_references(liaison: Known, client: Client) -> None:
    send(client, MISSION, {**FACTS, "concerns": ["sexual_violence"]})
    assert asked(client, [KEY])["arrived"][KEY]["references"] == ["A-000001", "A-000002"]
    assert [one["references"] for one in asked(client, [])["post"]] == [["A-000001", "A-000002"]]


def test_it_tells_nothing_of_other_posts_and_older_times(liaison: Known, people: People, client: Client) -> None:
    send(client, MISSION)
    now = people.clock.now()
    assert captured_by(people.in_charge.actor, now - timedelta(days=30)) == []
    assert captured_by(liaison.actor, now + timedelta(days=1)) == []
    assert len(captured_by(liaison.actor, now - timedelta(days=30))) == 1


def test_another_mission_and_a_post_without_the_right_are_told_nothing(
    liaison: Known, people: People, client: Client
) -> None:
    send(client, MISSION)
    assert arrived(people.outsider.actor, [KEY]) == {}
    gender = put_in_post(MISSION, "gender", people.clock)
    assert arrived(gender.actor, [KEY]) == {}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keys": 7}', b'{"keys": [7]}', b"\xff"])
def test_a_question_that_is_none_is_refused(liaison: Known, client: Client, body: bytes) -> None:
    response = client.post("/capture/receipts/", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "capture_not_understood")


def test_it_renews_the_note_of_what_waits(liaison: Known, client: Client) -> None:
    client.cookies["capture_waiting"] = f"{KEY}~s9x1c0"
    response = client.post("/capture/receipts/", {"keys": []}, content_type="application/json")
    cookie = response.cookies["capture_waiting"]
    assert (cookie.value, cookie["path"], cookie["max-age"]) == (f"{KEY}~s9x1c0", "/capture/", 30 * 86400)


def test_it_sets_nothing_that_the_page_did_not_note(liaison: Known, client: Client) -> None:
    client.cookies["capture_waiting"] = "<script>"
    response = client.post("/capture/receipts/", {"keys": []}, content_type="application/json")
    assert "capture_waiting" not in response.cookies
