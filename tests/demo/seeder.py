"""A process that seeds a thin exercise and says how far it is, until it is killed; or looks at what is there.

python -m tests.demo.seeder seed      make the tables and seed, printing the share that is done before each step
python -m tests.demo.seeder look      print the ledger, and what is wrong, as JSON
"""

from __future__ import annotations

import json
import sys

from tests.crash.writer import start_django

SHARE = 0.03


def seed() -> None:
    """Seed the exercise with few incidents but those of the script."""
    from django.core.management import call_command

    from tests.demo.conftest import UNTIL
    from tutela.demo import process
    from tutela.demo.scenario import seed_exercise

    call_command("migrate", verbosity=0)
    process.BUSYNESS *= SHARE
    seed_exercise(say, until=UNTIL)


def say(share: float) -> None:
    """Print a share at once."""
    sys.stdout.write(f"{share:.4f}\n")
    sys.stdout.flush()


def look() -> None:
    """Print each entry's moment, post, event, and reason, with the problems of chain and totals."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.demo.scenario.steps import EXERCISE
    from tutela.know.incidents.queries import totals_that_drifted
    from tutela.ledger.queries import entries, ledger_head, verify

    rows = entries(system_actor("test", EXERCISE, frozenset(Permission))).order_by("sequence")
    told = {
        "entries": list(rows.values_list("recorded_at", "post", "event", "reason")),
        "head": ledger_head(EXERCISE).hash,
        "problem": verify(EXERCISE).problem,
        "drifted": totals_that_drifted(EXERCISE),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    start_django()
    {"seed": seed, "look": look}[sys.argv[1]]()
