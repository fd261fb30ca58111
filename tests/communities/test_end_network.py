"""A network that ends takes its focal points with it, and its tests stay."""

from __future__ import annotations

import pytest

from tests.communities.scene import added, assert_refused, pointed, rung, served
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import end_network
from tutela.know.communities.commands.records import NetworkHasEnded
from tutela.know.communities.models import FocalPoint
from tutela.know.communities.queries import network_tests, networks, women_among_focal_points
from tutela.ledger.queries import last_event, payload


def test_it_is_no_longer_among_the_networks_in_use(people: People) -> None:
    actor = people.in_charge.actor
    row = served(people, added(people))
    pointed(people, row)
    rung(people, row)
    ended = end_network(actor=actor, clock=people.clock, network=row.reference, reason=" No mast. ")
    assert (ended.ended_at, ended.ended_why) == (people.clock.now(), "No mast.")
    assert (list(networks(actor)), list(networks(actor, ended=True))) == ([], [row])
    assert len(network_tests(actor, [row.pk])) == 1


def test_its_focal_points_are_focal_points_no_longer(people: People) -> None:
    row = served(people, added(people))
    pointed(people, row)
    end_network(actor=people.in_charge.actor, clock=people.clock, network=row.reference, reason="No mast.")
    assert FocalPoint.objects.get().ended_at == people.clock.now()
    assert women_among_focal_points(people.in_charge.actor).points.all == 0
    entry = last_event(MISSION, "know.communities.network_ended", row.reference)
    assert entry is not None
    assert (payload(entry), entry.reason) == ({"focal_points": 1}, "No mast.")


def test_it_needs_a_reason_and_ends_once(people: People) -> None:
    actor, row = people.in_charge.actor, served(people, added(people))
    assert_refused(Invalid, lambda: end_network(actor=actor, clock=people.clock, network=row.reference, reason=""))
    end_network(actor=actor, clock=people.clock, network=row.reference, reason="No mast.")
    assert_refused(
        NetworkHasEnded, lambda: end_network(actor=actor, clock=people.clock, network=row.reference, reason="Again.")
    )


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_who_may_not_know_of_it_cannot(people: People, who: str) -> None:
    row, actor = served(people, added(people)), getattr(people, who).actor
    assert_refused(NotFound, lambda: end_network(actor=actor, clock=people.clock, network=row.reference, reason="x"))
