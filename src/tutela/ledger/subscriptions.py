"""Subscriptions: readers of the ledger that react to events exactly once, whatever crashes in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from tutela.kernel.clock import Clock
from tutela.ledger.command import locked_head
from tutela.ledger.events import Event
from tutela.ledger.guard import now_writing, writing
from tutela.ledger.models import Cursor, Entry
from tutela.ledger.queries import missions_with_entries

Handler = Callable[[Entry, Clock], None]

SUBSCRIPTIONS: dict[str, Subscription] = {}


@dataclass(frozen=True, slots=True)
class Subscription:
    """A named reader: the events it wants and what it does with each. It may write drafts only."""

    name: str
    events: frozenset[str]
    handle: Handler


def subscribe(name: str, *events: type[Event]) -> Callable[[Handler], Handler]:
    """Register a handler for events under a name that never changes (its cursors are stored by it)."""

    def register(handler: Handler) -> Handler:
        SUBSCRIPTIONS[name] = Subscription(name, frozenset(kind.event_name for kind in events), handler)
        return handler

    return register


def deliver(clock: Clock, *, batch: int = 200) -> int:
    """Let every subscription read what is new; return how many entries were handled.

    Each batch moves the cursor in the same transaction as the handler's effects: after a crash it is read
    again as a whole or not at all.
    """
    if now_writing():
        raise RuntimeError(f"Delivery was asked for inside {now_writing()}.")
    handled = 0
    for mission in missions_with_entries():
        for subscription in SUBSCRIPTIONS.values():
            while taken := _deliver_batch(subscription, mission, clock, batch):
                handled += taken
    return handled


def _deliver_batch(subscription: Subscription, mission: str, clock: Clock, batch: int) -> int:
    with transaction.atomic(), writing(f"subscription {subscription.name}"):
        locked_head(mission)
        cursor, _made = Cursor.objects.get_or_create(subscription=subscription.name, mission=mission)
        fresh = list(
            Entry.objects.filter(mission=mission, sequence__gt=cursor.sequence, event__in=subscription.events).order_by(
                "sequence"
            )[:batch]
        )
        for entry in fresh:
            subscription.handle(entry, clock)
        if fresh:
            Cursor.objects.filter(pk=cursor.pk).update(sequence=fresh[-1].sequence)
    return len(fresh)
