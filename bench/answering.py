"""Asks the server for pages a hundred times each and takes the time: `python -m bench.answering`, in TUTELA_HOME.

Every request goes through the whole server (middleware, session, post, gate, queries, template), with other filters
each time, and on SQLite with a connection of its own as the server has. The mission is built when the store is empty.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

REQUESTS, WARM = 100, 4
LEDGER_ENTRIES = 200_000

Addresses = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of page: how long requests took, in milliseconds, and how many statements they ran.

    `busy` is the 95th percentile of the time that this process itself computed: less than `p95` on a busy machine.
    """

    name: str
    median: float
    p95: float
    longest: float
    busy: float
    least_statements: int
    most_statements: int


def set_up_django(store: str) -> None:
    """Make Django ready for the embedded store in TUTELA_HOME, or for a PostgreSQL server of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if store == "postgresql":
        from tests.store import start_postgresql

        os.environ["TUTELA_DATABASE_URL"] = start_postgresql()
    import django

    django.setup()


def build_once(count: int, tell: Callable[[str], None]) -> None:
    """Build the mission unless the store holds it."""
    from django.core.management import call_command

    from bench.million import build
    from bench.padding import pad_ledger
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.ledger.stores.planning import inform_planner
    from tutela.mission.queries import missions

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if missions():
        return
    seconds = build(count, SYSTEM_CLOCK.now().date(), tell)
    tell(f"{count:,} incidents written in {seconds:.0f} s, {count / seconds:,.0f} a second")
    pad_ledger(LEDGER_ENTRIES)
    inform_planner(count)


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


def measure(client: Client, name: str, addresses: Addresses, requests: int, *, seed: int = 7) -> Measured:
    """Ask for a page so many times. Raises RuntimeError for an answer that is not the page."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    taken = [_taken(client, addresses(chance)) for _turn in range(WARM + requests)][WARM:]
    walls, busy = sorted(wall for wall, _busy in taken), sorted(busy for _wall, busy in taken)
    counts = [_statements(client, addresses(chance)) for _turn in range(8)]
    late = int(0.95 * requests)
    return Measured(name, statistics.median(walls), walls[late], walls[-1], busy[late], min(counts), max(counts))


def _taken(client: Client, address: str) -> tuple[float, float]:
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.close()  # As the server does between two requests.
    wall, busy = time.perf_counter(), time.process_time()
    answer = client.get(address)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    return 1000 * wall, 1000 * busy


def _statements(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def measured(only: str, requests: int) -> Iterator[Measured]:
    """Yield the figures of every page whose name holds `only`."""
    from bench.asking import FIELD_OFFICE, HEADQUARTERS, scenarios

    clients = {post: signed_in(post) for post in (HEADQUARTERS, FIELD_OFFICE)}
    for post, name, addresses in scenarios():
        if only in name:
            yield measure(clients[post], name, addresses, requests)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and measure; print one JSON line for each page, progress on the error stream."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="Measure only the pages whose name holds this.")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    given = parser.parse_args(arguments)
    set_up_django(given.store)
    build_once(given.incidents, say)
    for row in measured(given.only, given.requests):
        sys.stdout.write(f"{json.dumps(asdict(row))}\n")
        sys.stdout.flush()
    return 0


def say(text: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
