"""Reading the ledger as its pages ask: narrowed by event, post, record and the two times that each entry has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from tutela.access.rules import Actor
from tutela.kernel.clock import from_instant, instant
from tutela.ledger.models import Entry
from tutela.ledger.queries import EntrySet, entries, entries_about
from tutela.ledger.rules import HASHED, entry_hash

SOFTWARE = "system:"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the ledger is asked for; whatever is left out narrows nothing.

    `post` is a post's short name, or `system:` for whatever the software did itself. `known_from` and `known_until`
    bound the moment at which something came to the mission, `recorded_until` the moment at which it was written
    down. All are aware moments, included.
    """

    events: tuple[str, ...] = ()
    post: str = ""
    about: str = ""
    known_from: datetime | None = None
    known_until: datetime | None = None
    recorded_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the ledger holds about one record, in four figures; the moments are None when it holds nothing."""

    entries: int
    first_known_at: datetime | None
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None


def ledger_entries(actor: Actor, wanted: Wanted) -> EntrySet:
    """Return the entries that the actor may see and that fit, newest first."""
    rows = entries_about(actor, wanted.about) if wanted.about else entries(actor)
    if wanted.events:
        rows = rows.filter(event__in=wanted.events)
    if wanted.post:
        rows = rows.filter(post__startswith=SOFTWARE) if wanted.post == SOFTWARE else rows.filter(post=wanted.post)
    if wanted.known_from:
        rows = rows.filter(known_at__gte=instant(wanted.known_from))
    if wanted.known_until:
        rows = rows.filter(known_at__lte=instant(wanted.known_until))
    if wanted.recorded_until:
        rows = rows.filter(recorded_at__lte=instant(wanted.recorded_until))
    return rows


def entry_at(actor: Actor, sequence: int) -> Entry | None:
    """Return one entry, or None when there is none or the actor may not know of it."""
    return entries(actor).filter(sequence=sequence).first()


def entries_beside(actor: Actor, sequence: int) -> tuple[int | None, int | None]:
    """Return the numbers of the visible entries just before and just after one."""
    earlier = entries(actor).filter(sequence__lt=sequence).values_list("sequence", flat=True).first()
    later = entries(actor).filter(sequence__gt=sequence).order_by("sequence").values_list("sequence", flat=True).first()
    return earlier, later


def entry_fits_its_hash(entry: Entry) -> bool:
    """Return whether an entry, as it is stored, still gives the hash that was written with it."""
    return entry_hash(entry.previous_hash, tuple(getattr(entry, name) for name in HASHED)) == entry.hash


def knowledge_of(actor: Actor, wanted: Wanted) -> Knowledge:
    """Return when a record was first known, first recorded and last spoken of, as far as the actor may see."""
    found = (
        ledger_entries(actor, wanted)
        .order_by()
        .aggregate(entries=Count("pk"), known=Min("known_at"), first=Min("recorded_at"), last=Max("recorded_at"))
    )
    return Knowledge(found["entries"], _moment(found["known"]), _moment(found["first"]), _moment(found["last"]))


def _moment(text: str | None) -> datetime | None:
    return from_instant(text) if text else None
