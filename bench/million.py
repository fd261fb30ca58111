"""A mission of a million incidents for benchmarks: invented, seeded, written by the same commands as any other.

Seventy districts in ten provinces, sixty actors, fifteen years that end today, three thousand villages around sixty
towns. Violence comes in waves, gathers around towns and has a long tail of small actors, as real event data have.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from tutela.access.rules import Actor
    from tutela.know.incidents.rules import IncidentFacts

MISSION = "million"
SEED = 2031
YEARS = 15
WEST, SOUTH = 20.0, 2.0
PROVINCE_WIDTH, PROVINCE_HEIGHT, DISTRICTS = 2.0, 3.5, 7
COLUMNS, ROWS = 5, 2
TOWNS, VILLAGES, ACTORS, BASES = 60, 3000, 60, 24
PIECE = 5000

SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "sa", "te", "vo", "ra", "di", "go", "pe", "zu", "fa", "wi", "cho")
ACTS = {
    "armed_clash": 0.34, "killing": 0.26, "attempted_killing": 0.05, "abduction": 0.06, "pillage": 0.07,
    "explosive_ordnance": 0.05, "indiscriminate_attack": 0.05, "forced_displacement": 0.03, "sexual_violence": 0.03,
    "torture": 0.01, "arbitrary_detention": 0.02, "child_recruitment": 0.01, "kidnapping": 0.01, "other": 0.01,
}  # fmt: skip
CLOSED = {"sexual_violence": "sexual_violence", "child_recruitment": "child_protection"}
KINDS = ("non_state_armed_group", "self_defence_group", "community", "state_forces", "extremist_group")
PRECISIONS, PRECISION_SHARES = (1, 2, 3, 4, 5, 6), (0.38, 0.27, 0.15, 0.12, 0.05, 0.03)
DEATHS, DEATH_SHARES = (0, 1, 2, 3, 5, 8, 15, 40), (0.3, 0.28, 0.16, 0.1, 0.08, 0.05, 0.025, 0.005)


def name_for(number: int) -> str:
    """Return an invented name; the same number gives the same name."""
    parts = []
    number += len(SYLLABLES)
    while number:
        number, place = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[place])
    return "".join(parts).capitalize()


def bent(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point of the plain grid lies once borders wind: neighbours stay neighbours."""
    east = 0.12 * math.sin(3.1 * latitude) + 0.05 * math.sin(11 * latitude + longitude)
    north = 0.10 * math.sin(2.7 * longitude) + 0.05 * math.cos(13 * longitude + latitude)
    return longitude + east, latitude + north


def outline_of(west: float, south: float, east: float, north: float) -> bytes:
    """Return a winding box as well-known binary, with two hundred points or so."""
    plain = shapely.segmentize(shapely.box(west, south, east, north), 0.03)
    return bytes(shapely.to_wkb(shapely.Polygon([bent(x, y) for x, y in plain.exterior.coords])))


@dataclass(frozen=True, slots=True)
class Land:
    """Where violence gathers: villages with their weights, and the actors that each is plagued by."""

    longitudes: np.ndarray[Any, np.dtype[np.float64]]
    latitudes: np.ndarray[Any, np.dtype[np.float64]]
    weights: np.ndarray[Any, np.dtype[np.float64]]
    actors: np.ndarray[Any, np.dtype[np.int64]]

    @classmethod
    def made(cls, random: np.random.Generator) -> Land:
        """Return towns and the villages around them, inside the country's plain box."""
        east, north = WEST + COLUMNS * PROVINCE_WIDTH, SOUTH + ROWS * PROVINCE_HEIGHT
        centres = np.column_stack((random.uniform(WEST, east, TOWNS), random.uniform(SOUTH, north, TOWNS)))
        town = random.choice(TOWNS, VILLAGES, p=_falling(TOWNS))
        places = centres[town] + random.normal(0, 0.3, (VILLAGES, 2))
        longitudes = np.clip(places[:, 0], WEST + 0.3, east - 0.3)
        latitudes = np.clip(places[:, 1], SOUTH + 0.3, north - 0.3)
        near = random.integers(0, ACTORS, (TOWNS, 4))
        return cls(longitudes, latitudes, _falling(VILLAGES, 0.7), near[town])


