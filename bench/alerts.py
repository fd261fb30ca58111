"""The alert desk: alerts a second through the API, how soon an open desk shows them, and the queue among a million.

Alerts are poured into the real server (gunicorn, two workers) by senders with their own connections; the desk asks as
the page does, once a second. The limit beside the accepted rate is what the same server takes in when as many senders
send without a pause. Senders, server, database and the desk that asks share the two cores.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import store
from bench.figures import Figure

RATE, SECONDS = 100, 60
WATCHED_RATE, WATCHED_SECONDS = 20, 60
LATEST_S, QUEUE_MS = 2.0, 150.0
STORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Poured:
    """What came of pouring: accepted and refused answers, seconds, what is in the tables and in the ledger."""

    accepted: int
    refused: int
    seconds: float
    alerts: int
    entries: int
    p95_ms: float

    @property
    def is_whole(self) -> bool:
        """Whether every accepted alert is there once, with its entry, and nothing was refused."""
        return self.accepted == self.alerts == self.entries and self.refused == 0


def run() -> list[Figure]:
    """Return the figures; about twelve minutes."""
    return [figure for name in STORES for figure in (*_flow(name), *_pages(name))]


def _flow(name: str) -> Iterator[Figure]:
    shown = STORES[name]
    with store.empty_home() as home:
        said = json.loads(store.run(home, "bench.alert_load", name))
    poured, limit, seen = Poured(**said["poured"]), said["limit"], said["seen"]
    rate = poured.accepted / poured.seconds
    yield Figure(
        f"Alerts accepted through the API for {SECONDS} s, every one in the ledger, {shown}",
        rate,
        "alerts/s",
        "the same server when as many senders do not pause",
        limit,
        f"{RATE} a second, none lost",
        poured.is_whole and poured.accepted == RATE * SECONDS and rate > 0.99 * RATE,
    )
    yield Figure(
        f"Answer to a POST at {RATE} a second, {shown}",
        poured.p95_ms,
        "ms, 95th percentile",
        f"at {WATCHED_RATE} a second",
        seen["post_p95_ms"],
    )
    yield Figure(
        f"From POST to visible on an open desk at {WATCHED_RATE} a second, {shown}",
        seen["p95"],
        "s, 95th percentile",
        "the median of the same alerts",
        seen["median"],
        f"under {LATEST_S:g} s, none missed",
        seen["p95"] < LATEST_S and seen["missed"] == 0,
    )


def _pages(name: str) -> Iterator[Figure]:
    with _home() as home:
        said = store.run(home, "bench.alert_pages", name)
    for line in said.splitlines():
        row = json.loads(line)
        has_limit = row["name"].startswith("Queue")
        yield Figure(
            f"{row['name']}, {STORES[name]} ({row['most_statements']} statements)",
            row["p95"],
            "ms, 95th percentile",
            "median of the same requests",
            row["median"],
            f"under {QUEUE_MS:g} ms" if has_limit else "",
            row["p95"] < QUEUE_MS if has_limit else None,
        )


@contextmanager
def _home() -> Iterator[Path]:
    with store.empty_home() as home:
        yield home
