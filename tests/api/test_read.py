"""What the API lets programs read, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.alerts.scene import told
from tests.api.endpoint_access import ROOT, EndpointAccess
from tests.api.programs import program_of
from tests.house.world import Marked, record
from tests.people import MISSION, People, area
from tutela.access.permissions import Permission
from tutela.ledger.queries import ledger_head
from tutela.mission.commands import import_areas

SEEN = Marked("Brenthorel")


def more_alerts(people: People) -> None:
    for number in range(4):
        told(people, f"more-{number}", text=f"More of it, {number}.")


class TestMe(EndpointAccess):
    permission, path, content, of_the_mission = None, "me", "poc-adviser", "Mission in Orvane"


class TestVocabularies(EndpointAccess):
    permission, path, content, of_the_mission = None, "vocabulary", "acts", "*"


class TestVocabulary(EndpointAccess):
    permission, path, content, of_the_mission = None, "vocabulary/acts", "Meurtre", "*"


class TestLedgerHead(EndpointAccess):
    permission, path, content, of_the_mission = Permission.LEDGER_READ, "ledger/head", "'mission': 'orvane'", "orvane"


class TestAreas(EndpointAccess):
    permission, path, content = Permission.MISSION_READ, "areas", "Haut-Sambéré"

    def grow(self, people: People) -> None:
        more = [area(f"OV03{number}", f"Island {number}", 30 + number, 31 + number) for number in range(9)]
        import_areas(actor=people.in_charge.actor, clock=people.clock, areas=more)


class TestIncidents(EndpointAccess):
    permission, path, content = Permission.INCIDENT_READ, "incidents", "Brenthorel wells"

    def prepare(self, people: People) -> None:
        record(SEEN, people.clock)

    def grow(self, people: People) -> None:
        record(Marked("Quillmarin"), people.clock)


class TestIncident(TestIncidents):
    path, content, elsewhere = "incidents/I-000001", "They came to Brenthorel at dawn.", 404


class TestThreats(EndpointAccess):
    permission, path, content = Permission.THREAT_READ, "threats", "Brenthorel at risk"

    def prepare(self, people: People) -> None:
        record(SEEN, people.clock)

    def grow(self, people: People) -> None:
        record(Marked("Quillmarin"), people.clock)


class TestThreat(TestThreats):
    path, elsewhere = "threats/T-000001", 404


class TestDuties(EndpointAccess):
    permission, path, content, of_the_mission = Permission.DUTY_READ, "duties", "begin_failure_review", "orvane"


class TestAlerts(EndpointAccess):
    permission, path, content = Permission.ALERT_READ, "alerts", "Armed people on motorbikes"

    def prepare(self, people: People) -> None:
        told(people)

    def grow(self, people: People) -> None:
        more_alerts(people)


class TestAlert(TestAlerts):
    path, elsewhere = "alerts/A-000001", 404


@pytest.fixture
def read(people: People, client: Client) -> Any:
    """Return a function that reads an address as the one in charge, by token."""
    program = program_of(people.in_charge)

    def get(path: str) -> Any:
        return client.get(ROOT + path, headers=program)

    return get


def test_a_list_is_read_in_pieces_without_a_gap_or_a_repeat(people: People, read: Any) -> None:
    for number in range(7):
        told(people, f"r-{number}")
        people.clock.advance(timedelta(seconds=number % 2))
    seen: list[str] = []
    cursor = ""
    while True:
        piece = read(f"alerts?limit=2&cursor={cursor}").json()
        seen += [row["reference"] for row in piece["items"]]
        cursor = piece["next"]
        if not cursor:
            break
    assert seen == [f"A-{number:06d}" for number in range(7, 0, -1)]


def test_areas_come_each_after_the_one_above(read: Any) -> None:
    rows = read("areas?limit=200").json()["items"]
    assert [row["code"] for row in rows] == ["OV01", "OV0101", "OV0102", "OV02", "OV0201", "OV0202"]
    assert [row["parent"] for row in rows] == ["", "OV01", "OV01", "", "OV02", "OV02"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("urgency=4", 0),
        ("state=received&state=closed", 3),
        ("state=closed", 0),
        ("what=armed_presence", 3),
        ("what=killing", 0),
        ("area=OV02", 2),
        ("area=OV0101", 1),
        ("area=nowhere", 0),
        ("open=true", 3),
        ("open=false", 0),
        ("mine=true", 0),
        ("escalated=true", 0),
        ("waits_for=acknowledge", 3),
        ("outcome=confirmed", 0),
        ("text=Three Wells", 3),
        ("text=A-000002", 1),
        ("since=2031-05-14T09:30:00Z", 3),
        ("since=2031-05-14T09:30:01Z", 0),
        ("until=2031-05-14T11:30:00%2B02:00", 3),
    ],
)
def test_alerts_are_narrowed(people: People, read: Any, query: str, found: int) -> None:
    told(people, "one")
    told(people, "two")
    told(people, "west", longitude=20.5)
    assert len(read(f"alerts?{query}").json()["items"]) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("alerts?limit=0", "limit"),
        ("alerts?limit=201", "limit"),
        ("alerts?limit=many", "limit"),
        ("alerts?cursor=abc", "cursor"),
        ("alerts?state=lost", "state"),
        ("alerts?since=2031-05-14", "since"),
        ("alerts?since=2031-05-14T09:30:00", "since"),
        ("alerts?since=0.5", "since"),
        ("alerts?since=0001-01-01T00:00:00%2B14:00", "since"),
        ("alerts?text=%00", "text"),
        ("alerts?open=perhaps", "open"),
        ("incidents?since=yesterday", "since"),
        ("incidents?since=1600000000", "since"),
        ("incidents?near_base_km=nan", "near_base_km"),
        ("duties?state=fine", "state"),
    ],
)
def test_a_filter_that_does_not_fit_is_refused_by_name(read: Any, query: str, field: str) -> None:
    response = read(query)
    assert response.status_code == 422
    assert set(response.json()["problems"]) == {field}


def test_a_filter_that_is_misspelt_is_refused_and_not_passed_over(read: Any) -> None:
    response = read("alerts?sate=closed")
    assert response.status_code == 422
    assert "query" in response.json()["problems"]


@pytest.mark.parametrize("cursor_of", ["areas?limit=1", "alerts?limit=1"])
def test_a_cursor_of_another_list_is_refused(people: People, read: Any, cursor_of: str) -> None:
    told(people, "one")
    told(people, "two")
    cursor = read(cursor_of).json()["next"]
    assert cursor
    assert read(f"incidents?cursor={cursor}").status_code == 422


def test_cursors_that_were_made_up_break_nothing(read: Any) -> None:
    from tutela.web.components.cursors import Cursor, write_cursor

    for value, key in ((2**70, 1), ("a\x00", 1), ("a", 2**70), ("a", -1), ("a", "b"), (1.5, True)):
        assert read(f"areas?cursor={write_cursor(Cursor(value, key))}").status_code == 422


GONE = (
    "alerts/A-000099", "alerts/I-000001", "alerts/%00", "incidents/I-1", "threats/T-9", "vocabulary/none",
    "nothing/here",
)  # fmt: skip


@pytest.mark.parametrize("path", GONE)
def test_what_is_not_there_is_told_like_what_is_hidden(read: Any, path: str) -> None:
    response = read(path)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_the_head_is_the_ledgers_own(people: People, read: Any) -> None:
    shown = read("ledger/head").json()
    head = ledger_head(MISSION)
    assert (shown["sequence"], shown["hash"]) == (head.sequence, head.hash)


def test_a_source_is_told_by_its_reference_and_to_those_who_may_read_sources(people: People, client: Client) -> None:
    from tests.alerts.scene import report
    from tests.people import put_in_post
    from tutela.exchange.doors import take_in
    from tutela.know.sources.rules import Identity, SourceFacts

    take_in(
        actor=people.in_charge.actor,
        clock=people.clock,
        report=report(),
        source=SourceFacts(identity=Identity(name="Zarquelind")),
    )
    shown = client.get(ROOT + "alerts/A-000001", headers=program_of(people.in_charge))
    assert shown.json()["source"].startswith("SRC-")
    civil = put_in_post(MISSION, "civil_affairs", people.clock)
    other = client.get(ROOT + "alerts/A-000001", headers=program_of(civil, [Permission.ALERT_READ]))
    assert other.json()["source"] == ""
    assert "Zarquelind" not in shown.text + other.text


def test_refusals_speak_the_language_that_was_asked_for(people: People, client: Client) -> None:
    headers = {**program_of(people.in_charge), "Accept-Language": "fr"}
    response = client.get(ROOT + "incidents/I-000099", headers=headers)
    assert response["Content-Language"] == "fr"
    assert set(response.json()) == {"code", "message", "remedy", "paragraphs"}


@pytest.mark.parametrize(("method", "allow"), [("PUT", "GET, POST"), ("DELETE", "GET, POST"), ("HEAD", "GET, POST")])
def test_an_address_says_what_it_does(people: People, client: Client, method: str, allow: str) -> None:
    response = client.generic(method, ROOT + "alerts", headers=program_of(people.in_charge))
    assert (response.status_code, response["Allow"]) == (405, allow)


def test_a_fault_of_ours_is_told_in_the_one_shape_and_tells_nothing(
    people: People, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("Zarquelind")

    monkeypatch.setattr("tutela.api.own.ledger_head", broken)
    client.raise_request_exception = False
    response = client.get(ROOT + "ledger/head", headers=program_of(people.in_charge))
    assert (response.status_code, response.json()["code"]) == (500, "fault")
    assert "Zarquelind" not in response.text


def test_a_request_for_a_wrong_host_is_told_in_the_one_shape(people: People, client: Client) -> None:
    response = client.get(ROOT + "me", headers={**program_of(people.in_charge), "Host": "elsewhere.example"})
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
