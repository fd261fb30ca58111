"""Where the figures come from: data files, their imports, the limits of the data, the ledger's head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tutela.access.rules import Actor
from tutela.account.products.queries.counting import Counts
from tutela.account.products.rules.people import HarmGrid
from tutela.account.products.rules.provenance import DataLimits, DataSnapshot, LedgerHead
from tutela.kernel.clock import instant
from tutela.kernel.ids import reference
from tutela.kernel.periods import Month
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.queries import KnownIncident
from tutela.ledger import queries as ledger
from tutela.mission.queries import bases
from tutela.mission.queries import snapshots as mission_snapshots

IMPORT_FINISHED = "exchange.import_finished"
DATED_BY_WEEK = 3  # in UCDP's scale: a day is 1, a few days 2, a week 3, a month 4, longer 5


def head(end: ledger.LedgerHead) -> LedgerHead:
    """Return the ledger's end as the product prints it."""
    return LedgerHead(end.sequence, end.hash)


def base_names(actor: Actor) -> dict[int, str]:
    """Return the names of the mission's bases by key."""
    return dict(bases(actor).values_list("pk", "name"))


def _reports(actor: Actor, at: datetime) -> dict[str, dict[str, int]]:
    """Return what the imports finished by a moment counted, by the data file's reference; the newest counts."""
    found: dict[str, dict[str, int]] = {}
    for entry in ledger.finished_work(actor.mission, IMPORT_FINISHED):
        if entry.recorded_at > instant(at):
            continue
        said = ledger.payload(entry)
        found[str(said.get("snapshot", ""))] = {name: value for name, value in said.items() if isinstance(value, int)}
    return found


def snapshots(actor: Actor, *, at: datetime) -> tuple[DataSnapshot, ...]:
    """Return the data files that the mission held at a moment, oldest first."""
    reports = _reports(actor, at)
    rows = mission_snapshots(actor).filter(imported_at__lte=at).order_by("number")
    return tuple(
        DataSnapshot(
            source=row.source,
            release=row.release,
            imported_on=row.imported_at.date(),
            sha256=row.sha256,
            rows=reports.get(reference("S", row.number), {}).get("rows", 0),
        )
        for row in rows
    )


def limits(actor: Actor, counts: Counts, *, at: datetime) -> DataLimits:
    """Return how much of the quarter's data is weak, as far as was known at a moment."""
    rows = counts.begun
    coarse = [row for row in counts.of_quarter if row.place_precision > PlacePrecision.DISTRICT]
    reports = _reports(actor, at).values()
    killed = next((grid for grid in counts.harm_grids() if grid.kind == "killed"), HarmGrid("killed"))
    return DataLimits(
        incidents=len(rows),
        coarse_place_incidents=sum(1 for row in rows if row.place_precision > PlacePrecision.DISTRICT),
        coarse_place_civilian_deaths=round(sum(counts.share_in_quarter(row) * row.civilians_best for row in coarse), 3),
        coarse_time_incidents=_coarse_in_time(rows),
        spread_incidents=sum(
            1 for row in counts.of_quarter if Month.of(row.occurred_from) != Month.of(row.occurred_to)
        ),
        sex_unknown_share=killed.sex_unknown_share,
        age_unknown_share=killed.age_unknown_share,
        rows_corrected=sum(report.get("corrected", 0) for report in reports),
        rows_refused=sum(report.get("refused", 0) for report in reports),
    )


def _coarse_in_time(rows: Sequence[KnownIncident]) -> int | None:
    """Count the incidents dated no better than a week; None when no source says how well it knows the day."""
    told = [row.date_precision for row in rows if row.date_precision is not None]
    return sum(1 for precision in told if precision >= DATED_BY_WEEK) if told else None
