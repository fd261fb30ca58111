"""Imports: a GED-shaped file of 400,000 rows against the plainest way to store the same columns.

The plain way is csv.DictReader and executemany of all 49 columns as text into a table of the same store, in one
transaction. Both run in processes of their own, the plain way before and after the import; its mean is the reference.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import store
from bench.figures import Figure
from bench.ged_file import COLUMNS, write_ged
from bench.million import name_for, outline_of
from bench.store import empty_home

if TYPE_CHECKING:
    from tutela.access.rules import Actor
    from tutela.mission.rules import AreaFacts, BaseFacts

ROWS, FEWER = 400_000, 40_000
MOST_TIMES, MOST_MEGABYTES = 4.0, 300
MISSION = "imports"
PIECE = 2000
WEST, SOUTH, WIDTH, HEIGHT, COLUMNS_OF_LAND, ROWS_OF_LAND, DISTRICTS = 20.0, 2.0, 2.0, 3.5, 5, 2, 7


def run() -> list[Figure]:
    """Return the figures of imports on both stores; about six minutes."""
    with empty_home() as folder:
        large = write_ged(folder / "large.csv", ROWS)
        small = write_ged(folder / "small.csv", FEWER)
        found = _figures(folder, "SQLite, `synchronous=FULL`", "", large, small)
        address = _postgresql()
        return found + _figures(folder, "PostgreSQL, `fsync=on`", address, large, small) if address else found


def _figures(folder: Path, name: str, address: str, large: Path, small: Path) -> list[Figure]:
    few = _measured(folder / f"few{bool(address)}", address, "import", small)
    before = _measured(folder / f"before{bool(address)}", address, "plain", large)
    many = _measured(folder / f"many{bool(address)}", address, "import", large)
    after = _measured(folder / f"after{bool(address)}", address, "plain", large)
    plain = (before["seconds"] + after["seconds"]) / 2 / ROWS * 1e6
    taken = many["seconds"] / ROWS * 1e6
    return [
        Figure(
            f"Import of {ROWS:,} events, {name}",
            taken,
            "µs/row",
            "csv.DictReader and executemany of the same columns",
            plain,
            f"at most {MOST_TIMES:g} ×",
            taken <= MOST_TIMES * plain,
        ),
        Figure(
            f"Peak memory of that import, {name}",
            many["megabytes"],
            "MB",
            f"import of {FEWER:,} events",
            few["megabytes"],
            f"under {MOST_MEGABYTES} MB",
            many["megabytes"] < MOST_MEGABYTES,
        ),
    ]


def _measured(home: Path, address: str, what: str, file: Path) -> dict[str, float]:
    """Run one way in a process of its own, on a store of its own, and return what it measured of itself."""
    home.mkdir()
    found: dict[str, float] = json.loads(store.run(home, "bench.imports", what, str(file), address).splitlines()[-1])
    return found


def _postgresql() -> str:
    """Start a server that waits for its disk, and return its address; blank where there is none to start."""
    with suppress(ImportError, SystemExit):
        import psycopg

        from tests.store import start_postgresql

        address = start_postgresql()
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("ALTER SYSTEM RESET fsync")
            server.execute("ALTER SYSTEM RESET synchronous_commit")
            server.execute("SELECT pg_reload_conf()")
        return address
    return ""


def _set_up() -> Actor:
    """Set a mission up with the areas and bases of the invented country, and return its adviser."""
    from tutela.access.queries import actor_for
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission import commands
    from tutela.mission.commands.setup import setup_actor

    setup, today = setup_actor(MISSION), SYSTEM_CLOCK.now().date()
    commands.create_mission(actor=setup, clock=SYSTEM_CLOCK, name="Mission of imports", is_exercise=True)
    post = commands.create_post(actor=setup, clock=SYSTEM_CLOCK, slug="poc-adviser", role="poc_adviser")
    person = commands.add_person(actor=setup, clock=SYSTEM_CLOCK, username=MISSION, name="Somebody")
    commands.take_up_post(
        actor=setup, clock=SYSTEM_CLOCK, person=person, slug=post.slug, from_on=today - timedelta(days=9)
    )
    actor = actor_for(post, person)
    commands.import_areas(actor=actor, clock=SYSTEM_CLOCK, areas=_areas())
    commands.import_bases(actor=actor, clock=SYSTEM_CLOCK, bases=_bases())
    return actor


def _areas() -> list[AreaFacts]:
    """Return ten provinces with winding borders and seven districts in each."""
    from tutela.mission.rules import AreaFacts

    found = []
    for number in range(COLUMNS_OF_LAND * ROWS_OF_LAND):
        west, south = WEST + number % COLUMNS_OF_LAND * WIDTH, SOUTH + number // COLUMNS_OF_LAND * HEIGHT
        code, name = f"SO{number:02d}", name_for(200 + number)
        whole = outline_of(west, south, west + WIDTH, south + HEIGHT)
        found.append(AreaFacts(code=code, name=name, level=1, geometry=whole))
        for part in range(DISTRICTS):
            low, high = south + part * HEIGHT / DISTRICTS, south + (part + 1) * HEIGHT / DISTRICTS
            strip = outline_of(west, low, west + WIDTH, high)
            name = name_for(300 + number * DISTRICTS + part)
            found.append(AreaFacts(code=f"{code}{part:02d}", name=name, level=2, geometry=strip, parent_code=code))
    return found


def _bases() -> list[BaseFacts]:
    from tutela.mission.rules import BaseFacts, BasePeriodFacts

    chance = random.Random(1)  # noqa: S311 (a benchmark needs no secrets)
    periods = tuple(BasePeriodFacts(date(year, 1, 1), date(year, 12, 31), troops=150) for year in range(2005, 2015))
    return [
        BaseFacts(f"b{number}", f"Base {name_for(900 + number)}", chance.uniform(3, 8), chance.uniform(21, 29), periods)
        for number in range(40)
    ]


def _import(file: Path) -> float:
    from django.conf import settings

    from tutela.exchange.intake import import_events_file
    from tutela.kernel.clock import SYSTEM_CLOCK

    actor = _set_up()
    begin = time.perf_counter()
    _run, report = import_events_file(file, actor=actor, clock=SYSTEM_CLOCK, folder=settings.MEDIA_ROOT)
    seconds = time.perf_counter() - begin
    if report.rows != report.new + report.refused + report.elsewhere or not report.new:
        raise RuntimeError(f"The import lost rows: {report.as_json()}")
    return seconds


def _plain(file: Path) -> float:
    from django.db import connection, transaction

    columns = ", ".join(f'"{name}" text' for name in COLUMNS)
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain")
        cursor.execute(f"CREATE TABLE plain ({columns})")
    begin = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as stream, transaction.atomic(), connection.cursor() as cursor:
        for piece in _pieces(stream):
            cursor.executemany(f"INSERT INTO plain VALUES ({places})", piece)  # noqa: S608
    return time.perf_counter() - begin


def _pieces(stream: Any) -> Iterator[list[list[str]]]:
    reader = csv.DictReader(stream)
    while piece := [[row[name] for name in COLUMNS] for row in islice(reader, PIECE)]:
        yield piece


def _megabytes() -> float:
    """Return the most memory that this process held at any time, and with it the most that a child of it held."""
    import resource

    most = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most / 1e6 if sys.platform == "darwin" else most / 1000


def _work(what: str, file: Path, address: str) -> None:
    import os

    if address:
        os.environ["TUTELA_DATABASE_URL"] = address
    import django

    django.setup()
    from django.core.management import call_command

    if address:
        _empty_database()
    call_command("migrate", verbosity=0)
    seconds = _import(file) if what == "import" else _plain(file)
    print(json.dumps({"seconds": seconds, "megabytes": _megabytes()}))  # noqa: T201


def _empty_database() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    _work(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
