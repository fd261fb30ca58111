"""Which groups of a community were heard, so that a gap has a name (paras 29 and 42)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.communities.scene import added, consulted, place
from tests.people import People
from tutela.know.communities.models import Community
from tutela.know.communities.queries import coverage_of
from tutela.know.communities.rules import GroupHeard, Heard, Met, coverage, groups_asked


def told(people: People, row: Community) -> dict[str, GroupHeard]:
    found = coverage_of(people.in_charge.actor, [row.pk], people.clock.now().date())
    return {one.group: one for one in found[row.pk]}


def test_every_group_of_the_policy_is_asked_for(people: People) -> None:
    everybody, among_them = groups_asked()[:4], groups_asked()[4:]
    assert everybody == ("women", "men", "girls", "boys")
    assert among_them == ("older_persons", "youth", "persons_with_disabilities", "minorities", "displaced")


def test_meetings_and_people_of_a_year_are_counted(people: People) -> None:
    row = added(people)
    consulted(people, row, groups=(("women", 12), ("youth", 3)))
    consulted(people, row, groups=(("women", 8),))
    found = told(people, row)
    assert (found["women"].times, found["women"].people, found["women"].heard) == (2, 20, Heard.LATELY)
    assert (found["youth"].people, found["men"].heard) == (3, Heard.NEVER)


def test_who_was_heard_longer_ago_is_not_heard_lately(people: People) -> None:
    row, today = added(people), people.clock.now().date()
    days: dict[str, Any] = {day: today - timedelta(days=int(day)) for day in ("365", "366")}
    for group, day in (("women", days["365"]), ("men", days["366"])):
        consulted(people, row, held_on=day, risk_weighed_on=day, groups=((group, 5),))
    found = told(people, row)
    assert (found["women"].heard, found["men"].heard) == (Heard.LATELY, Heard.NOT_LATELY)
    assert (found["men"].times, found["men"].people, found["men"].last_on) == (0, 0, days["366"])


def test_who_is_not_noted_as_living_there_is_no_gap(people: People) -> None:
    without, with_them = added(people), added(people, place("Weir", groups=("displaced",)))
    assert told(people, without)["displaced"].heard is Heard.NOT_NOTED
    assert told(people, with_them)["displaced"].heard is Heard.NEVER
    consulted(people, without, groups=(("displaced", 4),))
    assert told(people, without)["displaced"].heard is Heard.LATELY


def test_a_gap_is_whoever_should_be_asked() -> None:
    heard = coverage((), {"women": Met(1, 4, date(2031, 5, 1))})
    gaps = {one.group for one in heard if one.is_gap}
    assert gaps == set(groups_asked()) - {"women", "minorities", "displaced"}


def test_nobody_is_told_of_communities_that_they_may_not_know_of(people: People) -> None:
    row = added(people)
    consulted(people, row)
    for who in (people.colleague, people.outsider):
        assert coverage_of(who.actor, [row.pk], people.clock.now().date()) == {}


def test_it_asks_the_store_as_often_for_many(people: People) -> None:
    keys = [added(people, place(f"Ford {number}")).pk for number in range(6)]
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as asked:
            coverage_of(people.in_charge.actor, some, people.clock.now().date())
        assert len(asked) == 2
