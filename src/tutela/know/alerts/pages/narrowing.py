"""What narrows the desk and the list of alerts: views and filters, all of it in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.know.alerts.pages.wording import CHANNEL, OUTCOME, STATE, STEP, URGENCY, Words, in_list, what_choices
from tutela.know.alerts.queries import AlertFilters
from tutela.know.alerts.queries.desk import Pulse
from tutela.know.alerts.rules.words import State
from tutela.mission.queries import areas
from tutela.web.components import filters
from tutela.web.components.marks import mission_zone
from tutela.web.components.querystrings import with_changes


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the desk: its name in the address, its words, and how many it holds."""

    name: str
    label: Words
    count: int
    query: str
    is_current: bool


VIEWS: Mapping[str, Words] = {
    "open": _("All open"),
    "mine": _("Mine"),
    "unacknowledged": _("Not acknowledged"),
    "overdue": _("Overdue"),
    "escalated": _("Escalated"),
    "flagged": _("Flagged"),
}


def view_named(query: Mapping[str, object]) -> str:
    """Return the view that an address asks for; what is none is all that is open."""
    asked = str(query.get("view", ""))
    return asked if asked in VIEWS else "open"


def views_of(query: QueryDict, pulse: Pulse) -> list[View]:
    """Return the views with their counts and addresses; filters stay, a page does not."""
    current = view_named(query)
    return [
        View(
            name=name,
            label=label,
            count=getattr(pulse, name),
            query=with_changes(query, {"view": None if name == "open" else name, "page": None}),
            is_current=name == current,
        )
        for name, label in VIEWS.items()
    ]


def desk_filters(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow the desk."""
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Reference, place or words")),
            filters.ManyOf(
                name="urgency", label=_("Urgency"), choices=in_list({str(k): w for k, w in URGENCY.items()})
            ),
            filters.OneOf(name="what", label=_("What was told"), choices=what_choices),
            _area(actor),
            filters.OneOf(name="channel", label=_("Came in by"), choices=in_list(CHANNEL)),
            filters.OneOf(name="waits", label=_("Waits for"), choices=in_list(STEP)),
        )
    )


def list_filters(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow the list of all alerts."""
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Reference, place or words")),
            filters.Days(name="on", label=_("Received")),
            filters.ManyOf(
                name="urgency", label=_("Urgency"), choices=in_list({str(k): w for k, w in URGENCY.items()})
            ),
            filters.ManyOf(name="state", label=_("State"), choices=in_list(STATE)),
            filters.OneOf(name="outcome", label=_("Verified as"), choices=in_list(OUTCOME)),
            filters.OneOf(name="what", label=_("What was told"), choices=what_choices),
            _area(actor),
            filters.OneOf(name="channel", label=_("Came in by"), choices=in_list(CHANNEL)),
            filters.Flag(name="escalated", label=_("Escalated")),
            filters.Flag(name="flagged", label=_("Flagged")),
        )
    )


def _area(actor: Actor) -> filters.OneOf:
    return filters.OneOf(
        name="area",
        label=_("Area"),
        choices=cache(lambda: list(areas(actor).order_by("name").values_list("code", "name"))),
    )


def desk_wanted(view: str, state: filters.FilterState, now: datetime) -> AlertFilters:
    """Return what the desk asks for: what is open, in a view, narrowed by filters."""
    wanted = replace(wanted_from(state), is_open=True)
    if view == "unacknowledged":
        return replace(wanted, states=(State.RECEIVED,))
    if view == "overdue":
        return replace(wanted, overdue_at=now)
    return replace(wanted, mine=view == "mine", escalated=view == "escalated", flagged=view == "flagged")


def wanted_from(state: filters.FilterState, zone: ZoneInfo | None = None) -> AlertFilters:
    """Return what the filters in force ask for, as the queries take it; days are those of the mission."""
    values = state.values
    span = values.get("on")
    first, last = _moments(span if isinstance(span, filters.Span) else None, zone or mission_zone())
    return AlertFilters(
        states=_many(values.get("state")),
        urgencies=tuple(int(level) for level in _many(values.get("urgency"))),
        what=str(values.get("what", "")),
        area=str(values.get("area", "")),
        channel=str(values.get("channel", "")),
        outcome=str(values.get("outcome", "")),
        waits_for=str(values.get("waits", "")),
        received_from=first,
        received_to=last,
        escalated=bool(values.get("escalated")),
        flagged=bool(values.get("flagged")),
        text=str(values.get("q", "")),
    )


def _many(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _moments(span: filters.Span | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if span is None:
        return None, None
    first = datetime.combine(span.first, time.min, zone) if span.first else None
    last = datetime.combine(span.last + timedelta(days=1), time.min, zone) if span.last else None
    return first, last - timedelta(microseconds=1) if last else None
