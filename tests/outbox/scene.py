"""What the tests of telling and sending share: people with ways to be told, and ways out that only remember."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.people import MISSION, Known, People

if TYPE_CHECKING:
    from tutela.exchange.sending.sender import Sender
    from tutela.exchange.sending.transports import Parcel
    from tutela.ledger.models import Message
    from tutela.ledger.outbox import Channel

MAIL = "duty@mission.example"
NUMBER = "+243990001122"


def chosen(known: Known, people: People, *channels: str, least_urgency: int = 4, **more: Any) -> None:
    """Let somebody choose to be told by some channels, at an address of their own."""
    from tutela.know.alerts.commands.notices import choose_notices
    from tutela.know.alerts.rules.notices import Way

    ways = [Way(channel, address_of(known, channel), least_urgency, **more) for channel in channels]
    choose_notices(actor=known.actor, clock=people.clock, ways=ways)


def address_of(known: Known, channel: str) -> str:
    """Return the address that somebody has in these tests."""
    return f"{known.post.slug}@mission.example" if channel == "mail" else f"+24399{known.person.pk:07d}"


def delivered(people: People) -> list[Message]:
    """Let the ledger be read to its end and return every message that waits then, in the order they were written."""
    import tutela.know.alerts.handlers  # noqa: F401  # the app's own start does this where it is served
    from tutela.ledger.models import Message
    from tutela.ledger.subscriptions import deliver

    deliver(people.clock)
    return list(Message.objects.filter(mission=MISSION, state="waiting").order_by("number"))


def told_to(messages: list[Message], *, purpose: str = "") -> list[tuple[str, str]]:
    """Return for each message its post and channel, sorted."""
    return sorted((row.post, row.channel) for row in messages if not purpose or row.purpose == purpose)


@dataclass(slots=True)
class Remembering:
    """A way out that remembers what it was handed, and may be told to fail."""

    parcels: list[Parcel] = field(default_factory=list)
    fail: Callable[[Parcel], None] | None = None
    proof: str = "250 Ok: queued as 1"

    def send(self, parcel: Parcel) -> str:
        if self.fail is not None:
            self.fail(parcel)
        self.parcels.append(parcel)
        return self.proof


def a_sender(people: People, way: Any, channel: Channel | str = "mail") -> Sender:
    """Return a worker that sends through `way` and nowhere else."""
    from tutela.exchange.sending import sender as module
    from tutela.ledger.outbox import Channel

    class Through(module.Sender):
        def _ways(self) -> dict[str, Any]:
            return dict.fromkeys((MISSION, "lithe"), way)

    return Through(Channel(channel), people.clock)


def later(people: People, **span: float) -> None:
    """Let time go by."""
    people.clock.advance(timedelta(**span))


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something that another process does."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
