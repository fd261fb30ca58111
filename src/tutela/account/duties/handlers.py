"""Keeps checkpoints, so that asking where the mission stands does not fold the whole ledger each time."""

from __future__ import annotations

import json

from tutela.account.duties import events as _own
from tutela.account.duties.models import Checkpoint
from tutela.account.duties.queries import book_of, last_checkpoint, rules_digest
from tutela.account.products import events as _products
from tutela.assess.threats import events as _threats
from tutela.kernel.clock import Clock, from_instant, instant
from tutela.know.alerts import events as _alerts
from tutela.know.communities import events as _communities
from tutela.know.incidents import events as _incidents
from tutela.ledger.events import EVENTS
from tutela.ledger.models import Entry
from tutela.ledger.subscriptions import subscribe
from tutela.mission import events as _mission
from tutela.policy.duties import events_that_bear

READ = (_own, _products, _threats, _incidents, _alerts, _communities, _mission)
EVERY = 2000
KEPT = 50
_read: dict[str, int] = {}


@subscribe("account.duties.checkpoints", *(EVENTS[name] for name in sorted(events_that_bear()) if name in EVENTS))
def keep_checkpoint(entry: Entry, _clock: Clock) -> None:
    """Keep the book as it is after an entry, once every two thousand entries."""
    # Hundreds of alerts may come at once: the store is asked again only when there may be something to do. What was
    # read before can be older than what is there, never newer, but for another store: then it lies after the entry.
    if 0 <= entry.sequence - _read.get(entry.mission, entry.sequence + 1) < EVERY:
        return
    _read[entry.mission] = last_checkpoint(entry.mission)
    if entry.sequence - _read[entry.mission] < EVERY:
        return
    book = book_of(entry.mission, from_instant(entry.recorded_at))
    Checkpoint.objects.update_or_create(
        mission=entry.mission,
        rules=rules_digest(),
        sequence=book.sequence,
        defaults={
            "recorded_at": instant(book.last_recorded_at or from_instant(entry.recorded_at)),
            "book": json.dumps(book.as_json()),
        },
    )
    held = Checkpoint.objects.filter(mission=entry.mission).order_by("-sequence")
    Checkpoint.objects.filter(pk__in=list(held.values_list("pk", flat=True)[KEPT:])).delete()
