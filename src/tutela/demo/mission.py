"""The exercise mission: mandate, bases, units, partners, posts and the invented people who hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from tutela.demo.campaigns import MASSACRE_DAYS_BEFORE_END, TRUCE_DAYS_BEFORE_END
from tutela.demo.country import Country, Role, to_degrees
from tutela.demo.escalations import massacre_place
from tutela.demo.people import OfficePost, Partner, partners, posts
from tutela.demo.places import Settlement, SettlementKind

MISSION_CODE = "UNMIVEL"
MISSION_NAME = "United Nations Mission in Vellandra"
MISSION_NAME_FR = "Mission des Nations Unies en Vellandra"
MISSION_ACRONYM_FR = "MINUVEL"
EXERCISE_MARK = "EXERCISE \u2013 EXERCISE \u2013 EXERCISE"
EXERCISE_MARK_FR = "EXERCICE \u2013 EXERCICE \u2013 EXERCICE"
YEARS_IN_PLACE = 4


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate of the exercise; its resolution bears no number of a real one."""

    resolution: str
    adopted_on: date
    renewal_on: date
    chapter_vii: bool
    imminence_required: bool
    note: str


@dataclass(frozen=True, slots=True)
class BasePeriod:
    """Days in which a base stood, and the troops there."""

    valid_from: date
    valid_to: date | None
    troops: int


