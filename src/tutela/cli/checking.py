"""Is everything in order: settings, store, triggers, chain, totals."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

import click
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from tutela.cli.output import json_option, write_json
from tutela.cli.serving import pending_migrations
from tutela.cli.vault import NoVaultKeys, is_private, uses
from tutela.know.incidents.queries import totals_that_drifted
from tutela.ledger.append_only import missing_triggers
from tutela.ledger.queries import missions_with_entries, verify


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is in order, and what to do when it is not."""

    name: str
    is_in_order: bool
    told: str


def findings() -> Iterator[Finding]:
    """Look at one thing after the other, cheapest first."""
    yield _settings()
    waiting = pending_migrations()
    yield Finding(
        "schema", not waiting, f"{len(waiting)} steps are waiting: run tutela migrate." if waiting else "up to date"
    )
    if waiting:
        return
    gone = missing_triggers()
    yield Finding(
        "append-only tables",
        not gone,
        f"triggers are missing: {', '.join(gone)}. Restore the database from a backup." if gone else "guarded",
    )
    yield Finding("store", True, f"{connection.vendor} {connection.settings_dict['ENGINE'].rsplit('.', 1)[-1]}")
    yield _vault()
    for mission in missions_with_entries():
        result = verify(mission)
        told = f"{result.entries} entries, head {result.head.sequence}:{result.head.hash[:16]}"
        yield Finding(f"ledger of {mission}", result.is_intact, result.problem or told)
        drifted = totals_that_drifted(mission)
        told = f"{len(drifted)} totals do not equal their incidents" if drifted else "equal the incidents"
        yield Finding(f"totals of {mission}", not drifted, told)


def _settings() -> Finding:
    try:
        call_command("check", "--fail-level", "WARNING", verbosity=0, stdout=StringIO())
    except SystemCheckError as wrong:
        return Finding("settings", False, str(wrong).strip().splitlines()[0])
    return Finding("settings", True, "sound")


def _vault() -> Finding:
    """Whether everything that is locked away opens with a key that is here, and nobody else reads the keys."""
    try:
        found = uses()
    except NoVaultKeys as missing:
        return Finding("vault", False, f"{missing.message} {missing.remedy}")
    gone = [use.key for use in found if use.is_needed and not use.is_here]
    if gone:
        return Finding("vault", False, f"keys are missing: {', '.join(gone)}. Bring them back into the key file.")
    if not is_private():
        return Finding("vault", False, "others on this machine can read the key file: chmod 600 it.")
    return Finding("vault", True, f"{sum(use.identities for use in found)} identities, {len(found)} keys")


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Look whether settings, schema, triggers, chain and totals are in order. Ends with 1 when they are not."""
    found = list(findings())
    if as_json:
        write_json([{"name": row.name, "in_order": row.is_in_order, "told": row.told} for row in found])
    else:
        for row in found:
            click.echo(f"{'ok ' if row.is_in_order else 'NOT'}  {row.name}: {row.told}")
    if not all(row.is_in_order for row in found):
        sys.exit(1)
