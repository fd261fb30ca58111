"""Communities that the mission has not heard from: silence is a warning too (paras 29, 42 and 77)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from tutela.access.rules import Actor
from tutela.know.alerts.queries import alerts
from tutela.know.communities.models import Community
from tutela.know.communities.queries.lists import CommunityWanted, contact_column, listed_communities
from tutela.know.communities.queries.scope import CommunitySet
from tutela.know.communities.rules import day_or_none, quiet_before
from tutela.mission.queries import parameter_value

COMMUNITY_DAYS = "community_days"
MOST_TOLD = 200
NO_ALERTS: Mapping[int, datetime] = {}


@dataclass(frozen=True, slots=True)
class Silence:
    """A community that was not heard from in time.

    `last_contact_on` is the last consultation or other contact that the actor may know of, None when there was none;
    `last_alert_at` the last alert from its area, which is too long ago as well; `days` since the later of the two.
    """

    community: Community
    last_contact_on: date | None
    last_alert_at: datetime | None
    days: int | None


def communities_not_heard_from(
    actor: Actor, now: datetime, *, last_alerts: Mapping[int, datetime] = NO_ALERTS, limit: int = MOST_TOLD
) -> list[Silence]:
    """Return open communities without contact for more than `community_days`, those never heard from first.

    A contact is a consultation, feedback that was given, a local mechanism that was backed, or a network test that
    somebody answered. `last_alerts` tells when the last alert came from an area, by the area's key: one that is recent
    enough ends the silence of every community of that very area. `limit` rows at most, in a constant number of queries.
    """
    rows = _quiet(actor, now, last_alerts).order_by(contact_column(actor), "pk")[:limit]
    return [_silence(actor, row, now.date(), last_alerts.get(row.area_id)) for row in rows]


def recent_alerts(actor: Actor, now: datetime) -> dict[int, datetime]:
    """Return when the last alert came from each area within `community_days`, by the area's key: `last_alerts` above.

    Only alerts that the actor may know of count, so that nobody learns of a closed one by a silence that ends.
    """
    every = float(parameter_value(actor.mission, COMMUNITY_DAYS, at=now))
    rows = alerts(actor).filter(area__isnull=False, received_at__gte=now - timedelta(days=int(every))).order_by()
    return dict(rows.values_list("area_id").annotate(newest=Max("received_at")))


def count_not_heard_from(
    actor: Actor, now: datetime, *, last_alerts: Mapping[int, datetime] = NO_ALERTS, limit: int = MOST_TOLD
) -> int:
    """Return how many communities were not heard from in time, counting `limit` at most."""
    return _quiet(actor, now, last_alerts).order_by()[:limit].count()


def _quiet(actor: Actor, now: datetime, last_alerts: Mapping[int, datetime]) -> CommunitySet:
    every = float(parameter_value(actor.mission, COMMUNITY_DAYS, at=now))
    wanted = CommunityWanted(quiet_before=quiet_before(now.date(), every), last_alerts=last_alerts)
    return listed_communities(actor, wanted)


def _silence(actor: Actor, row: Community, today: date, alert: datetime | None) -> Silence:
    contact = day_or_none(row.contact_on(int(actor.clearance)))
    heard = [one for one in (contact, alert.date() if alert else None) if one is not None]
    return Silence(row, contact, alert, (today - max(heard)).days if heard else None)
