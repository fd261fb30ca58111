"""The same file is the same snapshot, however often it comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.people import MISSION, People
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import add_snapshot
from tutela.mission.models import Snapshot
from tutela.mission.queries import snapshots
from tutela.mission.rules import SnapshotFacts

FACTS = SnapshotFacts("events", "ucdp", "18.1", "ged.csv", "ab" * 32, 1234, ("id", "year"))


def add(people: People, facts: SnapshotFacts = FACTS) -> Snapshot:
    return add_snapshot(actor=people.in_charge.actor, clock=people.clock, facts=facts)


def test_a_file_is_registered_with_its_hash_and_by_a_post(people: People) -> None:
    snapshot = add(people)
    assert (snapshot.number, snapshot.header, str(snapshot)) == (1, ["id", "year"], "ucdp 18.1")
    assert (snapshot.imported_by, snapshot.imported_at) == ("Protection of Civilians Adviser", people.clock.now())
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert (entry.subject, entry.event) == ("S-000001", "mission.snapshot_added")
    assert '"sha256":"' + "ab" * 32 in entry.payload


def test_the_same_file_again_writes_nothing(people: People) -> None:
    first = add(people)
    before = Entry.objects.count()
    assert add(people, replace(FACTS, filename="renamed.csv")) == first
    assert Entry.objects.count() == before


def test_another_content_or_another_kind_is_another_snapshot(people: People) -> None:
    assert [add(people, facts).number for facts in (FACTS, replace(FACTS, kind="areas"))] == [1, 2]
    assert add(people, replace(FACTS, sha256="cd" * 32)).number == 3


def test_each_mission_counts_its_own(people: People) -> None:
    add(people)
    other = add_snapshot(actor=people.outsider.actor, clock=people.clock, facts=FACTS)
    assert other.number == 1
    assert [row.number for row in snapshots(people.colleague.actor)] == [1]
    assert [row.pk for row in snapshots(people.outsider.actor)] == [other.pk]


def test_only_a_post_that_may_can_add_one(people: People) -> None:
    with pytest.raises(NotAllowed):
        add_snapshot(actor=people.colleague.actor, clock=people.clock, facts=FACTS)
