"""Silence is a warning too: who was not heard from in time is told, as far as the reader may know of contacts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.communities.scene import EAST, added, consulted, key, place, reader
from tests.people import People
from tutela.access.permissions import Permission
from tutela.access.rules import narrowed
from tutela.know.communities.queries import communities_not_heard_from, count_not_heard_from, recent_alerts
from tutela.mission.commands import set_parameter


def ago(people: People, days: int) -> dict[str, Any]:
    day = people.clock.now().date() - timedelta(days=days)
    return {"held_on": day, "risk_weighed_on": day}


def quiet(people: People, **more: Any) -> list[tuple[str, int | None]]:
    found = communities_not_heard_from(people.in_charge.actor, people.clock.now(), **more)
    return [(one.community.name, one.days) for one in found]


def test_those_never_heard_from_come_first_then_the_longest_silence(people: People) -> None:
    for name, days in (("Mill", 40), ("Weir", 90)):
        consulted(people, added(people, place(name)), **ago(people, days))
    added(people, place("Ford"))
    assert quiet(people) == [("Ford", None), ("Weir", 90), ("Mill", 40)]
    assert quiet(people, limit=1) == [("Ford", None)]
    assert count_not_heard_from(people.in_charge.actor, people.clock.now()) == 3


@pytest.mark.parametrize(("days", "silent"), [(30, False), (31, True)])
def test_the_day_itself_is_in_time(people: People, days: int, silent: bool) -> None:
    consulted(people, added(people), **ago(people, days))
    assert bool(quiet(people)) is silent


def test_the_mission_says_how_long(people: People) -> None:
    consulted(people, added(people), **ago(people, 10))
    actor = people.in_charge.actor
    set_parameter(actor=actor, clock=people.clock, name="community_days", value=7, reason="The road is closed.")
    assert quiet(people) == [("Loumé", 10)]


def test_an_alert_from_its_area_ends_the_silence(people: People) -> None:
    row, other = added(people), added(people, place("Weir", EAST))
    now = people.clock.now()
    assert quiet(people, last_alerts={row.area_id: now - timedelta(days=3)}) == [("Weir", None)]
    long_ago = {other.area_id: now - timedelta(days=50)}
    (_first, second) = communities_not_heard_from(people.in_charge.actor, now, last_alerts=long_ago)
    assert (second.community, second.days, second.last_contact_on) == (other, 50, None)


def test_a_contact_that_is_closed_to_the_reader_does_not_end_the_silence_for_them(people: People) -> None:
    consulted(people, added(people), sensitivity=2)
    low, now = reader(people, 1), people.clock.now()
    assert (len(communities_not_heard_from(low, now)), quiet(people)) == (1, [])


def test_nobody_is_told_of_communities_that_they_may_not_know_of(people: People) -> None:
    added(people)
    now = people.clock.now()
    for who in (people.colleague, people.outsider):
        assert communities_not_heard_from(who.actor, now) == []
        assert count_not_heard_from(who.actor, now) == 0


def test_it_asks_the_store_as_often_however_many_are_silent(people: People) -> None:
    added(people)
    with CaptureQueriesContext(connection) as before:
        quiet(people)
    for number in range(5):
        added(people, place(f"Ford {number}"))
    with CaptureQueriesContext(connection) as after:
        quiet(people)
    assert len(after) == len(before)


def alarm(people: People, **more: Any) -> None:
    from tutela.know.alerts.commands import receive_alert
    from tutela.know.alerts.rules.report import Report

    plain: dict[str, Any] = {
        "channel": "phone", "submission_key": key(), "text": "They come.", "latitude": 5.0, "longitude": 20.5,
        "place_precision": 1,
    }  # fmt: skip
    receive_alert(actor=people.in_charge.actor, clock=people.clock, report=Report(**(plain | more)))


def test_recent_alerts_are_told_by_area_to_whoever_may_read_alerts(people: People) -> None:
    row, actor = added(people), people.in_charge.actor
    alarm(people)
    now = people.clock.now()
    assert recent_alerts(actor, now) == {row.area_id: now}
    assert recent_alerts(actor, now + timedelta(days=31)) == {}
    for blind in (
        narrowed(actor, frozenset({Permission.COMMUNITY_READ})),
        people.colleague.actor,
        people.outsider.actor,
    ):
        assert recent_alerts(blind, now) == {}
