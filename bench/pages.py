"""Pages over a million incidents: a hundred requests each, as the server answers them.

The 95th percentile is what must stay under 200 ms; beside it stands the median of the same requests. The number of
statements that a page runs is told too: it must not grow with what the page finds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import store
from bench.figures import Figure

LIMIT_MS = 200.0
MOST_STATEMENTS = 30
STORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
KEPT = "BENCH_PAGES_HOME"  # a folder that keeps the embedded store for the next run


def run() -> list[Figure]:
    """Build the mission in each store, ask for the pages, and return the figures."""
    return [figure for name in STORES for figure in _measured(name)]


def _measured(name: str) -> Iterator[Figure]:
    with _home(name) as home:
        said = store.run(home, "bench.answering", "--store", name)
    for line in said.splitlines():
        yield _figure(STORES[name], json.loads(line))


@contextmanager
def _home(name: str) -> Iterator[Path]:
    kept = os.environ.get(KEPT)
    if kept and name == "sqlite":
        yield Path(kept)
        return
    with store.empty_home() as home:
        yield home


def _figure(shown_store: str, row: dict[str, Any]) -> Figure:
    least, most = row["least_statements"], row["most_statements"]
    statements = f"{most} statements" if least == most else f"{least} to {most} statements"
    return Figure(
        what=f"{row['name']}, {shown_store} ({statements})",
        value=row["p95"],
        unit="ms, 95th percentile",
        reference="median of the same requests",
        reference_value=row["median"],
        demand=f"under {LIMIT_MS:g} ms, at most {MOST_STATEMENTS} statements",
        holds=row["p95"] < LIMIT_MS and most <= MOST_STATEMENTS,
    )
