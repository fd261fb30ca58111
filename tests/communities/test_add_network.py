"""An alert network serves communities, is seen by whoever sees one of them, and tells nobody of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.communities.scene import EAST, added, assert_refused, place, served
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.communities.commands import add_network, close_community
from tutela.know.communities.models import AlertNetwork
from tutela.know.communities.queries import network_named, networks, networks_of, served_by
from tutela.know.communities.rules import NetworkFacts
from tutela.ledger.queries import last_event, ledger_head, payload


def test_it_serves_several_communities_and_names_them_in_its_entry(people: People) -> None:
    one, other = added(people), added(people, place("Weir", EAST))
    row = served(people, one, other, means=("phone", "whistle"), how="Two callers, one runner.")
    assert (row.reference, row.means, row.how) == ("CAN-000001", ["phone", "whistle"], "Two callers, one runner.")
    entry = last_event(MISSION, "know.communities.network_added", row.reference)
    assert entry is not None
    assert (payload(entry)["means"], entry.related) == (["phone", "whistle"], '["C-000001","C-000002"]')
    assert "runner" not in entry.payload


def test_its_area_is_the_smallest_that_holds_all_it_serves(people: People) -> None:
    near, beside, far = added(people), added(people, place("Mill", "OV0102")), added(people, place("Weir", EAST))
    codes = [served(people, *some).area for some in ([near], [near, beside], [near, far])]
    assert [area.code if area else "" for area in codes] == ["OV0101", "OV01", ""]


def test_it_is_held_as_closely_as_the_closest_of_its_communities(people: People) -> None:
    open_one, closed_one = added(people), added(people, place("Weir", sensitivity=2))
    assert served(people, open_one, closed_one).sensitivity == 2
    assert served(people, open_one, sensitivity=1).sensitivity == 1


def test_who_sees_one_of_its_communities_sees_it_and_no_other_community(people: People) -> None:
    west, east = added(people), added(people, place("Weir", EAST))
    row = served(people, west, east)
    actor = people.colleague.actor
    assert network_named(actor, row.reference) == row
    assert served_by(actor, [row.pk]) == {row.pk: [east]}
    assert networks_of(actor, [east.pk]) == {east.pk: [row]}
    assert list(networks(actor)) == [row]


def test_who_sees_none_of_its_communities_does_not_see_it(people: People) -> None:
    row = served(people, added(people))
    for actor in (people.colleague.actor, people.outsider.actor):
        assert network_named(actor, row.reference) is None
        assert list(networks(actor)) == []


def test_a_network_that_is_held_more_closely_is_hidden_by_that(people: People) -> None:
    row = served(people, added(people), sensitivity=2)
    actor = replace(people.in_charge.actor, clearance=people.colleague.actor.clearance)
    assert network_named(actor, row.reference) is None


def test_the_same_sent_again_is_the_same_network(people: People) -> None:
    facts = NetworkFacts(name="Callers", communities=(added(people).reference,), means=("phone",))
    told: dict[str, Any] = {"clock": people.clock, "facts": facts, "record_key": "once"}
    first = add_network(actor=people.in_charge.actor, **told)
    before = ledger_head(MISSION)
    assert add_network(actor=people.in_charge.actor, **told) == first
    assert (ledger_head(MISSION), AlertNetwork.objects.count()) == (before, 1)
    assert_refused(NotFound, lambda: add_network(actor=people.colleague.actor, **told))


@pytest.mark.parametrize("text", ["C-000099", "Loumé"])
def test_a_community_that_is_not_there_is_refused(people: People, text: str) -> None:
    facts = NetworkFacts(name="Callers", communities=(text,), means=("phone",))
    told: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "record_key": "k"}
    refused = assert_refused(Invalid, lambda: add_network(facts=facts, **told))
    assert list(refused.problems) == ["communities"]


def test_a_community_that_is_hidden_or_closed_is_as_if_it_were_not_there(people: People) -> None:
    west, gone = added(people), added(people, place("Gone", EAST))
    close_community(
        actor=people.in_charge.actor, clock=people.clock, community=gone.reference, version=1, reason="Burnt."
    )
    told = [
        assert_refused(Invalid, lambda row=row: served(people, row, by=people.colleague)).problems["communities"]
        for row in (west, gone)
    ]
    assert told[0].replace(west.reference, "") == told[1].replace(gone.reference, "")


def test_without_a_community_or_means_it_warns_nobody(people: People) -> None:
    refused = assert_refused(Invalid, lambda: served(people, means=()))
    assert set(refused.problems) == {"communities", "means"}


def test_nobody_keeps_what_they_may_not_read(people: People) -> None:
    row = added(people, place(area=EAST))
    assert_refused(NotAllowed, lambda: served(people, row, by=people.colleague, sensitivity=2))


def test_an_entry_about_areas_that_no_area_holds_is_read_by_the_whole_mission_s_posts_alone(people: People) -> None:
    from tutela.ledger.queries import entries_about

    row = served(people, added(people), added(people, place("Weir", EAST)))
    told = [len(entries_about(who.actor, row.reference)) for who in (people.in_charge, people.colleague)]
    assert told == [1, 0]
