"""Who in a mission wants to be told of what, read once for all that one transaction tells.

A hundred alerts a second may come, and a batch of them is handled in one transaction that holds the mission's ledger:
no command can change a choice, a post or who holds it meanwhile, so what was read at its start holds to its end.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from tutela.access.models import Holding
from tutela.access.queries import actor_for
from tutela.access.rules import Actor
from tutela.know.alerts.models import NoticeChoice
from tutela.know.alerts.rules.notices import FLOOD_LIMIT, FLOOD_SPAN, Way
from tutela.ledger.outbox import sent_lately, to_person
from tutela.mission.models import Area, Mission

_held = threading.local()


@dataclass(frozen=True, slots=True)
class Listener:
    """A person in a post, with one way in which they want to be told."""

    person: int
    language: str
    post: str
    role: str
    way: Way
    actor: Actor


@dataclass(slots=True)
class Book:
    """The listeners of a mission on a day, and what is asked for again and again while they are told."""

    mission: str
    listeners: tuple[Listener, ...]
    _areas: dict[str, str] = field(default_factory=dict)
    _zone: ZoneInfo | None = None
    _lately: dict[tuple[str, str], int] | None = None
    _flooded: set[tuple[int, str, int]] = field(default_factory=set)

    def area_name(self, path: str) -> str:
        """Return the name of an area by its path, nothing for one that is not there."""
        if path not in self._areas:
            rows = Area.objects.filter(mission_id=self.mission, path=path)
            self._areas[path] = rows.values_list("name", flat=True).first() or ""
        return self._areas[path]

    def zone(self) -> ZoneInfo:
        """Return the mission's time zone."""
        if self._zone is None:
            self._zone = ZoneInfo(Mission.objects.values_list("time_zone", flat=True).get(pk=self.mission))
        return self._zone

    def has_room(self, listener: Listener, now: datetime) -> bool:
        """Return whether somebody may get one more message by this way, and count it; see FLOOD_LIMIT."""
        if self._lately is None:
            everybody = {to_person(one.person) for one in self.listeners}
            self._lately = sent_lately(self.mission, everybody, since=now - FLOOD_SPAN)
        key = (to_person(listener.person), listener.way.channel)
        self._lately[key] = self._lately.get(key, 0) + 1
        return self._lately[key] <= FLOOD_LIMIT

    def is_news(self, listener: Listener, stretch: int) -> bool:
        """Return whether a flood of alerts in a stretch of time was not told to somebody yet, and note that it is."""
        key = (listener.person, listener.way.channel, stretch)
        is_first = key not in self._flooded
        self._flooded.add(key)
        return is_first


def book_of(mission: str, *, now: datetime) -> Book:
    """Return the book of a mission, the same one for all who ask in one transaction."""
    block = connection.atomic_blocks[-1] if connection.atomic_blocks else None
    if block is None:
        return Book(mission, tuple(_listeners(mission, now.date())))
    known = getattr(_held, "block", None)
    if known is None or known() is not block:
        _held.block, _held.books = weakref.ref(block), {}
    books: dict[tuple[str, date], Book] = _held.books
    key = (mission, now.date())
    if key not in books:
        books[key] = Book(mission, tuple(_listeners(mission, now.date())))
    return books[key]


def _listeners(mission: str, day: date) -> Iterator[Listener]:
    """Yield the people who hold their post on a day, by each way that they chose in it; one query."""
    holding = Holding.objects.filter(person=OuterRef("person_id"), post=OuterRef("post_id"), from_on__lte=day)
    rows = NoticeChoice.objects.filter(
        Exists(holding.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))),
        mission_id=mission,
        post__mission=mission,
        person__is_active=True,
    )
    for row in rows.select_related("person", "post").order_by("pk"):
        yield listener_of(row)


def listener_of(row: NoticeChoice) -> Listener:
    """Return a choice with the person and the post that it belongs to."""
    actor = actor_for(row.post, row.person)
    return Listener(row.person_id, row.person.language, row.post.slug, row.post.role, way_of(row), actor)


def way_of(row: NoticeChoice) -> Way:
    """Return a choice as a plain value."""
    return Way(row.channel, row.address, row.least_urgency, row.quiet_from, row.quiet_to)


def listening(book: Book, posts: Collection[str]) -> list[Listener]:
    """Return the listeners in some posts, or all."""
    return [one for one in book.listeners if not posts or one.post in posts]
