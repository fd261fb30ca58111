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
from tutela.exchange.intake.facts import incident_facts
from tutela.exchange.intake.inside import MissionShape, Place, judge
from tutela.exchange.intake.reports import OUTSIDE, OUTSIDE_EXCHANGED, ImportReport, report_path
from tutela.exchange.models import ImportRun
from tutela.exchange.readers.coordinates import Whereabouts
from tutela.exchange.readers.events.reading import EventFile, Item, open_events
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.files import Gauge
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
IMPORTED = "know.incidents.incidents_imported"

Progress = Callable[[float], None]


class NothingReadable(Refusal):
    """Not one row of the file can be used."""

    code = "nothing_readable"


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
    cannot be used, NoAreas, CoordinatesExchanged, OutsideMission, NothingReadable; nothing is changed then.
    """
    for permission in (Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.INCIDENT_IMPORT):
        actor.require(permission)
    file = open_events(path, encoding=encoding)
    ground = ground_of(actor.mission)
    shape = MissionShape.of(ground.areas)
    _judge(file, shape)
    snapshot = add_snapshot(actor=actor, clock=clock, facts=_snapshot(file, release))
    run = start_import(actor=actor, clock=clock, snapshot=snapshot, rows_expected=file.approximate_rows)
    report = ImportReport(report_path(folder, actor.mission, run.reference))
    gauge = Gauge()
    work = _Work(actor, clock, run.reference, snapshot, ground, shape, report)
    with report.being_written(), _no_search_for_cycles(), rare_checkpoints():
        for share in work.shares_done(file, gauge):
            if progress is not None:
                progress(share)
    work.tell_the_end()
    inform_planner(report.new)
    if progress is not None:
        progress(1.0)
    return finish_import(actor=actor, clock=clock, run=run.reference, report=report.as_json()), report


def _judge(file: EventFile, shape: MissionShape) -> None:
    if judge(file.file.name, _places(file), shape):
        return
    first = next((item for item in file.rows() if isinstance(item, RowRefusal)), None)
    if first is None:
        raise NothingReadable(
            _("No row of %(file)s can be used.") % {"file": file.file.name}, remedy=_("Export the file again.")
        )
    facts = {"file": file.file.name, "row": first.row_number, "column": first.column, "why": _(first.reason)}
    raise NothingReadable(
        _("No row of %(file)s can be used; row %(row)s, %(column)s: %(why)s") % facts, remedy=_(first.remedy)
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


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, AT_ONCE)):
        yield batch


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

    def shares_done(self, file: EventFile, gauge: Gauge) -> Iterator[float]:
        """Tell of every row in the report and write what is not in the ledger yet; yield the share read, 0 to 1."""
        batches = _batches(file.rows(gauge=gauge))
        for batch in batches:
            if batch[-1].row_number > self.done_before:
                self._write(batch, batches)
            else:
                self._told(batch)
            yield gauge.share

    def _write(self, batch: list[Item], more: Iterator[list[Item]]) -> None:
        """Write a batch and a few more in one transaction, with the ledger entry that names their rows."""
        piece = chain([batch], islice(more, BATCHES - 1))
        tally = import_incidents(
            actor=self.actor,
            clock=self.clock,
            run=self.run,
            snapshot=self.snapshot,
            ground=self.ground,
            first_row=max(batch[0].row_number, self.done_before + 1),
            last_row=lambda: self.last_row,
            incidents=(
                incident_facts(row) for one in piece for row in self._told(one) if row.row_number > self.done_before
            ),
        )
        self._count(*tally)

    def _told(self, batch: list[Item]) -> list[EventRow]:
        """Tell of every row in the report and return those that lie in the mission."""
        self.last_row = batch[-1].row_number
        rows = [item for item in batch if isinstance(item, EventRow)]
        inside = iter(self.shape.contains([(row.latitude, row.longitude) for row in rows]))
        taken: list[EventRow] = []
        for item in batch:
            self.report.rows += 1
            if isinstance(item, RowRefusal):
                self.report.refusal(item)
            elif next(inside):
                if item.corrections or item.remarks:
                    self.report.corrections(item.row_number, item.corrections, item.remarks)
                taken.append(item)
            else:
                self._away(item)
        return taken

    def _away(self, row: EventRow) -> None:
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