@dataclass(frozen=True, slots=True)
class Base:
    """A base at a settlement, with the periods in which it stood (empty `valid_to`: it stands)."""

    code: str
    name: str
    kind: str
    place: str
    district: str
    longitude: float
    latitude: float
    periods: tuple[BasePeriod, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or office; `component` is a code of the vocabulary, `area` the P-code that it answers for."""

    code: str
    name: str
    component: str
    base: str
    area: str
    strength: int


@dataclass(frozen=True, slots=True)
class MissionProfile:
    """Everything about the mission that people set up before the first incident is recorded."""

    code: str
    name: str
    name_fr: str
    acronym_fr: str
    exercise: bool
    exercise_mark: str
    started_on: date
    mandates: tuple[Mandate, ...]
    bases: tuple[Base, ...]
    units: tuple[Unit, ...]
    partners: tuple[Partner, ...]
    posts: tuple[OfficePost, ...]


def build_mission(country: Country, *, until: datetime) -> MissionProfile:
    """The mission as it stands on the day of `until`, with what changed in the eighteen months before."""
    today = until.date()
    bases = _bases(country, today)
    return MissionProfile(
        code=MISSION_CODE,
        name=MISSION_NAME,
        name_fr=MISSION_NAME_FR,
        acronym_fr=MISSION_ACRONYM_FR,
        exercise=True,
        exercise_mark=EXERCISE_MARK,
        started_on=date(today.year - YEARS_IN_PLACE, 7, 1),
        mandates=_mandates(today),
        bases=bases,
        units=_units(country, bases),
        partners=partners(country),
        posts=posts(country),
    )


def _mandates(today: date) -> tuple[Mandate, ...]:
    """The mandate of the year before and the one in force, which is up for renewal in some three to four months."""
    month = today.month + 4
    renewal = date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 15)
    years = [renewal.replace(year=renewal.year - back) for back in (2, 1, 0)]
    return tuple(
        Mandate(
            resolution=f"Exercise resolution {start.year} (no real number)",
            adopted_on=start,
            renewal_on=end,
            chapter_vii=True,
            imminence_required=False,
            note="Protection of civilians comes first among the tasks; threats need not be imminent.",
        )
        for start, end in pairwise(years)
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a base stands: the n-th settlement of the district that plays a role, with its troops."""

    code: str
    kind: str
    role: Role
    rank: int
    troops: int
    label: str


_PLANS: tuple[_Plan, ...] = (
    _Plan("HQ", "headquarters", Role.CAPITAL, 0, 420, "Mission headquarters"),
    _Plan("LOG", "logistics_base", Role.CAPITAL, 1, 260, "Logistics base"),
    _Plan("SW", "sector_headquarters", Role.ESTUARY, 0, 610, "Sector West headquarters"),
    _Plan("SS", "sector_headquarters", Role.LAKESIDE, 0, 780, "Sector South headquarters"),
    _Plan("SE", "sector_headquarters", Role.CROSSROADS, 0, 830, "Sector East headquarters"),
    _Plan("W1", "company_base", Role.TRUCE, 0, 180, "Company base"),
    _Plan("S1", "company_base", Role.DISPUTED, 0, 190, "Company base"),
    _Plan("S2", "company_base", Role.EXODUS, 0, 170, "Company base"),
    _Plan("E1", "company_base", Role.HIGHLAND, 0, 165, "Company base"),
    _Plan("E2", "company_base", Role.FRONTIER, 0, 160, "Company base"),
    _Plan("W2", "temporary_base", Role.TRUCE, 1, 70, "Temporary base"),
    _Plan("S3", "temporary_base", Role.DISPUTED, -1, 90, "Temporary base"),
)
OPENED_AFTER_MASSACRE, CLOSED_AFTER_TRUCE, REINFORCED = "S3", "W2", "S1"


def _bases(country: Country, today: date) -> tuple[Base, ...]:
    return tuple(_base(country, plan, today) for plan in _PLANS)


def _base(country: Country, plan: _Plan, today: date) -> Base:
    place = _base_place(country, plan)
    longitude, latitude = to_degrees(place.spot)
    return Base(
        code=f"{MISSION_CODE}-{plan.code}",
        name=f"{plan.label} {place.name}",
        kind=plan.kind,
        place=place.name,
        district=country.districts[place.district].pcode,
        longitude=longitude,
        latitude=latitude,
        periods=_periods(plan, today),
    )


def _base_place(country: Country, plan: _Plan) -> Settlement:
    """The settlement of a plan; -1 stands for the village of the massacre, the ranks for places by size."""
    if plan.rank < 0:
        return massacre_place(country)
    chief, *others = country.places_in(country.district_of(plan.role))
    by_size = sorted(others, key=lambda p: (p.kind is SettlementKind.VILLAGE, -p.population))
    return (chief, *by_size)[plan.rank]


def _periods(plan: _Plan, today: date) -> tuple[BasePeriod, ...]:
    """When the base stood: most from early on; one opened after the massacre, one closed after the truce."""
    early = date(today.year - YEARS_IN_PLACE, 9, 1)
    massacre = today - timedelta(days=MASSACRE_DAYS_BEFORE_END)
    if plan.code == OPENED_AFTER_MASSACRE:
        return (BasePeriod(massacre + timedelta(days=8), None, plan.troops),)
    if plan.code == CLOSED_AFTER_TRUCE:
        closed = today - timedelta(days=TRUCE_DAYS_BEFORE_END - 55)
        return (BasePeriod(date(today.year - 2, 3, 1), closed, plan.troops),)
    if plan.code == REINFORCED:
        change = massacre + timedelta(days=5)
        return (BasePeriod(early, change - timedelta(days=1), 110), BasePeriod(change, None, plan.troops))
    return (BasePeriod(early, None, plan.troops),)


_UNITS: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("INF-1", "Infantry battalion 1", "force", "SW", 0, 640),
    ("INF-2", "Infantry battalion 2", "force", "SS", 1, 690),
    ("INF-3", "Infantry battalion 3", "force", "SE", 2, 720),
    ("QRF", "Quick reaction force", "force", "SE", -1, 220),
    ("RIV", "Riverine unit", "force", "SS", 1, 110),
    ("AVN", "Aviation unit", "force", "LOG", -1, 95),
    ("ENG", "Engineer company", "force", "SS", -1, 130),
    ("MED", "Level 2 hospital", "mission_support", "SE", -1, 62),
    ("FPU-1", "Formed police unit 1", "police", "HQ", 0, 140),
    ("FPU-2", "Formed police unit 2", "police", "SS", 1, 140),
    ("IPO", "Individual police officers", "police", "HQ", -1, 85),
    ("FO-W", "Field Office West", "field_office", "SW", 0, 24),
    ("FO-S", "Field Office South", "field_office", "SS", 1, 31),
    ("FO-E", "Field Office East", "field_office", "SE", 2, 28),
    ("JOC", "Joint operations centre", "joc", "HQ", -1, 17),
    ("JMAC", "Joint mission analysis centre", "jmac", "HQ", -1, 14),
    ("HRD", "Human rights section", "human_rights", "HQ", -1, 33),
    ("CPS", "Child protection section", "child_protection", "HQ", -1, 9),
    ("WPS", "Women's protection section", "womens_protection", "HQ", -1, 7),
)
"""Code, name, component, base, sector index (-1: the whole mission), strength."""


def _units(country: Country, bases: tuple[Base, ...]) -> tuple[Unit, ...]:
    known = {base.code for base in bases}
    found = []
    for code, name, component, base, sector, strength in _UNITS:
        full = f"{MISSION_CODE}-{base}"
        area = country.sectors[sector].pcode if sector >= 0 else ""
        found.append(Unit(code, name, component, full if full in known else "", area, strength))
    return tuple(found)
