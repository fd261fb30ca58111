"""How the ledger is narrowed from the address: the questions, and what they mean to the query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.account.timeline.pages.wording import event_choices
from tutela.account.timeline.queries import SOFTWARE, Wanted
from tutela.account.timeline.rules import reference_of
from tutela.web.components import filters
from tutela.web.components.figures import day_text
from tutela.web.components.marks import mission_zone

TICK = timedelta(microseconds=1)
# A moment in a far zone must still fit the calendar in UTC.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Day(filters.Filter[date]):
    """A single day."""

    widget: ClassVar[str] = "date"

    def parse(self, texts: list[str]) -> date:
        day = filters.read_day(texts[0], last=True)
        if day is None:
            raise filters.BadFilter(_("Enter a day like 2018-03-09."))
        return day

    def say(self, value: date) -> str:
        return day_text(value)


@dataclass(frozen=True, kw_only=True)
class Reference(filters.Text):
    """A record by its reference, however it is typed."""

    def parse(self, texts: list[str]) -> str:
        found = reference_of(super().parse(texts))
        if not found:
            raise filters.BadFilter(_("Enter a reference like I-000123."))
        return found


def filter_set(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow the ledger, for the posts of this actor's mission."""
    posts = [(post.slug, post.title) for post in posts_of(actor)]
    return filters.FilterSet(
        (
            Reference(name="about", label=gettext_lazy("About the record")),
            filters.ManyOf(name="event", label=gettext_lazy("What happened"), choices=event_choices()),
            filters.OneOf(
                name="post",
                label=gettext_lazy("By the post"),
                choices=[*posts, (SOFTWARE, gettext_lazy("The software itself"))],
            ),
            filters.Days(name="known", label=gettext_lazy("Known to the mission")),
            Day(name="until", label=gettext_lazy("As recorded until")),
        )
    )


def wanted_from(state: filters.FilterState) -> Wanted:
    """Return what the address asks for, with days taken in the mission's time."""
    values = state.values
    known, until, events = values.get("known"), values.get("until"), values.get("event")
    span = known if isinstance(known, filters.Span) else filters.Span(None, None)
    return Wanted(
        events=events if isinstance(events, tuple) else (),
        post=str(values.get("post", "")),
        about=str(values.get("about", "")),
        known_from=start_of(span.first) if span.first else None,
        known_until=end_of(span.last) if span.last else None,
        recorded_until=end_of(until) if isinstance(until, date) else None,
    )


def start_of(day: date) -> datetime:
    """Return the first moment of a day in the mission; days out of all reason count as the nearest within it."""
    return datetime.combine(min(max(day, EARLIEST), LATEST), time.min, tzinfo=mission_zone())


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the mission."""
    return start_of(day) + timedelta(days=1) - TICK


def moment_from(typed: str) -> datetime | None:
    """Read a moment in the mission's time, `2031-05-14T09:30` (that minute included) or a whole day; else None."""
    try:
        if len(typed) == len("2031-05-14"):
            return end_of(date.fromisoformat(typed))
        read = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if not EARLIEST <= read.date() <= LATEST:
        return end_of(read.date())
    if read.tzinfo is None:
        read = read.replace(tzinfo=mission_zone())
    return read + timedelta(minutes=1) - TICK
