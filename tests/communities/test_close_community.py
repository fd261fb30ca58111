"""A community is closed with a reason and opened again with everything that it held (para 29)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.communities.scene import added, assert_refused, consulted, refused_to
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.know.communities.commands import close_community, reopen_community
from tutela.know.communities.commands.records import CommunityIsClosed
from tutela.know.communities.models import Community, CommunityRevision
from tutela.know.communities.queries import communities_not_heard_from, community_named, listed_communities
from tutela.ledger.queries import last_event, ledger_head


def closed(people: People, row: Community, **more: Any) -> Community:
    told: dict[str, Any] = {"version": row.version, "reason": "People went to the site at the river."} | more
    return close_community(actor=people.in_charge.actor, clock=people.clock, community=row.reference, **told)


def opened(people: People, row: Community, **more: Any) -> Community:
    told: dict[str, Any] = {"version": row.version, "reason": "They are back."} | more
    return reopen_community(actor=people.in_charge.actor, clock=people.clock, community=row.reference, **told)


def test_it_leaves_the_lists_and_stays_on_record(people: People) -> None:
    actor = people.in_charge.actor
    row = closed(people, added(people))
    assert (row.version, row.is_open, row.closed_at) == (2, False, people.clock.now())
    assert list(listed_communities(actor)) == []
    assert communities_not_heard_from(actor, people.clock.now()) == []
    assert community_named(actor, row.reference) == row


def test_the_reason_is_kept_with_the_revision_and_in_the_entry(people: People) -> None:
    row = closed(people, added(people))
    entry = last_event(MISSION, "know.communities.community_closed", row.reference)
    assert entry is not None
    newest = CommunityRevision.objects.get(community=row, number=2)
    assert newest.reason == entry.reason == "People went to the site at the river."


def test_nothing_more_is_put_on_record_of_it(people: People) -> None:
    row = closed(people, added(people))
    assert_refused(CommunityIsClosed, lambda: closed(people, row))
    assert_refused(CommunityIsClosed, lambda: consulted(people, row))


def test_it_is_opened_again_with_what_it_held(people: People) -> None:
    row = opened(people, closed(people, added(people)))
    assert (row.version, row.is_open, row.name) == (3, True, "Loumé")
    changes = CommunityRevision.objects.order_by("number").values_list("change", flat=True)
    assert list(changes) == ["added", "closed", "reopened"]
    assert last_event(MISSION, "know.communities.community_reopened", row.reference) is not None


def test_opening_what_is_open_changes_nothing(people: People) -> None:
    row = added(people)
    before = ledger_head(MISSION)
    assert opened(people, row).version == 1
    assert ledger_head(MISSION) == before


@pytest.mark.parametrize("act", [closed, opened])
def test_without_a_reason_nothing_is_done(people: People, act: Any) -> None:
    row = added(people)
    refused = assert_refused(Invalid, lambda: act(people, row, reason=" "))
    assert list(refused.problems) == ["reason"]


@pytest.mark.parametrize("act", [closed, opened])
def test_who_read_an_earlier_version_is_told(people: People, act: Any) -> None:
    row = closed(people, added(people))
    assert_refused(Stale, lambda: act(people, row, version=1))


@pytest.mark.parametrize("verb", [close_community, reopen_community])
def test_who_may_not_know_of_it_cannot(people: People, verb: Any) -> None:
    told = {"clock": people.clock, "community": added(people).reference, "version": 1, "reason": "Away."}
    refused_to((people.colleague, people.outsider), NotFound, lambda actor: verb(actor=actor, **told))
