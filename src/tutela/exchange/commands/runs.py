"""Starting and finishing an import run."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.events import ImportFinished, ImportStarted
from tutela.exchange.models import ImportRun
from tutela.kernel.clock import Clock
from tutela.kernel.ids import number_of, reference
from tutela.kernel.refusals import NotFound
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.models import Snapshot

RUNNING, FINISHED = "running", "finished"
COUNTED = ("rows", "new", "updated", "unchanged", "corrected", "refused", "elsewhere")


@command(Permission.IMPORT_RUN)
def start_import(*, actor: Actor, clock: Clock, snapshot: Snapshot, rows_expected: int) -> Outcome[ImportRun]:
    """Start to import a file. A run of the same file that was cut off is taken up again instead."""
    cut_off = ImportRun.objects.filter(mission_id=actor.mission, snapshot=snapshot, status=RUNNING).first()
    if cut_off is not None:
        return Unchanged(cut_off)
    run = ImportRun.objects.create(
        mission_id=actor.mission,
        number=allocate(actor.mission, "IR")[0],
        snapshot=snapshot,
        status=RUNNING,
        started_at=clock.now(),
        started_by=actor.label,
        rows_expected=rows_expected,
    )
    data = reference("S", snapshot.number)
    happened = ImportStarted(
        subject=run.reference,
        related=(data,),
        filename=snapshot.filename,
        snapshot=data,
        rows_expected=rows_expected,
    )
    return Done(run, happened)


@command(Permission.IMPORT_RUN)
def finish_import(*, actor: Actor, clock: Clock, run: str, report: dict[str, Any]) -> Outcome[ImportRun]:
    """End an import with its report. Raises NotFound for an unknown run."""
    held = ImportRun.objects.select_related("snapshot").filter(mission_id=actor.mission)
    row = held.filter(number=number_of("R", run) or 0).first()
    if row is None:
        raise NotFound(
            _("There is no import %(reference)s.") % {"reference": run}, remedy=_("Look at the list of imports.")
        )
    if row.status == FINISHED:
        return Unchanged(row)
    row.status, row.finished_at, row.report = FINISHED, clock.now(), report
    row.save(update_fields=["status", "finished_at", "report"])
    data = reference("S", row.snapshot.number)
    counted = {name: int(report.get(name, 0)) for name in COUNTED}
    happened = ImportFinished(
        subject=run,
        related=(data,),
        snapshot=data,
        rows=counted["rows"],
        new=counted["new"],
        updated=counted["updated"],
        unchanged=counted["unchanged"],
        corrected=counted["corrected"],
        refused=counted["refused"],
        elsewhere=counted["elsewhere"],
    )
    return Done(row, happened)
