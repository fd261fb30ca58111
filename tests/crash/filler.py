"""A process that takes alerts in until the store's disk is full, then makes room and goes on; prints what it saw.

SQLite's own limit on the number of pages stands for the disk: it answers with the same words, "disk is full".
"""

from __future__ import annotations

import json
import sys

from tests.crash.writer import MISSION, start_django

ROOM = 1 << 30


def allow(pages: int) -> None:
    """Let the store grow to so many pages, or to what it has if that is more."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def pour(start: int) -> tuple[int, str]:
    """Take alerts in from a number on until there is no room; return the number that was refused, and the words."""
    from django.db import OperationalError

    from tests.alerts.scene import report
    from tutela.access.queries import actor_by_slug
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.know.alerts.commands import receive_alert

    actor = actor_by_slug(MISSION, "gateway", on=SYSTEM_CLOCK.now().date())
    assert actor is not None
    for number in range(start, start + 500):
        try:
            receive_alert(actor=actor, clock=SYSTEM_CLOCK, report=report(f"r-{number}", text="x" * 9000))
        except OperationalError as full:
            return number, str(full)
    return start + 500, ""


def counted() -> dict[str, object]:
    """Return what is there."""
    from tutela.know.alerts.models import Alert
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import verify

    entries = Entry.objects.filter(mission=MISSION, event="know.alerts.alert_received")
    return {"alerts": Alert.objects.count(), "entries": entries.count(), "problem": verify(MISSION).problem}


def main() -> None:
    """Fill the disk, look, make room, send the refused one twice, and look again."""
    allow(1)
    refused, words = pour(0)
    full = counted()
    allow(ROOM)
    pour(refused)
    pour(refused)
    sys.stdout.write(json.dumps({"refused": refused, "words": words, "full": full, "after": counted()}))


if __name__ == "__main__":
    start_django()
    main()
