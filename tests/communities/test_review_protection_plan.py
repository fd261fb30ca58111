"""A plan is looked through in time; what no longer holds is marked, and the day of the next review follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.communities.scene import added, assert_refused, refused_to, written
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.know.communities.commands import review_protection_plan
from tutela.know.communities.models import Community, ProtectionPlan
from tutela.know.communities.queries import plan_of
from tutela.ledger.queries import last_event, payload
from tutela.mission.commands import set_parameter


def reviewed(people: People, row: Community, **more: Any) -> ProtectionPlan:
    told: dict[str, Any] = {"version": 1, "reviewed_on": people.clock.now().date(), "still_holds": True} | more
    actor = people.in_charge.actor
    return review_protection_plan(actor=actor, clock=people.clock, community=row.reference, **told)


def test_what_still_holds_is_due_again_after_the_time_that_the_mission_sets(people: People) -> None:
    row = added(people)
    written(people, row)
    actor, today = people.in_charge.actor, people.clock.now().date()
    set_parameter(actor=actor, clock=people.clock, name="plan_review_days", value=30, reason="The rains.")
    plan = reviewed(people, row)
    assert (plan.status, plan.reviewed_on, plan.next_review_on) == ("draft", today, today + timedelta(days=30))
    standing = plan_of(actor, [row.pk])
    assert standing is not None
    assert [(one.still_holds, one.version) for one in standing.reviews] == [(True, 1)]


def test_what_no_longer_holds_needs_change(people: People) -> None:
    row = added(people)
    written(people, row)
    plan = reviewed(people, row, still_holds=False, note="The ford is mined.")
    assert (plan.status, plan.version) == ("needs_change", 1)
    entry = last_event(MISSION, "know.communities.protection_plan_reviewed", plan.reference)
    assert entry is not None
    assert (payload(entry)["still_holds"], "ford" in entry.payload, entry.related) == (False, False, '["C-000001"]')


def test_a_plan_written_anew_is_a_draft_again(people: People) -> None:
    row = added(people)
    written(people, row)
    reviewed(people, row, still_holds=False, note="The ford is mined.")
    assert written(people, row, 1, routes="Over the hill.").status == "draft"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"still_holds": False, "note": " "}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"days": 2}, "reviewed_on"),
        ({"days": -1}, "reviewed_on"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = added(people)
    written(people, row)
    more = {**more, "reviewed_on": people.clock.now().date() + timedelta(days=more.get("days", 0))}
    more.pop("days", None)
    assert list(assert_refused(Invalid, lambda: reviewed(people, row, **more)).problems) == [field]


def test_who_read_an_earlier_version_reviews_nothing(people: People) -> None:
    row = added(people)
    written(people, row)
    written(people, row, 1, routes="Over the hill.")
    assert_refused(Stale, lambda: reviewed(people, row))


def test_there_must_be_a_plan(people: People) -> None:
    row = added(people)
    assert_refused(NotFound, lambda: reviewed(people, row))


def test_who_may_not_know_of_it_cannot(people: People) -> None:
    row = added(people)
    written(people, row)
    told: dict[str, Any] = {"version": 1, "reviewed_on": people.clock.now().date(), "still_holds": True}
    told |= {"clock": people.clock, "community": row.reference}
    refused_to((people.colleague, people.outsider), NotFound, lambda actor: review_protection_plan(actor=actor, **told))
