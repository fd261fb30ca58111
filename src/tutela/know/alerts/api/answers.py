"""What the endpoints of the desk answer, and the router that they stand on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as said
from ninja import Router
from pydantic import Field

from tutela.access.endpoints import Answer, Moment, moment
from tutela.kernel.clock import instant
from tutela.know.alerts.models import Alert

router = Router(tags=[said("Alerts")])


class AlertFacts(Answer):
    """An alert as it stands. Codes of `what` are of the vocabularies `signals` and `acts`."""

    reference: str
    version: int = Field(description="Send it back with an act: what moved on meanwhile is refused as stale.")
    state: str
    is_open: bool
    urgency: int = Field(description="1 immediate, 2 urgent, 3 soon, 4 routine.")
    urgency_reason: str
    headline: str = Field(description="The first code of what the alert says.")
    outcome: str = Field(description="What verification found of the alert as a whole.")
    channel: str
    text: str
    language: str
    timing: str
    occurred_at: Moment | None
    occurred_precision: str
    place_name: str
    latitude: float | None
    longitude: float | None
    place_precision: int
    area: str = Field(description="The area's code; empty where the place is not known.")
    area_name: str
    base_distance_km: float | None
    people_at_risk: int | None
    groups: list[str]
    actor_name: str
    actor_kind: str
    source_grade: str = Field(description="How reliable the source is, A to F.")
    information_grade: int = Field(description="How credible this is, 1 to 6.")
    flags: list[str] = Field(description="What is odd about it.")
    next_step: str = Field(description="What the alert waits for; empty when it is not open.")
    due_at: Moment | None
    desk: str = Field(description="The post that it was handed to; empty while it lies with whoever covers the area.")
    offered_to: str
    worked_by: str
    merged_into: str
    closed_for: str
    no_response: str
    sensitivity: int
    compartment: str
    known_at: Moment
    received_at: Moment
    acknowledged_at: Moment | None
    verified_at: Moment | None
    decided_at: Moment | None
    ordered_at: Moment | None
    moved_at: Moment | None
    arrived_at: Moment | None
    escalated_at: Moment | None
    told_at: Moment | None
    closed_at: Moment | None
    changed_at: Moment


class AlertList(Answer):
    """A piece of the list of alerts, the newest first."""

    items: list[AlertFacts]
    next: str = Field(description="The cursor of the next piece; empty at the end.")


class AllegationFacts(Answer):
    """One thing that an alert says, judged on its own."""

    number: int
    what: str
    outcome: str
    grade: int | None
    reason: str
    verified_at: Moment | None
    verified_by: str


class ClockFacts(Answer):
    """One clock: until when a step is due, and when it was done."""

    step: str
    started_at: Moment
    due_at: Moment
    done_at: Moment | None
    state: str = Field(description="in_time, due_soon or overdue.")


class NoteFacts(Answer):
    """Something added to an alert."""

    kind: str
    text: str
    noted_at: Moment
    noted_by: str


class ResponseFacts(Answer):
    """How somebody responded."""

    number: int
    responder: str
    tier: str
    means: str
    note: str
    decided_at: Moment
    ordered_at: Moment | None
    moved_at: Moment | None
    arrived_at: Moment | None
    ended_at: Moment | None
    result: str


class AlertStory(Answer):
    """An alert with all that belongs to it, as the caller may know it."""

    alert: AlertFacts
    allegations: list[AllegationFacts]
    clocks: list[ClockFacts]
    notes: list[NoteFacts]
    responses: list[ResponseFacts]
    joined: list[str] = Field(description="Alerts that were joined to this one.")
    siblings: list[str] = Field(description="Other alerts of the same report.")
    links: list[str] = Field(description="Incidents and threats that it is linked to.")
    source: str = Field(description="The source's reference, for those who may read sources; never who it is.")


def facts_of(row: Alert) -> AlertFacts:
    """Return an alert as it is answered."""
    return AlertFacts(
        reference=row.reference,
        version=row.version,
        state=row.state,
        is_open=row.is_open,
        urgency=row.urgency,
        urgency_reason=row.urgency_reason,
        headline=row.headline,
        outcome=row.outcome,
        channel=row.channel,
        text=row.text,
        language=row.language,
        timing=row.timing,
        occurred_at=moment(row.occurred_at),
        occurred_precision=row.occurred_precision,
        place_name=row.place_name,
        latitude=row.latitude,
        longitude=row.longitude,
        place_precision=row.place_precision,
        area=row.area.code if row.area else "",
        area_name=row.area.name if row.area else "",
        base_distance_km=row.base_distance_km,
        people_at_risk=row.people_at_risk,
        groups=list(row.groups),
        actor_name=row.actor_name,
        actor_kind=row.actor_kind,
        source_grade=row.source_grade,
        information_grade=row.information_grade,
        flags=list(row.flags),
        **_desk(row),
        **_moments(row),
    )


def _desk(row: Alert) -> dict[str, Any]:
    """Return where an alert lies and who works on it."""
    return {
        "next_step": row.next_step,
        "desk": row.desk,
        "offered_to": row.offered_to,
        "worked_by": row.worked_by,
        "merged_into": row.merged_into.reference if row.merged_into else "",
        "closed_for": row.closed_for,
        "no_response": row.no_response,
        "sensitivity": row.sensitivity,
        "compartment": row.compartment,
    }


MOMENTS = (
    "due_at", "acknowledged_at", "verified_at", "decided_at", "ordered_at", "moved_at", "arrived_at", "escalated_at",
    "told_at", "closed_at",
)  # fmt: skip


def _moments(row: Alert) -> dict[str, Any]:
    """Return the moments of an alert."""
    always = {name: instant(getattr(row, name)) for name in ("known_at", "received_at", "changed_at")}
    return {**always, **{name: moment(getattr(row, name)) for name in MOMENTS}}
