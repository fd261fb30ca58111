"""The list is narrowed by its address, each filter within what the reader may know of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.communities.scene import EAST, added, consulted, place, pointed, reader, rung, served, written
from tests.people import People
from tutela.know.communities.commands import close_community, end_network
from tutela.know.communities.queries import CommunityWanted, beside, listed_communities
from tutela.know.communities.rules import NEVER


def names(people: People, **wanted: Any) -> list[str]:
    rows = listed_communities(people.in_charge.actor, CommunityWanted(**wanted))
    return [row.name for row in rows]


@pytest.fixture
def three(people: People) -> People:
    """A village in the west, a site in the east where displaced people live, and a camp that was closed."""
    added(people, place("Loumé", other_names=("Vieux Moulin",), languages=("Sango",)))
    added(people, place("Ford", EAST, kind="displacement_site", groups=("displaced", "youth")))
    gone = added(people, place("Gone", EAST))
    close_community(
        actor=people.in_charge.actor, clock=people.clock, community=gone.reference, version=1, reason="Burnt."
    )
    return people


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["Ford", "Loumé"]),
        ({"text": "loume"}, ["Loumé"]),
        ({"text": "vieux m"}, ["Loumé"]),
        ({"text": "SANGO"}, ["Loumé"]),
        ({"text": "Tesque"}, ["Ford"]),
        ({"text": "c-000002"}, ["Ford"]),
        ({"text": "C-000099"}, []),
        ({"area": "OV02"}, ["Ford"]),
        ({"area": "OV99"}, []),
        ({"kind": "displacement_site"}, ["Ford"]),
        ({"group": "displaced"}, ["Ford"]),
        ({"group": "placed"}, []),
        ({"standing": "closed"}, ["Gone"]),
        ({"standing": "all"}, ["Ford", "Gone", "Loumé"]),
    ],
)
def test_each_filter_narrows(three: People, wanted: dict[str, Any], expected: list[str]) -> None:
    assert names(three, **wanted) == expected


def test_a_group_that_was_not_heard_within_a_year_is_found(people: People) -> None:
    today = people.clock.now().date()
    heard, never = added(people), added(people, place("Ford"))
    consulted(people, heard, groups=(("girls", 4),))
    long_ago = today - timedelta(days=400)
    consulted(people, never, groups=(("girls", 4),), held_on=long_ago, risk_weighed_on=long_ago)
    assert names(people, unheard="girls", today=today) == ["Ford"]
    assert names(people, unheard="boys", today=today) == ["Ford", "Loumé"]


def test_what_is_closed_to_the_reader_does_not_count_as_heard(people: People) -> None:
    today = people.clock.now().date()
    consulted(people, added(people), groups=(("girls", 4),), sensitivity=2)
    wanted = CommunityWanted(unheard="girls", today=today)
    assert len(listed_communities(reader(people, 1), wanted)) == 1
    assert names(people, unheard="girls", today=today) == []


def test_silence_is_found_by_day_and_by_never(people: People) -> None:
    today = people.clock.now().date()
    consulted(people, added(people))
    row = added(people, place("Ford"))
    assert names(people, quiet_before=today) == ["Ford", "Loumé"]
    assert names(people, quiet_before=today - timedelta(days=1)) == ["Ford"]
    assert names(people, never_heard=True) == ["Ford"]
    alerts = {row.area_id: people.clock.now()}
    assert names(people, quiet_before=today, last_alerts=alerts) == []


def test_communities_without_a_network_in_use_or_a_plan_are_found(people: People) -> None:
    row, other = added(people), added(people, place("Ford"))
    network = served(people, row)
    written(people, other)
    assert (names(people, without_network=True), names(people, without_plan=True)) == (["Ford"], ["Loumé"])
    end_network(actor=people.in_charge.actor, clock=people.clock, network=network.reference, reason="No mast.")
    assert names(people, without_network=True) == ["Ford", "Loumé"]


def test_a_closed_network_or_plan_is_none_for_whoever_may_not_know_of_it(people: People) -> None:
    row = added(people)
    served(people, row, sensitivity=2)
    written(people, row, sensitivity=2)
    low = reader(people, 1)
    for wanted in (CommunityWanted(without_network=True), CommunityWanted(without_plan=True)):
        assert len(listed_communities(low, wanted)) == 1
    assert beside(low, [row.pk])[row.pk].networks == 0
    assert beside(low, [row.pk])[row.pk].plan_status == ""


def test_beside_a_community_stand_its_networks_and_its_plan(people: People) -> None:
    row = added(people)
    rung(people, served(people, row))
    pointed(people, served(people, row, name="Runners"))
    plan = written(people, row)
    found = beside(people.in_charge.actor, [row.pk])[row.pk]
    assert (found.networks, found.untested, found.plan_status) == (2, 1, "draft")
    assert found.next_review_on == plan.next_review_on
    assert row.contact_on(0) == NEVER


def test_each_reads_their_own_part(three: People) -> None:
    assert [row.name for row in listed_communities(three.colleague.actor)] == ["Ford"]
    assert list(listed_communities(three.outsider.actor)) == []
    assert list(listed_communities(three.colleague.actor, CommunityWanted(text="C-000001"))) == []
