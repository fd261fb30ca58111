"""What the command line prints: lines for people, JSON where a machine asked for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")


def wants_json() -> bool:
    """Return whether the command line asked for JSON, also when its words could not be read."""
    return "--json" in sys.argv


def write_json(value: object) -> None:
    """Print one JSON document, readable, with sorted keys."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str))


def write_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under heads, columns as wide as they need to be; figures to the right."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max([len(head), *(len(row[place]) for row in texts)]) for place, head in enumerate(heads)]
    click.echo("  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)).rstrip())
    for row, original in zip(texts, rows, strict=True):
        cells = [
            text.rjust(width) if isinstance(cell, int | float) else text.ljust(width)
            for text, width, cell in zip(row, widths, original, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())
