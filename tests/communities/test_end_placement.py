"""A liaison assistant works somewhere until a last day, and may then be placed anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.communities.scene import EAST, assert_refused, placed, refused_to
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import end_placement
from tutela.know.communities.queries import liaison_at_work
from tutela.ledger.queries import last_event, payload

DAY = date(2031, 5, 10)


def test_it_ends_and_the_post_may_be_placed_anew(people: People) -> None:
    actor, row = people.in_charge.actor, placed(people)
    end_placement(actor=actor, clock=people.clock, placement=row.reference, ended_on=DAY)
    assert liaison_at_work(actor) == []
    assert [one.placement.ended_on for one in liaison_at_work(actor, ended=True)] == [DAY]
    assert placed(people, areas=(EAST,)).reference == "CLA-000002"


def test_its_entry_says_when(people: People) -> None:
    row = placed(people)
    end_placement(actor=people.in_charge.actor, clock=people.clock, placement=row.reference, ended_on=DAY)
    entry = last_event(MISSION, "know.communities.placement_ended", row.reference)
    assert entry is not None
    assert (payload(entry), entry.area_path) == ({"post": "liaison-1", "ended_on": "2031-05-10"}, "OV01/OV0101/")


@pytest.mark.parametrize("day", [date(2031, 7, 1), date(2031, 4, 30)])
def test_a_day_that_cannot_be_is_refused(people: People, day: date) -> None:
    told: dict[str, Any] = {"placement": placed(people).reference, "ended_on": day}
    refused = assert_refused(Invalid, lambda: end_placement(actor=people.in_charge.actor, clock=people.clock, **told))
    assert list(refused.problems) == ["ended_on"]


def test_who_may_not_know_of_it_cannot(people: People) -> None:
    told: dict[str, Any] = {"placement": placed(people).reference, "ended_on": DAY}
    refused_to(
        (people.colleague, people.outsider),
        NotFound,
        lambda actor: end_placement(actor=actor, clock=people.clock, **told),
    )
