"""Reading the outbox for the software itself: where something waits, and who was written to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tutela.ledger.models import Message
from tutela.ledger.outbox.drafts import State, person_key, to_person


def waiting_missions() -> list[str]:
    """Return the missions that have a message waiting, sorted."""
    rows = Message.objects.filter(state=State.WAITING.value).order_by("mission")
    return list(rows.values_list("mission", flat=True).distinct())


def sent_lately(mission: str, recipients: Collection[str], *, since: datetime) -> dict[tuple[str, str], int]:
    """Return how many messages were put in for each of some recipients since a moment, by recipient and channel."""
    rows = Message.objects.filter(mission=mission, recipient__in=recipients, created_at__gte=since).order_by()
    counted = rows.values("recipient", "channel").annotate(count=Count("pk"))
    return {(row["recipient"], row["channel"]): row["count"] for row in counted}


@dataclass(frozen=True, slots=True)
class Telling:
    """Who was told of a record, and whether at least one was (`is_sent`) or may be at this very moment."""

    persons: frozenset[int]
    is_sent: bool
    is_being_sent: bool


def told_of(mission: str, about: str, *, without: Collection[str], person: int | None = None) -> Telling:
    """Return who was told of a record by messages of other purposes than some, or what one person was told.

    What is being sent counts: nobody knows yet whether it has left.
    """
    rows = Message.objects.filter(mission=mission, about=about).exclude(purpose__in=without)
    if person is not None:
        rows = rows.filter(recipient=to_person(person))
    sent, sending = set(), set()
    for recipient, state, lease in rows.order_by().values_list("recipient", "state", "leased_until"):
        key = person_key(recipient)
        if key is None:
            continue
        if state == State.SENT:
            sent.add(key)
        elif state == State.WAITING and lease is not None:
            sending.add(key)
    return Telling(frozenset(sent | sending), bool(sent), bool(sending))
