"""Reading the ledger: entries that an actor may see, the head, and the check of the chain."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.clock import instant
from tutela.ledger.events import EVENTS
from tutela.ledger.models import Entry, Head, Mention
from tutela.ledger.rules import GENESIS, HASHED, entry_hash


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where a mission's chain ends."""

    mission: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain found; `broken_at` is the first sequence that does not fit."""

    mission: str
    entries: int
    head: LedgerHead
    broken_at: int | None = None
    problem: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether every entry fits the one before and the head."""
        return not self.problem


class _Told(dict[str, Any]):
    """The facts of an entry; one that an older entry does not have is told as nothing."""

    def __missing__(self, name: str) -> str:
        return ""


class EntrySet(ScopedQuerySet[Entry]):
    """Entries narrowed by sensitivity, compartment and area, like the records they speak of."""

    view_permission = Permission.LEDGER_READ
    mission_field = "mission"
    sensitivity_field = "sensitivity"
    compartment_field = "compartment"

    def visible_to(self, actor: Actor) -> EntrySet:
        """Return what the actor may see; a field office sees its own area and what has no area."""
        rows = super().visible_to(actor)
        if actor.area_path:
            rows = rows.filter(Q(area_path="") | Q(area_path__startswith=actor.area_path))
        return rows


def entries(actor: Actor) -> EntrySet:
    """Return the entries that the actor may see, newest first."""
    return EntrySet(Entry).visible_to(actor).order_by("-sequence")


def entries_about(actor: Actor, reference: str) -> EntrySet:
    """Return the entries whose subject is the record or that mention it, newest first.

    The numbers are gathered first, from two indexes: one condition with "or" would walk the whole ledger.
    """
    subject = Entry.objects.filter(mission=actor.mission, subject=reference).order_by().values("sequence")
    mentioned = Mention.objects.filter(mission=actor.mission, reference=reference).order_by().values("sequence")
    return entries(actor).filter(sequence__in=subject.union(mentioned))


def hidden_from(actor: Actor, events: Collection[str], *, at: datetime) -> dict[int, str]:
    """Return the entries of some events, recorded by a moment, that the actor may not see: sequence and event.

    For rules that compute over the ledger, which leave them out; never shown.
    """
    rows = Entry.objects.filter(mission=actor.mission, event__in=sorted(events), recorded_at__lte=instant(at))
    seen = EntrySet(Entry).visible_to(actor).filter(event__in=sorted(events)).order_by().values("pk")
    return dict(rows.exclude(pk__in=seen).order_by().values_list("sequence", "event"))


def entries_until(actor: Actor, moment: datetime) -> EntrySet:
    """Return what had been recorded by a moment, newest first (para 87: what was known, when)."""
    return entries(actor).filter(recorded_at__lte=instant(moment))


def last_event(mission: str, event: str, subject: str | None = None) -> Entry | None:
    """Return the newest entry of that event (and subject), for the software's own bookkeeping."""
    rows = Entry.objects.filter(mission=mission, event=event)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return rows.order_by("-sequence").first()


def last_hash(mission: str, event: str) -> str:
    """Return the hash of the newest entry of an event, nothing without one: it changes whenever the event happens."""
    mark = newest_mark(mission, (event,))
    return mark[1] if mark else ""


def newest_mark(mission: str, events: Collection[str]) -> tuple[int, str] | None:
    """Return key and hash of the newest entry of some events, None without one: for what is kept until they happen."""
    rows = Entry.objects.filter(mission=mission, event__in=sorted(events)).order_by("-sequence")
    return rows.values_list("pk", "hash").first()


def payload(entry: Entry) -> dict[str, Any]:
    """Return the facts that an entry holds."""
    facts: dict[str, Any] = json.loads(entry.payload)
    return facts


def sentence(entry: Entry) -> str:
    """Return the entry in words, in the reader's language."""
    kind = EVENTS.get(entry.event)
    if kind is None:
        return entry.event
    held = payload(entry)
    facts = {name: "" if value is None else kind.words(name, held) for name, value in held.items()}
    return str(kind.sentence).format_map(_Told(facts, subject=entry.subject))


def ledger_head(mission: str) -> LedgerHead:
    """Return the end of a mission's chain; sequence 0 for a mission without entries."""
    head = Head.objects.filter(pk=mission).first()
    return LedgerHead(mission, head.sequence, head.hash) if head else LedgerHead(mission, 0, GENESIS)


