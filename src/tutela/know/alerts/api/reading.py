"""Reading alerts: the list with its filters, and one alert with all that belongs to it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from ninja import Query
from pydantic import Field

from tutela.access.endpoints import MomentIn, Paged, Words, moment, opens, piece_of
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.kernel.clock import instant
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.api.answers import (
    AlertList,
    AlertStory,
    AllegationFacts,
    ClockFacts,
    NoteFacts,
    ResponseFacts,
    facts_of,
    router,
)
from tutela.know.alerts.models import Allegation
from tutela.know.alerts.models import Response as Responded
from tutela.know.alerts.queries import AlertFilters, Story, alert_story, filtered_alerts
from tutela.know.alerts.rules.clocks import Step
from tutela.know.alerts.rules.urgency import Urgency
from tutela.know.alerts.rules.words import Outcome, State


class AlertsAsked(Paged):
    """How the list is narrowed; what is left out does not narrow."""

    state: list[State] = Field(default=[], max_length=10, description=said("Any of these states."))
    open: bool | None = Field(default=None, description=said("true: only what is open; false: only what is not."))
    urgency: list[Urgency] = Field(default=[], max_length=4, description=said("Any of these levels."))
    what: Words = Field(
        default="", max_length=40, description=said("A code of `signals` or `acts` that the alert says.")
    )
    area: Words = Field(default="", max_length=40, description=said("The code of an area: it and all below."))
    outcome: Outcome | None = None
    waits_for: Step | None = None
    since: MomentIn | None = Field(default=None, description=said("Received at this moment or later."))
    until: MomentIn | None = Field(default=None, description=said("Received at this moment or before."))
    overdue: bool = Field(default=False, description=said("Only what should have been done by now."))
    escalated: bool = False
    mine: bool = Field(default=False, description=said("Only what lies with the caller's own post."))
    text: Words = Field(
        default="", max_length=200, description=said("A reference, or part of the place or of what was told.")
    )


@router.get("/alerts", summary=said("The alerts, the newest first"), **opens(Permission.ALERT_READ, {200: AlertList}))
def list_alerts(request: ActorRequest, asked: Query[AlertsAsked]) -> AlertList:
    """Return the alerts that fit."""
    wanted = AlertFilters(
        states=tuple(asked.state),
        is_open=asked.open,
        urgencies=tuple(asked.urgency),
        what=asked.what,
        area=asked.area,
        outcome=asked.outcome or "",
        waits_for=asked.waits_for or "",
        received_from=asked.since,
        received_to=asked.until,
        overdue_at=request.clock.now() if asked.overdue else None,
        escalated=asked.escalated,
        mine=asked.mine,
        text=asked.text,
    )
    found, following = piece_of(filtered_alerts(request.actor, wanted), "received_at", asked, kind=datetime)
    return AlertList(items=[facts_of(row) for row in found], next=following)


@router.get(
    "/alerts/{ref}",
    summary=said("One alert, with its clocks, notes and responses"),
    **opens(Permission.ALERT_READ, {200: AlertStory}),
)
def read_alert(request: ActorRequest, ref: str) -> AlertStory:
    """Return an alert. Raises NotFound."""
    found = alert_story(request.actor, ref, now=request.clock.now())
    if found is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it in the list."))
    return _told(found, request.clock.now())


def _told(found: Story, now: datetime) -> AlertStory:
    return AlertStory(
        alert=facts_of(found.alert),
        allegations=[_allegation(row) for row in found.allegations],
        clocks=[
            ClockFacts(
                step=one.step,
                started_at=instant(one.started_at),
                due_at=instant(one.due_at),
                done_at=moment(one.done_at),
                state=one.state(now),
            )
            for one in found.clocks
        ],
        notes=[
            NoteFacts(kind=row.kind, text=row.text, noted_at=instant(row.noted_at), noted_by=row.noted_by)
            for row in found.notes
        ],
        responses=[response_of(row) for row in found.responses],
        joined=[row.reference for row in found.joined],
        siblings=[row.reference for row in found.siblings],
        links=list(found.links),
        source=found.source,
    )


def _allegation(row: Allegation) -> AllegationFacts:
    return AllegationFacts(
        number=row.number,
        what=row.what,
        outcome=row.outcome,
        grade=row.grade,
        reason=row.reason,
        verified_at=moment(row.verified_at),
        verified_by=row.verified_by,
    )


def response_of(row: Responded) -> ResponseFacts:
    """Return a response as it is answered."""
    return ResponseFacts(
        number=row.number,
        responder=row.responder,
        tier=row.tier,
        means=row.means,
        note=row.note,
        decided_at=instant(row.decided_at),
        ordered_at=moment(row.ordered_at),
        moved_at=moment(row.moved_at),
        arrived_at=moment(row.arrived_at),
        ended_at=moment(row.ended_at),
        result=row.result,
    )
