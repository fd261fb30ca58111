"""How the exercise mission is set up, and what changes in it later: mandate, bases, parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import shapely

from tutela.access.models import Person
from tutela.access.rules import Actor
from tutela.demo.actors import ACTORS
from tutela.demo.actors import Actor as ArmedActor
from tutela.demo.country import Area, Country, area_features
from tutela.demo.mission import Base, Mandate, MissionProfile, Unit
from tutela.demo.people import OfficePost, Partner
from tutela.demo.scenario.steps import SOFTWARE, Act, Step, onlooker
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.clock import Clock
from tutela.know.incidents.commands import name_actor
from tutela.mission.commands import (
    add_person,
    add_snapshot,
    create_mission,
    create_post,
    import_areas,
    import_bases,
    set_mandate,
    set_parameter,
    set_partner,
    set_unit,
    take_up_post,
)
from tutela.mission.queries import snapshots
from tutela.mission.rules import AreaFacts, BaseFacts, BasePeriodFacts, SnapshotFacts
from tutela.mission.staffing import people_of
from tutela.policy.parameters import Value

SPAN = timedelta(days=570)
"""From the first entry of the exercise's ledger to its end: so the end can be read back from the beginning."""
ADVISER, DATA_OFFICER, JOC = "poc-adviser", "data-officer", "joc-duty"
SOURCE = "exercise"

PARAMETERS: tuple[tuple[int, str, Value, str], ...] = (
    (
        240,
        "near_base_km",
        8.0,
        "Patrol reports of a year: on foot, eight kilometres can be reached in two hours from any base, ten cannot.",
    ),
    (
        128,
        "assessment_due_days",
        21,
        "Headquarters plans the month after the quarter; thirty days came too late for its meetings.",
    ),
)
"""Days before the end, name, value, reason."""


def setting_up(country: Country, profile: MissionProfile, end: datetime) -> Iterator[Step]:
    """The steps of the first days, before the first incident is reported."""
    start = end - SPAN
    posts = {post.slug: post for post in profile.posts}
    yield Step(start, SOFTWARE, _mission(country, profile))
    yield Step(start + timedelta(minutes=10), SOFTWARE, _mandate(profile.mandates[0]))
    yield from _staffed(posts.pop(ADVISER), SOFTWARE, start + timedelta(minutes=20))
    yield from _staffed(posts.pop(DATA_OFFICER), ADVISER, start + timedelta(days=1))
    yield from _ground(country, profile, start + timedelta(days=2))
    yield from _spaced(start + timedelta(days=3), ADVISER, [_unit(unit) for unit in profile.units])
    yield from _spaced(start + timedelta(days=4), ADVISER, [_partner(partner) for partner in profile.partners])
    for number, post in enumerate(posts.values()):
        yield from _staffed(post, ADVISER, start + timedelta(days=5, minutes=20 * number))
    yield from _spaced(start + timedelta(days=8), JOC, [_actor(actor) for actor in ACTORS])


def changes(profile: MissionProfile, end: datetime) -> Iterator[Step]:
    """What changes in the mission while the incidents go on: the mandate renewed, bases, parameters."""
    first = end - SPAN + timedelta(days=2)
    for mandate in profile.mandates[1:]:
        yield Step(_at(mandate.adopted_on, 18), ADVISER, _mandate(mandate))
    for day in sorted(_change_days(profile, first.date(), end.date())):
        yield from _base_file(profile, _at(day, 8))
    for days, name, value, reason in PARAMETERS:
        yield Step(_at((end - timedelta(days=days)).date(), 9), ADVISER, _parameter(name, value, reason))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _spaced(start: datetime, by: str, acts: list[Act]) -> Iterator[Step]:
    for number, act in enumerate(acts):
        yield Step(start + timedelta(minutes=4 * number), by, act)


def _mission(country: Country, profile: MissionProfile) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return create_mission(
            actor=actor,
            clock=clock,
            name=profile.name,
            name_fr=profile.name_fr,
            country_codes=(country.code,),
            started_on=profile.started_on,
            is_exercise=profile.exercise,
        )

    return act


def _mandate(mandate: Mandate) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return set_mandate(
            actor=actor,
            clock=clock,
            resolution=mandate.resolution,
            adopted_on=mandate.adopted_on,
            renewal_on=mandate.renewal_on,
            chapter_vii=mandate.chapter_vii,
            imminence_required=mandate.imminence_required,
            note=mandate.note,
        )

    return act


def _staffed(post: OfficePost, by: str, start: datetime) -> Iterator[Step]:
    """A person is added without a password, a post created, and the person takes it up."""

    def add(actor: Actor, clock: Clock) -> object:
        return add_person(
            actor=actor, clock=clock, username=post.username, name=post.person, language=post.language, password=None
        )

    def create(actor: Actor, clock: Clock) -> object:
        return create_post(
            actor=actor, clock=clock, slug=post.slug, role=post.role, title=post.title, area_code=post.area
        )

    def take_up(actor: Actor, clock: Clock) -> object:
        person = _person(post.username)
        return take_up_post(actor=actor, clock=clock, person=person, slug=post.slug, from_on=clock.now().date())

    for minutes, act in enumerate((add, create, take_up)):
        yield Step(start + timedelta(minutes=minutes), by, act)