def _falling(count: int, power: float = 1.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    weights = 1.0 / np.arange(1, count + 1) ** power
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def days_of(random: np.random.Generator, count: int, last: date) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the days on which incidents begin, in order: three waves of violence and a dry season each year."""
    days = np.arange(YEARS * 365)
    waves = 1 + 2.5 * np.exp(-(((days[:, None] - np.array([900, 2900, 4900])) / 400.0) ** 2)).sum(axis=1)
    season = 1 + 0.4 * np.cos(2 * np.pi * days / 365)
    weights = waves * season
    chosen = np.sort(random.choice(days, count, p=weights / weights.sum()))
    return np.asarray(last.toordinal() - len(days) + 1 + chosen, dtype=np.int64)


def incidents(count: int, last: date) -> Iterator[list[IncidentFacts]]:
    """Yield the incidents in pieces, oldest first; the same count and day give the same incidents."""
    random = np.random.default_rng(SEED)
    land = Land.made(random)
    days = days_of(random, count, last)
    for start in range(0, count, PIECE):
        yield _piece(random, land, days[start : start + PIECE], start)


def _piece(
    random: np.random.Generator, land: Land, days: np.ndarray[Any, np.dtype[np.int64]], start: int
) -> list[IncidentFacts]:
    size = len(days)
    village = random.choice(VILLAGES, size, p=land.weights)
    columns = zip(
        range(start, start + size),
        days.tolist(),
        village.tolist(),
        random.choice(list(ACTS), size, p=list(ACTS.values())).tolist(),
        random.choice(PRECISIONS, size, p=PRECISION_SHARES).tolist(),
        random.choice(DEATHS, size, p=DEATH_SHARES).tolist(),
        random.random((size, 4)).tolist(),
        land.actors[village, random.integers(0, 4, size)].tolist(),
        random.integers(0, ACTORS, size).tolist(),
        strict=True,
    )
    places = list(zip(land.longitudes[village].tolist(), land.latitudes[village].tolist(), strict=True))
    return [_incident(row, place) for row, place in zip(columns, places, strict=True)]


def _incident(row: tuple[Any, ...], place: tuple[float, float]) -> IncidentFacts:
    from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts, civilian_deaths

    number, day, village, act, precision, deaths, chance, by, against = row
    first = date.fromordinal(day)
    one_sided = act not in {"armed_clash", "other"}
    low, high = int(deaths * 0.8), int(deaths * (1 + chance[0]))
    civilians = civilian_deaths(
        everybody=one_sided, low=low, best=deaths, high=high, coded=deaths // 3, unknown=deaths // 4
    )
    longitude, latitude = _placed(place, precision)
    return IncidentFacts(
        source="invented", source_key=str(number), occurred_from=first, occurred_to=first + _lasting(chance[1]),
        date_precision=1, act=act, attack="direct", attempted=act == "attempted_killing", one_sided=one_sided,
        coding=(("kind", act),), actor_a=ActorName(f"Movement {name_for(by)}", KINDS[by % len(KINDS)]),
        actor_b=NOBODY if one_sided else ActorName(f"Movement {name_for(against)}", KINDS[against % len(KINDS)]),
        latitude=latitude, longitude=longitude, place_precision=precision,
        place_name=f"{name_for(1000 + village)} village", place_note="", admin=(), deaths_low=low, deaths_best=deaths,
        deaths_high=high, civilians_coded=civilians.coded, civilians_low=civilians.low, civilians_best=civilians.best,
        civilians_high=civilians.high, clarity=1, number_of_sources=1, status="", headline="",
        narrative=f"Report {number}: {act} near {name_for(1000 + village)}, as three people told it on the same day.",
        language="en", sensitivity=0 if chance[2] < 0.92 else 1 if chance[2] < 0.99 else 2,
        compartment=CLOSED.get(act, "") if chance[3] < 0.5 else "",
    )  # fmt: skip


def _placed(place: tuple[float, float], precision: int) -> tuple[float | None, float | None]:
    """Return the coordinates that a source would give: coarse places stand at the middle of what is known."""
    if precision == 6:
        return None, None
    if precision <= 2:
        return place
    width, height = (2.0, 0.5) if precision == 3 else (PROVINCE_WIDTH, PROVINCE_HEIGHT)
    middle = [
        low + (math.floor((value - low) / step) + 0.5) * step
        for value, low, step in zip(place, (WEST, SOUTH), (width, height), strict=True)
    ]
    return middle[0], middle[1]


def _lasting(chance: float) -> timedelta:
    return timedelta(days=0 if chance < 0.92 else int((chance - 0.92) * 125) if chance < 0.98 else 30)


def build(count: int, last: date, tell: Any = print) -> float:
    """Write the whole mission into an empty store. Returns the seconds that the incidents took."""
    actor = _set_up(last)
    began = time.perf_counter()
    _write(actor, incidents(count, last), tell)
    seconds = time.perf_counter() - began
    _threats(actor, last)
    return seconds


def _set_up(last: date) -> Actor:
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission import commands
    from tutela.mission.commands.setup import setup_actor

    setup = setup_actor(MISSION)
    commands.create_mission(actor=setup, clock=SYSTEM_CLOCK, name="Mission of a million incidents", is_exercise=True)
    commands.set_mandate(
        actor=setup, clock=SYSTEM_CLOCK, resolution="Resolution 1", adopted_on=last - timedelta(days=300),
        renewal_on=last + timedelta(days=65), chapter_vii=True, imminence_required=False,
    )  # fmt: skip
    actor = in_post("poc_adviser")
    commands.import_areas(actor=actor, clock=SYSTEM_CLOCK, areas=_areas())
    commands.import_bases(actor=actor, clock=SYSTEM_CLOCK, bases=_bases(last))
    in_post("head_of_field_office", area_code="MI03")
    return actor


def in_post(role: str, area_code: str = "") -> Actor:
    """Make a post from its template and somebody who holds it; the post is named after the role."""
    from tutela.access.queries import actor_for
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission import commands
    from tutela.mission.commands.setup import setup_actor

    setup, slug, first = setup_actor(MISSION), role.replace("_", "-"), date(2020, 1, 1)
    post = commands.create_post(actor=setup, clock=SYSTEM_CLOCK, slug=slug, role=role, area_code=area_code)
    person = commands.add_person(actor=setup, clock=SYSTEM_CLOCK, username=f"{MISSION}-{slug}", name="Somebody")
    commands.take_up_post(actor=setup, clock=SYSTEM_CLOCK, person=person, slug=slug, from_on=first)
    return actor_for(post, person)


def _areas() -> list[Any]:
    from tutela.mission.rules import AreaFacts

    found = []
    step = PROVINCE_HEIGHT / DISTRICTS
    for number in range(COLUMNS * ROWS):
        west = WEST + number % COLUMNS * PROVINCE_WIDTH
        south, code = SOUTH + number // COLUMNS * PROVINCE_HEIGHT, f"MI{number:02d}"
        box = (west, south, west + PROVINCE_WIDTH, south + PROVINCE_HEIGHT)
        found.append(AreaFacts(code=code, name=name_for(200 + number), level=1, geometry=outline_of(*box)))
        for part in range(DISTRICTS):
            strip = outline_of(west, south + part * step, west + PROVINCE_WIDTH, south + (part + 1) * step)
            name = name_for(300 + number * DISTRICTS + part)
            below = AreaFacts(code=f"{code}{part:02d}", name=name, level=2, geometry=strip)
            found.append(replace(below, parent_code=code))
    return found


def _bases(last: date) -> list[Any]:
    from tutela.mission.rules import BaseFacts, BasePeriodFacts

    land = Land.made(np.random.default_rng(SEED))
    periods = (BasePeriodFacts(last - timedelta(days=YEARS * 365), None, troops=150),)
    places = zip(land.longitudes.tolist(), land.latitudes.tolist(), strict=True)
    return [
        BaseFacts(f"b{number}", f"Base {name_for(900 + number)}", latitude, longitude, periods)
        for number, (longitude, latitude) in zip(range(BASES), places, strict=False)
    ]


def _write(actor: Actor, pieces: Iterator[Sequence[IncidentFacts]], tell: Any) -> None:
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.know.incidents.commands import import_incidents
    from tutela.know.incidents.queries.ground import ground_of
    from tutela.mission.commands import add_snapshot
    from tutela.mission.rules import SnapshotFacts

    facts = SnapshotFacts("events", "invented", "1", "million.csv", "0" * 64, 1)
    snapshot, ground, row = add_snapshot(actor=actor, clock=SYSTEM_CLOCK, facts=facts), ground_of(actor.mission), 1
    for piece in pieces:
        import_incidents(
            actor=actor, clock=SYSTEM_CLOCK, run="M1", snapshot=snapshot, ground=ground, first_row=row,
            last_row=row + len(piece) - 1, incidents=piece,
        )  # fmt: skip
        row += len(piece)
        if (row - 1) % 100_000 == 0:
            tell(f"  {row - 1:,} incidents written")


def _threats(actor: Actor, last: date, count: int = 200) -> None:
    from tutela.assess.threats.commands import assess_threat, raise_threat
    from tutela.assess.threats.rules.proposing import Nature
    from tutela.assess.threats.rules.register import ThreatFacts
    from tutela.assess.threats.rules.scoring import PARTS, Confidence, Score, Sheet
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.know.incidents.queries import incident_patterns
    from tutela.mission.queries import areas

    patterns = incident_patterns(actor, since=last - timedelta(days=365), until=last)
    worst = sorted((one for one in patterns if one.act != "armed_clash"), key=lambda one: -one.civilians_best)
    codes = dict(areas(actor).values_list("pk", "code"))
    for number, pattern in enumerate(worst[:count]):
        facts = ThreatFacts(
            acts=(pattern.act,),
            nature=Nature.ONGOING,
            actor_id=pattern.actor_id,
            area_code=codes.get(pattern.area_id, ""),
        )
        made = raise_threat(actor=actor, clock=SYSTEM_CLOCK, facts=facts, reason="Seen again and again.")
        if number % 4:
            scores = {part: Score(1 + (number + place) % 5, "As reported.") for place, part in enumerate(PARTS)}
            sheet = Sheet(scores=scores, confidence=Confidence.MEDIUM)
            assess_threat(actor=actor, clock=SYSTEM_CLOCK, threat=made.reference, version=made.version, sheet=sheet)
