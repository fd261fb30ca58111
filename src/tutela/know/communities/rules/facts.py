"""What is said of communities and of the work with them: plain values, and how they are written down for good."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.names import fold
from tutela.kernel.places import PlacePrecision
from tutela.kernel.printable import all_printable
from tutela.know.communities.rules.words import Equipment, Kind, Level, Manner, MechanismKind, PlanStatus, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFacts:
    """What one revision says of a community.

    `area_code` is the area that it belongs to; blank means: where the point lies. Degrees are WGS 84, `precision` is a
    PlacePrecision. The population is people, low, best and high, in `population_year`. `languages` are names as people
    write them, `groups` codes of the vocabulary `groups_at_risk`, `note` what whoever goes there should know.
    """

    name: str
    kind: str = Kind.VILLAGE
    other_names: tuple[str, ...] = ()
    area_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: int = int(PlacePrecision.DISTRICT)
    population_low: int | None = None
    population_best: int | None = None
    population_high: int | None = None
    population_year: int | None = None
    languages: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    note: str = ""
    sensitivity: int = int(Level.UNCLASSIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFacts:
    """What is said of an alert network. `communities` are references (C-000001), `means` codes of `Means`."""

    name: str
    communities: tuple[str, ...]
    means: tuple[str, ...] = ()
    how: str = ""
    set_up_on: date | None = None
    sensitivity: int = int(Level.UNCLASSIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What one revision of a protection plan says.

    `made_with` are the groups that had a part in it (codes of `groups_at_risk`). Where people flee and hide is of use
    to those who hunt them: a plan is confidential unless somebody decides otherwise.
    """

    written_on: date
    status: str = PlanStatus.DRAFT
    warning_signs: str = ""
    routes: str = ""
    shelters: str = ""
    roles: str = ""
    mission_does: str = ""
    made_with: tuple[str, ...] = ()
    sensitivity: int = int(Level.CONFIDENTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFacts:
    """What is put on record of a consultation; it is never changed.

    `groups` are pairs of a group's code and how many of it were met; groups overlap, so they do not add up.
    `contact_risk` is what the contact itself may bring on people and `mitigation` what was done about it;
    `risk_weighed_on` is the day of that judgement, which belongs before the contact (para 42). `told_back` is what the
    mission said there, `follow_up` what it promised, until `follow_up_on`.
    """

    held_on: date
    stage: str = Stage.ANALYSIS
    manner: str = Manner.VISIT
    groups: tuple[tuple[str, int], ...] = ()
    concerns: str = ""
    strategies: str = ""
    capacities: str = ""
    contact_risk: str = ""
    mitigation: str = ""
    risk_weighed_on: date | None = None
    told_back: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    sensitivity: int = int(Level.UNCLASSIFIED)

    @property
    def is_weighed_before(self) -> bool:
        """Whether the risk of the contact was weighed before it was made."""
        return self.risk_weighed_on is not None and self.risk_weighed_on <= self.held_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFacts:
    """Where a liaison assistant works: areas by code, communities by reference; and with what."""

    post: str
    started_on: date
    areas: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    equipment: str = Equipment.WORKING
    trained_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismFacts:
    """What is said of a local protection mechanism; `groups` are those who take part in it."""

    name: str
    kind: str = MechanismKind.PEACE_COMMITTEE
    does: str = ""
    groups: tuple[str, ...] = ()
    since_year: int | None = None
    is_active: bool = True


Told = TypeVar("Told", CommunityFacts, NetworkFacts, PlanFacts, ConsultationFacts, PlacementFacts, MechanismFacts)


def cleaned(facts: Told) -> Told:
    """Return the facts with texts that can be shown anywhere, without blanks around them; no entry stands twice."""
    plain = all_printable(facts)
    changes: dict[str, Any] = {}
    for part in fields(plain):
        value = getattr(plain, part.name)
        if isinstance(value, str):
            changes[part.name] = value.strip()
        elif isinstance(value, tuple) and all(isinstance(one, str) for one in value):
            changes[part.name] = _once(value)
    return replace(plain, **changes)


def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts without blank ones; two that are read alike are one."""
    kept = {fold(text) or text: text.strip() for text in reversed(texts) if text.strip()}
    return tuple(reversed(kept.values()))


def facts_json(facts: CommunityFacts | PlanFacts) -> str:
    """Write facts down as one text, always the same for the same facts."""
    return canonical_json({name: _plain(value) for name, value in asdict(facts).items()})


def community_from(text: str) -> CommunityFacts:
    """Read what `facts_json` wrote of a community."""
    return CommunityFacts(**_read(text))


def plan_from(text: str) -> PlanFacts:
    """Read what `facts_json` wrote of a protection plan."""
    told = _read(text)
    return PlanFacts(**{**told, "written_on": date.fromisoformat(told["written_on"])})


def _read(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def facts_digest(facts: CommunityFacts | PlanFacts | NetworkFacts | ConsultationFacts | MechanismFacts) -> str:
    """Return a hash of everything that is said, for an entry of the ledger that keeps no words."""
    return digest(canonical_json({name: _plain(value) for name, value in asdict(facts).items()}))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def search_text(facts: CommunityFacts) -> str:
    """Return the folded words by which a community is found: its names and its languages, parted by a bar."""
    told = (facts.name, *facts.other_names, *facts.languages)
    return "|".join(dict.fromkeys(key for key in map(fold, told) if key))


def marked(codes: tuple[str, ...]) -> str:
    """Write codes as one text in which each can be looked for in either store: `|women|displaced|`."""
    return f"|{'|'.join(codes)}|" if codes else ""


def unmarked(text: str) -> tuple[str, ...]:
    """Read what `marked` wrote."""
    return tuple(code for code in text.split("|") if code)
