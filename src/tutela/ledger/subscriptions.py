"""Subscriptions: readers of the ledger that react to events exactly once, whatever crashes in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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
    """Register a handler for events under a name that never changes (its cursors are stored by it).

    Raises ValueError for a name that another handler has: two readers must not share a cursor.
    """

    def register(handler: Handler) -> Handler:
        known = SUBSCRIPTIONS.get(name)
        if known is not None and known.handle.__qualname__ != handler.__qualname__:
            raise ValueError(f"{name!r} is taken by {known.handle.__qualname__}.")
        SUBSCRIPTIONS[name] = Subscription(name, frozenset(kind.event_name for kind in events), handler)
        return handler

    return register


def deliver(clock: Clock, *, batch: int = 200) -> int:
    """Let every subscription read what is new; return how many entries were handled.

    Each batch moves the cursor in the same transaction as the handler's effects: after a crash it is read
    again as a whole or not at all. A handler that fails holds up itself alone: the others are served first, then
    an ExceptionGroup tells what failed.
    """
    if now_writing():
        raise RuntimeError(f"Delivery was asked for inside {now_writing()}.")
    handled, failures = 0, []
    for mission in missions_with_entries():
        for subscription in SUBSCRIPTIONS.values():
            try:
                while taken := _deliver_batch(subscription, mission, clock, batch):
                    handled += taken
            except Exception as failure:  # noqa: BLE001  # whatever it is, it is raised below
                failure.add_note(f"In subscription {subscription.name}, mission {mission}.")
                failures.append(failure)
    if failures:
        raise ExceptionGroup("Some subscriptions could not handle what is new.", failures)
    return handled


def _fresh(subscription: Subscription, mission: str) -> QuerySet[Entry]:
    read_to = Cursor.objects.filter(subscription=subscription.name, mission=mission).values("sequence")
    unread = Q(sequence__gt=Coalesce(Subquery(read_to), 0))
    return Entry.objects.filter(unread, mission=mission, event__in=subscription.events).order_by("sequence")


def _deliver_batch(subscription: Subscription, mission: str, clock: Clock, batch: int) -> int:
    if not _fresh(subscription, mission).exists():
        return 0  # Looking takes no lock, so that waiting for news does not hold up commands.
    with transaction.atomic(), writing(f"subscription {subscription.name}"):
        locked_head(mission)
        cursor, _made = Cursor.objects.get_or_create(subscription=subscription.name, mission=mission)
        fresh = list(_fresh(subscription, mission)[:batch])
        for entry in fresh:
            subscription.handle(entry, clock)
        if fresh:
            Cursor.objects.filter(pk=cursor.pk).update(sequence=fresh[-1].sequence)
    return len(fresh)
