"""Taking a table of deployments in: base-years become bases with the periods in which they stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.commands import finish_import, start_import
from tutela.exchange.intake.inside import MissionShape, judge
from tutela.exchange.intake.reports import ImportReport, report_path
from tutela.exchange.intake.unreadable import nothing_readable
from tutela.exchange.models import ImportRun
from tutela.exchange.readers.bases import BaseFile, BasePeriod, BaseRow, base_periods, open_bases
from tutela.exchange.readers.problems import RowRefusal
from tutela.kernel.clock import Clock
from tutela.kernel.names import fold
from tutela.kernel.refusals import Refusal
from tutela.mission.commands import add_snapshot, import_bases
from tutela.mission.geography import area_index
from tutela.mission.rules import BaseFacts, BasePeriodFacts, SnapshotFacts, check_bases

Progress = Callable[[float], None]


class NoSuchMission(Refusal):
    """The table has no deployment of the mission asked for."""

    code = "no_such_mission"


def import_bases_file(
    path: Path,
    *,
    actor: Actor,
    clock: Clock,
    folder: Path,
    mission_in_file: str = "",
    release: str = "",
    progress: Progress | None = None,
) -> tuple[ImportRun, ImportReport]:
    """Import the bases of one mission from a Geo-PKO table; all of them are written or none.

    `mission_in_file` is the mission's name in the table, the mission's own code in capitals by default. Raises a
    Refusal for a file that cannot be used, NoSuchMission and NothingReadable; nothing is changed then.
    """
    for permission in (Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.BASE_CHANGE):
        actor.require(permission)
    file = open_bases(path)
    wanted = mission_in_file or actor.mission.upper()
    known = file.missions()
    if wanted not in known:
        raise NoSuchMission(
            _("The table has no mission %(code)s.") % {"code": wanted},
            remedy=_("Name one of these: %(choices)s.") % {"choices": ", ".join(known) or "–"},
        )
    items = list(file.rows(mission=wanted))
    rows = [item for item in items if isinstance(item, BaseRow)]
    if not rows:
        raise nothing_readable(path.name, items)
    bases = base_facts(base_periods(rows))
    check_bases(bases)
    has_areas = _judge(path.name, bases, actor)
    snapshot = add_snapshot(actor=actor, clock=clock, facts=_snapshot(file, path, release))
    run = start_import(actor=actor, clock=clock, snapshot=snapshot, rows_expected=len(items))
    report = ImportReport(report_path(folder, actor.mission, run.reference))
    with report.being_written():
        _tell(report, items)
        tally = import_bases(actor=actor, clock=clock, bases=bases, snapshot=snapshot)
    report.new, report.updated, report.unchanged = tally.new, tally.changed, tally.unchanged
    report.notes.append(f"{len(rows)} base-years gave {tally.new + tally.changed + tally.unchanged} bases.")
    if not has_areas:
        report.notes.append(
            "The mission has no areas yet; import this file again once it has, so that bases find theirs."
        )
    if progress is not None:
        progress(1.0)
    return finish_import(actor=actor, clock=clock, run=run.reference, report=report.as_json()), report


def _judge(name: str, bases: Sequence[BaseFacts], actor: Actor) -> bool:
    """Return whether the mission has areas; raises CoordinatesExchanged or OutsideMission when it has, and no base
    lies in them. A base may well stand outside, a logistics base across the border for one.
    """
    index = area_index(actor.mission)
    if index.levels:
        judge(name, ((base.latitude, base.longitude) for base in bases), MissionShape.of(index))
    return bool(index.levels)


def _tell(report: ImportReport, items: Iterable[BaseRow | RowRefusal]) -> None:
    for item in items:
        report.rows += len(item.rows) if isinstance(item, BaseRow) else 1
        if isinstance(item, BaseRow):
            report.corrections(item.row_number, item.corrections, ())
        else:
            report.refusal(item)


def base_facts(periods: Iterable[BasePeriod]) -> list[BaseFacts]:
    """Return bases from periods: one base for each place of a name, so that a base that moved is two bases.

    The last year of the table ends no period: what the table does not say any more is not over.
    """
    places: dict[tuple[str, float, float], list[BasePeriod]] = {}
    for period in periods:
        places.setdefault((period.location, period.latitude, period.longitude), []).append(period)
    taken: dict[str, int] = {}
    bases = []
    for (name, latitude, longitude), held in sorted(places.items()):
        code = fold(name).replace(" ", "-") or "base"
        taken[code] = taken.get(code, 0) + 1
        suffix = f"-{taken[code]}" if taken[code] > 1 else ""
        bases.append(BaseFacts(f"{code}{suffix}", name, latitude, longitude, tuple(_period(one) for one in held)))
    return bases


def _period(period: BasePeriod) -> BasePeriodFacts:
    _year, troops = period.strength[-1]
    return BasePeriodFacts(
        valid_from=period.valid_from,
        valid_to=None if period.at_end_of_data else period.valid_to,
        troops=troops,
        attributes={"headquarters": period.headquarters, "strength": [list(pair) for pair in period.strength]},
    )


def _snapshot(file: BaseFile, path: Path, release: str) -> SnapshotFacts:
    return SnapshotFacts(
        kind="bases",
        source="geo-pko",
        release=release,
        filename=path.name,
        sha256=file.sha256,
        size=path.stat().st_size,
    )
