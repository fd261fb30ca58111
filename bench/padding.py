"""A long ledger for benchmarks: entries of the kind that years of daily work leave behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.million import MISSION, SEED

if TYPE_CHECKING:
    from tutela.know.incidents.events import IncidentRecorded
    from tutela.ledger.command import Done

PIECE = 5000


def pad_ledger(count: int) -> None:
    """Append so many entries to the mission's ledger, through the command wrapper like every entry."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import Actor, system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK, Clock
    from tutela.ledger.command import command

    @command(Permission.INCIDENT_RECORD)
    def add_entries(*, actor: Actor, clock: Clock, first: int, last: int) -> Done[None]:
        return told(first, last)

    actor = system_actor("bench", MISSION, frozenset({Permission.INCIDENT_RECORD}))
    for first in range(0, count, PIECE):
        add_entries(actor=actor, clock=SYSTEM_CLOCK, first=first, last=min(first + PIECE, count))


def told(first: int, last: int) -> Done[None]:
    """Return the events of one piece."""
    from tutela.ledger.command import Done

    events = [_event(number) for number in range(first, last)]
    return Done(None, events[0], tuple(events[1:]))


def _event(number: int) -> IncidentRecorded:
    from tutela.know.incidents.events import IncidentRecorded

    return IncidentRecorded(
        subject=f"I-{number % 100_000 + 1}",
        act="killing",
        area=f"MI{number % 10:02d}{number % 7:02d}",
        actor="Movement",
        occurred_from=(date(2020, 1, 1) + timedelta(days=number % 1500)).isoformat(),
        civilians_best=number % 9,
        digest=f"{SEED + number:064d}",
        sensitivity=int(number % 11 == 0),
        area_path=f"MI{number % 10:02d}/MI{number % 10:02d}{number % 7:02d}/",
    )
