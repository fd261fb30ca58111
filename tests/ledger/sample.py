"""Commands made only for these tests: they write partners, which any mission has."""

from __future__ import annotations

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.commands import set_partner
from tutela.mission.events import PartnerSet
from tutela.mission.models import Partner


def happened(name: str, **more: object) -> PartnerSet:
    """Return an event about a partner; `more` sets any other field."""
    return PartnerSet(subject=f"partner:{name}", name=name, kind="ngo", **more)  # type: ignore[arg-type]


@command(Permission.PARTNER_CHANGE)
def note(*, actor: Actor, clock: Clock, name: str, times: int = 1) -> Done[str]:
    """Write a partner and one event for each time."""
    Partner.objects.create(mission_id=actor.mission, name=name, kind="ngo")
    first, *others = (happened(f"{name} {number}", known_at=clock.now()) for number in range(times))
    return Done(name, first, tuple(others))


@command(Permission.PARTNER_CHANGE)
def tell(*, actor: Actor, clock: Clock, event: PartnerSet) -> Done[None]:
    """Write an event and nothing else."""
    return Done(None, event)


@command(Permission.PARTNER_CHANGE)
def change_nothing(*, actor: Actor, clock: Clock) -> Outcome[str]:
    """Find everything as asked."""
    return Unchanged("as it was")


@command(Permission.PARTNER_CHANGE)
def write_then_refuse(*, actor: Actor, clock: Clock, name: str) -> Done[None]:
    """Write a partner, then say no."""
    Partner.objects.create(mission_id=actor.mission, name=name, kind="ngo")
    raise Invalid("No.", remedy="Ask differently.")


@command(Permission.PARTNER_CHANGE)
def write_then_break(*, actor: Actor, clock: Clock, name: str) -> Done[None]:
    """Write a partner, then fail in a way that nobody expected."""
    Partner.objects.create(mission_id=actor.mission, name=name, kind="ngo")
    raise ZeroDivisionError


@command(Permission.PARTNER_CHANGE)
def call_another(*, actor: Actor, clock: Clock) -> Done[None]:
    """Call a command inside a command."""
    partner = set_partner(actor=actor, clock=clock, name="Inner", kind="ngo")
    return Done(None, happened(partner.name))
