"""What posts put on record of communities: whom they met and told back, how people warn them, plans, liaison."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any

from tutela.access.rules import Actor
from tutela.demo.alerts import Call
from tutela.demo.country import Area, Country, Role, to_degrees
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.places import Settlement
from tutela.demo.scenario.steps import Step
from tutela.kernel.clock import Clock
from tutela.know.communities import commands
from tutela.know.communities.queries import (
    Community,
    communities,
    consultations,
    liaison_at_work,
    mechanisms_of,
    networks,
    plan_of,
)
from tutela.know.communities.rules import (
    CommunityFacts,
    ConsultationFacts,
    MechanismFacts,
    NetworkFacts,
    PlacementFacts,
    PlanFacts,
)
from tutela.know.sources.queries import SourcesWanted, sources

QUIET = "quiet"
"""Stands for the district of an office from which no alert has come for longest."""
REACHABLE = SourcesWanted(consent="contact_back")
"""Nobody is asked to warn the mission who does not want to be called back."""

Row = Mapping[str, Any]
Work = Callable[[Actor, Clock, Community], object]


@cache
def told() -> Row:
    """Return the communities of the exercise and what is done with them; `on` is days before the end."""
    return tomllib.loads(files("tutela.demo").joinpath("data/communities.toml").read_text("utf-8"))


def hearing(country: Country, calls: Sequence[Call], end: datetime) -> Iterator[Step]:
    """The steps of everything that is on record of communities, by the posts that work with them."""
    grounds = {row["key"]: ground_of(country, calls, row) for row in told()["communities"]}
    for row in told()["communities"]:
        at = _at(end, row["on"])
        yield Step(at, row["by"], partial(_add, row["key"], _community_facts(*grounds[row["key"]], row, at)))
    for row in told()["networks"]:
        yield from _network(row, end)
    for row in told()["plans"]:
        yield from _plan(row, end)
    for row in told()["placements"]:
        yield from _placement(row, {key: area.pcode for key, (area, _place) in grounds.items()}, end)
    for row in told()["consultations"]:
        yield from _consultation(row, grounds[row["community"]][1].name, end)
    for row in told()["mechanisms"]:
        yield from _mechanism(row, end)


def ground_of(country: Country, calls: Sequence[Call], row: Row) -> tuple[Area, Settlement]:
    """Return the district and the settlement of a community; a district with fewer settlements is counted round."""
    quiet = row["district"] == QUIET
    area = _quietest(country, calls, row["office"]) if quiet else country.district_of(Role(row["district"]))
    places = country.places_in(area)
    return area, places[row["place"] % len(places)]


def _quietest(country: Country, calls: Sequence[Call], office: str) -> Area:
    """Return the district of an office whose last alert is longest ago, of those that play no part of their own."""
    sector, cast = country.sectors[OFFICE_SECTORS[office]].pcode, dict(country.roles).values()
    last = {country.districts[call.place.district].pcode: call.at for call in calls}
    free = [area for index, area in enumerate(country.districts) if area.parent == sector and index not in cast]
    return min(free, key=lambda area: (last.get(area.pcode, datetime.min.replace(tzinfo=UTC)), area.pcode))


def _community_facts(area: Area, place: Settlement, row: Row, at: datetime) -> CommunityFacts:
    longitude, latitude = to_degrees(place.spot)
    people = row.get("people", place.population)
    return CommunityFacts(
        name=row["name"].format(place=place.name),
        kind=row["kind"],
        area_code=area.pcode,
        latitude=latitude,
        longitude=longitude,
        precision=row["precision"],
        population_low=round(people * 0.85, -1),
        population_best=round(people, -1),
        population_high=round(people * 1.25, -1),
        population_year=at.year - 1,
        languages=tuple(row["languages"]),
        groups=tuple(row["groups"]),
        note=row["note"].format(place=place.name),
    )


def _add(key: str, facts: CommunityFacts, actor: Actor, clock: Clock) -> object:
    return commands.add_community(actor=actor, clock=clock, facts=facts, record_key=record_key(key))


def _network(row: Row, end: datetime) -> Iterator[Step]:
    """A network, who was called to see whether it carries, and who is named in it."""
    key = row["key"]
    yield Step(_at(end, row["on"]), row["by"], partial(_add_network, row, _day(end, row["on"] + row["older"])))
    for test in row["tests"]:
        yield Step(_at(end, test["on"], 16), test["by"], partial(_test, key, test))
    for number, point in enumerate(row["points"]):
        yield Step(_at(end, point["on"], 11), row["by"], partial(_name, key, number, point))


def _add_network(row: Row, since: date, actor: Actor, clock: Clock) -> object:
    held = communities(actor).filter(record_key__in=[record_key(one) for one in row["communities"]])
    served = tuple(one.reference for one in held if one.is_open)
    facts = NetworkFacts(
        name=row["name"], communities=served, means=tuple(row["means"]), how=row["how"], set_up_on=since
    )
    return served and commands.add_network(actor=actor, clock=clock, facts=facts, record_key=record_key(row["key"]))


def _test(key: str, test: Row, actor: Actor, clock: Clock) -> object:
    network = networks(actor).filter(record_key=record_key(key)).first()
    return network and commands.note_network_test(
        actor=actor,
        clock=clock,
        network=network.reference,
        tested_at=clock.now() - timedelta(minutes=90),
        result=test["result"],
        means=test["means"],
        minutes=test.get("minutes"),
        note=test["note"],
    )


def _name(key: str, number: int, point: Row, actor: Actor, clock: Clock) -> object:
    """Name one of the sources that the vault has held for longest, by its reference alone; nobody where it has none."""
    network = networks(actor).filter(record_key=record_key(key)).first()
    kept = sources(actor, REACHABLE).filter(created_at__lt=clock.now()).order_by("created_at", "id")
    source = kept[number : number + 1].first()
    if network is None or source is None:
        return None
    return commands.name_focal_point(
        actor=actor,
        clock=clock,
        network=network.reference,
        source=source.reference,
        role=point["role"],
        sex=point["sex"],
        age=point["age"],
    )


def _plan(row: Row, end: datetime) -> Iterator[Step]:
    at, facts = _at(end, row["on"], 10), row["facts"]
    made_with = tuple(facts["made_with"])
    plan = PlanFacts(**{**facts, "made_with": made_with}, written_on=at.date())
    yield Step(at, row["by"], partial(_there, row["community"], partial(_write, plan)))
    for review in row.get("reviews", ()):
        yield Step(_at(end, review["on"], 10), row["by"], partial(_there, row["community"], partial(_review, review)))


def _write(facts: PlanFacts, actor: Actor, clock: Clock, row: Community) -> object:
    standing = plan_of(actor, [row.pk])
    version = standing.plan.version if standing else 0
    return commands.write_protection_plan(
        actor=actor, clock=clock, community=row.reference, version=version, facts=facts
    )


def _review(review: Row, actor: Actor, clock: Clock, row: Community) -> object:
    standing, today = plan_of(actor, [row.pk]), clock.now().date()
    if standing is None or standing.plan.reviewed_on >= today:
        return None
    return commands.review_protection_plan(
        actor=actor,
        clock=clock,
        community=row.reference,
        version=standing.plan.version,
        reviewed_on=today,
        still_holds=review["holds"],
        note=review["note"],
    )


def _placement(row: Row, areas: Mapping[str, str], end: datetime) -> Iterator[Step]:
    """Where a liaison assistant works: around some communities, in their districts."""
    facts = PlacementFacts(
        post=row["post"],
        started_on=_day(end, row["on"]),
        areas=tuple(sorted({areas[key] for key in row["communities"]})),
        languages=tuple(row["languages"]),
        equipment=row["equipment"],
        trained_on=_day(end, row["trained"]),
    )
    yield Step(_at(end, row["on"], 8), row["by"], partial(_place, row["communities"], facts))
    for check in row["checks"]:
        yield Step(_at(end, check["on"], 8), row["by"], partial(_check, row["post"], check))


def _place(keys: Sequence[str], facts: PlacementFacts, actor: Actor, clock: Clock) -> object:
    if any(one.placement.post == facts.post for one in liaison_at_work(actor)):
        return None
    held = communities(actor).filter(record_key__in=[record_key(key) for key in keys])
    members = tuple(one.reference for one in held if one.is_open)
    return commands.place_liaison(actor=actor, clock=clock, facts=replace(facts, communities=members))


def _check(post: str, check: Row, actor: Actor, clock: Clock) -> object:
    at_work = next((one.placement for one in liaison_at_work(actor) if one.placement.post == post), None)
    if at_work is None or at_work.checked_on >= clock.now().date():
        return None
    return commands.check_liaison(
        actor=actor,
        clock=clock,
        placement=at_work.reference,
        checked_on=clock.now().date(),
        equipment=check["equipment"],
        note=check["note"],
    )


def _consultation(row: Row, place: str, end: datetime) -> Iterator[Step]:
    """A meeting, and what people were told back; a meeting after which nothing is told is a promise still open."""
    key = consultation_key(row)
    meet = partial(_meet, key, _meeting_facts(row, place, end))
    yield Step(_at(end, row["on"], 15), row["by"], partial(_there, row["community"], meet))
    for back in row.get("feedback", ()):
        tell = partial(_tell_back, key, back["told"].format(place=place), back.get("last", True))
        yield Step(_at(end, row["on"] - back["after"], 15), back.get("by", row["by"]), tell)


def consultation_key(row: Row) -> str:
    """Return the key under which a consultation of the exercise is kept."""
    return record_key(f"{row['community']}-{row['on']}")


def _meeting_facts(row: Row, place: str, end: datetime) -> ConsultationFacts:
    risk = told()["risks"][row["risk"]]
    promised = row.get("follow_up_in")
    words = {name: row.get(name, "").format(place=place) for name in ("concerns", "strategies", "capacities")}
    return ConsultationFacts(
        **words,
        held_on=_day(end, row["on"]),
        stage=row["stage"],
        manner=row["manner"],
        groups=tuple(row["groups"].items()),
        contact_risk=risk["risk"],
        mitigation=risk["mitigation"],
        risk_weighed_on=_day(end, row["on"] + row.get("weighed", 1)),
        told_back=row.get("told_back", ""),
        follow_up=row.get("follow_up", ""),
        follow_up_on=None if promised is None else _day(end, row["on"] - promised),
    )


def _meet(key: str, facts: ConsultationFacts, actor: Actor, clock: Clock, row: Community) -> object:
    return commands.record_consultation(actor=actor, clock=clock, community=row.reference, facts=facts, record_key=key)


def _tell_back(key: str, words: str, is_last: bool, actor: Actor, clock: Clock) -> object:
    held = consultations(actor).filter(record_key=key).first()
    return held and commands.note_feedback_given(
        actor=actor,
        clock=clock,
        consultation=held.reference,
        given_on=clock.now().date(),
        told=words,
        is_last=is_last,
    )


def _mechanism(row: Row, end: datetime) -> Iterator[Step]:
    facts = MechanismFacts(
        name=row["name"], kind=row["kind"], does=row["does"], groups=tuple(row["groups"]),
        since_year=end.year - row["years"],
    )  # fmt: skip
    key = row["community"]
    yield Step(_at(end, row["on"], 12), row["by"], partial(_there, key, partial(_list, row["key"], facts)))
    for support in row["support"]:
        step = partial(_there, key, partial(_support, row["key"], support))
        yield Step(_at(end, support["on"], 12), support["by"], step)


def _list(key: str, facts: MechanismFacts, actor: Actor, clock: Clock, row: Community) -> object:
    return commands.add_mechanism(
        actor=actor, clock=clock, community=row.reference, facts=facts, record_key=record_key(key)
    )


def _support(key: str, support: Row, actor: Actor, clock: Clock, row: Community) -> object:
    held = next((one for one in mechanisms_of(actor, [row.pk]) if one.record_key == record_key(key)), None)
    return held and commands.support_mechanism(
        actor=actor,
        clock=clock,
        mechanism=held.reference,
        supported_on=clock.now().date(),
        kind=support["kind"],
        told=support["told"],
    )


def _there(key: str, work: Work, actor: Actor, clock: Clock) -> object:
    """Do something with a community; nothing where it is not there any more."""
    row = communities(actor).filter(record_key=record_key(key)).first()
    return work(actor, clock, row) if row is not None and row.is_open else None


def record_key(key: str) -> str:
    """Return the key by which a record of the exercise is found again."""
    return f"exercise-{key}"


def _at(end: datetime, days: int, hour: int = 9) -> datetime:
    return (end - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def _day(end: datetime, days: int) -> date:
    return (end - timedelta(days=days)).date()
