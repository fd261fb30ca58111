"""Importing files from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, wants_json, write_json, write_table
from tutela.cli.serving import bring_up_to_date
from tutela.exchange.intake import ImportReport, import_areas_file, import_bases_file, import_events_file
from tutela.exchange.models import ImportRun
from tutela.kernel.clock import SYSTEM_CLOCK

FILE = click.Path(dir_okay=False, path_type=Path)
Progress = Callable[[float], None]


@click.group("import")
def imports() -> None:
    """Import areas, bases or events from a file; a file that cannot be used changes nothing."""
    bring_up_to_date()


@imports.command("areas")
@click.argument("path", type=FILE)
@click.option("--release", default="", help="The file's release, as its source names it.")
@click.option("--layer", default="", help="Which layer, when the file holds several.")
@click.option("--disputed", multiple=True, help="Code or name of an area to mark as disputed; several times.")
@click.option("--country", "countries", multiple=True, help="Keep only areas of this ISO country code; several times.")
@mission_options
@json_option
def areas(
    path: Path,
    release: str,
    layer: str,
    disputed: tuple[str, ...],
    countries: tuple[str, ...],
    mission_code: str | None,
    post: str | None,
    as_json: bool,
) -> None:
    """Import areas: GeoJSON, TopoJSON, a shapefile or a zip of one."""
    actor = actor_for(mission_code, post)
    run, report = _with_bar(
        lambda progress: import_areas_file(
            path,
            actor=actor,
            clock=SYSTEM_CLOCK,
            folder=settings.MEDIA_ROOT,
            release=release,
            layer=layer,
            disputed=disputed,
            countries=countries,
            progress=progress,
        )
    )
    _tell(run, report, as_json=as_json)


@imports.command("bases")
@click.argument("path", type=FILE)
@click.option("--of", "mission_in_file", default="", help="The mission's name in the table; its code by default.")
@click.option("--release", default="", help="The file's release, as its source names it.")
@mission_options
@json_option
def bases(
    path: Path, mission_in_file: str, release: str, mission_code: str | None, post: str | None, as_json: bool
) -> None:
    """Import bases from the Geo-PKO table of deployments."""
    actor = actor_for(mission_code, post)
    run, report = _with_bar(
        lambda progress: import_bases_file(
            path,
            actor=actor,
            clock=SYSTEM_CLOCK,
            folder=settings.MEDIA_ROOT,
            mission_in_file=mission_in_file,
            release=release,
            progress=progress,
        )
    )
    _tell(run, report, as_json=as_json)


@imports.command("events")
@click.argument("path", type=FILE)
@click.option("--release", default="", help="The file's release, as its source names it, like 22.1.")
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of a CSV that is not UTF-8.")
@mission_options
@json_option
def events(path: Path, release: str, encoding: str, mission_code: str | None, post: str | None, as_json: bool) -> None:
    """Import events: UCDP GED (CSV, HXL or GeoJSON, candidate too) or ACLED's CSV. Repeat it when it was cut off."""
    actor = actor_for(mission_code, post)
    run, report = _with_bar(
        lambda progress: import_events_file(
            path,
            actor=actor,
            clock=SYSTEM_CLOCK,
            folder=settings.MEDIA_ROOT,
            release=release,
            encoding=encoding,
            progress=progress,
        )
    )
    _tell(run, report, as_json=as_json)


def _with_bar(
    work: Callable[[Progress | None], tuple[ImportRun, ImportReport]],
) -> tuple[ImportRun, ImportReport]:
    if wants_json() or not sys.stderr.isatty():
        return work(None)
    with click.progressbar(length=1000, label="Importing", file=sys.stderr) as bar:
        return work(lambda share: bar.update(max(0, int(share * 1000) - bar.pos)))


def _tell(run: ImportRun, report: ImportReport, *, as_json: bool) -> None:
    told: dict[str, Any] = report.as_json() | {"run": run.reference, "file": str(report.path)}
    if as_json:
        write_json(told)
        return
    names = ("rows", "new", "updated", "unchanged", "corrected", "refused", "elsewhere")
    click.echo(f"{run.reference}: {run.snapshot.filename}")
    write_table(("read", *names[1:]), [[told[name] for name in names]])
    for note in report.notes:
        click.echo(f"  {note}")
    for (verdict, column, why), count in sorted(report.reasons.items(), key=lambda item: -item[1]):
        click.echo(f"  {count} × {verdict}{f', {column}' if column else ''}: {why}")
    for line in report.shown[:10]:
        click.echo(f"  row {line['row']}, {line['column']} = {line['was']}: {line['why']} {line['remedy']}")
    if len(report.shown) > 10:
        click.echo("  … and more, all of them in the report.")
    click.echo(f"  report: {report.path}")
