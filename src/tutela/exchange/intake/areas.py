"""Taking a boundary file in, with the levels above it made from their parts when the file only names them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.commands import finish_import, start_import
from tutela.exchange.intake.reports import ImportReport, report_path
from tutela.exchange.intake.unreadable import nothing_readable
from tutela.exchange.models import ImportRun
from tutela.exchange.readers.areas.reading import AreaFile, open_areas
from tutela.exchange.readers.areas.rows import AreaRow, CodeOrigin
from tutela.exchange.readers.problems import RowRefusal
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.mission.commands import add_snapshot, import_areas
from tutela.mission.queries import areas
from tutela.mission.rules import (
    LONGEST_PATH,
    AreaFacts,
    AreasDoNotFit,
    SnapshotFacts,
    check_areas,
    in_order,
    path_of,
)

Progress = Callable[[float], None]


class NoSuchCountry(Refusal):
    """The file has no area of the countries asked for."""

    code = "no_such_country"


def import_areas_file(
    path: Path,
    *,
    actor: Actor,
    clock: Clock,
    folder: Path,
    release: str = "",
    layer: str = "",
    disputed: Collection[str] = (),
    countries: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[ImportRun, ImportReport]:
    """Import a boundary file: GeoJSON, TopoJSON, shapefile or a zip of one. All its areas are written or none.

    `countries` keeps only areas of those ISO codes. Areas of the level above, which the file only names, are made by
    joining their parts. Raises a Refusal for a file that cannot be used, NothingReadable, NoSuchCountry; nothing
    is changed then.
    """
    for permission in (Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.AREA_CHANGE):
        actor.require(permission)
    file = open_areas(path, layer=layer, disputed=disputed)
    rows = [row for row in file.areas if not countries or row.country_code in countries]
    if not file.areas:
        raise nothing_readable(file.file.name, file.rows)
    if not rows:
        raise NoSuchCountry(
            _("%(file)s holds no area of %(countries)s.") % {"file": file.file.name, "countries": ", ".join(countries)},
            remedy=_("Check the country's code."),
        )
    facts = [*parents_of(rows), *(area_facts(row) for row in rows)]
    _check(actor, facts)
    snapshot = add_snapshot(actor=actor, clock=clock, facts=_snapshot(file, release))
    run = start_import(actor=actor, clock=clock, snapshot=snapshot, rows_expected=len(file.rows))
    report = ImportReport(report_path(folder, actor.mission, run.reference))
    with report.being_written():
        _tell(report, file, {row.row_number for row in rows})
        tally = import_areas(actor=actor, clock=clock, areas=facts, snapshot=snapshot)
    report.new, report.updated, report.unchanged = tally.new, tally.changed, tally.unchanged
    made = len(facts) - len(rows)
    if made:
        report.notes.append(f"{made} areas of the level above were made by joining their parts.")
    if progress is not None:
        progress(1.0)
    return finish_import(actor=actor, clock=clock, run=run.reference, report=report.as_json()), report


def _check(actor: Actor, facts: Sequence[AreaFacts]) -> None:
    """Raise what `import_areas` would raise, before the file is registered: a wrong file changes nothing."""
    paths = dict(areas(actor).values_list("code", "path"))
    check_areas(facts, paths)
    for one in in_order(list(facts)):
        above = paths.get(one.parent_code, "")
        paths[one.code] = path_of(one.code, above)
        if f"/{one.code}/" in f"/{above}" or len(paths[one.code]) > LONGEST_PATH:
            raise AreasDoNotFit(
                _("The area %(code)s cannot lie below %(above)s: it would lie in itself, or too deep.")
                % {"code": one.code, "above": above},
                remedy=_("Mend the codes of the areas above."),
            )


def _tell(report: ImportReport, file: AreaFile, kept: set[int]) -> None:
    report.rows = len(file.rows)
    for item in file.rows:
        if isinstance(item, RowRefusal):
            report.refusal(item)
        elif item.row_number not in kept:
            report.away(item.row_number, item.name)
        else:
            report.corrections(item.row_number, item.corrections, ())
    report.notes.extend(str(remark.look) for remark in file.remarks)


def area_facts(row: AreaRow) -> AreaFacts:
    """Return an area row as the mission keeps it. A country's own code is no parent: the mission stands above all."""
    return AreaFacts(
        code=row.code,
        name=row.name,
        level=max(row.level, 1),
        geometry=shapely.to_wkb(row.geometry),
        parent_code=row.parent_code if row.level > 1 else "",
        pcode=row.code if row.code_origin is CodeOrigin.P_CODE else "",
        pcode_generated=row.code_origin is CodeOrigin.GENERATED,
        disputed=row.disputed,
        valid_from=row.valid_on,
        valid_to=row.valid_to,
        aliases=row.aliases,
    )


def parents_of(rows: Sequence[AreaRow]) -> list[AreaFacts]:
    """Return the areas of the level above that the rows name but do not hold, each the union of its parts."""
    there = {row.code for row in rows}
    parts: dict[str, list[AreaRow]] = {}
    for row in rows:
        if row.level > 1 and row.parent_code and row.parent_code not in there:
            parts.setdefault(row.parent_code, []).append(row)
    return [_joined(code, parts[code]) for code in sorted(parts)]


def _joined(code: str, parts: list[AreaRow]) -> AreaFacts:
    first = parts[0]
    whole = shapely.make_valid(shapely.union_all([row.geometry for row in parts], grid_size=1e-6))
    return AreaFacts(
        code=code,
        name=first.parent_name or code,
        level=first.level - 1,
        geometry=shapely.to_wkb(whole),
        pcode=code if first.code_origin is CodeOrigin.P_CODE else "",
        pcode_generated=first.code_origin is CodeOrigin.GENERATED,
        disputed=all(row.disputed for row in parts),
        valid_from=first.valid_on,
        valid_to=first.valid_to,
    )


def _snapshot(file: AreaFile, release: str) -> SnapshotFacts:
    return SnapshotFacts(
        kind="areas",
        source=file.shape,
        release=release,
        filename=file.file.name,
        sha256=file.sha256,
        size=file.file.size,
    )
