"""The mission's own time, for moments that come without a zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tutela.access.rules import Actor
from tutela.mission.queries import mission_named


def zone_of(actor: Actor) -> ZoneInfo:
    """Return the time zone of the actor's mission."""
    mission = mission_named(actor.mission)
    return ZoneInfo(mission.time_zone if mission else "UTC")
