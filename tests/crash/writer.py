"""A process that runs commands until it is killed and says each one aloud once it is done.

    python -m tests.crash.writer NAME SEED COUNT

Prints `ack KIND TOKEN` after each command has returned: what is printed must be there for ever.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable

import django

MISSION = "orvane"


def start_django() -> None:
    """Load the settings of the store that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    django.setup()


def run(name: str, seed: int, count: int) -> None:
    """Run that many commands, chosen by the seed, and acknowledge each."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK

    actor = system_actor(name, MISSION, frozenset(Permission))
    chance = random.Random(seed)  # noqa: S311  # the same choices again for the same seed
    kinds = commands()
    for number in range(count):
        kind, token = chance.choice(sorted(kinds)), f"{name}-{seed}-{number}"
        kinds[kind](token, actor=actor, clock=SYSTEM_CLOCK)
        sys.stdout.write(f"ack {kind} {token}\n")
        sys.stdout.flush()


def commands() -> dict[str, Callable[..., object]]:
    """Return what a writer does: one row, one row with a number, and many rows in two tables."""
    from tests.people import area
    from tutela.kernel.canonical import digest
    from tutela.mission.commands import add_snapshot, import_areas, set_partner
    from tutela.mission.rules import SnapshotFacts

    def partner(token: str, **context: object) -> object:
        return set_partner(name=token, kind="ngo", **context)  # type: ignore[arg-type]

    def snapshot(token: str, **context: object) -> object:
        facts = SnapshotFacts("crash", "crash", "", token, digest(token), 1)
        return add_snapshot(facts=facts, **context)  # type: ignore[arg-type]

    def areas(token: str, **context: object) -> object:
        below = [area(f"{token}-{part}", token, 20, 21, token) for part in "ab"]
        return import_areas(areas=[area(token, token, 20, 22), *below], **context)  # type: ignore[arg-type]

    return {"partner": partner, "snapshot": snapshot, "areas": areas}


if __name__ == "__main__":
    start_django()
    run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
