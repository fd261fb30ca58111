"""Everything about one alert: what it says, its clocks, what was said, done and told, what it is joined to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tutela.access.rules import Actor
from tutela.kernel.clock import from_instant
from tutela.know.alerts.models import Alert, Allegation, Attachment, HandOver, Merge, Note, Response, Telling
from tutela.know.alerts.queries.linking import records_of_alert
from tutela.know.alerts.queries.reading import alert_named, alerts
from tutela.know.alerts.rules.clocks import Clock, clocks_of, targets_from
from tutela.know.sources.queries import reference_of
from tutela.ledger.queries import entries_about
from tutela.mission.queries import parameter_values


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of an alert's history."""

    moment: datetime
    event: str
    who: str
    reason: str
    cites: tuple[str, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class Story:
    """An alert with all that belongs to it, as an actor may know it.

    `source` is the source's reference for those who may read sources, else empty; `links` are references of incidents
    and threats that it was linked to and that the actor may read of; `siblings` the other alerts of the same report
    that the actor may read.
    """

    alert: Alert
    allegations: tuple[Allegation, ...]
    clocks: tuple[Clock, ...]
    notes: tuple[Note, ...]
    responses: tuple[Response, ...]
    tellings: tuple[Telling, ...]
    offers: tuple[HandOver, ...]
    merges: tuple[Merge, ...]
    joined: tuple[Alert, ...]
    siblings: tuple[Alert, ...]
    attachments: tuple[Attachment, ...]
    links: tuple[str, ...]
    source: str


def alert_story(actor: Actor, reference: str, *, now: datetime) -> Story | None:
    """Return everything about an alert, or None when there is none that the actor may know of."""
    alert = alert_named(actor, reference)
    if alert is None:
        return None
    targets = targets_from(parameter_values(actor.mission, at=now))
    return Story(
        alert=alert,
        allegations=tuple(Allegation.objects.filter(alert=alert).order_by("number")),
        clocks=tuple(clocks_of(alert, targets)),
        notes=tuple(Note.objects.filter(alert=alert).order_by("-noted_at", "-pk")),
        responses=tuple(Response.objects.filter(alert=alert).order_by("number")),
        tellings=tuple(Telling.objects.filter(alert=alert).order_by("-told_at", "-pk")),
        offers=tuple(HandOver.objects.filter(alert=alert).order_by("-offered_at", "-pk")),
        merges=tuple(_merges(actor, alert)),
        joined=tuple(alerts(actor).filter(merged_into=alert).order_by("pk")),
        siblings=tuple(alerts(actor).filter(submission_key=alert.submission_key).exclude(pk=alert.pk)),
        attachments=tuple(Attachment.objects.filter(alert=alert).order_by("number")),
        links=tuple(records_of_alert(actor, alert.reference)),
        source=reference_of(actor, alert.source_id) if alert.source_id else "",
    )


def _merges(actor: Actor, alert: Alert) -> Sequence[Merge]:
    rows = Merge.objects.filter(alert=alert).select_related("into").order_by("-merged_at", "-pk")
    seen = set(alerts(actor).filter(pk__in=rows.values("into_id")).values_list("pk", flat=True))
    return [row for row in rows if row.into_id in seen]


def alert_history(actor: Actor, alert: Alert, *, limit: int = 100) -> list[Happened]:
    """Return what the ledger tells of an alert, newest first, as far as the actor may read it."""
    if alert_named(actor, alert.reference) is None:
        return []
    return [
        Happened(
            moment=from_instant(entry.recorded_at),
            event=entry.event,
            who=entry.label,
            reason=entry.reason,
            cites=tuple(json.loads(entry.cites)),
            entry=entry.sequence,
        )
        for entry in entries_about(actor, alert.reference)[:limit]
    ]
