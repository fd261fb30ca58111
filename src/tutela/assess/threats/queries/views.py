"""What pages, products and the map get to see: plain values, never rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tutela.assess.threats.models import Assessment, Proposal, Said, Supported, Threat
from tutela.assess.threats.queries import wording
from tutela.assess.threats.rules.proposing import Figures
from tutela.assess.threats.rules.ranking import Line, Unranked
from tutela.assess.threats.rules.scoring import PARTS, Score, word_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is said of a threat or a proposal. `area_path` is empty for the whole mission area."""

    kind: str
    acts: tuple[str, ...]
    at_risk: tuple[str, ...]
    nature: str
    actor_id: int | None
    actor_name: str
    actor_kind: str
    area_id: int | None
    area_code: str
    area_name: str
    area_path: str
    includes_below: bool = False
    title: str = ""
    description: str = ""
    grounds: str = ""
    owner: str = ""
    being_done: str = ""
    sensitivity: int = 0
    compartment: str = ""

    @property
    def label(self) -> str:
        """What lists show: the title a person gave, or kind of violence, actor and place."""
        return wording.threat_title(self.title, self.kind, self.actor_name, self.area_name)

    @property
    def kind_words(self) -> str:
        """The kind of violence in words."""
        return wording.kind_words(self.kind)

    @property
    def act_words(self) -> list[str]:
        """The acts in words."""
        return wording.act_words(self.acts)

    @property
    def group_words(self) -> list[str]:
        """Those at risk in words; empty when nothing more is known than: civilians there."""
        return wording.group_words(self.at_risk)

    @property
    def nature_words(self) -> wording.Words:
        """Ongoing or potential, in words."""
        return wording.NATURE_WORDS.get(self.nature, self.nature)

    @property
    def place(self) -> str:
        """The area's name, or the whole mission area."""
        return wording.place_words(self.area_name)

    @property
    def actor_kind_words(self) -> str:
        """The actor's kind in words."""
        return wording.actor_kind_words(self.actor_kind)


@dataclass(frozen=True, slots=True)
class Scored:
    """The combined scores of one assessment. `steps` is the mission's scale of that day, `risk_step` a step
    of five.
    """

    steps: int
    likelihood: int
    impact: int
    destabilising: int
    mass_atrocity: int | None
    risk: int
    risk_step: int
    confidence: str

    @property
    def confidence_words(self) -> wording.Words:
        """The confidence in words."""
        return wording.CONFIDENCE_WORDS.get(self.confidence, self.confidence)


