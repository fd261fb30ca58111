"""A program hands in an alert: once, whatever the line does; who told it is locked away and never told back."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from tests.api.programs import program_of
from tests.page_access import stripped_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.know.alerts.models import Alert
from tutela.know.sources.models import Source
from tutela.ledger.models import Entry

ALERTS = "/api/v1/alerts"
NAME, PHONE, PLACE = "Zarquelind Vexolandry", "+21155501234567", "behind the Strixenovar mill"
PLAIN: dict[str, Any] = {
    "submission_key": "k-1",
    "text": "Armed people on the road to the market.",
    "what": ["armed_movement"],
    "timing": "imminent",
    "latitude": 5.0,
    "longitude": 22.5,
    "people_at_risk": 40,
}
SOURCE = {
    "kind": "witness",
    "reliability": "B",
    "language": "fr",
    "risk": "high",
    "consents": ["contact_back"],
    "identity": {"name": NAME, "phone": PHONE, "whereabouts": PLACE},
}


class Sender:
    """A program that hands in alerts."""

    def __init__(self, client: Client, program: dict[str, str]) -> None:
        self.client, self.program = client, program

    def __call__(self, body: object = None, **more: Any) -> Any:
        """Send a body as it is, or the plain report with some fields set otherwise."""
        sent = body if isinstance(body, str | bytes) else json.dumps({**PLAIN, **more} if body is None else body)
        return self.client.post(ALERTS, sent, content_type="application/json", headers=self.program)


@pytest.fixture
def send(people: People, client: Client) -> Sender:
    return Sender(client, program_of(people.in_charge, [Permission.ALERT_RECEIVE, Permission.SOURCE_KEEP]))


def test_a_new_alert_is_created_and_receipted(send: Sender) -> None:
    response = send()
    receipt, alert = response.json(), Alert.objects.get()
    assert response.status_code == 201
    assert (receipt["reference"], receipt["more"], receipt["is_repeat"]) == ("A-000001", [], False)
    assert len(receipt["digest"]) == 64
    assert (alert.channel, alert.timing, alert.people_at_risk, alert.place_precision) == ("api", "imminent", 40, 2)
    assert alert.area is not None
    assert alert.area.code == "OV0201"


def test_the_ledger_shows_the_post_and_the_token(send: Sender) -> None:
    send()
    entry = Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]
    assert (entry.event, entry.post) == ("know.alerts.alert_received", "poc-adviser")
    assert entry.label.startswith("Protection of Civilians Adviser (TOK-")


def test_sent_five_times_it_stays_one_alert(send: Sender) -> None:
    answers = [send() for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200]
    assert {(answer.json()["reference"], answer.json()["digest"]) for answer in answers} == {
        ("A-000001", answers[0].json()["digest"])
    }
    assert Alert.objects.count() == 1


def test_the_key_may_come_as_a_header(people: People, client: Client, send: Sender) -> None:
    send.program["Idempotency-Key"] = "k-1"
    assert send(submission_key="").status_code == 201
    assert send().status_code == 200
    refused = send(submission_key="k-2")
    assert (refused.status_code, set(refused.json()["problems"])) == (422, {"submission_key"})


def test_content_for_a_closed_room_becomes_an_alert_of_its_own(send: Sender) -> None:
    receipt = send(what=["armed_movement", "sexual_violence"]).json()
    assert (receipt["reference"], receipt["more"]) == ("A-000001", ["A-000002"])


def test_a_program_that_may_only_hand_in_reads_nothing(people: People, client: Client, send: Sender) -> None:
    send()
    for path in (ALERTS, f"{ALERTS}/A-000001", "/api/v1/incidents"):
        assert client.get(path, headers=send.program).status_code == 403


def test_without_the_permission_nothing_is_taken_in(people: People, send: Sender) -> None:
    stripped_of(people.in_charge, Permission.ALERT_RECEIVE)
    assert send().status_code == 403
    assert not Alert.objects.exists()


def test_who_told_it_is_locked_away(send: Sender) -> None:
    receipt = send(source=SOURCE).json()
    source = Source.objects.get()
    assert receipt["is_source_kept"] is True
    assert (source.kind, source.reliability, source.risk) == ("witness", "B", "high")
    assert Alert.objects.get().source_grade == "B"


def test_a_program_that_may_not_keep_sources_is_told_that_the_source_is_left_out(
    people: People, client: Client
) -> None:
    send = Sender(client, program_of(people.in_charge, [Permission.ALERT_RECEIVE]))
    response = send(source=SOURCE)
    assert (response.status_code, response.json()["is_source_kept"]) == (201, False)
    assert not Source.objects.exists()


WRONG: tuple[dict[str, Any], ...] = (
    {"source": {**SOURCE, "kind": NAME}},
    {"source": {**SOURCE, "reliability": NAME}},
    {"source": {**SOURCE, "language": NAME}},
    {"source": {**SOURCE, "area_code": NAME * 9}},
    {"source": {**SOURCE, "consents": [NAME]}},
    {"source": {**SOURCE, NAME: 1}},
    {"source": {**SOURCE, "Zarquelind": 1}},
    {"source": {**SOURCE, "identity": NAME}},
    {"source": {**SOURCE, "identity": {NAME: NAME}}},
    {"source": {**SOURCE, "identity": {"Zarquelind": NAME}}},
    {"source": {**SOURCE, "identity": {"name": [NAME]}}},
    {"source": {**SOURCE, "identity": {"name": NAME + "\ud800"}}},
    {"source": {**SOURCE, "identity": {"name": NAME * 500}}},
    {"source": NAME},
    {"source": [NAME]},
    {"source": SOURCE, "text": "", "what": []},
    {"source": SOURCE, "submission_key": ""},
)


@pytest.mark.parametrize("more", WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_no_refusal_and_no_log_repeats_who_told_it(
    send: Sender, more: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = send(**more)
    told = response.text + caplog.text + str(list(Entry.objects.values())) + str(dict(response.headers))
    assert response.status_code == 422
    assert [word for word in (NAME, "Zarquelind", PHONE, "Strixenovar") if word in told] == []
    assert not Alert.objects.exists()
    assert not Source.objects.exists()


def test_a_fault_on_the_way_logs_nothing_of_who_told_it(
    send: Sender, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> None:
        raise RuntimeError(repr(given))

    monkeypatch.setattr("tutela.api.intake.take_in_with_files", broken)
    send.client.raise_request_exception = False
    response = send(source=SOURCE)
    assert response.status_code == 500
    told = response.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert [word for word in (NAME, PHONE, "Strixenovar") if word in told] == []


def test_what_was_asked_shows_nothing_of_itself() -> None:
    from tutela.api.intake import ReportAsked

    given = ReportAsked.model_validate({**PLAIN, "source": SOURCE})
    assert NAME not in repr(given) + str(given) + repr(given.source) + str(given.source)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"submission_key": ""}, "submission_key"),
        ({"submission_key": "a b"}, "submission_key"),
        ({"submission_key": "x" * 81}, "submission_key"),
        ({"text": "", "what": []}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": 5}, "text"),
        ({"what": ["nonsense"]}, "what"),
        ({"what": "armed_movement"}, "what"),
        ({"what": ["killing"] * 51}, "what"),
        ({"groups": ["nobody"]}, "groups"),
        ({"timing": "later"}, "timing"),
        ({"channel": "pigeon"}, "channel"),
        ({"latitude": 91}, "latitude"),
        ({"latitude": "5.0"}, "latitude"),
        ({"latitude": True}, "latitude"),
        ({"longitude": None}, "latitude"),
        ({"people_at_risk": -1}, "people_at_risk"),
        ({"people_at_risk": 10**400}, "people_at_risk"),
        ({"people_at_risk": 1.5}, "people_at_risk"),
        ({"information_grade": 0}, "information_grade"),
        ({"is_rights_case": "yes"}, "is_rights_case"),
        ({"occurred_at": "2031-05-14T09:30:00"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at"),
        ({"occurred_at": 1_900_000_000}, "occurred_at"),
        ({"told_at": "yesterday"}, "told_at"),
        ({"language": "français"}, "language"),
        ({"area_code": "a\x00"}, "area_code"),
        ({"flags": ["late"]}, "flags"),
        ({"files": []}, "files"),
        ({"source_grade": "A"}, "source_grade"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_taken_in(send: Sender, more: dict[str, Any], field: str) -> None:
    response = send(**more)
    assert response.status_code == 422
    assert {name.partition(".")[0] for name in response.json()["problems"]} == {field}
    assert not Alert.objects.exists()


BAD = (
    b"{", b"nul", b"\xff\xfe{}", b'{"text": "\xff"}', b'{"latitude": NaN}', b'{"latitude": -Infinity}',
    b'{"text": "a", "text": "b"}', b'{"source": {"identity": {"name": "a", "name": "b"}}}', b"[" * 100_000,
    b'{"a":' * 50_000, b"{} {}", b'{"people_at_risk": ' + b"9" * 5000 + b"}", "{}".encode("utf-16"),
)  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=[str(number) for number in range(len(BAD))])
def test_a_body_that_is_no_json_is_refused(send: Sender, body: bytes) -> None:
    response = send(body)
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
    assert not Alert.objects.exists()


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b'"text"', b"[" * 200 + b"]" * 200, b""])
def test_json_that_is_no_report_is_refused(send: Sender, body: bytes) -> None:
    assert send(body).status_code == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_that_says_it_is_something_else_is_refused(send: Sender, kind: str) -> None:
    response = send.client.post(ALERTS, json.dumps(PLAIN), content_type=kind, headers=send.program)
    assert (response.status_code, response.json()["code"]) == (415, "not_json")


def test_a_body_that_is_too_large_is_refused(send: Sender) -> None:
    assert send(text="x" * 300_000).status_code == 413


@pytest.mark.parametrize(
    "text", ["\u202eevil", "a\u200bb", "\x00", "<script>alert(1)</script>", "' OR 1=1 --", "مرحبا", "𝔘𝔫𝔦"]
)
def test_odd_words_are_kept_and_harmless(send: Sender, text: str) -> None:
    response = send(text=text, place_name=text, actor_name=text)
    alert = Alert.objects.get()
    assert response.status_code == 201
    assert not set("\u202e\u200b\x00") & set(alert.text + alert.place_name + alert.actor_name)


def test_coordinates_on_the_other_side_of_the_world_are_kept_with_a_mark(send: Sender) -> None:
    assert send(latitude=-40.0, longitude=170.0).status_code == 201
    alert = Alert.objects.get()
    assert "far_away" in alert.flags
    assert alert.area is None
