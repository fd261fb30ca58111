"""How incidents reach the mission's record: who records which report, and who corrects it later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tutela.access.rules import Actor
from tutela.demo.actors import BY_CODE
from tutela.demo.acts import Act as Deed
from tutela.demo.acts import AttackMode, Compartment, Harm, HarmKind, Language, Modus, Standing
from tutela.demo.corrections import Correction
from tutela.demo.country import Country
from tutela.demo.escalations import MASSACRE
from tutela.demo.incidents import Incident
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.scenario.steps import Act, Step
from tutela.kernel.clock import Clock
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.commands import correct_incident, record_incident
from tutela.know.incidents.queries import incidents as recorded_incidents
from tutela.know.incidents.rules import (
    NOBODY,
    ActorName,
    Civilians,
    HarmFacts,
    IncidentFacts,
    civilian_deaths,
)

SOURCE = "mission"
SPECIALISTS = {
    Compartment.SEXUAL_VIOLENCE: "womens-protection",
    Compartment.CHILD_PROTECTION: "child-protection",
    Compartment.HUMAN_RIGHTS_CASES: "human-rights",
}
CUSTODY, JOC, FORCE, POLICE = "human-rights", "joc-duty", "force-operations", "police-operations"


def reports(country: Country, incidents: Sequence[Incident]) -> Iterator[Step]:
    """One step for each incident as first reported, and one for each correction."""
    offices = {country.sectors[index].pcode: name for name, index in OFFICE_SECTORS.items()}
    for incident in incidents:
        yield Step(incident.recorded_at, recorder(incident, offices), _record(incident))
        for correction in incident.corrections:
            yield Step(correction.recorded_at, corrector(incident, offices), _correct(incident, correction))


def recorder(incident: Incident, offices: dict[str, str]) -> str:
    """Return who records an incident: a specialist what is kept closely, else whoever hears of it.

    What is known only to the region or the country lies in no field office's area; the JOC records it.
    """
    specialist = _specialist(incident)
    if specialist:
        return specialist
    if incident.place_precision > PlacePrecision.PROVINCE:
        return JOC
    office = offices[incident.sector_pcode]
    if incident.script == MASSACRE:
        return f"field-office-{office}"
    if incident.language is Language.ENGLISH and incident.modus in (Modus.CLASH, Modus.EXPLOSION):
        return FORCE
    if incident.storyline == "capital-crime":
        return POLICE
    if office == "south" and incident.language is Language.FRENCH:
        return "civil-affairs-south"
    return f"cla-{office}"


def corrector(incident: Incident, offices: dict[str, str]) -> str:
    """Return who corrects an incident: liaison assistants report, the head of their field office corrects."""
    specialist = _specialist(incident)
    if specialist:
        return specialist
    return (
        JOC if incident.place_precision > PlacePrecision.PROVINCE else f"field-office-{offices[incident.sector_pcode]}"
    )


def _specialist(incident: Incident) -> str:
    if incident.compartment:
        return SPECIALISTS[incident.compartment]
    return CUSTODY if incident.sensitivity else ""


def _record(incident: Incident) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return record_incident(actor=actor, clock=clock, facts=incident_facts(incident))

    return act


def _correct(incident: Incident, correction: Correction) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        row = recorded_incidents(actor).get(source=SOURCE, source_key=incident.reference)
        return correct_incident(
            actor=actor,
            clock=clock,
            key=row.pk,
            expected_revision=row.revision,
            facts=incident_facts(corrected(incident, correction)),
            reason=correction.reason,
        )

    return act


def corrected(incident: Incident, correction: Correction) -> Incident:
    """Return an incident as a correction tells it."""
    return replace(
        incident,
        known_at=correction.known_at,
        harm=correction.harm,
        actor=correction.actor,
        grade=correction.grade,
        narrative=correction.narrative,
    )


def incident_facts(incident: Incident) -> IncidentFacts:
    """Return the facts that the mission records of a simulated incident; its coding keeps every act and the grade."""
    low, best, high = _killed(incident.harm)
    civilians = civilians_killed(incident.harm)
    is_context = incident.act is Deed.ARMED_CLASH
    return IncidentFacts(
        source=SOURCE,
        source_key=incident.reference,
        occurred_from=incident.occurred_from,
        occurred_to=incident.occurred_to,
        date_precision=incident.time_precision,
        act=incident.act.value,
        attack="" if is_context else incident.attack.value,
        attempted=incident.is_attempt,
        one_sided=incident.attack is AttackMode.DIRECT and not is_context,
        coding=(
            ("acts", " ".join(act.value for act in incident.acts)),
            ("situation", incident.modus.value),
            ("group", incident.group.value),
            ("grade", incident.grade),
        ),
        actor_a=_named(incident.actor, incident.language),
        actor_b=_named(incident.opponent, incident.language),
        latitude=incident.latitude,
        longitude=incident.longitude,
        place_precision=incident.place_precision,
        place_name=incident.place_name,
        place_note="",
        admin=(),
        deaths_low=low,
        deaths_best=best,
        deaths_high=high,
        civilians_coded=civilians.coded,
        civilians_low=civilians.low,
        civilians_best=civilians.best,
        civilians_high=civilians.high,
        clarity=None,
        number_of_sources=None,
        status="",
        headline=incident.title,
        narrative=incident.narrative,
        language=incident.language.value,
        sensitivity=int(incident.sensitivity),
        compartment=incident.compartment.value,
        harm=tuple(row for part in incident.harm for row in harm_rows(part)),
        known_at=incident.known_at,
    )


def _named(code: str | None, language: Language) -> ActorName:
    """The actor under the name that a report of that language uses; both names stand for one actor."""
    if code is None:
        return NOBODY
    actor = BY_CODE[code]
    return ActorName(actor.name_fr if language is Language.FRENCH else actor.name, actor.kind.value)


def _killed(harm: Iterable[Harm], *standings: Standing) -> tuple[int, int, int]:
    """The low, best and high number of dead of some standings, of all when none is named."""
    parts = [h for h in harm if h.kind is HarmKind.KILLED and (not standings or h.standing in standings)]
    return sum(h.low for h in parts), sum(h.best for h in parts), sum(h.high for h in parts)


def civilians_killed(harm: Sequence[Harm]) -> Civilians:
    """Return the civilian dead under para 15: the range stands where every dead person is certainly a civilian."""
    low, best, high = _killed(harm)
    coded, doubt = _killed(harm, Standing.CIVILIAN)[1], _killed(harm, Standing.UNKNOWN)[1]
    return civilian_deaths(everybody=coded == best, low=low, best=best, high=high, coded=coded, unknown=doubt)


def harm_rows(part: Harm) -> Iterator[HarmFacts]:
    """Yield a row for each sex and age that is known, and one for the rest with what the range leaves open."""
    known = (
        ("female", "adult", part.women),
        ("male", "adult", part.men),
        ("female", "child", part.girls),
        ("male", "child", part.boys),
    )
    for sex, age, count in known:
        if count:
            yield HarmFacts(part.kind.value, part.standing.value, sex, age, count, count, count)
    low, best, high = (max(0, number - part.known) for number in (part.low, part.best, part.high))
    if high:
        yield HarmFacts(part.kind.value, part.standing.value, "unknown", "unknown", low, best, high)
