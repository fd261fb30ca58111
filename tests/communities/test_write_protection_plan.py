"""A protection plan is written in revisions, held closely, and two people at once are safe (A.12.b)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.communities.scene import EAST, added, assert_refused, place, planned, reader, refused_to, written
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.communities.commands import write_protection_plan
from tutela.know.communities.models import PlanRevision
from tutela.know.communities.queries import plan_of
from tutela.know.communities.rules import plan_from
from tutela.ledger.queries import last_event, ledger_head, payload


def test_it_is_kept_whole_and_due_again_when_the_mission_says(people: People) -> None:
    row = added(people)
    facts: dict[str, Any] = {"status": "agreed", "made_with": ("women", "youth"), "shelters": "The school."}
    plan = written(people, row, **facts)
    standing = plan_of(people.in_charge.actor, [row.pk])
    assert standing is not None
    assert standing.facts == planned(people, **facts)
    assert (plan.reference, plan.version, plan.status) == ("CPP-000001", 1, "agreed")
    assert plan.next_review_on == people.clock.now().date() + timedelta(days=182)


def test_its_entry_says_who_made_it_and_none_of_its_words(people: People) -> None:
    plan = written(people, added(people), made_with=("women",))
    entry = last_event(MISSION, "know.communities.protection_plan_recorded", plan.reference)
    assert entry is not None
    facts = payload(entry)
    assert (facts["version"], facts["status"], facts["groups"], entry.related) == (
        1,
        "draft",
        ["women"],
        '["C-000001"]',
    )
    assert "river" not in entry.payload


def test_written_anew_it_is_a_revision_and_the_earlier_one_stays(people: People) -> None:
    row = added(people)
    written(people, row)
    plan = written(people, row, 1, routes="Over the hill.")
    assert plan.version == 2
    told = [plan_from(one.facts).routes for one in PlanRevision.objects.order_by("number")]
    assert told == ["Along the river.", "Over the hill."]


def test_the_same_again_changes_nothing(people: People) -> None:
    row = added(people)
    written(people, row)
    before = ledger_head(MISSION)
    assert written(people, row, 1).version == 1
    assert ledger_head(MISSION) == before


@pytest.mark.parametrize("version", [0, 2])
def test_who_read_another_version_overwrites_nothing(people: People, version: int) -> None:
    row = added(people)
    written(people, row)
    assert_refused(Stale, lambda: written(people, row, version, routes="Mine."))


def test_it_is_held_as_closely_as_its_community_at_least(people: People) -> None:
    assert written(people, added(people, place(sensitivity=2))).sensitivity == 2
    assert written(people, added(people, place("Weir")), sensitivity=1).sensitivity == 1


def test_a_plan_that_is_held_more_closely_than_its_community_is_hidden_by_that(people: People) -> None:
    row = added(people)
    written(people, row, sensitivity=1)
    assert plan_of(reader(people, 0), [row.pk]) is None
    assert plan_of(reader(people, 1), [row.pk]) is not None


def test_an_earlier_version_that_was_held_more_closely_stays_hidden(people: People) -> None:
    row = added(people)
    written(people, row, sensitivity=2)
    written(people, row, 1, routes="Over the hill.")
    standing = plan_of(reader(people, 1), [row.pk])
    assert standing is not None
    assert [one.number for one in standing.revisions] == [2]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"written_on": date(2031, 6, 1)}, "written_on"),
        ({"status": "wished"}, "status"),
        ({"status": "agreed"}, "made_with"),
        ({"made_with": ("owls",)}, "made_with"),
        ({"warning_signs": "", "routes": " "}, "warning_signs"),
        ({"roles": "x" * 4001}, "roles"),
        ({"sensitivity": 3}, "sensitivity"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = added(people)
    assert list(assert_refused(Invalid, lambda: written(people, row, **more)).problems) == [field]


def test_nobody_keeps_what_they_may_not_read(people: People) -> None:
    row = added(people, place(area=EAST))
    assert_refused(NotAllowed, lambda: written(people, row, by=people.colleague, sensitivity=2))


def test_a_plan_that_is_closed_to_the_writer_is_not_written_over(people: People) -> None:
    row = added(people, place(area=EAST))
    written(people, row, sensitivity=2)
    for version in (0, 1):
        assert_refused(Stale, lambda version=version: written(people, row, version, people.colleague))


def test_who_may_not_know_of_the_community_cannot(people: People) -> None:
    told: dict[str, Any] = {"community": added(people).reference, "version": 0, "facts": planned(people)}
    refused_to(
        (people.colleague, people.outsider),
        NotFound,
        lambda actor: write_protection_plan(actor=actor, clock=people.clock, **told),
    )