def _person(username: str) -> Person:
    return next(person for person in people_of(onlooker()) if person.username == username)


def boundaries(country: Country) -> str:
    """Return the boundary file of the country, as text: the same country gives the same text."""
    return json.dumps(area_features(country), ensure_ascii=False, sort_keys=True)


def _ground(country: Country, profile: MissionProfile, start: datetime) -> Iterator[Step]:
    """The boundaries and the bases are taken in, each from a file of its day."""
    areas = [_area(area) for area in (*country.sectors, *country.districts)]

    def take_in(actor: Actor, clock: Clock) -> object:
        return import_areas(
            actor=actor, clock=clock, areas=areas, snapshot=snapshots(actor).filter(kind="areas").first()
        )

    yield Step(start, DATA_OFFICER, _file("areas", "districts.geojson", boundaries(country), start.date()))
    yield Step(start + timedelta(minutes=5), DATA_OFFICER, take_in)
    yield from _base_file(profile, start + timedelta(hours=1))


def _base_file(profile: MissionProfile, at: datetime) -> Iterator[Step]:
    """The list of bases as it stands on a day: what is opened or closed later is not in it."""
    bases = [facts for base in profile.bases if (facts := _base(base, at.date())).periods]
    text = canonical_json([[base.code, base.name, base.latitude, base.longitude, _days(base)] for base in bases])

    def take_in(actor: Actor, clock: Clock) -> object:
        return import_bases(
            actor=actor, clock=clock, bases=bases, snapshot=snapshots(actor).filter(kind="bases").first()
        )

    yield Step(at, DATA_OFFICER, _file("bases", "bases.json", text, at.date()))
    yield Step(at + timedelta(minutes=5), DATA_OFFICER, take_in)


def _days(base: BaseFacts) -> list[list[str]]:
    return [[str(one.valid_from), str(one.valid_to or ""), str(one.troops)] for one in base.periods]


def _file(kind: str, name: str, text: str, day: date) -> Act:
    facts = SnapshotFacts(
        kind=kind,
        source=SOURCE,
        release=day.isoformat(),
        filename=name,
        sha256=digest(text),
        size=len(text.encode()),
    )

    def act(actor: Actor, clock: Clock) -> object:
        return add_snapshot(actor=actor, clock=clock, facts=facts)

    return act


def _area(area: Area) -> AreaFacts:
    """An area as a file gives it; the country itself is no area above the sectors."""
    others = dict.fromkeys((area.name_fr, *area.aliases, *area.other_pcodes))
    return AreaFacts(
        code=area.pcode,
        name=area.name,
        level=area.level,
        geometry=shapely.to_wkb(area.shape),
        parent_code=area.parent if area.level > 1 else "",
        pcode=area.pcode,
        disputed=area.is_disputed,
        aliases=tuple(name for name in others if name != area.name),
    )


def _base(base: Base, day: date) -> BaseFacts:
    """A base with the periods that were known on a day; nobody knows then when it will close."""
    return BaseFacts(
        code=base.code,
        name=base.name,
        latitude=base.latitude,
        longitude=base.longitude,
        kind=base.kind,
        periods=tuple(
            BasePeriodFacts(
                valid_from=period.valid_from,
                valid_to=period.valid_to if period.valid_to and period.valid_to < day else None,
                troops=period.troops,
            )
            for period in base.periods
            if period.valid_from <= day
        ),
    )


def _change_days(profile: MissionProfile, first: date, last: date) -> set[date]:
    """The days on which the list of bases changes: one opens or is reinforced, or has closed the day before."""
    periods = [period for base in profile.bases for period in base.periods]
    days = {period.valid_from for period in periods}
    days |= {period.valid_to + timedelta(days=1) for period in periods if period.valid_to}
    return {day for day in days if first < day < last}


def _unit(unit: Unit) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return set_unit(
            actor=actor,
            clock=clock,
            code=unit.code,
            name=unit.name,
            component=unit.component,
            base_code=unit.base,
            area_code=unit.area,
            strength=unit.strength,
        )

    return act


def _partner(partner: Partner) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return set_partner(
            actor=actor, clock=clock, name=partner.name, kind=partner.kind, area_code=partner.area, note=partner.note
        )

    return act


def _actor(armed: ArmedActor) -> Act:
    aliases = tuple(alias for alias in (armed.name_fr, armed.acronym, *armed.aliases) if alias)

    def act(actor: Actor, clock: Clock) -> object:
        return name_actor(actor=actor, clock=clock, name=armed.name, kind=armed.kind.value, aliases=aliases)

    return act


def _parameter(name: str, value: Value, reason: str) -> Act:
    def act(actor: Actor, clock: Clock) -> object:
        return set_parameter(actor=actor, clock=clock, name=name, value=value, reason=reason)

    return act
