"""Taking an event file in: judged whole, registered as a snapshot, written piece by piece, reported to the end."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.commands import finish_import, start_import
from tutela.exchange.intake.inside import MissionShape, Place, judge
from tutela.exchange.intake.reports import OUTSIDE, OUTSIDE_EXCHANGED, ImportReport, report_path
from tutela.exchange.intake.unreadable import nothing_readable
from tutela.exchange.models import ImportRun
from tutela.exchange.readers.coordinates import Whereabouts
from tutela.exchange.readers.events.ahead import reading
from tutela.exchange.readers.events.reading import EventFile, open_events
from tutela.exchange.readers.events.ready import Portion, Ready, Wanted
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.problems import RowRefusal
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.know.incidents.commands import import_incidents
from tutela.know.incidents.queries import Ground, ground_of
from tutela.ledger.queries import entries_of, payload
from tutela.ledger.stores.checkpoints import rare_checkpoints
from tutela.ledger.stores.planning import inform_planner
from tutela.mission.commands import add_snapshot
from tutela.mission.models import Snapshot
from tutela.mission.rules import SnapshotFacts

# Rows read at once, so few that they stay near the processor, and how often that is written in one transaction: fewer,
# longer transactions touch fewer pages twice.
AT_ONCE = 250
BATCHES = 64
LONGEST_RELEASE = 60
IMPORTED = "know.incidents.incidents_imported"

Progress = Callable[[float], None]


class ReleaseTooLong(Refusal):
    """What is given as the file's release is longer than any release's name."""

    code = "release_too_long"
    status = 422


def import_events_file(
    path: Path,
    *,
    actor: Actor,
    clock: Clock,
    folder: Path,
    release: str = "",
    encoding: str = "utf-8",
    progress: Progress | None = None,
) -> tuple[ImportRun, ImportReport]:
    """Import an event file into the actor's mission; taken up where it was cut off when it runs again.

    `folder` keeps the report's file; `progress` is told the share done, 0 to 1. Raises a Refusal for a file that
    cannot be used, ReleaseTooLong, NoAreas, CoordinatesExchanged, OutsideMission, NothingReadable; nothing is
    changed then.
    """
    for permission in (Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.INCIDENT_IMPORT):
        actor.require(permission)
    _check_release(release)
    file = open_events(path, encoding=encoding)
    ground = ground_of(actor.mission)
    shape = MissionShape.of(ground.areas)
    _judge(file, shape)
    snapshot = add_snapshot(actor=actor, clock=clock, facts=_snapshot(file, release))
    run = start_import(actor=actor, clock=clock, snapshot=snapshot, rows_expected=file.approximate_rows)
    report = ImportReport(report_path(folder, actor.mission, run.reference))
    work = _Work(actor, clock, run.reference, snapshot, ground, shape, report)
    wanted = Wanted(work.done_before, shape.bounds, AT_ONCE)
    with rare_checkpoints():
        with report.being_written(), _no_search_for_cycles(), reading(file, wanted) as portions:
            for share in work.shares_done(portions):
                if progress is not None:
                    progress(share)
        work.tell_the_end()
        inform_planner(report.new)
    if progress is not None:
        progress(1.0)
    return finish_import(actor=actor, clock=clock, run=run.reference, report=report.as_json()), report


def _judge(file: EventFile, shape: MissionShape) -> None:
    if not judge(file.file.name, _places(file), shape):
        raise nothing_readable(file.file.name, file.rows())


def _check_release(release: str) -> None:
    if len(release) > LONGEST_RELEASE:
        raise ReleaseTooLong(
            _("A release has at most %(most)s characters.") % {"most": LONGEST_RELEASE},
            remedy=_("Name it as its source does, like 22.1."),
        )


def _places(file: EventFile) -> Iterator[Place]:
    return ((item.latitude, item.longitude) for item in file.rows() if isinstance(item, EventRow))


def _snapshot(file: EventFile, release: str) -> SnapshotFacts:
    return SnapshotFacts(
        kind="incidents",
        source=file.source,
        release=release or file.release,
        filename=file.file.name,
        sha256=file.sha256,
        size=file.file.size,
        header=file.columns,
    )


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles among the rows: there are none, and the search takes a fifth of the time.

    What there is elsewhere, two dozen small objects for each ledger entry, waits until the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Work:
    """The pieces of one file on their way into the mission."""

    def __init__(
        self,
        actor: Actor,
        clock: Clock,
        run: str,
        snapshot: Snapshot,
        ground: Ground,
        shape: MissionShape,
        report: ImportReport,
    ) -> None:
        self.actor, self.clock, self.run, self.snapshot = actor, clock, run, snapshot
        self.ground, self.shape, self.report = ground, shape, report
        self.over_corrections = self.last_row = 0
        self.share = 0.0
        self.done_before = self._count_what_is_done()

    def _count_what_is_done(self) -> int:
        """Return the last row of the run that is in the ledger, and count what was written."""
        last = 0
        for entry in entries_of(self.actor.mission, IMPORTED, self.run):
            said = payload(entry)
            self._count(said["new"], said["updated"], said["unchanged"], said.get("over_corrections", 0))
            last = max(last, said["last_row"])
        return last

    def _count(self, new: int, updated: int, unchanged: int, over_corrections: int) -> None:
        self.report.new += new
        self.report.updated += updated
        self.report.unchanged += unchanged
        self.over_corrections += over_corrections

    def shares_done(self, portions: Iterator[Portion]) -> Iterator[float]:
        """Tell of every row in the report and write what is not in the ledger yet; yield the share read, 0 to 1."""
        for portion in portions:
            if portion.rows[-1].row_number > self.done_before:
                self._write(portion, portions)
            else:
                self._told(portion)
            yield self.share

    def _write(self, portion: Portion, more: Iterator[Portion]) -> None:
        """Write a portion and a few more in one transaction, with the ledger entry that names their rows."""
        piece = chain([portion], islice(more, BATCHES - 1))
        tally = import_incidents(
            actor=self.actor,
            clock=self.clock,
            run=self.run,
            snapshot=self.snapshot,
            ground=self.ground,
            first_row=max(portion.rows[0].row_number, self.done_before + 1),
            last_row=lambda: self.last_row,
            incidents=(ready.told for one in piece for ready in self._told(one) if ready.told is not None),
        )
        self._count(*tally)

    def _told(self, portion: Portion) -> list[Ready]:
        """Tell of every row in the report and return those that lie in the mission."""
        self.last_row, self.share = portion.rows[-1].row_number, portion.share
        rows = [row for row in portion.rows if isinstance(row, Ready)]
        inside = iter(self.shape.contains([(row.latitude, row.longitude) for row in rows]))
        taken: list[Ready] = []
        for row in portion.rows:
            self.report.rows += 1
            if isinstance(row, RowRefusal):
                self.report.refusal(row)
            elif next(inside):
                if row.corrections or row.remarks:
                    self.report.corrections(row.row_number, row.corrections, row.remarks)
                taken.append(row)
            else:
                self._away(row)
        return taken

    def _away(self, row: Ready) -> None:
        where = f"{row.latitude}, {row.longitude} {row.country}".strip()
        is_exchanged = self.shape.whereabouts((row.latitude, row.longitude)) is Whereabouts.EXCHANGED
        self.report.away(row.row_number, where, OUTSIDE_EXCHANGED if is_exchanged else OUTSIDE)

    def tell_the_end(self) -> None:
        """Add to the report what only shows at the end."""
        report = self.report
        if self.over_corrections:
            report.notes.append(
                f"{self.over_corrections} incidents that people had corrected are told anew by this file; what it says "
                "is their newest revision. The ledger entries of this import name them."
            )
        if report.rows != report.new + report.updated + report.unchanged + report.refused + report.elsewhere:
            report.notes.append(
                "The mission's areas changed while this import was interrupted; import the file once more."
            )
