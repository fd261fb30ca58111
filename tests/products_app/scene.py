"""A few incidents in Orvane, so that figures can be checked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tutela.know.incidents.rules import NOBODY, ActorName, HarmFacts, IncidentFacts

if TYPE_CHECKING:
    from tests.people import People
    from tutela.know.incidents.queries import Incident

BAND = ActorName("Grey Sail", "non_state_armed_group")


def told(key: str, day: date, civilians: int = 3, **more: Any) -> IncidentFacts:
    """Return a killing of civilians in Haut-Sambéré; `more` sets any field of IncidentFacts."""
    plain = IncidentFacts(
        source="mission",
        source_key=key,
        occurred_from=day,
        occurred_to=day,
        date_precision=1,
        act="killing",
        attack="direct",
        attempted=False,
        one_sided=True,
        coding=(),
        actor_a=BAND,
        actor_b=NOBODY,
        latitude=5.0,
        longitude=20.5,
        place_precision=1,
        place_name="Loumé",
        place_note="",
        admin=(),
        deaths_low=civilians,
        deaths_best=civilians,
        deaths_high=civilians,
        civilians_coded=civilians,
        civilians_low=civilians,
        civilians_best=civilians,
        civilians_high=civilians,
        clarity=None,
        number_of_sources=None,
        status="",
        headline="",
        narrative="",
        language="en",
        sensitivity=0,
        compartment="",
    )
    return plain._replace(**more)


def record(people: People, facts: IncidentFacts) -> Incident:
    """Record an incident as the person in charge."""
    from tutela.know.incidents.commands import record_incident

    return record_incident(actor=people.in_charge.actor, clock=people.clock, facts=facts)


def recorded_quarter(people: People) -> None:
    """Record a quarter: 3 and 4 civilians killed, two of whom of unknown status, and 5 the quarter before."""
    record(people, told("a", date(2031, 2, 3), 3, harm=(HarmFacts("killed", "civilian", "female", "adult", 1, 1, 1),)))
    record(people, told("b", date(2031, 3, 1), 4, civilians_coded=2, civilians_low=2, longitude=22.5))
    record(people, told("c", date(2030, 11, 20), 5))
    record(people, told("first", date(2030, 7, 1), 1))
