"""A test shows whether a network carries: its history only grows, and who answered was heard from (paras 50, 77)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.communities.scene import EAST, added, assert_refused, liaison, place, refused_to, rung, served
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import end_network, note_network_test
from tutela.know.communities.commands.records import NetworkHasEnded
from tutela.know.communities.models import AlertNetwork, Community, NetworkTest
from tutela.know.communities.queries import network_tests
from tutela.know.communities.rules import NEVER
from tutela.ledger.queries import last_event, ledger_head, payload


def test_it_is_kept_and_told_in_an_entry(people: People) -> None:
    row = served(people, added(people))
    test = rung(people, row, "answered_late", means="phone", minutes=40, note="The mast is down.")
    assert (test.result, test.minutes, test.note) == ("answered_late", 40, "The mast is down.")
    entry = last_event(MISSION, "know.communities.network_tested", row.reference)
    assert entry is not None
    assert (payload(entry)["result"], payload(entry)["minutes"]) == ("answered_late", 40)
    assert ("mast" in entry.payload, entry.related) == (False, '["C-000001"]')
    assert entry.known_at < entry.recorded_at


def test_the_network_shows_its_newest_test(people: People) -> None:
    row = served(people, added(people))
    rung(people, row, "failed")
    rung(people, row, tested_at=people.clock.now() - timedelta(days=9))
    row.refresh_from_db()
    assert (row.last_tested_on, row.last_result) == (people.clock.now().date(), "failed")
    assert [test.result for test in network_tests(people.in_charge.actor, [row.pk])] == ["failed", "answered"]


@pytest.mark.parametrize(("result", "heard"), [("answered", True), ("answered_late", True), ("failed", False)])
def test_who_answered_was_heard_from(people: People, result: str, heard: bool) -> None:
    one, other = added(people), added(people, place("Weir", EAST))
    rung(people, served(people, one, other), result)
    days = Community.objects.values_list("contact_0_on", flat=True)
    assert [day == people.clock.now().date() for day in days] == [heard, heard]
    assert all((day == NEVER) is not heard for day in days)


def test_a_test_of_a_closely_held_network_is_no_contact_that_others_know_of(people: People) -> None:
    row = added(people)
    rung(people, served(people, row, sensitivity=1))
    row.refresh_from_db()
    today = people.clock.now().date()
    assert [row.contact_on(clearance) for clearance in (0, 1, 2)] == [NEVER, today, today]


def test_the_same_moment_again_is_the_same_test(people: People) -> None:
    row = served(people, added(people))
    first = rung(people, row)
    before = ledger_head(MISSION)
    assert rung(people, row) == first
    assert (ledger_head(MISSION), NetworkTest.objects.count()) == (before, 1)


def test_a_liaison_assistant_may_test(people: People) -> None:
    row = served(people, added(people))
    told: dict[str, Any] = {"tested_at": people.clock.now(), "result": "answered"}
    who = liaison(people).actor
    assert note_network_test(actor=who, clock=people.clock, network=row.reference, **told).recorded_by == who.label


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"result": "perhaps"}, "result"),
        ({"means": "owl"}, "means"),
        ({"minutes": -1}, "minutes"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = served(people, added(people))
    refused = assert_refused(Invalid, lambda: rung(people, row, **more))
    assert list(refused.problems) == [field]


def test_it_cannot_lie_in_the_future(people: People) -> None:
    row = served(people, added(people))
    later = people.clock.now() + timedelta(minutes=1)
    assert list(assert_refused(Invalid, lambda: rung(people, row, tested_at=later)).problems) == ["tested_at"]


def test_a_network_that_ended_is_tested_no_more(people: People) -> None:
    row = served(people, added(people))
    end_network(actor=people.in_charge.actor, clock=people.clock, network=row.reference, reason="No mast.")
    assert_refused(NetworkHasEnded, lambda: rung(people, row))


def test_who_may_not_know_of_it_cannot(people: People) -> None:
    row = served(people, added(people))
    told: dict[str, Any] = {"network": row.reference, "tested_at": people.clock.now(), "result": "answered"}
    others = (people.colleague, people.outsider)
    refused_to(others, NotFound, lambda actor: note_network_test(actor=actor, clock=people.clock, **told))
    assert [network_tests(who.actor, [row.pk]) for who in others] == [[], []]
    assert AlertNetwork.objects.get().last_tested_on == NEVER
