"""How a list of alerts is narrowed: what the address of a page or a program asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tutela.access.rules import Actor
from tutela.kernel.ids import key_for, number_of
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.queries.reading import AlertSet, alerts
from tutela.mission.models import Area, Mission


@dataclass(frozen=True, slots=True)
class AlertFilters:
    """What narrows a list; what is empty or None does not. Codes are those of the app's closed lists.

    `waits_for` is a step of the clocks, `mine` keeps what was handed or offered to the asking post or is worked on by
    it, `overdue_at` what had run out by a moment.
    """

    states: tuple[str, ...] = ()
    is_open: bool | None = None
    urgencies: tuple[int, ...] = ()
    what: str = ""
    area: str = ""
    channel: str = ""
    outcome: str = ""
    waits_for: str = ""
    received_from: datetime | None = None
    received_to: datetime | None = None
    overdue_at: datetime | None = None
    escalated: bool = False
    flagged: bool = False
    mine: bool = False
    text: str = ""


def filtered_alerts(actor: Actor, wanted: AlertFilters) -> AlertSet:
    """Return the alerts that fit and that the actor may know of, newest first."""
    rows = alerts(actor).filter(_plain(wanted))
    if wanted.escalated:
        rows = rows.filter(escalated_at__isnull=False)
    if wanted.flagged:
        rows = rows.exclude(flags=[])
    if wanted.mine:
        rows = rows.filter(Q(desk=actor.post) | Q(offered_to=actor.post) | Q(worked_post=actor.post))
    if wanted.area:
        rows = rows.filter(area_id__in=_keys_below(actor.mission, wanted.area))
    if wanted.what:
        rows = rows.filter(pk__in=Allegation.objects.filter(what=wanted.what).values("alert_id"))
    if wanted.text.strip():
        rows = rows.filter(_words(actor.mission, wanted.text.strip()))
    return rows


def _plain(wanted: AlertFilters) -> Q:
    asked: dict[str, object] = {
        "state__in": wanted.states,
        "urgency__in": wanted.urgencies,
        "channel": wanted.channel,
        "outcome": wanted.outcome,
        "next_step": wanted.waits_for,
        "received_at__gte": wanted.received_from,
        "received_at__lte": wanted.received_to,
        "due_at__lt": wanted.overdue_at,
    }
    plain = Q(**{name: value for name, value in asked.items() if value})
    return plain if wanted.is_open is None else plain & Q(is_open=wanted.is_open)


def _keys_below(mission: str, code: str) -> list[int]:
    path = Area.objects.filter(mission_id=mission, code=code).values_list("path", flat=True).first()
    if not path:
        return []
    return list(Area.objects.filter(mission_id=mission, path__startswith=path).values_list("pk", flat=True))


def _words(mission: str, text: str) -> Q:
    """Return what words may mean: a reference, or part of the place or of what was told."""
    number = number_of("A", text)
    if number is not None:
        return Q(pk=key_for(Mission.objects.values_list("serial", flat=True).get(pk=mission), number))
    return Q(place_name__icontains=text) | Q(text__icontains=text) | Q(actor_name__icontains=text)


def allegations_of(actor: Actor, keys: list[int]) -> dict[int, list[Allegation]]:
    """Return what some alerts say, by the alert's key; nothing of those that the actor may not know of."""
    seen = alerts(actor).filter(pk__in=keys).order_by().values("pk")
    found: dict[int, list[Allegation]] = {}
    for row in Allegation.objects.filter(alert_id__in=seen).order_by("alert_id", "number"):
        found.setdefault(row.alert_id, []).append(row)
    return found


def last_alert_at_by_area(actor: Actor) -> dict[int, datetime]:
    """Return when each area was last heard from by an alert, by the area's key: silence is a warning too."""
    from django.db.models import Max

    rows = AlertSet(Alert).visible_to(actor).filter(area__isnull=False).order_by()
    return {row["area_id"]: row["newest"] for row in rows.values("area_id").annotate(newest=Max("received_at"))}
