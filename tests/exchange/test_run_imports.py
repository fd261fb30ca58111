"""An import run is started once a file, taken up when it was cut off, and ended with its report."""

from __future__ import annotations

import pytest

from tests.people import MISSION, People
from tutela.exchange.commands import finish_import, start_import
from tutela.exchange.models import ImportRun
from tutela.exchange.queries import run_named, runs
from tutela.kernel.refusals import NotAllowed, NotFound
from tutela.ledger.queries import last_event, payload
from tutela.mission.commands import add_snapshot
from tutela.mission.models import Snapshot
from tutela.mission.rules import SnapshotFacts

REPORT = {"rows": 10, "new": 7, "updated": 1, "unchanged": 1, "corrected": 3, "refused": 1, "elsewhere": 0}


@pytest.fixture
def snapshot(people: People) -> Snapshot:
    facts = SnapshotFacts("incidents", "ucdp", "25.1", "events.csv", "ab" * 32, 1234)
    return add_snapshot(actor=people.in_charge.actor, clock=people.clock, facts=facts)


def started(people: People, snapshot: Snapshot) -> ImportRun:
    return start_import(actor=people.in_charge.actor, clock=people.clock, snapshot=snapshot, rows_expected=10)


def test_a_run_that_was_cut_off_is_taken_up_again(people: People, snapshot: Snapshot) -> None:
    first, second = started(people, snapshot), started(people, snapshot)
    assert first == second
    assert runs(people.in_charge.actor).count() == 1


def test_a_finished_file_may_be_imported_again(people: People, snapshot: Snapshot) -> None:
    first = started(people, snapshot)
    finish_import(actor=people.in_charge.actor, clock=people.clock, run=first.reference, report=REPORT)
    assert started(people, snapshot).number == first.number + 1


def test_the_end_is_in_the_ledger_with_its_counts(people: People, snapshot: Snapshot) -> None:
    run = started(people, snapshot)
    finish_import(actor=people.in_charge.actor, clock=people.clock, run=run.reference, report=REPORT)
    entry = last_event(MISSION, "exchange.import_finished")
    assert entry is not None
    assert payload(entry) == {**REPORT, "snapshot": "S-000001"}


def test_ending_it_twice_changes_nothing(people: People, snapshot: Snapshot) -> None:
    run = started(people, snapshot)
    for rows in (10, 99):
        finish_import(
            actor=people.in_charge.actor, clock=people.clock, run=run.reference, report={**REPORT, "rows": rows}
        )
    held = run_named(people.in_charge.actor, run.reference)
    assert held is not None
    assert held.report["rows"] == 10


def test_an_import_that_is_not_there_is_not_ended(people: People) -> None:
    with pytest.raises(NotFound):
        finish_import(actor=people.in_charge.actor, clock=people.clock, run="R-000009", report=REPORT)


def test_a_post_without_the_right_starts_none(people: People, snapshot: Snapshot) -> None:
    with pytest.raises(NotAllowed):
        start_import(actor=people.colleague.actor, clock=people.clock, snapshot=snapshot, rows_expected=1)


def test_people_elsewhere_do_not_know_of_it(people: People, snapshot: Snapshot) -> None:
    run = started(people, snapshot)
    assert run_named(people.outsider.actor, run.reference) is None