def head_at(mission: str, moment: datetime) -> LedgerHead:
    """Return where a mission's chain ended at a moment; sequence 0 for one before its first entry."""
    rows = Entry.objects.filter(mission=mission, recorded_at__lte=instant(moment)).order_by("-sequence")
    row = rows.values_list("sequence", "hash").first()
    return LedgerHead(mission, *row) if row else LedgerHead(mission, 0, GENESIS)


def missions_with_entries() -> list[str]:
    """Return the missions that have a ledger, sorted."""
    return list(Head.objects.filter(sequence__gt=0).order_by("mission").values_list("mission", flat=True))


def verify(mission: str, *, until: LedgerHead | None = None) -> Verification:
    """Walk a mission's whole chain and compare it with its head.

    `until` is a head printed earlier (on a product, say): the chain must pass through it with that very hash.
    Reads in one pass with constant memory, up to the head as it stood at the start: commands may go on meanwhile.
    """
    head, previous, count = ledger_head(mission), GENESIS, 0
    if until is not None and until.mission != mission:
        return Verification(mission, 0, head, 0, f"The given head belongs to the mission {until.mission}.")
    for row in _rows(head).iterator(chunk_size=5000):
        count += 1
        problem = _problem(row, count, previous)
        if problem:
            return Verification(mission, count, head, broken_at=count, problem=problem)
        previous = row[-1]
        if until is not None and until.sequence == count and until.hash != previous:
            return Verification(mission, count, head, count, "The chain does not pass through the given head.")
    return Verification(mission, count, head, *_end(head, until, count, previous))


def _rows(head: LedgerHead) -> QuerySet[Entry, tuple[Any, ...]]:
    rows = Entry.objects.filter(mission=head.mission, sequence__lte=head.sequence).order_by("sequence")
    return rows.values_list(*HASHED, "previous_hash", "hash")


def _problem(row: tuple[Any, ...], expected: int, previous: str) -> str:
    if row[1] != expected:
        return f"Entry {expected} is missing: the next one is {row[1]}."
    if row[-2] != previous:
        return f"Entry {expected} does not follow the one before it."
    if entry_hash(previous, row[:-2]) != row[-1]:
        return f"Entry {expected} was changed after it was written."
    return ""


def _end(head: LedgerHead, until: LedgerHead | None, count: int, last: str) -> tuple[int | None, str]:
    if head.sequence != count or head.hash != last:
        return count + 1, f"The head says {head.sequence} entries, the chain holds {count}."
    if _goes_past_its_head(head.mission):
        return count + 1, f"The chain goes on past its head at {head.sequence}."
    if until is not None and until.sequence > count:
        return count + 1, f"The given head stands at {until.sequence}, the chain ends at {count}."
    return None, ""


def _goes_past_its_head(mission: str) -> bool:
    """Return whether entries stand beyond the head; one statement, so that it sees both at one moment."""
    stands_at = Head.objects.filter(pk=mission).values("sequence")
    beyond = Q(sequence__gt=Coalesce(Subquery(stands_at), 0))
    return Entry.objects.filter(beyond, mission=mission).exists()


def finished_work(mission: str, event: str) -> list[Entry]:
    """Return every entry of an event, oldest first: for what a product says of the imports behind it."""
    return list(Entry.objects.filter(mission=mission, event=event).order_by("sequence"))


def entries_of(mission: str, event: str, subject: str) -> list[Entry]:
    """Return every entry of an event about a subject, oldest first: for work that goes on where it was cut off."""
    rows = Entry.objects.filter(mission=mission, event=event, subject=subject)
    return list(rows.order_by("sequence"))


def entries_between(
    mission: str, events: Collection[str], *, after: int, until: datetime
) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    """Yield what the fold of the policy reads of entries, in order: sequence, event, subject, recorded at, known at,
    payload and related as JSON text. One pass, a few thousand at a time, whatever the ledger's length.
    """
    rows = Entry.objects.filter(mission=mission, event__in=sorted(events), sequence__gt=after)
    rows = rows.filter(recorded_at__lte=instant(until)).order_by("sequence")
    fields = ("sequence", "event", "subject", "recorded_at", "known_at", "payload", "related")
    yield from rows.values_list(*fields).iterator(chunk_size=5000)
