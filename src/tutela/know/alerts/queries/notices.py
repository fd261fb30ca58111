"""Who is told of an alert: read from what people chose, by the rules that bind the desk itself.

Twice: when something happens, to write the messages, and once more at the moment of sending, because a post may have
been given up, a permission taken away or an alert set aside meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.models import Alert, NoticeChoice
from tutela.know.alerts.queries.notice_book import Book, Listener, book_of, listener_of, listening
from tutela.know.alerts.queries.reading import alert_named
from tutela.know.alerts.rules.notice_words import News, words_of
from tutela.know.alerts.rules.notices import FLOOD_SPAN, Marks, Purpose, may_know
from tutela.ledger.outbox import Channel, Draft, to_person

LIVES = {1: timedelta(hours=4), 2: timedelta(hours=12)}
"""How long a message is worth sending, by urgency; a day for the rest."""
NO_MARKS = Marks(0, "", "")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that people are told of. `key` tells it from others of its purpose: a person hears it once by each way.

    `posts` are the only ones told when there are any, and `recipients` (keys of persons) when they are not None; both
    hear of it whatever urgency they chose to hear of, and so do `roles`.
    """

    purpose: Purpose
    key: str
    event: str
    reference: str
    urgency: int
    marks: Marks
    kinds: tuple[str, ...] = ()
    received_at: datetime | None = None
    posts: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    recipients: frozenset[int] | None = None


def choices_of(actor: Actor) -> list[NoticeChoice]:
    """Return how the actor chose to be told in this post; their own choices only."""
    if actor.person is None or not actor.may(Permission.NOTICE_CHOOSE):
        return []
    rows = NoticeChoice.objects.filter(mission_id=actor.mission, person_id=actor.person, post__slug=actor.post)
    return list(rows.order_by("channel"))


def drafts_for(mission: str, occasion: Occasion, *, now: datetime) -> list[Draft]:
    """Return the messages that an occasion makes, for whoever may know of it at this moment and chose to be told.

    A person who holds several posts is told once by each way; one who was written to too often lately is told of many
    alerts at once instead.
    """
    book = book_of(mission, now=now)
    told: dict[tuple[int, str], Listener] = {}
    for one in listening(book, occasion.posts):
        if _is_wanted(one, occasion) and _may_hear(one, occasion):
            told.setdefault((one.person, one.way.channel), one)
    plain: list[Listener] = []
    flooded: list[Listener] = []
    for one in told.values():
        (plain if book.has_room(one, now) else flooded).append(one)
    floods = [_flood_draft(one, occasion.event, now) for one in flooded if book.is_news(one, _stretch(now))]
    return [*_plain_drafts(book, occasion, plain, now), *floods]


def _may_hear(one: Listener, occasion: Occasion) -> bool:
    if occasion.posts:
        # What was offered to a post it sees wherever it lies, which the marks alone do not tell.
        return alert_named(one.actor, occasion.reference) is not None
    return may_know(one.actor, occasion.marks)


def _is_wanted(one: Listener, occasion: Occasion) -> bool:
    if occasion.recipients is not None:
        return one.person in occasion.recipients
    return bool(occasion.posts) or one.role in occasion.roles or one.way.wants(occasion.urgency)


def _plain_drafts(book: Book, occasion: Occasion, told: list[Listener], now: datetime) -> Iterable[Draft]:
    if not told:
        return
    news = _news(book, occasion)
    words: dict[tuple[str, str], tuple[str, str]] = {}
    for one in told:
        channel, language = asked = (one.way.channel, one.language)
        if asked not in words:
            words[asked] = in_words(occasion.purpose, channel, news, language)
        yield _draft(one, occasion, words[asked], one.way.due_at(occasion.urgency, now, book.zone()))


def _draft(one: Listener, occasion: Occasion, words: tuple[str, str], due_at: datetime | None = None) -> Draft:
    subject, body = words
    return Draft(
        channel=Channel(one.way.channel),
        recipient=to_person(one.person),
        purpose=occasion.purpose,
        dedupe_key=f"{occasion.purpose}:{occasion.key}:{one.person}:{one.way.channel}",
        post=one.post,
        address=one.way.address,
        about=occasion.reference,
        about_event=occasion.event,
        language=one.language,
        subject=subject,
        body=body,
        urgency=occasion.urgency,
        sensitivity=occasion.marks.sensitivity,
        compartment=occasion.marks.compartment,
        area_path=occasion.marks.area_path,
        due_at=due_at,
        lives=LIVES.get(occasion.urgency, timedelta(hours=24)),
    )


def _stretch(now: datetime) -> int:
    return int(now.timestamp() // FLOOD_SPAN.total_seconds())


def _flood_draft(one: Listener, event: str, now: datetime) -> Draft:
    """Return the one message of a stretch of time that stands for all that are not sent; it is about no alert."""
    return _about_nothing(one, Purpose.FLOOD, str(_stretch(now)), event)


def draft_of_test(row: NoticeChoice, key: str) -> Draft:
    """Return a message with which a person tries a way out."""
    return _about_nothing(listener_of(row), Purpose.TEST, key, "")


def _about_nothing(one: Listener, purpose: Purpose, key: str, event: str) -> Draft:
    occasion = Occasion(purpose, key, event, reference="", urgency=1, marks=NO_MARKS)
    return _draft(one, occasion, in_words(purpose, one.way.channel, News(marks=NO_MARKS), one.language))


def in_words(purpose: Purpose, channel: str, news: News, language: str) -> tuple[str, str]:
    """Return subject and body of a message in a language."""
    with translation.override(language):
        subject, lines = words_of(purpose, channel, news, language)
        return subject.told(gettext), "\n".join(line.told(gettext) for line in lines)


def _news(book: Book, occasion: Occasion) -> News:
    marks, moment = occasion.marks, occasion.received_at
    said = f"{moment.astimezone(book.zone()):%Y-%m-%d %H:%M} ({moment:%H:%M} UTC)" if moment else ""
    return News(
        marks=marks,
        reference=occasion.reference,
        urgency=occasion.urgency,
        kinds=occasion.kinds,
        area=book.area_name(marks.area_path) if marks.area_path and not marks.is_bare else "",
        received_at=said,
        path=f"/know/alerts/{occasion.reference}/",
    )


def occasion_about(
    alert: Alert,
    purpose: Purpose,
    key: str,
    event: str,
    *,
    posts: Collection[str] = (),
    roles: Collection[str] = (),
    recipients: Collection[int] | None = None,
) -> Occasion:
    """Return the occasion that something happened to an alert."""
    area_path = alert.area.path if alert.area else ""
    return Occasion(
        purpose=purpose,
        key=key,
        event=event,
        reference=alert.reference,
        urgency=int(alert.urgency),
        marks=Marks(alert.sensitivity, alert.compartment, area_path),
        kinds=(alert.headline,) if alert.headline else (),
        received_at=alert.received_at,
        posts=frozenset(posts),
        roles=frozenset(roles),
        recipients=None if recipients is None else frozenset(recipients),
    )
