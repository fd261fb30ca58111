"""Which earlier alerts one resembles: duplicates to join, and what was told of the same place in the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tutela.access.rules import Actor
from tutela.know.alerts.models import Alert
from tutela.know.alerts.queries.reading import alert_named, alerts
from tutela.mission.queries import mission_named, parameter_value

if TYPE_CHECKING:
    from tutela.know.alerts.rules.likeness import Suggestion, Told

MOST_COMPARED = 2000
"""So many of the newest alerts of the window are compared; more would keep the desk waiting."""


@dataclass(frozen=True, slots=True)
class Resembling:
    """An earlier alert and why it resembles the one at hand; a machine's advice, with its reasons."""

    alert: Alert
    suggestion: Suggestion


def duplicates_of(actor: Actor, alert: Alert, *, now: datetime) -> list[Resembling]:
    """Return the alerts that may tell the same, the most likely first; only such as the actor may know of."""
    from tutela.know.alerts.rules.likeness import suggestions

    return _compared(actor, alert, now, suggestions)


def resembling(actor: Actor, alert: Alert, *, now: datetime) -> list[Resembling]:
    """Return earlier alerts of the mission's window that resemble this one without being the same."""
    from tutela.know.alerts.rules.likeness import resembles

    return _compared(actor, alert, now, resembles)


def _compared(actor: Actor, alert: Alert, now: datetime, how: object) -> list[Resembling]:
    if alert_named(actor, alert.reference) is None:
        return []
    days = int(parameter_value(actor.mission, "alert_resembles_days", at=now))
    since, until = alert.known_at - timedelta(days=days), alert.known_at + timedelta(days=days)
    rows = alerts(actor).filter(known_at__gte=since, known_at__lte=until, compartment=alert.compartment)
    others = {
        row.pk: row for row in rows.exclude(pk=alert.pk).exclude(state="merged").order_by("-known_at")[:MOST_COMPARED]
    }
    zone = _zone_of(actor.mission)
    found: list[Suggestion] = how(_told(alert, zone), [_told(row, zone) for row in others.values()])  # type: ignore[operator]
    return [Resembling(others[one.key], one) for one in found]


def _zone_of(mission: str) -> ZoneInfo:
    """Return the mission's time zone: "yesterday evening" is read by it."""
    found = mission_named(mission)
    return ZoneInfo(found.time_zone if found else "UTC")


def _told(row: Alert, zone: ZoneInfo) -> Told:
    from tutela.know.alerts.rules.likeness import Told

    return Told(
        key=row.pk,
        text=row.text,
        language=row.language,
        what=(row.headline,) if row.headline else (),
        at=(row.occurred_at or row.known_at).astimezone(zone),
        at_precision=row.occurred_precision,
        place_name=row.place_name,
        area=row.area_id,
        latitude=row.latitude,
        longitude=row.longitude,
        place_precision=row.place_precision,
        people=row.people_at_risk,
        actor_name=row.actor_name,
        source=str(row.source_id or ""),
    )
