"""Checking the ledger from the command line."""

from __future__ import annotations

import re
import sys

import click

from tutela.cli.output import json_option, write_json
from tutela.kernel.refusals import Invalid
from tutela.ledger.queries import LedgerHead, Verification, ledger_head, missions_with_entries, verify

HEAD = re.compile(r"^(\d+):([0-9a-f]{64})$")


@click.group()
def ledger() -> None:
    """Check the chain of the ledger, or print its head."""


@ledger.command("verify")
@click.option("--mission", "mission_code", help="Only this mission; all of them when left out.")
@click.option("--until", help="A head printed earlier, SEQUENCE:HASH: the chain must pass through it.")
@json_option
def verify_chain(mission_code: str | None, until: str | None, as_json: bool) -> None:
    """Walk the chain from its first entry to its head. Ends with 1 when it is broken."""
    if until and not mission_code:
        raise click.UsageError("--until needs --mission.")
    codes = [mission_code] if mission_code else missions_with_entries()
    found = [verify(code, until=_head(code, until)) for code in codes]
    if as_json:
        write_json([_shown(result) for result in found])
    else:
        for result in found:
            _tell(result)
        if not found:
            click.echo("The ledger is empty: there is nothing to check.")
    if not all(result.is_intact for result in found):
        sys.exit(1)


def _head(mission: str, text: str | None) -> LedgerHead | None:
    if not text:
        return None
    parts = HEAD.match(text.strip())
    if parts is None:
        raise Invalid(
            f"{text} is not a head.", remedy="Write it as it is printed: SEQUENCE:HASH, 64 characters of hash."
        )
    return LedgerHead(mission, int(parts[1]), parts[2])


def _shown(result: Verification) -> dict[str, object]:
    return {
        "mission": result.mission,
        "entries": result.entries,
        "head": f"{result.head.sequence}:{result.head.hash}",
        "intact": result.is_intact,
        "broken_at": result.broken_at,
        "problem": result.problem,
    }


def _tell(result: Verification) -> None:
    if result.is_intact:
        click.echo(f"{result.mission}: the chain is unbroken, {result.entries} entries.")
        click.echo(f"  head {result.head.sequence}:{result.head.hash}")
        return
    click.echo(f"{result.mission}: THE CHAIN IS BROKEN at entry {result.broken_at}. {result.problem}", err=True)
    click.echo(
        "  Keep the database as it is and call whoever answers for it: this is not a fault of the program.", err=True
    )


@ledger.command("head")
@click.option("--mission", "mission_code", required=True)
def head(mission_code: str) -> None:
    """Print the end of a mission's chain, to be kept elsewhere."""
    end = ledger_head(mission_code)
    click.echo(f"{end.sequence}:{end.hash}")
