"""Making products from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from tutela.account.products import queries
from tutela.account.products.commands import issue_assessment, prepare_assessment
from tutela.account.products.rules.content import Classification
from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Invalid


@click.group()
def product() -> None:
    """Make the documents that a mission owes."""


@product.command()
@click.option("--quarter", required=True, help="The quarter, like 2018Q4.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(queries.LANGUAGES),
    help="May be given twice; both by default.",
)
@click.option(
    "--format",
    "kinds",
    multiple=True,
    type=click.Choice(["html", *queries.FILES]),
    help="May be given several times; PDF and DOCX by default.",
)
@click.option(
    "--classification",
    type=click.Choice([level.value for level in Classification]),
    default="confidential",
    show_default=True,
)
@click.option(
    "--issue/--draft",
    "is_issued",
    default=False,
    show_default=True,
    help="Issue it to leadership and Headquarters at once.",
)
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder for the files."
)
@mission_options
@json_option
def quarterly(
    quarter: str,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    classification: str,
    is_issued: bool,
    folder: Path,
    mission_code: str | None,
    post: str | None,
    as_json: bool,
) -> None:
    """Make the quarterly threat assessment (para 77) from what is known now."""
    actor = actor_for(mission_code, post)
    try:
        wanted = Quarter.parse(quarter)
    except ValueError as wrong:
        raise Invalid(str(wrong), remedy="Give the year and the number of the quarter.") from wrong
    made = prepare_assessment(
        actor=actor, clock=SYSTEM_CLOCK, quarter=wanted, classification=Classification(classification)
    )
    if is_issued:
        made = issue_assessment(
            actor=actor,
            clock=SYSTEM_CLOCK,
            key=made.pk,
            expected_version=made.version,
            recipients=("leadership", "headquarters"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in languages or queries.LANGUAGES:
        for kind in kinds or queries.FILES:
            file = queries.product_file(actor, made, language=language, kind=kind)
            (folder / file.name).write_bytes(file.body)
            written.append(str(folder / file.name))
    if as_json:
        write_json({"reference": made.reference, "quarter": str(wanted), "digest": made.digest, "files": written})
        return
    click.echo(f"{made.reference}: the assessment of {wanted}, version {made.version}, {made.status}.")
    for name in written:
        click.echo(f"  {name}")
