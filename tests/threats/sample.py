"""What the tests of the register share: patterns as values, incidents recorded by the real command, a full sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tutela.assess.threats.rules.proposing import Settings
from tutela.assess.threats.rules.scoring import COMPULSORY, Confidence, Scale, Score, Sheet
from tutela.assess.threats.rules.scoring import Method as Combining

if TYPE_CHECKING:
    from tests.people import People
    from tutela.access.rules import Actor
    from tutela.assess.threats.models import Threat
    from tutela.know.incidents.models import Incident

TODAY = date(2031, 5, 14)
SETTINGS = Settings(minimum_incidents=3, minimum_deaths=10, ongoing_days=90)
SCALE = Scale(5, Combining.MEAN, Combining.HIGHEST)


class Pattern(NamedTuple):
    """A pattern as the incidents give it."""

    actor_id: int = 1
    actor_name: str = "Reed Front"
    actor_kind: str = "non_state_armed_group"
    area_id: int = 10
    area_name: str = "Loï"
    area_path: str = "OV01/OV0102/"
    act: str = "killing"
    incidents: int = 3
    deaths_best: int = 4
    civilians_low: int = 3
    civilians_best: int = 4
    civilians_high: int = 6
    first_on: date = date(2030, 12, 1)
    last_on: date = date(2031, 4, 20)
    largest_civilians: int = 2


def sheet(**values: int) -> Sheet:
    """Return a sheet with 3 for every compulsory part unless `values` says otherwise; 0 leaves a part out."""
    scored = dict.fromkeys(COMPULSORY, 3) | values
    scores = {part: Score(value, "As reported.") for part, value in scored.items() if value}
    return Sheet(scores=scores, confidence=Confidence.MEDIUM)


def without_reasons(full: Sheet) -> Sheet:
    """Return a sheet whose reasons are blank."""
    return replace(full, scores={part: Score(score.value, "  ") for part, score in full.scores.items()})


def record(
    people: People,
    *,
    days_ago: int = 10,
    longitude: float = 20.5,
    civilians: int = 1,
    act: str = "killing",
    who: str = "Reed Front",
    kind: str = "non_state_armed_group",
    against: str = "",
    precision: int = 1,
    sensitivity: int = 0,
    compartment: str = "",
    by: Actor | None = None,
) -> Incident:
    """Record an incident in Orvane with so many civilians killed, so many days before today."""
    from tutela.know.incidents.commands import record_incident
    from tutela.know.incidents.models import Incident
    from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts

    day = TODAY - timedelta(days=days_ago)
    facts = IncidentFacts(
        source="test", source_key=f"{Incident.objects.count()}", occurred_from=day, occurred_to=day,
        date_precision=1, act=act, attack="direct", attempted=False, one_sided=not against, coding=(),
        actor_a=ActorName(who, kind), actor_b=ActorName(against, kind) if against else NOBODY,
        latitude=5.0, longitude=longitude, place_precision=precision, place_name="Wells", place_note="", admin=(),
        deaths_low=civilians, deaths_best=civilians, deaths_high=civilians, civilians_coded=civilians,
        civilians_low=civilians, civilians_best=civilians, civilians_high=civilians, clarity=None,
        number_of_sources=None, status="", headline="", narrative="", language="en", sensitivity=sensitivity,
        compartment=compartment,
    )  # fmt: skip
    return record_incident(actor=by or people.in_charge.actor, clock=people.clock, facts=facts)


def proposed(people: People, **more: object) -> str:
    """Record three incidents, ask for proposals, and return the reference of the one new proposal."""
    from tutela.assess.threats.commands import propose_threats

    for _number in range(3):
        record(people, **more)  # type: ignore[arg-type]  # the caller names what `record` takes
    (made,) = propose_threats(actor=people.in_charge.actor, clock=people.clock).new
    return made


def raised(people: People, **more: object) -> Threat:
    """Return a threat raised from a proposal made of three incidents."""
    from tutela.assess.threats.commands import raise_proposal

    return raise_proposal(
        actor=people.in_charge.actor,
        clock=people.clock,
        proposal=proposed(people, **more),
        version=1,
        reason="Reports agree.",
    )
