"""What the server has of what telephones sent: the other half of the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.queries import Alert
from tutela.know.alerts.queries.reading import submission_mark
from tutela.know.alerts.rules.report import Channel

MOST_KEYS = 200
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report that is in: the references of the alerts that it became, and when it was received."""

    references: tuple[str, ...]
    received_at: datetime


def arrived(actor: Actor, submission_keys: Collection[str]) -> dict[str, Arrived]:
    """Return which reports are in, by the keys that their telephone made; at most 200 are looked for.

    Whoever knows a key wrote the report or holds the telephone, and is told what the receipt told: nothing of what the
    report says, nor who else knows of it.
    """
    if not actor.may(Permission.ALERT_RECEIVE):
        return {}
    keys = {submission_mark(key): key for key in list(submission_keys)[:MOST_KEYS]}
    rows = Alert.objects.filter(mission_id=actor.mission, submission_key__in=list(keys)).order_by("pk")
    found: dict[str, list[Alert]] = {}
    for row in rows.only("pk", "submission_key", "received_at"):
        found.setdefault(keys[row.submission_key], []).append(row)
    return {key: Arrived(tuple(str(row) for row in parts), parts[0].received_at) for key, parts in found.items()}


def captured_by(actor: Actor, moment: datetime) -> list[Arrived]:
    """Return what the actor's post sent from the field since a moment, the newest first, 50 at most."""
    if not actor.may(Permission.ALERT_RECEIVE):
        return []
    mine = Alert.objects.filter(mission_id=actor.mission, received_at__gte=moment, channel=Channel.CAPTURE)
    rows = mine.filter(recorded_post=actor.post).order_by("-received_at", "-pk")
    newest = rows.only("pk", "submission_key", "received_at")[: 2 * MOST_SHOWN]
    found: dict[str, list[Alert]] = {}
    for row in newest:
        found.setdefault(row.submission_key, []).append(row)
    reports = [Arrived(tuple(str(row) for row in reversed(parts)), parts[0].received_at) for parts in found.values()]
    return reports[:MOST_SHOWN]
