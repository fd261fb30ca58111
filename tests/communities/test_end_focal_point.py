"""Somebody is a focal point no longer: why is a code, since a sentence could say who."""

from __future__ import annotations

from typing import Any

from tests.communities.scene import added, assert_refused, pointed, refused_to, served
from tests.page_access import stripped_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import end_focal_point
from tutela.know.communities.queries import focal_points_of, points_in
from tutela.ledger.queries import last_event, ledger_head, payload


def test_it_ends_and_is_no_longer_counted(people: People) -> None:
    actor, row = people.in_charge.actor, served(people, added(people))
    point = pointed(people, row)
    end_focal_point(actor=actor, clock=people.clock, focal_point=point.reference, why="unsafe")
    (seen,) = focal_points_of(actor, [row.pk])
    assert (seen.ended_at, seen.ended_why) == (people.clock.now(), "unsafe")
    assert points_in(actor, [row.pk]) == {}


def test_the_entry_does_not_say_why(people: People) -> None:
    point = pointed(people, served(people, added(people)))
    end_focal_point(actor=people.in_charge.actor, clock=people.clock, focal_point=point.reference, why="died")
    entry = last_event(MISSION, "know.communities.focal_point_ended", point.reference)
    assert entry is not None
    assert (payload(entry), entry.reason, entry.related) == ({}, "", '["CAN-000001"]')


def test_ended_once_it_stays_as_it_was(people: People) -> None:
    actor, point = people.in_charge.actor, pointed(people, served(people, added(people)))
    end_focal_point(actor=actor, clock=people.clock, focal_point=point.reference, why="moved")
    before = ledger_head(MISSION)
    again = end_focal_point(actor=actor, clock=people.clock, focal_point=point.reference, why="died")
    assert (again.ended_why, ledger_head(MISSION)) == ("moved", before)


def test_another_reason_than_those_of_the_list_is_refused(people: People) -> None:
    actor, point = people.in_charge.actor, pointed(people, served(people, added(people)))
    told = {"focal_point": point.reference, "why": "Her brother was seen with us."}
    refused = assert_refused(Invalid, lambda: end_focal_point(actor=actor, clock=people.clock, **told))
    assert "brother" not in f"{refused} {refused.problems}"


def test_who_may_not_know_of_it_or_read_references_cannot(people: People) -> None:
    point = pointed(people, served(people, added(people)))
    bare = stripped_of(people.in_charge, Permission.SOURCE_READ)
    told: dict[str, Any] = {"clock": people.clock, "focal_point": point.reference, "why": "moved"}
    refused_to((people.colleague, people.outsider, bare), NotFound, lambda actor: end_focal_point(actor=actor, **told))
