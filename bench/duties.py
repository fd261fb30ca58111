"""Where the mission stands: every duty of the policy folded from a ledger of a million entries.

From scratch, the reference is reading the same entries and their facts without folding them; from the newest
checkpoint, it is reading the checkpoint and the entries after it. Memory is what the process grew by while it folded,
beside the same for a tenth of the entries.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.store import empty_home
from bench.store import run as run_module

if TYPE_CHECKING:
    from tutela.ledger.command import Done
    from tutela.ledger.events import Event

ENTRIES, FEWER = 1_000_000, 100_000
PIECE, NEW = 5000, 1500
MISSION = "duties"
SEED = 2031
MOST_SECONDS, MOST_AT_ONCE, MOST_GROWTH = 30.0, 1.0, 64.0
THREATS, PLACES = 400, 900


def run() -> list[Figure]:
    """Return the figures; about six minutes."""
    with empty_home() as home:
        small = _measured(home, FEWER)
    with empty_home() as home:
        large = _measured(home, ENTRIES)
    return [
        Figure(
            f"All duties from scratch, {ENTRIES:,} entries, SQLite",
            large["scratch"],
            "s",
            "reading the same entries",
            large["reading"],
            f"under {MOST_SECONDS:g} s",
            large["scratch"] < MOST_SECONDS,
        ),
        Figure(
            f"All duties with {NEW:,} new entries after a checkpoint, SQLite",
            large["incremental"],
            "s",
            f"the same in a ledger of {FEWER:,}",
            small["incremental"],
            f"under {MOST_AT_ONCE:g} s",
            large["incremental"] < MOST_AT_ONCE,
        ),
        Figure(
            f"Memory that folding {ENTRIES:,} entries took",
            large["megabytes"],
            "MB",
            f"folding {FEWER:,}",
            small["megabytes"],
            f"at most {MOST_GROWTH:g} MB more",
            large["megabytes"] - small["megabytes"] <= MOST_GROWTH,
        ),
    ]


def _measured(home: Path, count: int) -> dict[str, float]:
    run_module(home, "bench.duties", "build", str(count))
    found: dict[str, float] = json.loads(run_module(home, "bench.duties", "fold").splitlines()[-1])
    return found


def build(count: int) -> None:
    """Write a ledger of so many entries, through the command wrapper like every entry, and leave a checkpoint."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import Actor, system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK, Clock, SetClock
    from tutela.ledger.command import command
    from tutela.ledger.queries import ledger_head

    @command(Permission.DUTY_RECORD)
    def add_entries(*, actor: Actor, clock: Clock, events: list[Event]) -> Done[None]:
        from tutela.ledger.command import Done

        return Done(None, events[0], tuple(events[1:]))

    actor = system_actor("bench", MISSION, frozenset({Permission.DUTY_RECORD}))
    chance, end = random.Random(SEED), SYSTEM_CLOCK.now()  # noqa: S311  # repeatable, not secret
    clock = SetClock(end - timedelta(days=1500))
    for first in range(0, count, PIECE):
        clock.moment = end - timedelta(days=1500) * (1 - first / count)
        last = min(first + PIECE, count)
        if last == count:
            add_entries(actor=actor, clock=clock, events=[happening(chance) for _ in range(last - first - NEW)])
            _checkpoint(ledger_head(MISSION).sequence)
            add_entries(actor=actor, clock=clock, events=[happening(chance) for _ in range(NEW)])
        else:
            add_entries(actor=actor, clock=clock, events=[happening(chance) for _ in range(last - first)])


def _checkpoint(sequence: int) -> None:
    from tutela.account.duties.handlers import keep_checkpoint
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.ledger.guard import writing
    from tutela.ledger.models import Entry

    with writing("subscription account.duties.checkpoints"):
        keep_checkpoint(Entry.objects.get(mission=MISSION, sequence=sequence), SYSTEM_CLOCK)


def happening(chance: random.Random) -> Event:
    """Return an event such as a mission's days bring: mostly incidents, then assessments, deeds and what happened."""
    from tutela.account.duties.events import DeedRecorded, IncidentNoted, OccurrenceRecorded
    from tutela.know.incidents.events import IncidentRecorded
    from tutela.policy.vocabulary import terms

    kind, number = chance.random(), chance.randrange(10**6)
    if kind < 0.7:
        acts = ("killing", "abduction", "pillage", "sexual_violence")
        return IncidentRecorded(
            subject=f"I-{number}", act=acts[number % 4], area="MI0101", actor="Movement", occurred_from="2031-01-01",
            civilians_best=number % 9, digest=f"{number:064d}",
        )  # fmt: skip
    place = f"R-{number % PLACES}"
    if kind < 0.85:
        deeds = [*terms("deeds_regular"), *terms("deeds_prompted")]
        return DeedRecorded(subject=place, kind=chance.choice(deeds), reason="A document.", about=place)
    if kind < 0.95:
        happened = chance.choice(list(terms("occurrences")))
        return OccurrenceRecorded(subject=place, kind=happened, reason="It happened.", about=place)
    return IncidentNoted(
        subject=place, kind="civilians_killed_near_base", occurred_on="2031-01-01", base="Base", distance_km=1.0
    )


def fold_all() -> dict[str, float]:
    """Measure in this process: reading alone, folding from scratch, and going on from the checkpoint."""
    from tutela.account.duties.queries import book_of, facts_of
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.policy.duties import standings

    now = SYSTEM_CLOCK.now()
    standings(book_of(MISSION, now), now)  # what is read once and kept: rules, parameters
    incremental = _seconds(lambda: standings(book_of(MISSION, now), now))
    reading = _seconds(lambda: sum(1 for _fact in facts_of(MISSION, after=0, until=now)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scratch = _seconds(lambda: standings(book_of(MISSION, now, anew=True), now))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"incremental": incremental, "reading": reading, "scratch": scratch, "megabytes": grown}


def _seconds(work: object) -> float:
    begin = time.perf_counter()
    assert callable(work)  # noqa: S101  # for the type checker
    work()
    return time.perf_counter() - begin


def main(arguments: list[str]) -> int:
    """Build or measure in the store that the environment names."""
    import django

    django.setup()
    if arguments[0] == "build":
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        build(int(arguments[1]))
    else:
        sys.stdout.write(f"{json.dumps(fold_all())}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
