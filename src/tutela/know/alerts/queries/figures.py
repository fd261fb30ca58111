"""What the figures of the response are counted from, read once over a period, as far as the actor may know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.kernel.periods import Month
from tutela.know.alerts.models import Alert, Response
from tutela.know.alerts.queries.desk import post_titles
from tutela.know.alerts.queries.reading import AlertSet
from tutela.know.alerts.rules.figures import Dimension, Figures, Handled, Tally, tally
from tutela.know.alerts.rules.figures import Outcome as Counted
from tutela.know.alerts.rules.words import Aside, Outcome, Responder, State
from tutela.mission.models import Mission
from tutela.mission.queries import areas, mission_named, parameter_value

HEADQUARTERS = "headquarters"
"""The desk of what lies under no office with an area of its own."""
_BETWEEN = "\x1f"
_COLUMNS = (
    "pk", "area_id", "desk", "channel", "urgency", "state", "outcome", "closed_for", "no_response", "is_open",
)  # fmt: skip
_MOMENTS = ("received_at", "acknowledged_at", "verified_at", "decided_at", "closed_at", "told_at")
_FOUND: Mapping[str, Counted] = {
    Outcome.CONFIRMED: Counted.VERIFIED,
    Outcome.PROBABLE: Counted.VERIFIED,
    Outcome.REFUTED: Counted.REFUTED,
    Outcome.NOT_VERIFIABLE: Counted.NOT_VERIFIABLE,
}


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """The figures of a period, with those of each desk, and the names of areas and desks.

    A desk is the post that an alert was handed to, else the office whose area it lies in, else headquarters. Areas are
    those just below the one that was asked for; what lies in none has a blank code.
    """

    figures: Figures
    desks: Mapping[str, Tally]
    area_names: Mapping[str, str]
    desk_names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where alerts lie: by an area's key the code it is counted under and the office that covers it."""

    counted_as: Mapping[int, str]
    office: Mapping[int, str]
    names: Mapping[str, str]
    keys: frozenset[int] | None


@dataclass(slots=True)
class _Done:
    """What was done about one alert, by anybody."""

    responders: list[tuple[str, str]] = field(default_factory=list)
    moved: datetime | None = None
    arrived: datetime | None = None
    mission_moved: datetime | None = None


def alert_figures(
    actor: Actor, *, since: date, until: date, now: datetime, area: str = "", is_open_desk: bool = False
) -> DeskFigures:
    """Return the figures of the alerts received from one day to another, both included, by the mission's calendar.

    `area` narrows them to an area and what lies below it; `is_open_desk` leaves out what is kept in closed rooms. A
    closed alert that nobody ever verified counts as one that cannot be verified.
    """
    zone = _zone(actor.mission)
    ground = _ground(actor, area)
    rows = _received(actor, since, until, zone)
    if is_open_desk:
        rows = rows.filter(compartment="")
    if ground.keys is not None:
        rows = rows.filter(area_id__in=sorted(ground.keys))
    done = _responses(rows)
    minutes = int(parameter_value(actor.mission, "alert_immediate_minutes", at=now))
    counted = tally(_handled(rows, done, ground, zone), at_once=timedelta(minutes=minutes))
    figures, desks = _parted(counted)
    titles = post_titles(actor, [desk for desk in desks if desk != HEADQUARTERS and desk not in ground.names])
    return DeskFigures(figures, desks, ground.names, {**ground.names, **titles})


def _zone(mission: str) -> ZoneInfo:
    held: Mission | None = mission_named(mission)
    return ZoneInfo(held.time_zone if held else "UTC")


def _received(actor: Actor, since: date, until: date, zone: ZoneInfo) -> QuerySet[Alert]:
    first = datetime.combine(since, time.min, zone)
    after = datetime.combine(until + timedelta(days=1), time.min, zone)
    return AlertSet(Alert).visible_to(actor).filter(received_at__gte=first, received_at__lt=after).order_by()


def _ground(actor: Actor, code: str) -> _Ground:
    """Read areas and offices once: a few hundred rows, however many alerts there are."""
    rows = list(areas(actor).values_list("pk", "code", "name", "path", "level"))
    top = next((row for row in rows if row[1] == code), None)
    under = top[3] if top else actor.area_path
    level = 1 + (top[4] if top else _level_of(rows, actor.area_path))
    at_level = {row[3]: row[1] for row in rows if row[4] == level}
    offices = {post.area_path for post in posts_of(actor) if post.area_path and _is_desk(post.permissions)}
    code_of = {row[3]: row[1] for row in rows}
    counted, office = {}, {}
    for key, own, _name, path, _level in rows:
        counted[key] = next((at_level[one] for one in _above(path) if one in at_level), own)
        nearest = max((one for one in offices if path.startswith(one)), key=len, default="")
        office[key] = code_of.get(nearest, HEADQUARTERS)
    inside = None if not code else frozenset(row[0] for row in rows if top and row[3].startswith(under))
    return _Ground(counted, office, {row[1]: row[2] for row in rows}, inside)


