"""Programs act on alerts by the same commands as people, and are refused in the same words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.alerts.scene import told
from tests.api.programs import program_of
from tests.people import People
from tutela.access.permissions import Permission
from tutela.know.alerts.models import Alert
from tutela.ledger.models import Entry

ALERT = "/api/v1/alerts/A-000001/"
WHY = "It was seen on the ground."


@pytest.fixture
def act(people: People, client: Client) -> Any:
    """Return a function that acts on an alert as the one in charge, by token."""
    told(people, "one")
    told(people, "two")
    program = program_of(people.in_charge)

    def post(path: str, /, **body: Any) -> Any:
        return client.post(ALERT + path, json.dumps(body), content_type="application/json", headers=program)

    return post


def state() -> str:
    return Alert.objects.order_by("pk")[0].state


def test_it_acknowledges_once(act: Any) -> None:
    first, again = act("acknowledge").json(), act("acknowledge").json()
    assert (first["state"], first["version"]) == ("acknowledged", 2)
    assert again == first


def test_it_needs_no_body_to_acknowledge(people: People, client: Client, act: Any) -> None:
    assert client.post(ALERT + "acknowledge", headers=program_of(people.in_charge)).status_code == 200


def test_it_verifies_each_allegation_with_a_grade(act: Any) -> None:
    done = act("allegations/1/verdict", version=1, outcome="confirmed", grade=1, reason=WHY)
    assert (done.status_code, done.json()["outcome"], done.json()["state"]) == (200, "confirmed", "verified")
    assert act("allegations/9/verdict", version=2, outcome="confirmed", reason=WHY).status_code == 404


def test_an_alert_that_moved_on_is_refused_as_stale(act: Any) -> None:
    act("acknowledge")
    refused = act("urgency", version=1, urgency=1, reason=WHY)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")


def test_it_sets_the_urgency_with_a_reason(act: Any) -> None:
    done = act("urgency", version=1, urgency=1, reason=WHY).json()
    assert (done["urgency"], done["urgency_reason"]) == (1, WHY)


def test_it_adds_a_note(act: Any) -> None:
    done = act("notes", kind="more", text="They have left.")
    assert (done.status_code, done.json()["text"]) == (200, "They have left.")


def test_it_joins_two_alerts_and_takes_them_apart(act: Any) -> None:
    joined = act("merge", version=1, into="A-000002", reason=WHY).json()
    assert (joined["state"], joined["merged_into"]) == ("merged", "A-000002")
    assert act("unmerge", reason=WHY).json()["state"] == "acknowledged"


def test_it_records_a_response_and_how_far_it_came(act: Any) -> None:
    made = act("responses", responder="mission_force", tier="physical", means="armed").json()
    moved = act("responses/1/step", step="arrived").json()
    assert (made["number"], made["arrived_at"]) == (1, None)
    assert moved["moved_at"] is not None
    closed = act("close", version=Alert.objects.order_by("pk")[0].version, result="stopped")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")


def test_it_closes_nothing_that_nobody_answered(act: Any) -> None:
    refused = act("close", version=1, result="stopped")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_decided")
    assert refused.json()["paragraphs"]
    assert act("no-response", why="access", reason=WHY).status_code == 200
    assert act("close", version=2, result="unknown").json()["no_response"] == "access"


def test_it_sets_aside_and_takes_up_again(act: Any) -> None:
    assert act("set-aside", version=1, why="test", reason=WHY).json()["state"] == "set_aside"
    assert act("reopen", reason=WHY).json()["is_open"] is True


def test_it_escalates(act: Any) -> None:
    assert act("escalate", reason=WHY).json()["escalated_at"] is not None


ACTS: tuple[tuple[str, dict[str, Any], Permission], ...] = (
    ("acknowledge", {}, Permission.ALERT_HANDLE),
    ("notes", {"kind": "more", "text": "x"}, Permission.ALERT_RECEIVE),
    ("urgency", {"version": 1, "urgency": 1, "reason": "x"}, Permission.ALERT_HANDLE),
    ("allegations/1/verdict", {"version": 1, "outcome": "confirmed", "reason": "x"}, Permission.ALERT_VERIFY),
    ("set-aside", {"version": 1, "why": "test", "reason": "x"}, Permission.ALERT_HANDLE),
    ("merge", {"version": 1, "into": "A-000002", "reason": "x"}, Permission.ALERT_HANDLE),
    ("unmerge", {"reason": "x"}, Permission.ALERT_HANDLE),
    ("escalate", {"reason": "x"}, Permission.ALERT_HANDLE),
    ("responses", {"responder": "other", "tier": "physical", "means": "armed"}, Permission.RESPONSE_RECORD),
    ("responses/1/step", {"step": "ended", "result": "unknown"}, Permission.RESPONSE_RECORD),
    ("no-response", {"why": "access", "reason": "x"}, Permission.RESPONSE_RECORD),
    ("close", {"version": 1, "result": "unknown"}, Permission.ALERT_HANDLE),
    ("reopen", {"reason": "x"}, Permission.ALERT_HANDLE),
)


@pytest.mark.parametrize(("path", "body", "permission"), ACTS, ids=[path for path, _body, _permission in ACTS])
def test_each_act_needs_its_permission_and_an_alert_that_may_be_known(
    people: People, client: Client, act: Any, path: str, body: dict[str, Any], permission: Permission
) -> None:
    before = Entry.objects.count()
    others = set(people.in_charge.post.permissions) - {permission}
    for headers, status in ((program_of(people.in_charge, others), 403), (program_of(people.outsider), 404)):
        answer = client.post(ALERT + path, json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code == status
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("notes", {"kind": "more", "text": "a\x00b"}),
        ("notes", {"kind": "gossip", "text": "x"}),
        ("urgency", {"version": True, "urgency": 1, "reason": "x"}),
        ("urgency", {"version": 2**63, "urgency": 1, "reason": "x"}),
        ("allegations/1/verdict", {"version": 1, "outcome": "pending", "reason": "x"}),
        ("responses", {"responder": "other", "tier": "fourth", "means": "armed"}),
        ("responses/1/step", {"step": "flown"}),
        ("close", {"version": 1}),
    ],
)
def test_an_act_that_does_not_fit_changes_nothing(act: Any, path: str, body: dict[str, Any]) -> None:
    before = Entry.objects.count()
    assert act(path, **body).status_code == 422
    assert Entry.objects.count() == before
    assert state() == "received"
