"""When and where violence happens in the exercise: a self-exciting process per campaign, with reprisals."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from shapely import Point

from tutela.demo.acts import ON_ROADS, Group, Modus
from tutela.demo.campaigns import BY_KEY, CAMPAIGNS, Campaign, level, season_factor
from tutela.demo.country import Area, Country
from tutela.demo.land import Spot
from tutela.demo.places import RoadKind, Settlement
from tutela.demo.randomness import poisson, stream, weighted

MONTHS = 18
BUSYNESS = 0.95
"""Scales all campaigns together, so that the exercise has about seven hundred incidents."""
ECHO_DAYS = 8.0
"""Mean wait between an event and those that it brings about."""
ECHO_KM = 14.0
"""How far such events lie from it."""
SPILL, SPILL_KM = 0.15, 42.0
"""How many events lie outside the districts of their campaign, and how far away."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What happened, before anybody reports it: `spot` in kilometres, `road` the two places that it lies between."""

    campaign: str
    actor: str | None
    opponent: str | None
    modus: Modus
    group: Group
    at: datetime
    spot: Spot
    place: Settlement
    road: tuple[str, str] | None
    district: int
    is_market_day: bool = False
    script: str = ""


def window_start(until: datetime) -> datetime:
    """The first moment of the eighteen months that end at `until`."""
    month = until.month - 1 - MONTHS
    day = min(until.day, 28)
    return until.replace(
        year=until.year + month // 12, month=month % 12 + 1, day=day, hour=0, minute=0, second=0, microsecond=0
    )


def simulate(country: Country, *, until: datetime, seed: int) -> list[Occurrence]:
    """All occurrences between the start of the window and `until`, in order of time."""
    start = window_start(until)
    found: list[Occurrence] = []
    for campaign in CAMPAIGNS:
        rng = stream(seed, "process", campaign.key)
        for _ in range(round(BUSYNESS * campaign.starts)):
            first = _first(rng, country, campaign, start, until)
            found += [first, *_echoes(rng, country, first, until)]
    return sorted(found, key=lambda o: (o.at, o.campaign, o.spot))


def _first(rng: Random, country: Country, campaign: Campaign, start: datetime, until: datetime) -> Occurrence:
    """An event that arises by itself: its time by thinning, its place by role."""
    at = _draw_time(rng, campaign, start, until)
    district = country.district_of(weighted(rng, campaign.roles))
    return place_occurrence(rng, country, campaign, district, at, until)


def _draw_time(rng: Random, campaign: Campaign, start: datetime, until: datetime) -> datetime:
    length = (until - start).days
    peak = max(height for _, height in campaign.curve) * (1 + campaign.season)
    while True:
        day = rng.randrange(length)
        when = start + timedelta(days=day)
        if rng.random() * peak <= level(campaign.curve, day / length) * season_factor(campaign, when):
            return when.replace(hour=rng.choice(campaign.hours), minute=5 * rng.randrange(12))


def place_occurrence(
    rng: Random, country: Country, campaign: Campaign, district: Area, at: datetime, until: datetime
) -> Occurrence:
    """Put an event of a campaign into a district: at a settlement, or on a road for what happens on roads."""
    modus = weighted(rng, campaign.modi)
    places = country.places_in(district)
    if modus is Modus.EXPULSION and len(places) > 1:
        places = places[1:]
    place = weighted(rng, [(p, p.population**0.3) for p in places])
    if rng.random() < SPILL:
        place = _place_near(country, (place.spot[0] + rng.gauss(0, SPILL_KM), place.spot[1] + rng.gauss(0, SPILL_KM)))
    return _occurrence(rng, country, campaign, modus, place, at, until)


def _place_near(country: Country, spot: Spot) -> Settlement:
    return min(country.settlements, key=lambda place: (math.dist(place.spot, spot), place.name))


def _occurrence(
    rng: Random, country: Country, campaign: Campaign, modus: Modus, place: Settlement, at: datetime, until: datetime
) -> Occurrence:
    is_market = rng.random() < campaign.market
    if is_market:
        at += timedelta(days=(place.market_day - at.weekday() + 3) % 7 - 3)
        at = at - timedelta(days=7) if at >= until else at + timedelta(days=7) if at < window_start(until) else at
    road, spot = _on_road(rng, country, place) if modus in ON_ROADS else (None, _beside(rng, country, place))
    return Occurrence(
        campaign.key, campaign.actor, campaign.opponent, modus, weighted(rng, campaign.groups),
        at, spot, place, road, place.district, is_market,
    )  # fmt: skip


def _beside(rng: Random, country: Country, place: Settlement) -> Spot:
    """A spot at the edge of a settlement, in the same district and on dry land."""
    ground = country.districts[place.district].ground
    for _ in range(8):
        spot = (round(place.spot[0] + rng.gauss(0, 0.5), 3), round(place.spot[1] + rng.gauss(0, 0.5), 3))
        if ground.contains(Point(spot)) and not country.land.lake.contains(Point(spot)):
            return spot
    return place.spot


def _on_road(rng: Random, country: Country, place: Settlement) -> tuple[tuple[str, str] | None, Spot]:
    """A spot on a road that leaves a settlement, as long as it is in the same district."""
    roads = [road for road in country.roads if place.name in (road.start, road.end)]
    road = weighted(rng, [(road, 3.0 if road.kind is RoadKind.MAIN else 1.0) for road in roads])
    ground = country.districts[place.district].ground
    for _ in range(8):
        along = rng.uniform(0.08, 0.55)
        point = road.line.interpolate(along if road.start == place.name else 1 - along, normalized=True)
        if ground.contains(point):
            return (road.start, road.end), (round(point.x, 3), round(point.y, 3))
    return (road.start, road.end), place.spot


def _echoes(rng: Random, country: Country, parent: Occurrence, until: datetime) -> list[Occurrence]:
    """What an event brings about, and what that brings about in turn."""
    campaign = BY_KEY[parent.campaign]
    found: list[Occurrence] = []
    for _ in range(poisson(rng, campaign.echo)):
        is_answer = campaign.answer is not None and rng.random() < campaign.answer[1]
        next_one = BY_KEY[campaign.answer[0]] if is_answer and campaign.answer else campaign
        child = _echo(rng, country, parent, next_one, until)
        if child is not None:
            found += [child, *_echoes(rng, country, child, until)]
    return found


def _echo(rng: Random, country: Country, parent: Occurrence, campaign: Campaign, until: datetime) -> Occurrence | None:
    at = parent.at + timedelta(days=rng.expovariate(1 / ECHO_DAYS), minutes=rng.randrange(720))
    at = at.replace(hour=rng.choice(campaign.hours), minute=5 * rng.randrange(12))
    if not parent.at < at < until:
        return None
    place = _place_near(country, (parent.spot[0] + rng.gauss(0, ECHO_KM), parent.spot[1] + rng.gauss(0, ECHO_KM)))
    echo = _occurrence(rng, country, campaign, weighted(rng, campaign.modi), place, at, until)
    return echo if parent.at < echo.at else replace(echo, at=at)


def occurrence_at(
    rng: Random, country: Country, campaign: Campaign, modus: Modus, place: Settlement, at: datetime, script: str
) -> Occurrence:
    """A scripted event of a campaign at a place and time."""
    road, spot = _on_road(rng, country, place) if modus in ON_ROADS else (None, _beside(rng, country, place))
    group = weighted(rng, campaign.groups)
    return Occurrence(
        campaign.key,
        campaign.actor,
        campaign.opponent,
        modus,
        group,
        at,
        spot,
        place,
        road,
        place.district,
        False,
        script,
    )
