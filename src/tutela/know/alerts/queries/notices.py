"""Who is told of an alert: read from what people chose, by the rules that bind the desk itself.

Twice: when something happens, to write the messages, and once more at the moment of sending, because a post may have
been given up, a permission taken away or an alert set aside meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext

from tutela.access.models import Holding
from tutela.access.permissions import Permission
from tutela.access.queries import actor_for
from tutela.access.rules import Actor
from tutela.know.alerts.models import Alert, NoticeChoice
from tutela.know.alerts.queries.reading import alert_named
from tutela.know.alerts.rules.notice_words import News, words_of
from tutela.know.alerts.rules.notices import (
    FLOOD_LIMIT,
    FLOOD_SPAN,
    Marks,
    Purpose,
    Way,
    may_know,
)
from tutela.ledger.outbox import Channel, Draft, sent_lately, to_person
from tutela.mission.models import Area, Mission

LIVES = {1: timedelta(hours=4), 2: timedelta(hours=12)}
"""How long a message is worth sending, by urgency; longer for the rest."""


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


def way_of(row: NoticeChoice) -> Way:
    """Return a choice as a plain value."""
    return Way(row.channel, row.address, row.least_urgency, row.quiet_from, row.quiet_to)


def drafts_for(mission: str, occasion: Occasion, *, now: datetime) -> list[Draft]:
    """Return the messages that an occasion makes, for whoever may know of it at this moment and chose to be told.

    A person who holds several posts is told once by each way; one who was written to too often lately is told of many
    alerts at once instead. One statement where nobody is to be told.
    """
    told: dict[tuple[int, str], NoticeChoice] = {}
    for row in _choices(mission, occasion, now.date()):
        if _may_hear(row, occasion) and _is_wanted(row, occasion):
            told.setdefault((row.person_id, row.channel), row)
    if not told:
        return []
    lately = sent_lately(mission, {to_person(key) for key, _channel in told}, since=now - FLOOD_SPAN)
    plain = [row for row in told.values() if lately.get((to_person(row.person_id), row.channel), 0) < FLOOD_LIMIT]
    flooded = [row for row in told.values() if row not in plain]
    return [*_plain_drafts(mission, occasion, plain, now), *(_flood_draft(row, occasion, now) for row in flooded)]


def _choices(mission: str, occasion: Occasion, day: date) -> QuerySet[NoticeChoice]:
    """Return the choices of people who hold their post on a day, narrowed as far as the store can."""
    holding = Holding.objects.filter(person=OuterRef("person_id"), post=OuterRef("post_id"), from_on__lte=day)
    rows = NoticeChoice.objects.filter(
        Exists(holding.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))),
        mission_id=mission,
        post__mission=mission,
        post__clearance__gte=occasion.marks.sensitivity,
        person__is_active=True,
    )
    if occasion.posts:
        rows = rows.filter(post__slug__in=occasion.posts)
    else:
        rows = rows.annotate(where=Value(occasion.marks.area_path)).filter(
            Q(post__area_path="") | Q(where__startswith=F("post__area_path"))
        )
    if occasion.recipients is not None:
        rows = rows.filter(person_id__in=occasion.recipients)
    elif not (occasion.roles or occasion.posts):
        rows = rows.filter(least_urgency__gte=occasion.urgency)
    return rows.select_related("person", "post").order_by("pk")


def _may_hear(row: NoticeChoice, occasion: Occasion) -> bool:
    actor = actor_for(row.post, row.person)
    if row.post.slug in occasion.posts:
        # What was offered to a post it sees wherever it lies, which the marks alone do not tell.
        return alert_named(actor, occasion.reference) is not None
    return may_know(actor, occasion.marks)


def _is_wanted(row: NoticeChoice, occasion: Occasion) -> bool:
    is_meant = bool(occasion.posts) or occasion.recipients is not None or row.post.role in occasion.roles
    return is_meant or way_of(row).wants(occasion.urgency)


def _plain_drafts(mission: str, occasion: Occasion, rows: list[NoticeChoice], now: datetime) -> Iterable[Draft]:
    if not rows:
        return
    zone = _zone(mission)
    news = _news(mission, occasion, zone)
    words: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        language = row.person.language
        if (row.channel, language) not in words:
            words[row.channel, language] = in_words(occasion.purpose, row.channel, news, language)
        due_at = way_of(row).due_at(occasion.urgency, now, zone)
        yield _draft(row, occasion, words[row.channel, language], due_at)


def _draft(row: NoticeChoice, occasion: Occasion, words: tuple[str, str], due_at: datetime | None) -> Draft:
    subject, body = words
    return Draft(
        channel=Channel(row.channel),
        recipient=to_person(row.person_id),
        purpose=occasion.purpose,
        dedupe_key=f"{occasion.purpose}:{occasion.key}:{row.person_id}:{row.channel}",
        post=row.post.slug,
        address=row.address,
        about=occasion.reference,
        about_event=occasion.event,
        language=row.person.language,
        subject=subject,
        body=body,
        urgency=occasion.urgency,
        sensitivity=occasion.marks.sensitivity,
        compartment=occasion.marks.compartment,
        area_path=occasion.marks.area_path,
        due_at=due_at,
        lives=LIVES.get(occasion.urgency, timedelta(hours=24)),
    )


def _flood_draft(row: NoticeChoice, occasion: Occasion, now: datetime) -> Draft:
    """Return the one message of a stretch of time that stands for all that are not sent; it is about no alert."""
    stretch = int(now.timestamp() // FLOOD_SPAN.total_seconds())
    nothing = Occasion(Purpose.FLOOD, str(stretch), occasion.event, "", 1, Marks(0, "", ""))
    return _draft(
        row, nothing, in_words(Purpose.FLOOD, row.channel, News(marks=nothing.marks), row.person.language), None
    )


def draft_of_test(row: NoticeChoice, key: str) -> Draft:
    """Return a message with which a person tries a way out."""
    occasion = Occasion(Purpose.TEST, key, "", "", 1, Marks(0, "", ""))
    words = in_words(Purpose.TEST, row.channel, News(marks=occasion.marks), row.person.language)
    return _draft(row, occasion, words, None)


def in_words(purpose: Purpose, channel: str, news: News, language: str) -> tuple[str, str]:
    """Return subject and body of a message in a language."""
    with translation.override(language):
        subject, lines = words_of(purpose, channel, news, language)
        return subject.told(gettext), "\n".join(line.told(gettext) for line in lines)


def _zone(mission: str) -> ZoneInfo:
    return ZoneInfo(Mission.objects.values_list("time_zone", flat=True).get(pk=mission))


def _news(mission: str, occasion: Occasion, zone: ZoneInfo) -> News:
    area = ""
    if occasion.marks.area_path and not occasion.marks.is_bare:
        found = Area.objects.filter(mission_id=mission, path=occasion.marks.area_path)
        area = found.values_list("name", flat=True).first() or ""
    moment = occasion.received_at
    said = f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({moment:%H:%M} UTC)" if moment else ""
    return News(
        marks=occasion.marks,
        reference=occasion.reference,
        urgency=occasion.urgency,
        kinds=occasion.kinds,
        area=area,
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
