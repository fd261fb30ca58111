"""Taking incidents over from a file, a piece at a time: each piece is one command and one ledger entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import digest
from tutela.kernel.clock import Clock
from tutela.kernel.ids import number_in, reference
from tutela.kernel.refusals import Stale
from tutela.know.incidents.commands.writing import Batch, Written, write_batch
from tutela.know.incidents.events import IncidentsImported
from tutela.know.incidents.queries.ground import Ground
from tutela.know.incidents.rules import IncidentFacts, Told, told
from tutela.ledger.command import Done, command
from tutela.ledger.queries import last_event, payload
from tutela.mission.models import Mission, Snapshot

AT_ONCE = 2000
IMPORTED = "know.incidents.incidents_imported"


class ImportTally(NamedTuple):
    """How many incidents of a piece were new, updated and unchanged; in how many a correction was overtaken."""

    new: int
    updated: int
    unchanged: int
    over_corrections: int = 0


@command(Permission.INCIDENT_IMPORT)
def import_incidents(
    *,
    actor: Actor,
    clock: Clock,
    run: str,
    snapshot: Snapshot,
    ground: Ground,
    first_row: int,
    last_row: int | Callable[[], int],
    incidents: Iterable[IncidentFacts | Told],
) -> Done[ImportTally]:
    """Write the incidents of rows `first_row` to `last_row` of a file, for the import run with reference `run`.

    `incidents` are facts, or facts that were written down already; they may be read while it is written, so that a
    piece of any length needs little memory; `last_row` is then asked for at the end. The entry names the rows, so that
    a run that was cut off goes on after the last row that is in the ledger. The same key twice is written in the order
    of the rows. The whole piece is written or nothing of it.
    Raises Stale when the run has already passed the first row: somebody else is importing the same file.
    """
    before = last_event(actor.mission, IMPORTED, run)
    if before is not None and payload(before)["last_row"] >= first_row:
        raise Stale(
            _("Row %(row)s of this file has been taken over already: another process is importing it.")
            % {"row": first_row},
            remedy=_("Wait until that import has ended, then read its report."),
        )
    mission = Mission.objects.get(pk=actor.mission)
    batch = Batch(mission, clock.now(), actor.label, ground, snapshot)
    written = [write_batch(batch, part) for some in _batches(_written_down(incidents)) for part in _parts(some)]
    tally = ImportTally(
        new=sum(len(part.new) for part in written),
        updated=sum(len(part.updated) for part in written),
        unchanged=sum(part.unchanged for part in written),
        over_corrections=sum(len(part.over_corrections) for part in written),
    )
    last = last_row if isinstance(last_row, int) else last_row()
    return Done(tally, _imported(run, snapshot, first_row, last, tally, written))


def _written_down(incidents: Iterable[IncidentFacts | Told]) -> Iterator[Told]:
    return (one if isinstance(one, Told) else told(one) for one in incidents)


def _batches(incidents: Iterator[Told]) -> Iterator[list[Told]]:
    while some := list(islice(incidents, AT_ONCE)):
        yield some


def _parts(incidents: list[Told]) -> list[list[Told]]:
    """Split incidents so that each part has one source and no key twice, in their order."""
    keys = {one.facts[:2] for one in incidents}
    if len(keys) == len(incidents) and len({source for source, _key in keys}) == 1:
        return [incidents]
    parts: list[list[Told]] = []
    current: dict[tuple[str, str], Told] = {}
    for one in incidents:
        key = one.facts[:2]
        other_source = bool(current) and next(iter(current))[0] != one.facts.source
        if key in current or other_source:
            parts.append(list(current.values()))
            current = {}
        current[key] = one
    return [*parts, list(current.values())]


def _imported(
    run: str, snapshot: Snapshot, first_row: int, last_row: int, tally: ImportTally, written: list[Written]
) -> IncidentsImported:
    numbers = [number_in(key) for part in written for key in part.new]
    revisions = [part for part in written if part.last_revision]
    overtaken = [reference("I", number_in(key)) for part in written for key in part.over_corrections]
    return IncidentsImported(
        subject=run,
        related=(reference("S", snapshot.number), *overtaken),
        first_row=first_row,
        last_row=last_row,
        new=tally.new,
        updated=tally.updated,
        unchanged=tally.unchanged,
        over_corrections=tally.over_corrections,
        first_number=min(numbers, default=0),
        last_number=max(numbers, default=0),
        first_revision=revisions[0].first_revision if revisions else 0,
        last_revision=revisions[-1].last_revision if revisions else 0,
        digest=digest("".join(part.digest for part in written)),
    )
