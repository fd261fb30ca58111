"""What is said of a community is never overwritten: each change is a revision, and two people at once are safe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.communities.scene import EAST, WEST, added, assert_refused, place, reader, refused_to
from tests.people import MISSION, Known, People
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.communities.commands import change_community
from tutela.know.communities.commands.records import CommunityIsClosed
from tutela.know.communities.models import Community, CommunityRevision
from tutela.know.communities.queries import revisions_of
from tutela.ledger.queries import last_event, ledger_head, payload


def changed(people: People, row: Community, by: Known | None = None, **more: Any) -> Community:
    told: dict[str, Any] = {"version": row.version, "reason": "A visit.", "facts": place("New Loumé")} | more
    actor = (by or people.in_charge).actor
    return change_community(actor=actor, clock=people.clock, community=row.reference, **told)


def test_a_change_is_a_revision_and_the_earlier_one_stays(people: People) -> None:
    row = changed(people, added(people), facts=place("New Loumé", EAST, groups=("displaced",)))
    assert (row.version, row.name, row.area.code, row.groups_present) == (2, "New Loumé", EAST, ("displaced",))
    first, second = CommunityRevision.objects.filter(community=row).order_by("number")
    assert ('"name":"Loumé"' in first.facts, '"name":"New Loumé"' in second.facts) == (True, True)
    assert (second.change, second.reason) == ("changed", "A visit.")


def test_it_leaves_an_entry(people: People) -> None:
    row = changed(people, added(people))
    entry = last_event(MISSION, "know.communities.community_changed", row.reference)
    assert entry is not None
    assert (payload(entry)["version"], entry.reason, entry.area_path) == (2, "A visit.", "OV01/OV0101/")


def test_the_same_again_changes_nothing(people: People) -> None:
    row = added(people)
    before = ledger_head(MISSION)
    assert changed(people, row, facts=place()).version == 1
    assert ledger_head(MISSION) == before


def test_who_read_an_earlier_version_overwrites_nothing(people: People) -> None:
    row = added(people)
    changed(people, row)
    refused = assert_refused(Stale, lambda: changed(people, row, version=1, facts=place("Mine")))
    assert "C-000001" in refused.message


def test_a_closed_community_is_opened_first(people: People) -> None:
    from tutela.know.communities.commands import close_community

    row = added(people)
    close_community(
        actor=people.in_charge.actor, clock=people.clock, community=row.reference, version=1, reason="Burnt."
    )
    assert_refused(CommunityIsClosed, lambda: changed(people, row, version=2))


def test_what_cannot_be_is_refused(people: People) -> None:
    row = added(people)
    assert_refused(Invalid, lambda: changed(people, row, facts=place(latitude=5.0)))


@pytest.mark.parametrize("facts", [place(area=WEST), place(area=EAST, sensitivity=2)], ids=["away", "out of sight"])
def test_a_field_office_cannot_put_a_community_out_of_its_own_sight(people: People, facts: Any) -> None:
    row = added(people, place(area=EAST))
    assert_refused(NotAllowed, lambda: changed(people, row, people.colleague, facts=facts))


def test_who_may_not_know_of_it_cannot_change_it(people: People) -> None:
    row = added(people)
    told: dict[str, Any] = {"clock": people.clock, "community": row.reference, "version": 1, "facts": place("Mine")}
    refused_to((people.colleague, people.outsider), NotFound, lambda actor: change_community(actor=actor, **told))


def test_a_revision_that_was_held_more_closely_is_shown_to_nobody_else(people: People) -> None:
    row = added(people, place(sensitivity=2))
    changed(people, row, facts=place())
    seen = [revision.number for revision in revisions_of(reader(people, 1), [row.pk])]
    assert (seen, len(revisions_of(people.in_charge.actor, [row.pk]))) == ([2], 2)
    assert revisions_of(replace(people.in_charge.actor, mission="lithe"), [row.pk]) == []


def test_the_database_refuses_to_change_a_revision(people: People) -> None:
    from django.db import DatabaseError, transaction

    from tutela.ledger.command import maintenance

    added(people)
    with maintenance("a test"), pytest.raises(DatabaseError), transaction.atomic():
        CommunityRevision.objects.update(reason="Otherwise.")
