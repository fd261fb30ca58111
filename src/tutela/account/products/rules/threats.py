"""Threats as the assessment shows them: scores with their reasons, the two tests of para 17, phases and ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """The four phases of para 36; para 37 lets them differ by area and come in any order."""

    PREVENTION = "prevention"
    PRE_EMPTION = "pre_emption"
    RESPONSE = "response"
    CONSOLIDATION = "consolidation"


class ThreatState(StrEnum):
    """Para 16: violence that is under way and violence that has a realistic potential to occur are both threats."""

    ONGOING = "ongoing"
    POTENTIAL = "potential"


@dataclass(frozen=True, slots=True)
class SubScore:
    """One component of a score: a code or the mission's own name for it, its value on a scale, and why."""

    component: str
    value: int | None
    maximum: int
    reason: str


@dataclass(frozen=True, slots=True)
class Score:
    """A value on a scale that starts at 1, with the mission's word for it (if it set one) and its components."""

    value: int | None
    maximum: int
    word: str = ""
    components: tuple[SubScore, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityTests:
    """The two alternative tests of para 17: potential impact, mass atrocity included, and destabilising effect."""

    impact_reason: str
    mass_atrocity_potential: bool | None
    mass_atrocity_reason: str
    destabilising: Score
    destabilising_reason: str


@dataclass(frozen=True, slots=True)
class AreaPhase:
    """The phase of para 36 that one area is in, since when, why, and the post that said so."""

    area: str
    phase: Phase
    since: date | None = None
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where a threat stands and who decided it; a threat that is not prioritised has no place but has a reason."""

    place: int | None
    place_before: int | None = None
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Threat:
    """One threat of the register, as assessed at the data cut-off.

    Names and reasons are people's own words, in the language `language`. `owner` and `being_done` answer para 76:
    a low rank is no reason to leave a threat unaddressed. `risk_reason` says by which rule the risk came about.
    """

    reference: str
    title: str
    actor: str
    areas: tuple[str, ...]
    acts: tuple[str, ...]
    groups: tuple[str, ...]
    state: ThreatState
    likelihood: Score
    impact: Score
    risk: Score
    tests: PriorityTests
    ranking: Ranking
    phases: tuple[AreaPhase, ...] = ()
    is_imminent: bool | None = None
    incidents: int | None = None
    civilian_deaths: float | None = None
    last_incident_on: date | None = None
    owner: str = ""
    being_done: str = ""
    risk_reason: str = ""
    dissent: str = ""
    language: str = "en"

    @property
    def is_prioritised(self) -> bool:
        """Whether the joint prioritisation of para 76 gave it a place."""
        return self.ranking.place is not None


@dataclass(frozen=True, slots=True)
class Prioritisation:
    """The joint session of para 76: who decided, which components took part, who was consulted, on which day."""

    decided_by: str = ""
    decided_on: date | None = None
    components: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()


def prioritised(threats: Iterable[Threat]) -> tuple[Threat, ...]:
    """Return the threats that have a place, in that order; equal places in order of reference."""
    placed = [threat for threat in threats if threat.is_prioritised]
    return tuple(sorted(placed, key=lambda threat: (threat.ranking.place or 0, threat.reference)))


def not_prioritised(threats: Iterable[Threat]) -> tuple[Threat, ...]:
    """Return the threats without a place, highest risk first: each keeps its line and its reason (para 76)."""
    rest = [threat for threat in threats if not threat.is_prioritised]
    return tuple(sorted(rest, key=lambda threat: (-(threat.risk.value or 0), threat.reference)))
