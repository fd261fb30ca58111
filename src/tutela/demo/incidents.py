"""Eighteen months of simulated incidents as the mission came to know them: late, imprecise, later revised."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from shapely import Point

from tutela.demo import massacre
from tutela.demo.acts import (
    ACT_OF_HARM,
    ON_ROADS,
    USUAL_ACT,
    Act,
    AttackMode,
    Compartment,
    Group,
    Harm,
    HarmKind,
    Language,
    Modus,
    Sensitivity,
    Standing,
)
from tutela.demo.campaigns import DRY_MONTHS
from tutela.demo.corrections import Correction, FirstReport, correct, massacre_corrections, massacre_text
from tutela.demo.country import Country, to_degrees
from tutela.demo.escalations import MASSACRE, scripted
from tutela.demo.harm import draw_harm
from tutela.demo.land import Spot
from tutela.demo.narratives import write
from tutela.demo.places import Settlement, SettlementKind
from tutela.demo.process import Occurrence, simulate
from tutela.demo.randomness import stream, weighted
from tutela.demo.wording import Facts, Whereabouts

PLACE_PRECISION = ((1, 0.46), (2, 0.25), (3, 0.17), (4, 0.06), (5, 0.03), (6, 0.03))
TIME_PRECISION = ((1, 0.69), (2, 0.14), (3, 0.1), (4, 0.05), (5, 0.02))
TIME_SPANS = {1: 0, 2: 4, 3: 6, 4: 27, 5: 55}
"""Days between the first and the last day on which it may have happened, by precision of time."""

FRENCH_BY_SECTOR = (0.42, 0.3, 0.27)
KNOWN_BY_SEX_AND_AGE = 0.55
NOT_YET_ATTRIBUTED = 0.06
"""How many first reports do not know the actor, though it may be found out later."""
PILLAGE_THAT_MAY_KILL = frozenset({Modus.RAID, Modus.CATTLE_RAID, Modus.TOLL})
"""Where somebody died in these, killing is the main act."""
UNDENIED = frozenset({Modus.CLASH, Modus.DETENTION, Modus.TORTURE, Modus.DISAPPEARANCE})
"""Situations in which nobody doubts who acted."""
SLOW = frozenset({Modus.ASSAULT, Modus.TORTURE, Modus.DISAPPEARANCE, Modus.RECRUITMENT, Modus.DETENTION})
"""What reaches the mission late, because speaking of it is dangerous."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as first reported, with later corrections. Times are UTC; numbers are people.

    `place_precision` runs from 1 (exact) to 6 (somewhere in the country); up to 3 the point lies in `area_pcode`,
    which is a district; for 4 it is a sector, beyond that the country. `sector_pcode` says through whose reporting
    line it came; `happened_at` is the simulation's own truth.
    """

    reference: str
    exercise: bool
    storyline: str
    script: str
    happened_at: datetime
    occurred_from: date
    occurred_to: date
    time_precision: int
    known_at: datetime
    recorded_at: datetime
    longitude: float
    latitude: float
    place_precision: int
    place_name: str
    area_pcode: str
    sector_pcode: str
    act: Act
    acts: tuple[Act, ...]
    modus: Modus
    attack: AttackMode
    is_attempt: bool
    actor: str | None
    opponent: str | None
    group: Group
    harm: tuple[Harm, ...]
    sensitivity: Sensitivity
    compartment: Compartment
    grade: str
    language: Language
    title: str
    narrative: str
    corrections: tuple[Correction, ...]


def simulate_incidents(country: Country, *, until: datetime, seed: int) -> tuple[Incident, ...]:
    """All incidents that are known and recorded by `until` (aware, UTC), in the order in which they became known."""
    events = simulate(country, until=until, seed=seed) + scripted(country, until=until, seed=seed)
    events.sort(key=lambda event: (event.at, event.campaign, event.spot))
    drawn = [_report(country, event, until, seed, number) for number, event in enumerate(events)]
    known = sorted((i for i in drawn if i.recorded_at <= until), key=lambda i: (i.known_at, i.happened_at, i.title))
    numbers: dict[int, int] = {}
    found = []
    for incident in known:
        year = incident.recorded_at.year
        numbers[year] = numbers.get(year, 0) + 1
        found.append(replace(incident, reference=f"EX-{year}-{numbers[year]:04}"))
    return tuple(found)


def harm_known(incident: Incident, at: datetime) -> tuple[Harm, ...]:
    """The harm as recorded at a moment: that of the first report or of the newest correction."""
    return next((c.harm for c in reversed(incident.corrections) if c.recorded_at <= at), incident.harm)


def _report(country: Country, event: Occurrence, until: datetime, seed: int, number: int) -> Incident:
    """What the mission first heard of an event, and what it learnt later."""
    rng = stream(seed, "report", str(number))
    facts = _facts(rng, country, event)
    language = _language(rng, country, event)
    known_at = _known_at(rng, event, facts.last, facts.where.precision)

    def text_of(changed: Facts) -> str:
        return write(stream(seed, "wording", str(number)), changed, language)[1]

    first = FirstReport(known_at, facts, event.actor, language, text_of)
    if event.script == MASSACRE:
        title, text = massacre.TITLE.format(place=event.place.name), massacre_text(massacre.COUNTS[0], facts)
        corrections = massacre_corrections(first, until)
    else:
        title, text = write(stream(seed, "wording", str(number)), facts, language)
        corrections = correct(stream(seed, "corrections", str(number)), first, until)
    return _incident(rng, country, event, first, (title, text), corrections)


def _incident(
    rng: Random,
    country: Country,
    event: Occurrence,
    first: FirstReport,
    wording: tuple[str, str],
    corrections: tuple[Correction, ...],
) -> Incident:
    facts, precision = first.facts, first.facts.where.precision
    spot, area, sector = _point(rng, country, event, precision)
    longitude, latitude = to_degrees(spot)
    acts = acts_of(facts)
    sensitivity, compartment = _handling(event)
    return Incident(
        reference="",
        exercise=True,
        storyline=event.campaign,
        script=event.script,
        happened_at=event.at,
        occurred_from=facts.first.date(),
        occurred_to=facts.last.date(),
        time_precision=facts.time_precision,
        known_at=first.known_at,
        recorded_at=first.known_at + timedelta(minutes=round(20 + rng.expovariate(1 / 150))),
        longitude=longitude,
        latitude=latitude,
        place_precision=precision,
        place_name=_place_name(country, event, precision),
        area_pcode=area,
        sector_pcode=sector,
        act=acts[0],
        acts=acts,
        modus=event.modus,
        attack=AttackMode.INDISCRIMINATE if event.modus in (Modus.CLASH, Modus.EXPLOSION) else AttackMode.DIRECT,
        is_attempt=facts.is_attempt,
        actor=facts.actor,
        opponent=event.opponent,
        group=event.group,
        harm=facts.harm,
        sensitivity=sensitivity,
        compartment=compartment,
        grade=massacre.COUNTS[0].grade if event.script == MASSACRE else _grade(rng, precision),
        language=first.language,
        title=wording[0],
        narrative=wording[1],
        corrections=corrections,
    )


def _span(rng: Random, at: datetime, precision: int) -> tuple[datetime, datetime]:
    """The first and last moment between which it happened."""
    if precision == 1:
        return at, at
    days = TIME_SPANS[precision] if precision > 2 else rng.randint(1, TIME_SPANS[2])
    if precision == 3:
        first = at - timedelta(days=at.weekday())
    elif precision == 4:
        first = at.replace(day=1)
    else:
        first = at - timedelta(days=rng.randint(0, days))
    return first, max(at, first + timedelta(days=days))


def _harm_of(rng: Random, event: Occurrence, precision: int) -> tuple[Harm, ...]:
    if event.script == MASSACRE:
        return massacre.COUNTS[0].harm
    return draw_harm(rng, event, is_disaggregated=rng.random() < KNOWN_BY_SEX_AND_AGE, is_vague=precision >= 3)


def _language(rng: Random, country: Country, event: Occurrence) -> Language:
    sector = int(country.districts[event.district].parent[-2:]) - 1
    is_french = rng.random() < FRENCH_BY_SECTOR[sector] and event.script != MASSACRE
    return Language.FRENCH if is_french else Language.ENGLISH


def _facts(rng: Random, country: Country, event: Occurrence) -> Facts:
    """What is known of an event at first: as precise, as complete and as certain as chance has it."""
    place_precision = 1 if event.script else weighted(rng, PLACE_PRECISION)
    time_precision = 1 if event.script else weighted(rng, TIME_PRECISION)
    if event.modus is Modus.ASSAULT:  # to the district and the week at most: less could point to a person (para 32)
        place_precision, time_precision = max(3, place_precision), max(3, time_precision)
    first, last = _span(rng, event.at, time_precision)
    harm = _harm_of(rng, event, place_precision)
    is_attempt = event.modus in (Modus.RAID, Modus.ATTACK) and not event.script and rng.random() < 0.05
    is_hidden = not event.script and event.modus not in UNDENIED and rng.random() < NOT_YET_ATTRIBUTED
    district = country.districts[event.district]
    where = Whereabouts(
        precision=place_precision,
        place=event.place.name,
        road=event.road,
        district=district.name,
        sector=int(district.parent[-2:]) - 1,
        river=_river(country, event.spot),
    )
    return Facts(
        modus=event.modus,
        actor=None if is_hidden else event.actor,
        opponent=event.opponent,
        group=event.group,
        first=first,
        last=last,
        time_precision=time_precision,
        where=where,
        harm=() if is_attempt else harm,
        refuge=refuge_of(country, event.place).name,
        is_attempt=is_attempt,
        is_market_day=event.is_market_day,
        is_dry=event.at.month in DRY_MONTHS,
    )


def refuge_of(country: Country, place: Settlement) -> Settlement:
    """The nearest other town to which people flee."""
    towns = [p for p in country.settlements if p.kind is not SettlementKind.VILLAGE and p.name != place.name]
    return min(towns, key=lambda p: (math.dist(p.spot, place.spot), p.name))


def _river(country: Country, spot: Spot) -> int:
    point = Point(spot)
    return min((0, 1), key=lambda index: country.land.rivers[index].distance(point))


def _known_at(rng: Random, event: Occurrence, last: datetime, precision: int) -> datetime:
    """When the first report arrived: hours for most, weeks for what people are afraid to tell."""
    if event.script == MASSACRE:
        return event.at + timedelta(hours=5, minutes=40)
    hours = 13 * math.exp(rng.gauss(0, 1.0)) * (5 if event.modus in SLOW else 1) * (1.8 if precision >= 3 else 1)
    return last.replace(second=0, microsecond=0) + timedelta(minutes=round(60 * min(hours, 60 * 24)) + 15)


def _point(rng: Random, country: Country, event: Occurrence, precision: int) -> tuple[Spot, str, str]:
    """The coordinates at the precision that is known, the area that they stand for, and its sector."""
    district = country.districts[event.district]
    sector = country.sector_of(district)
    if precision <= 2:
        spot = event.spot if precision == 1 else _near(rng, country, event)
        return spot, district.pcode, sector.pcode
    if precision == 3:
        middle = district.ground.representative_point()
        return (middle.x, middle.y), district.pcode, sector.pcode
    if precision == 5:
        line = country.land.rivers[_river(country, event.spot)]
        point = line.interpolate(line.project(Point(event.spot)))
        return (point.x, point.y), country.code, sector.pcode
    shape = sector.ground if precision == 4 else country.land.outline
    middle = shape.representative_point()
    return (
        (middle.x, middle.y),
        sector.pcode if precision == 4 else country.code,
        sector.pcode if precision == 4 else "",
    )


def _near(rng: Random, country: Country, event: Occurrence) -> Spot:
    """A point within some kilometres, still in the same district."""
    ground = country.districts[event.district].ground.buffer(-0.05)
    for _ in range(12):
        spot = (event.spot[0] + rng.gauss(0, 3.5), event.spot[1] + rng.gauss(0, 3.5))
        if ground.contains(Point(spot)):
            return spot
    return event.spot


def _place_name(country: Country, event: Occurrence, precision: int) -> str:
    district = country.districts[event.district]
    if precision <= 2:
        return " \u2013 ".join(event.road) if event.road and event.modus in ON_ROADS else event.place.name
    if precision == 3:
        return district.name
    return country.name if precision == 6 else country.sector_of(district).name


def acts_of(facts: Facts) -> tuple[Act, ...]:
    """The main act first, then what the harm adds (para 16)."""
    hurt = {h.kind for h in facts.harm if h.standing is not Standing.COMBATANT}
    main = USUAL_ACT[facts.modus]
    if facts.modus is Modus.CLASH and hurt:
        main = Act.INDISCRIMINATE_ATTACK
    elif facts.modus in (Modus.ATTACK, Modus.AMBUSH) and HarmKind.KILLED not in hurt:
        main = Act.ATTEMPTED_KILLING
    elif facts.modus in PILLAGE_THAT_MAY_KILL and HarmKind.KILLED in hurt:
        return tuple(dict.fromkeys([Act.KILLING, main, *_added(hurt)]))
    same = {Modus.KIDNAP: Act.ABDUCTION, Modus.TORTURE: Act.ARBITRARY_DETENTION}.get(facts.modus)
    return tuple(dict.fromkeys([main, *(act for act in _added(hurt) if act is not same)]))


def _added(hurt: set[HarmKind]) -> list[Act]:
    """The acts that follow from how people were harmed, in a fixed order."""
    return [ACT_OF_HARM[kind] for kind in HarmKind if kind in hurt and kind in ACT_OF_HARM]


def _handling(event: Occurrence) -> tuple[Sensitivity, Compartment]:
    """How closely a record is kept, by what it is about."""
    if event.modus is Modus.ASSAULT:
        return Sensitivity.STRICTLY_CONFIDENTIAL, Compartment.SEXUAL_VIOLENCE
    if event.modus is Modus.RECRUITMENT:
        return Sensitivity.CONFIDENTIAL, Compartment.CHILD_PROTECTION
    if event.modus in (Modus.TORTURE, Modus.DISAPPEARANCE):
        return Sensitivity.CONFIDENTIAL, Compartment.HUMAN_RIGHTS_CASES
    if event.modus is Modus.DETENTION:
        return Sensitivity.CONFIDENTIAL, Compartment.NONE
    return Sensitivity.UNCLASSIFIED, Compartment.NONE


def _grade(rng: Random, precision: int) -> str:
    """Reliability of the source (A to F) and of the content (1 to 6), graded apart."""
    letters = (("A", 0.12), ("B", 0.42), ("C", 0.3), ("D", 0.08), ("F", 0.08))
    figures = (
        ((1, 0.12), (2, 0.4), (3, 0.32), (4, 0.06), (6, 0.1)) if precision <= 2 else ((2, 0.2), (3, 0.5), (6, 0.3))
    )
    return f"{weighted(rng, letters)}{weighted(rng, figures)}"