@dataclass(frozen=True, slots=True)
class Place:
    """A threat's place in a ranking, among the threats that the reader may see."""

    ranking: str
    rank: int | None
    of: int
    is_tied: bool
    may_rise: bool
    may_fall: bool
    unranked: Unranked | None
    is_prioritised: bool | None
    reason: str
    decided_by: str
    decided_at: datetime

    @property
    def is_near_tie(self) -> bool:
        """Whether the rank would flip with one score moved by one step."""
        return self.may_rise or self.may_fall

    @property
    def unranked_words(self) -> wording.Words:
        """Why it has no rank, in words."""
        return wording.UNRANKED_WORDS[self.unranked] if self.unranked else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatView(Described):
    """A threat as it stands. `standing` is its line by the scores of now, `place` that of the last ranking."""

    key: int
    reference: str
    number: int
    version: int
    status: str
    figures: Figures
    figures_on: date | None
    raised_at: datetime
    raised_by: str
    closed_at: datetime | None
    merged_into: str
    new_incidents: int
    assessments: int
    assessed_at: datetime | None
    is_stale: bool
    has_gender_view: bool
    has_child_view: bool
    scored: Scored | None
    standing: Line | None = None
    place_recorded: Place | None = None

    @property
    def status_words(self) -> wording.Words:
        """The status in words."""
        return wording.STATUS_WORDS.get(self.status, self.status)

    @property
    def is_open(self) -> bool:
        """Whether the threat is open."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of an assessment: its name, the step and the reason, and the step before when it differs."""

    part: str
    value: int
    steps: int
    reason: str
    before: int | None = None

    @property
    def words(self) -> wording.Words:
        """The part's name in words."""
        return wording.PART_WORDS.get(self.part, self.part)

    @property
    def step(self) -> int:
        """The step of five that fits."""
        return word_step(self.value, self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """One assessment with all its reasons. An empty `gender` or `children` says that the view is missing."""

    number: int
    as_of: date
    scored: Scored
    likelihood_method: str
    impact_method: str
    parts: tuple[PartView, ...]
    basis: str
    gender: str
    children: str
    lately: int
    mass_atrocity_asked: bool
    incidents: int
    recorded_at: datetime
    recorded_by: str
    component: str

    def part(self, name: str) -> PartView | None:
        """Return one part, None when it was not scored."""
        return next((part for part in self.parts if part.part == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView(Described):
    """A threat as the machine suggests it: advice. `reasons` are sentences."""

    key: int
    reference: str
    number: int
    version: int
    status: str
    figures: Figures
    figures_on: date | None
    fighting: int
    reasons: tuple[str, ...]
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str
    decision_reason: str
    threat: str
    earlier: str = ""

    @property
    def status_words(self) -> wording.Words:
        """The status in words."""
        return wording.PROPOSAL_WORDS.get(self.status, self.status)


def described(row: Said | Proposal) -> dict[str, Any]:
    """Return what is said in a row, as the fields of `Described`. The row's area must have been read with it."""
    said: dict[str, Any] = {
        "kind": row.kind,
        "acts": tuple(row.acts),
        "at_risk": tuple(row.at_risk),
        "nature": row.nature,
        "actor_id": row.incident_actor_id,
        "actor_name": row.actor_name,
        "actor_kind": row.actor_kind,
        "area_id": row.area_id,
        "area_code": row.area.code if row.area else "",
        "area_name": row.area.name if row.area else "",
        "area_path": row.area.path if row.area else "",
        "sensitivity": row.sensitivity,
        "compartment": row.compartment,
    }
    if isinstance(row, Said):
        own = ("includes_below", "title", "description", "grounds", "owner", "being_done")
        said |= {name: getattr(row, name) for name in own}
    return said


def figures_in(row: Supported) -> Figures:
    """Return the figures that a row holds."""
    return Figures(
        incidents=row.incidents,
        deaths_best=row.deaths_best,
        civilians_low=row.civilians_low,
        civilians_best=row.civilians_best,
        civilians_high=row.civilians_high,
        largest=row.largest,
        first_on=row.first_on,
        last_on=row.last_on,
    )


def scores_in(row: Assessment) -> dict[str, Score]:
    """Return the scores of an assessment by part."""
    held: dict[str, dict[str, object]] = row.scores
    return {part: Score(int(f"{held[part]['value']}"), f"{held[part]['reason']}") for part in PARTS if part in held}


def values_in(row: Assessment) -> dict[str, int]:
    """Return the values of an assessment by part."""
    return {part: score.value for part, score in scores_in(row).items()}


def scored_of(row: Threat | Assessment) -> Scored:
    """Return the combined scores that an assessed row holds."""
    return Scored(
        steps=row.steps,
        likelihood=row.likelihood,
        impact=row.impact,
        destabilising=row.destabilising,
        mass_atrocity=row.mass_atrocity or None,
        risk=row.risk,
        risk_step=row.risk_step,
        confidence=row.confidence,
    )


def assessment_view(row: Assessment, before: Assessment | None = None) -> AssessmentView:
    """Return an assessment for reading; parts say what they were before where that differs."""
    earlier = values_in(before) if before and before.steps == row.steps else {}
    parts = tuple(
        PartView(part, score.value, row.steps, score.reason, _differs(earlier.get(part), score.value))
        for part, score in scores_in(row).items()
    )
    return AssessmentView(
        number=row.number,
        as_of=row.as_of,
        scored=scored_of(row),
        likelihood_method=row.likelihood_method,
        impact_method=row.impact_method,
        parts=parts,
        basis=row.basis,
        gender=row.gender,
        children=row.children,
        lately=row.lately,
        mass_atrocity_asked=row.mass_atrocity_asked,
        incidents=row.incidents,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        component=row.component,
    )


def _differs(before: int | None, now: int) -> int | None:
    return None if before == now else before
