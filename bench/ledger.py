"""The ledger: commands a second with four writers, and entries checked a second.

Each measurement stands beside the plainest way to do the same in the same run: bare SQLite transactions that write the
same rows, and SHA-256 over the same text.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure
from bench.store import empty_home, start
from bench.store import run as run_module

WRITERS, COMMANDS = 4, 500
ENTRIES, PIECE = 200_000, 5_000
MISSION = "orvane"
READY = "ready\n"


def run() -> list[Figure]:
    """Return the figures of the ledger; about a minute."""
    with empty_home() as home:
        run_module(home, "bench.ledger", "setup")
        commands = _rate(home, "commands")
        plain = _rate(home, "plain")
    with empty_home() as home:
        run_module(home, "bench.ledger", "setup")
        checked, hashed = json.loads(run_module(home, "bench.ledger", "check"))
    return [
        Figure(
            f"Commands with the ledger, {WRITERS} writers, SQLite `synchronous=FULL`",
            commands,
            "commands/s",
            "bare transactions that write the same three rows, as many writers",
            plain,
            "at least 200",
            commands >= 200,
        ),
        Figure(
            f"Verification of a chain of {ENTRIES:,} entries",
            checked,
            "entries/s",
            "SHA-256 over the same text, already in memory",
            hashed,
            "at least 50,000",
            checked >= 50_000,
        ),
    ]


def _rate(home: Path, what: str) -> float:
    """Return how much all writers did in a second, from their common start to the end of the last."""
    writers = [start(home, "bench.ledger", what, str(number)) for number in range(WRITERS)]
    for writer in writers:
        if not (writer.stdout and writer.stdout.readline() == READY):
            raise RuntimeError(f"A writer of {what} did not get ready.")
    begin = time.perf_counter()
    for writer in writers:
        if writer.stdin:
            writer.stdin.write("go\n")
            writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        if writer.returncode:
            raise RuntimeError(f"A writer of {what} failed.")
    return WRITERS * COMMANDS / (time.perf_counter() - begin)


def _write(number: str, one: Callable[[str], object]) -> None:
    """Say that everything is loaded, wait for the common start, and write."""
    sys.stdout.write(READY)
    sys.stdout.flush()
    sys.stdin.readline()
    for count in range(COMMANDS):
        one(f"{number}-{count}")


def _by_command(number: str) -> None:
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.commands import set_partner

    actor = system_actor("bench", MISSION, frozenset({Permission.PARTNER_CHANGE}))
    _write(number, lambda name: set_partner(actor=actor, clock=SYSTEM_CLOCK, name=name, kind="ngo"))


def _by_hand(number: str) -> None:
    from django.conf import settings

    store = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=30)
    store.execute("PRAGMA synchronous=FULL")
    columns = [row[1] for row in store.execute("PRAGMA table_info(ledger_entry)")][1:]
    like = store.execute(f"SELECT {', '.join(columns)} FROM ledger_entry WHERE event = 'mission.partner_set' LIMIT 1")  # noqa: S608
    sample, sequence_at = list(like.fetchall()[0]), columns.index("sequence")
    entry = f"INSERT INTO ledger_entry ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608

    def one(name: str) -> None:
        store.execute("BEGIN IMMEDIATE")
        (last,) = store.execute("SELECT sequence FROM ledger_head WHERE mission = ?", [MISSION]).fetchone()
        sample[sequence_at] = last + 1
        store.execute(
            "INSERT INTO mission_partner (mission_id, name, kind, note) VALUES (?, ?, 'ngo', '')",
            [MISSION, f"plain {name}"],
        )
        store.execute(entry, sample)
        store.execute("UPDATE ledger_head SET sequence = ? WHERE mission = ?", [last + 1, MISSION])
        store.execute("COMMIT")

    _write(number, one)


def _check() -> tuple[float, float]:
    """Fill a chain, then return entries checked and texts hashed a second, each the best of three."""
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import verify
    from tutela.ledger.rules import HASHED

    _fill()
    rows = Entry.objects.filter(mission=MISSION).order_by("sequence").values_list("previous_hash", *HASHED)
    texts = [(row[0] + json.dumps(row[1:], ensure_ascii=False, separators=(",", ":"))).encode() for row in rows]

    def check() -> None:
        result = verify(MISSION)
        if not result.is_intact or result.entries != len(texts):
            raise RuntimeError(result.problem)

    def hash_all() -> None:
        for text in texts:
            hashlib.sha256(text).hexdigest()

    return len(texts) / _best(check), len(texts) / _best(hash_all)


def _fill() -> None:
    """Write entries by a command of the benchmark's own, many to a command."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import Actor, system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK, Clock
    from tutela.ledger.command import Done, command
    from tutela.mission.events import PartnerSet

    @command(Permission.PARTNER_CHANGE)
    def write_many(*, actor: Actor, clock: Clock, start_at: int) -> Done[None]:
        numbers = range(start_at, start_at + PIECE)
        first, *more = (PartnerSet(subject=f"partner:{number}", name=f"P {number}", kind="ngo") for number in numbers)
        return Done(None, first, tuple(more))

    actor = system_actor("bench", MISSION, frozenset({Permission.PARTNER_CHANGE}))
    for start_at in range(0, ENTRIES, PIECE):
        write_many(actor=actor, clock=SYSTEM_CLOCK, start_at=start_at)


def _best(work: Callable[[], None]) -> float:
    times = []
    for _turn in range(3):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def _setup() -> None:
    from django.core.management import call_command

    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.commands import create_mission, set_partner
    from tutela.mission.commands.setup import setup_actor

    call_command("migrate", verbosity=0)
    create_mission(actor=setup_actor(MISSION), clock=SYSTEM_CLOCK, name="Mission in Orvane", is_exercise=True)
    actor = system_actor("bench", MISSION, frozenset({Permission.PARTNER_CHANGE}))
    set_partner(actor=actor, clock=SYSTEM_CLOCK, name="first", kind="ngo")


def _main(what: str, *arguments: str) -> None:
    import django

    django.setup()
    if what == "setup":
        _setup()
    elif what == "check":
        sys.stdout.write(json.dumps(_check()))
    else:
        {"commands": _by_command, "plain": _by_hand}[what](*arguments)


if __name__ == "__main__":
    _main(*sys.argv[1:])
