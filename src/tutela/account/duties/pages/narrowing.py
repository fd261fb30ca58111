"""How the board is narrowed from the address: state, wing, post, words, and the day that it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.access.gate import ActorRequest
from tutela.account.duties.pages.wording import WINGS, DutyView
from tutela.account.duties.queries.wording import STATE_WORDS, role_label
from tutela.policy.duties import STATES, duties
from tutela.web.components import filters
from tutela.web.components.figures import day_text
from tutela.web.components.marks import mission_zone

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class PastDay(filters.Filter[date]):
    """A day that is over or today; nobody can be told how a duty will stand."""

    widget: ClassVar[str] = "date"
    today: date

    def parse(self, texts: list[str]) -> date:
        day = filters.read_day(texts[0], last=True)
        if day is None or day < EARLIEST:
            raise filters.BadFilter(_("Enter a day like 2018-03-09."))
        if day > self.today:
            raise filters.BadFilter(
                _("That day is still to come: nothing can be told of it. This is how it stands now.")
            )
        return day

    def say(self, value: date) -> str:
        return day_text(value)


def filter_set(request: ActorRequest) -> filters.FilterSet:
    """Return the questions that narrow the board."""
    owing = sorted({post for one in duties().values() for post in one.posts}, key=role_label)
    return filters.FilterSet(
        (
            filters.ManyOf(
                name="state",
                label=gettext_lazy("State"),
                choices=[(str(state), STATE_WORDS[state]) for state in STATES],
            ),
            filters.OneOf(name="wing", label=gettext_lazy("Wing"), choices=list(WINGS.items())),
            filters.OneOf(
                name="post", label=gettext_lazy("Owed by"), choices=[(one, role_label(one)) for one in owing]
            ),
            filters.Text(name="q", label=gettext_lazy("Words or paragraph")),
            PastDay(name="on", label=gettext_lazy("As it stood on"), today=today_of(request)),
        )
    )


def today_of(request: ActorRequest) -> date:
    """Return the day that it is in the mission."""
    return timezone.localtime(request.clock.now(), mission_zone()).date()


def moment_of(request: ActorRequest, state: filters.FilterState) -> tuple[datetime, date | None]:
    """Return the moment that is asked for, with its day, or now with None."""
    day = state.values.get("on")
    now = request.clock.now()
    if not isinstance(day, date) or day >= today_of(request):
        return now, None
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=mission_zone()) - timedelta(microseconds=1)
    return min(end, now), day


def narrowed(views: Iterable[DutyView], state: filters.FilterState) -> list[DutyView]:
    """Return the duties that fit all questions but that of the state, in their order."""
    wing, post = str(state.values.get("wing", "")), str(state.values.get("post", ""))
    words = str(state.values.get("q", "")).casefold()
    return [
        one
        for one in views
        if (not wing or one.wing == wing) and (not post or post in one.posts) and (not words or words in _searched(one))
    ]


def in_states(views: Iterable[DutyView], state: filters.FilterState) -> list[DutyView]:
    """Return the duties that are in one of the states asked for."""
    wanted = state.values.get("state")
    return [one for one in views if not isinstance(wanted, tuple) or one.state in wanted]


def _searched(view: DutyView) -> str:
    return " ".join((view.label, *view.reasons, *view.paragraphs, *view.post_labels)).casefold()
