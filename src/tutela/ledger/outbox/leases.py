"""Leases: who is sending what, for how long. Taken in a short transaction of their own; sending happens after it.

A lease is bookkeeping of the software, like a subscription's cursor: it changes nothing that the mission knows, and so
it writes no entry. What came of sending does, by a command of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tutela.ledger.guard import now_writing, writing
from tutela.ledger.models import Message
from tutela.ledger.outbox.drafts import Channel, State

MOST_ATTEMPTS = 8
"""How often a message is tried. A try counts when its lease is taken, so that one that kills its sender ends too."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who takes it (a name that no other worker has) and for how long: longer than a try can last."""

    owner: str
    span: timedelta = timedelta(seconds=120)


def _waiting(channel: Channel, missions: Collection[str]) -> QuerySet[Message]:
    return Message.objects.filter(channel=channel.value, state=State.WAITING.value, mission__in=missions)


def _free(now: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=now)


def _due(channel: Channel, missions: Collection[str], now: datetime) -> QuerySet[Message]:
    rows = _waiting(channel, missions).filter(_free(now), due_at__lte=now, expires_at__gt=now)
    return rows.filter(attempts__lt=MOST_ATTEMPTS).order_by("urgency", "due_at", "pk")


def take_due(
    channel: Channel, lease: Lease, *, missions: Collection[str], now: datetime, limit: int = 4
) -> list[Message]:
    """Take a lease on messages that are due, the most urgent first, and return them; nobody else gets them meanwhile.

    Raises RuntimeError inside a command: what is being sent must not hang on a transaction.
    """
    if now_writing():
        raise RuntimeError(f"A lease was asked for inside {now_writing()}.")
    if not _due(channel, missions, now).exists():
        return []  # Looking takes no lock, so that waiting for something to send holds up nobody.
    until = now + lease.span
    with transaction.atomic(), writing("lease of the outbox"):
        # SQLite has one writer at a time and needs no lock; PostgreSQL leaves to others what they hold.
        rows = list(_due(channel, missions, now).select_for_update(skip_locked=True)[:limit])
        Message.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until=until, lease_owner=lease.owner, attempts=F("attempts") + 1
        )
    for row in rows:
        row.leased_until, row.lease_owner, row.attempts = until, lease.owner, row.attempts + 1
    return rows


def put_off_until(message: Message, lease: Lease, moment: datetime) -> None:
    """End the lease on a message that must wait for something else until a moment: the try does not count."""
    with transaction.atomic(), writing("lease of the outbox"):
        held = Message.objects.filter(pk=message.pk, lease_owner=lease.owner, state=State.WAITING.value)
        held.update(leased_until=None, lease_owner="", attempts=F("attempts") - 1, due_at=moment)


def ended(channel: Channel, *, now: datetime, limit: int = 50) -> list[Message]:
    """Return messages that wait and will not be sent: their time is over, or they were tried too often."""
    rows = Message.objects.filter(_free(now), channel=channel.value, state=State.WAITING.value)
    over = Q(expires_at__lte=now) | Q(attempts__gte=MOST_ATTEMPTS)
    return list(rows.filter(over).order_by("pk")[:limit])
