"""The threat register as JSON: the board in the order of its scores, and single threats."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from ninja import Query, Router
from pydantic import Field

from tutela.access.endpoints import Answer, Asked, Moment, Words, moment, opens
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.assess.threats.queries import Scored, ThreatView, threat_board, threat_named
from tutela.kernel.clock import instant
from tutela.kernel.refusals import NotFound

router = Router(tags=[said("Threats")])


class ScoreFacts(Answer):
    """The combined scores of the newest assessment, on the mission's scale of that day; `risk_step` is one of five."""

    steps: int
    likelihood: int
    impact: int
    destabilising: int
    mass_atrocity: int | None
    risk: int
    risk_step: int
    confidence: str


class ThreatFacts(Answer):
    """A threat as it stands. Codes are of the vocabularies `acts`, `groups_at_risk` and `actor_kinds`."""

    reference: str
    version: int
    status: str
    title: str = Field(description="What lists show: a title that a person gave, or kind, actor and place.")
    description: str
    kind: str
    acts: list[str]
    groups: list[str]
    nature: str
    actor_name: str
    actor_kind: str
    area: str = Field(description="The area's code; empty is the whole mission area.")
    area_name: str
    owner: str
    being_done: str
    sensitivity: int
    compartment: str
    incidents: int
    civilians_best: int
    figures_on: date | None
    new_incidents: int = Field(description="Incidents that no assessment has looked at.")
    raised_at: Moment
    closed_at: Moment | None
    merged_into: str
    assessed_at: Moment | None
    is_stale: bool = Field(description="Whether the newest assessment is older than the mission allows.")
    scored: ScoreFacts | None
    rank: int | None = Field(description="Its place by the scores of now, among the open threats that the caller sees.")
    is_tied: bool


class ThreatList(Answer):
    """The open threats in the order of their scores; what has none stands at the end."""

    items: list[ThreatFacts]
    ranking: str = Field(description="The reference of the newest ranking; empty where there is none.")
    ranked_at: Moment | None


class ThreatsAsked(Asked):
    """How the board is narrowed."""

    area: Words = Field(
        default="", max_length=40, description=said("The code of an area: its own ranking, it and all below.")
    )


@router.get(
    "/threats", summary=said("The open threats, the gravest first"), **opens(Permission.THREAT_READ, {200: ThreatList})
)
def list_threats(request: ActorRequest, asked: Query[ThreatsAsked]) -> ThreatList:
    """Return the board as of now."""
    board = threat_board(request.actor, now=request.clock.now(), area_code=asked.area)
    return ThreatList(
        items=[_facts(one) for one in board.threats], ranking=board.ranking, ranked_at=moment(board.ranked_at)
    )


@router.get(
    "/threats/{ref}", summary=said("One threat, open or not"), **opens(Permission.THREAT_READ, {200: ThreatFacts})
)
def read_threat(request: ActorRequest, ref: str) -> ThreatFacts:
    """Return a threat. Raises NotFound."""
    found = threat_named(request.actor, ref, now=request.clock.now())
    if found is None:
        raise NotFound(_("There is no such threat."), remedy=_("Look for it on the board."))
    return _facts(found)


def _facts(one: ThreatView) -> ThreatFacts:
    return ThreatFacts(
        reference=one.reference,
        version=one.version,
        status=one.status,
        title=one.label,
        description=one.description,
        kind=one.kind,
        acts=list(one.acts),
        groups=list(one.at_risk),
        nature=one.nature,
        actor_name=one.actor_name,
        actor_kind=one.actor_kind,
        area=one.area_code,
        area_name=one.area_name,
        owner=one.owner,
        being_done=one.being_done,
        sensitivity=one.sensitivity,
        compartment=one.compartment,
        incidents=one.figures.incidents,
        civilians_best=one.figures.civilians_best,
        figures_on=one.figures_on,
        new_incidents=one.new_incidents,
        raised_at=instant(one.raised_at),
        closed_at=moment(one.closed_at),
        merged_into=one.merged_into,
        assessed_at=moment(one.assessed_at),
        is_stale=one.is_stale,
        scored=_scored(one.scored),
        rank=one.standing.rank if one.standing else None,
        is_tied=bool(one.standing and one.standing.is_tied),
    )


def _scored(held: Scored | None) -> ScoreFacts | None:
    if held is None:
        return None
    return ScoreFacts(
        steps=held.steps,
        likelihood=held.likelihood,
        impact=held.impact,
        destabilising=held.destabilising,
        mass_atrocity=held.mass_atrocity,
        risk=held.risk,
        risk_step=held.risk_step,
        confidence=str(held.confidence),
    )