def _level_of(rows: list[Any], path: str) -> int:
    return next((row[4] for row in rows if row[3] == path), 0) if path else 0


def _above(path: str) -> Iterator[str]:
    """Yield a path and the paths of everything above it."""
    ends = [place + 1 for place, sign in enumerate(path) if sign == "/"]
    for end in reversed(ends or [len(path)]):
        yield path[:end]


def _is_desk(permissions: list[str]) -> bool:
    return Permission.ALERT_HANDLE in permissions


def _responses(rows: QuerySet[Alert]) -> dict[int, _Done]:
    done: dict[int, _Done] = {}
    made = Response.objects.filter(alert_id__in=rows.values("pk")).order_by()
    columns = made.values_list("alert_id", "responder", "tier", _as_text("moved_at"), _as_text("arrived_at"))
    for key, responder, tier, moved_text, arrived_text in columns.iterator(chunk_size=5000):
        moved, arrived = _moment(moved_text), _moment(arrived_text)
        held = done.get(key)
        if held is None:
            held = done[key] = _Done()
        held.responders.append((responder, tier))
        held.moved, held.arrived = _first(held.moved, moved), _first(held.arrived, arrived)
        if Responder(responder).is_mission:
            held.mission_moved = _first(held.mission_moved, moved or arrived)
    return done


def _as_text(name: str) -> Cast:
    """Return a moment as the store writes it: Django's own reading of moments takes half the time of many rows."""
    return Cast(name, TextField())


def _moment(text: str | None) -> datetime | None:
    """Read a moment as either store writes it, in UTC: SQLite without a zone, PostgreSQL with one."""
    if not text:
        return None
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


_NOTHING = _Done()


def _handled(rows: QuerySet[Alert], done: Mapping[int, _Done], ground: _Ground, zone: ZoneInfo) -> Iterator[Handled]:
    month_of = cache(Month.of)
    for row in rows.values_list(*_COLUMNS, *map(_as_text, _MOMENTS)).iterator(chunk_size=5000):
        key, area, desk, channel, urgency, state, outcome, closed_for, why, is_open, *texts = row
        received, acknowledged, verified, decided, closed, told = map(_moment, texts)
        if received is None:
            continue
        held = done.get(key, _NOTHING)
        yield Handled(
            month=month_of(received.astimezone(zone).date()),
            area=f"{ground.counted_as.get(area, '')}{_BETWEEN}{desk or ground.office.get(area, HEADQUARTERS)}",
            channel=channel,
            urgency=urgency,
            received_at=received,
            acknowledged_at=acknowledged,
            verified_at=verified,
            decided_at=decided,
            first_moved_at=held.moved,
            first_arrived_at=held.arrived,
            closed_at=closed,
            told_at=told,
            outcome=counted_outcome(state, outcome, closed_for, is_open=is_open),
            responders=tuple(held.responders),
            no_response_reason=why,
            mission_moved_at=held.mission_moved,
        )


def counted_outcome(state: str, outcome: str, closed_for: str, *, is_open: bool) -> Counted:
    """Return as what an alert is counted."""
    if state == State.MERGED:
        return Counted.MERGED
    if state == State.SET_ASIDE and closed_for != Aside.REFUTED:
        return Counted.SET_ASIDE
    return _FOUND.get(outcome, Counted.OPEN if is_open else Counted.NOT_VERIFIABLE)


def _parted(counted: Figures) -> tuple[Figures, dict[str, Tally]]:
    """Take areas and desks apart, which were counted together in one pass."""
    by_area: dict[str, Tally] = {}
    by_desk: dict[str, Tally] = {}
    for value, part in counted.by[Dimension.AREA].items():
        area, _between, desk = value.partition(_BETWEEN)
        by_area[area] = by_area.get(area, Tally()).plus(part)
        by_desk[desk] = by_desk.get(desk, Tally()).plus(part)
    by = {**counted.by, Dimension.AREA: dict(sorted(by_area.items()))}
    return replace(counted, by=by), dict(sorted(by_desk.items()))


def area_codes(actor: Actor) -> list[str]:
    """Return the codes of the areas that figures of the whole mission are split by, with or without an alert."""
    return list(areas(actor).filter(level=1).values_list("code", flat=True))
