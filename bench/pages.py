"""How fast pages answer over a million incidents: run with `python -m bench.pages`, on SQLite or PostgreSQL.

Every request goes through the whole server (middleware, session, post, gate, queries, template), a hundred times a
page with other filters each time, and on SQLite with a connection of its own as the server has. The store is built
once in a folder and kept there when `--home` names it.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

LIMIT_MS = 200.0
REQUESTS, WARM = 100, 4
MOST_QUERIES = 30
LEDGER_ENTRIES = 200_000

Addresses = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of page: how long requests took, in milliseconds, and how many statements they ran."""

    name: str
    median: float
    p95: float
    longest: float
    least_queries: int
    most_queries: int

    @property
    def is_within(self) -> bool:
        """Whether the page keeps the promise."""
        return self.p95 < LIMIT_MS and self.most_queries <= MOST_QUERIES


def prepare_environment(home: Path, store: str) -> None:
    """Set what Django's settings read, before they are read."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tutela.config.settings"
    os.environ["TUTELA_HOME"] = str(home)
    os.environ.setdefault("TUTELA_SECRET_KEY", "a key for benchmarks only, of no use anywhere else")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.pop("TUTELA_DATABASE_URL", None)
    if store == "postgresql":
        from tests.store import start_postgresql

        os.environ["TUTELA_DATABASE_URL"] = start_postgresql()
    import django

    django.setup()


def build_once(count: int, tell: Callable[[str], None]) -> None:
    """Build the mission unless the store holds it."""
    from django.core.management import call_command
    from django.db import connection

    from bench.million import build
    from bench.padding import pad_ledger
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.queries import missions

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if missions():
        return
    seconds = build(count, SYSTEM_CLOCK.now().date(), tell)
    tell(f"{count:,} incidents written in {seconds:.0f} s, {count / seconds:,.0f} a second")
    pad_ledger(LEDGER_ENTRIES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def signed_in(slug: str) -> Client:
    """Return a client signed in as the holder of a post."""
    from django.test import Client

    from bench.million import MISSION
    from tutela.access.models import Holding

    held = Holding.objects.select_related("post", "person").get(post__mission=MISSION, post__slug=slug)
    client = Client(headers={"host": "localhost"}, raise_request_exception=True)
    client.force_login(held.person)
    session = client.session
    session["post"] = held.post.pk
    session.save()
    return client


def measure(client: Client, name: str, addresses: Addresses, *, seed: int = 7) -> Measured:
    """Ask for a page a hundred times. Raises RuntimeError for an answer that is not the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    times, counts = [], []
    for turn in range(WARM + REQUESTS):
        address = addresses(chance)
        if connection.vendor == "sqlite":
            connection.close()  # As the server does between two requests.
        began = time.perf_counter()
        answer = client.get(address)
        taken = (time.perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")
        if turn >= WARM:
            times.append(taken)
    for _turn in range(8):
        with CaptureQueriesContext(connection) as captured:
            client.get(addresses(chance))
        counts.append(len(captured))
    ordered = sorted(times)
    return Measured(
        name, statistics.median(ordered), ordered[int(0.95 * len(ordered))], ordered[-1], min(counts), max(counts)
    )


def table(rows: Sequence[Measured]) -> Iterator[str]:
    """Yield the figures as lines of a table."""
    yield "| page | p50 ms | p95 ms | longest ms | statements |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for row in rows:
        queries = (
            f"{row.least_queries}"
            if row.least_queries == row.most_queries
            else (f"{row.least_queries}–{row.most_queries}")
        )
        mark = "" if row.is_within else " **over**"
        yield f"| {row.name}{mark} | {row.median:.0f} | {row.p95:.0f} | {row.longest:.0f} | {queries} |"


def run(only: str, tell: Callable[[str], None]) -> list[Measured]:
    """Measure every page whose name holds `only`, telling each as it is done."""
    from bench.asking import FIELD_OFFICE, HEADQUARTERS, scenarios

    clients = {post: signed_in(post) for post in (HEADQUARTERS, FIELD_OFFICE)}
    found = []
    for post, name, addresses in scenarios():
        if only in name:
            found.append(measure(clients[post], name, addresses))
            tell(list(table(found[-1:]))[2])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure, print. Returns 1 when a page is slower than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path, help="Folder that keeps the store for the next run (SQLite only).")
    parser.add_argument("--only", default="", help="Measure only the pages whose name holds this.")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tutela-bench-") as folder:
        prepare_environment(given.home or Path(folder), given.store)
        build_once(given.incidents, say)
        found = run(given.only, say)
    print("\n".join(table(found)))
    return 0 if all(row.is_within for row in found) else 1


def say(text: Any) -> None:
    """Print one line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
