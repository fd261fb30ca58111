"""A process that imports an event file and may be killed at it; run again, it goes on.

    python -m tests.crash.importer FILE

Prints `begin` once everything is loaded and `end` with the report as JSON. Pieces are small, so that there are many
moments between them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.crash.writer import MISSION, start_django

PIECE = 50


def run(path: Path) -> None:
    """Import the file as the mission's POC adviser."""
    from django.conf import settings

    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.exchange.intake import events
    from tutela.exchange.readers.events import ahead
    from tutela.kernel.clock import SYSTEM_CLOCK

    events.AT_ONCE, events.BATCHES, ahead.LARGE = PIECE, 1, 0
    actor = system_actor("importer", MISSION, frozenset(Permission))
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    _run, report = events.import_events_file(
        path, actor=actor, clock=SYSTEM_CLOCK, folder=settings.HOME / "reports", release="1.0"
    )
    sys.stdout.write(f"end {json.dumps(report.as_json())}\n")


if __name__ == "__main__":
    start_django()
    run(Path(sys.argv[1]))
