"""Entries made only for these tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.people import People
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.ledger.command import Done, command
from tutela.mission.commands import set_parameter
from tutela.mission.events import PartnerSet


@command(Permission.PARTNER_CHANGE)
def tell(*, actor: Actor, clock: Clock, event: PartnerSet) -> Done[None]:
    """Write an event and nothing else."""
    return Done(None, event)


def told(people: People, subject: str, name: str = "Lake Watch", **more: Any) -> None:
    """Write an entry about a subject; `more` sets any other field of the event."""
    event = PartnerSet(subject=subject, name=name, kind="civil_society", **more)
    tell(actor=people.in_charge.actor, clock=people.clock, event=event)


def reach_set(people: People, *values: float) -> None:
    """Set the distance near a base to each value, a day apart."""
    for value in values:
        people.clock.advance(timedelta(days=1))
        actor, clock = people.in_charge.actor, people.clock
        set_parameter(actor=actor, clock=clock, name="near_base_km", value=value, reason=f"Measured {value} km.")
