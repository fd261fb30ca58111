"""Taking an event file in: judged whole, registered as a snapshot, written piece by piece, reported to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.exchange.commands import finish_import, start_import
from tutela.exchange.intake.facts import incident_facts
from tutela.exchange.intake.reports import ImportReport, report_path
from tutela.exchange.models import ImportRun
from tutela.exchange.readers.coordinates import Inside, Whereabouts, inside_geometry, whereabouts
from tutela.exchange.readers.events.reading import EventFile, Item, open_events
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.files import Gauge
from tutela.exchange.readers.problems import RowRefusal
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.know.incidents.commands import IncidentFacts, import_incidents
from tutela.know.incidents.queries import Ground, ground_of
from tutela.ledger.queries import entries_of, payload
from tutela.mission.commands import add_snapshot
from tutela.mission.models import Snapshot
from tutela.mission.rules import SnapshotFacts

CHUNK = 2000
LOOKED_AT_FIRST = 5000
# Places on a border are often coded just outside it; a quarter of a degree is about 28 km.
MARGIN_DEGREES = 0.25
IMPORTED = "know.incidents.incidents_imported"

Progress = Callable[[float], None]


class NoAreas(Refusal):
    """The mission has no areas yet, so that no incident could be placed."""

    code = "no_areas"


class CoordinatesExchanged(Refusal):
    """Latitude and longitude seem to be exchanged throughout the file."""

    code = "coordinates_exchanged"


class OutsideMission(Refusal):
    """Nothing in the file lies in the mission."""

    code = "outside_mission"


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
    cannot be used, NoAreas, CoordinatesExchanged, OutsideMission; nothing is changed then.
    """
    file = open_events(path, encoding=encoding)
    ground = ground_of(actor.mission)
    inside = _inside(ground)
    _judge(file, inside)
    snapshot = add_snapshot(actor=actor, clock=clock, facts=_snapshot(file, release))
    run = start_import(actor=actor, clock=clock, snapshot=snapshot, rows_expected=file.approximate_rows)
    report = ImportReport(report_path(folder, actor.mission, run.reference))
    done_before = _taken_over(actor.mission, run.reference, report)
    report.open(after_row=done_before)
    gauge = Gauge()
    try:
        work = _Work(actor, clock, run.reference, snapshot, ground, inside, report)
        for piece in _pieces(file.rows(after=done_before, gauge=gauge)):
            work.take(piece)
            if progress is not None:
                progress(gauge.share)
    finally:
        report.close()
    if progress is not None:
        progress(1.0)
    return finish_import(actor=actor, clock=clock, run=run.reference, report=report.as_json()), report


def _inside(ground: Ground) -> Inside:
    if not ground.areas.levels:
        raise NoAreas(
            _("The mission has no areas yet."),
            remedy=_("Import its areas first, so that every incident finds its place."),
        )
    shapes = [shape for level in ground.areas.levels.values() for shape in level.tree.geometries]
    return inside_geometry(shapely.unary_union(shapes), margin=MARGIN_DEGREES)


def _judge(file: EventFile, inside: Inside) -> None:
    """Look until a row lies in the mission. Raises CoordinatesExchanged or OutsideMission when none does."""
    exchanged = looked = 0
    for item in file.rows():
        if not isinstance(item, EventRow):
            continue
        looked += 1
        found = whereabouts(item.latitude, item.longitude, inside)
        if found is Whereabouts.INSIDE:
            return
        exchanged += found is Whereabouts.EXCHANGED
        if looked == LOOKED_AT_FIRST and exchanged * 2 > looked:
            break
    if exchanged * 2 > looked:
        raise CoordinatesExchanged(
            _("In %(file)s latitude and longitude seem to be exchanged.") % {"file": file.file.name},
            remedy=_("Exchange the two columns, then import the file again."),
        )
    raise OutsideMission(
        _("None of the %(count)s events in %(file)s lies in the mission.") % {"count": looked, "file": file.file.name},
        remedy=_("Check that this is the file of the mission's country, and that its areas are imported."),
    )


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


def _taken_over(mission: str, run: str, report: ImportReport) -> int:
    """Return the last row of the run that is in the ledger, and count what is."""
    last = 0
    for entry in entries_of(mission, IMPORTED, run):
        said = payload(entry)
        report.new += said["new"]
        report.updated += said["updated"]
        report.unchanged += said["unchanged"]
        report.rows = last = max(last, said["last_row"])
    return last


def _pieces(items: Iterator[Item]) -> Iterator[list[Item]]:
    while piece := list(islice(items, CHUNK)):
        yield piece


class _Work:
    """The pieces of one file on their way into the mission."""

    def __init__(
        self,
        actor: Actor,
        clock: Clock,
        run: str,
        snapshot: Snapshot,
        ground: Ground,
        inside: Inside,
        report: ImportReport,
    ) -> None:
        self.actor, self.clock, self.run, self.snapshot = actor, clock, run, snapshot
        self.ground, self.inside, self.report = ground, inside, report

    def take(self, piece: list[Item]) -> None:
        """Write a piece: the report's lines first, then the incidents and the ledger entry in one transaction."""
        incidents: list[IncidentFacts] = []
        for item in piece:
            if isinstance(item, RowRefusal):
                self.report.refusal(item)
            elif whereabouts(item.latitude, item.longitude, self.inside) is not Whereabouts.INSIDE:
                self.report.away(item.row_number, f"{item.latitude}, {item.longitude} {item.country}".strip())
            else:
                self.report.corrections(item.row_number, item.corrections, item.remarks)
                incidents.append(incident_facts(item))
        self.report.settle()
        tally = import_incidents(
            actor=self.actor,
            clock=self.clock,
            run=self.run,
            snapshot=self.snapshot,
            ground=self.ground,
            first_row=piece[0].row_number,
            last_row=piece[-1].row_number,
            incidents=incidents,
        )
        self.report.rows += len(piece)
        self.report.new += tally.new
        self.report.updated += tally.updated
        self.report.unchanged += tally.unchanged
