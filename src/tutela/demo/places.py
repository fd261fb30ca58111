"""Towns, villages and roads of the invented country, laid out where people would settle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from tutela.demo import names
from tutela.demo.land import Land, Spot, ragged_line
from tutela.demo.randomness import long_tailed

SETTLEMENTS_WANTED = 150


class SettlementKind(StrEnum):
    """How big a place is."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"


class RoadKind(StrEnum):
    """What the road carries in the rains."""

    MAIN = "main"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town or village; `spot` in kilometres, `market_day` 0 for Monday to 6, `district` its index until coded."""

    name: str
    kind: SettlementKind
    spot: Spot
    district: int
    population: int
    market_day: int


@dataclass(frozen=True, slots=True)
class Road:
    """A road between two settlements, in kilometres."""

    kind: RoadKind
    start: str
    end: str
    line: LineString


def settle(
    rng: Random, land: Land, districts: Sequence[Polygon], sectors: Sequence[int], capital: int
) -> tuple[Settlement, ...]:
    """Settlements of all districts; the first of each district is its chief town."""
    water = unary_union([*land.rivers, land.lake, land.outline.exterior.intersection(_west_half(land.outline))])
    weights = [
        math.sqrt(shape.area) * (0.72 if sector == 2 else 1.0) for shape, sector in zip(districts, sectors, strict=True)
    ]
    wet_feet = land.lake.buffer(1.5).union(land.outline.exterior.buffer(2.5))
    found: list[Settlement] = []
    for index, shape in enumerate(districts):
        count = max(4, round(SETTLEMENTS_WANTED * weights[index] / sum(weights)))
        spots = _spots(rng, shape.buffer(-2.0).difference(wet_feet), water, count, [s.spot for s in found])
        chief = min(range(len(spots)), key=lambda i: math.dist(spots[i], shape.centroid.coords[0]))
        spots.insert(0, spots.pop(chief))
        found += [_settlement(rng, spot, index, rank, index == capital) for rank, spot in enumerate(spots)]
    return tuple(found)


def _west_half(outline: Polygon) -> Polygon:
    """The coast side of the outline."""
    west, south, _, north = outline.bounds
    return shapely.box(west - 1, south - 1, west + 120, north + 1)


def _spots(rng: Random, room: BaseGeometry, water: BaseGeometry, count: int, taken: Sequence[Spot]) -> list[Spot]:
    """Places apart from each other, nearer to water than chance alone would have it."""
    west, south, east, north = room.bounds
    spots: list[Spot] = []
    gap = 13.0
    while len(spots) < count:
        drawn = [(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(24)]
        fit = [spot for spot in drawn if _is_apart(spot, [*spots, *taken], gap) and room.contains(Point(spot))]
        if fit:
            choice = min(fit[:4], key=lambda spot: water.distance(Point(spot)) + rng.uniform(0, 26))
            spots.append((round(choice[0], 4), round(choice[1], 4)))
        else:
            gap *= 0.93
    return spots


def _is_apart(spot: Spot, others: Sequence[Spot], gap: float) -> bool:
    return all(math.dist(spot, other) >= gap for other in others)


def _settlement(rng: Random, spot: Spot, district: int, rank: int, is_capital: bool) -> Settlement:
    if rank == 0:
        kind = SettlementKind.CITY if is_capital else SettlementKind.TOWN
        people = (
            rng.randint(380_000, 460_000) if is_capital else long_tailed(rng, 34_000, 0.45, least=14_000, most=110_000)
        )
    else:
        kind = SettlementKind.TOWN if rng.random() < 0.12 else SettlementKind.VILLAGE
        median = 9_500 if kind is SettlementKind.TOWN else 2_400
        people = long_tailed(rng, median, 0.5, least=450, most=13_500)
    return Settlement("", kind, spot, district, people, rng.randrange(7))


def name_settlements(
    rng: Random, settlements: Sequence[Settlement], district_names: Sequence[str], sectors: Sequence[int]
) -> tuple[Settlement, ...]:
    """Give the chief towns the names of their districts and all others names of their sector."""
    pools = [list(pool) for pool in names.TOWN_NAMES]
    for pool in pools:
        rng.shuffle(pool)
    named: list[Settlement] = []
    for index, place in enumerate(settlements):
        is_chief = index == 0 or settlements[index - 1].district != place.district
        pool = pools[sectors[place.district]]
        name = district_names[place.district] if is_chief else pool.pop() if pool else f"New {rng.choice(named).name}"
        named.append(replace(place, name=name))
    return tuple(named)


def lay_roads(rng: Random, land: Land, settlements: Sequence[Settlement]) -> tuple[Road, ...]:
    """Main roads that join all towns with a few loops, and a track from each village to the nearest joined place."""
    shapely.prepare([land.outline, land.lake])
    towns = [place for place in settlements if place.kind is not SettlementKind.VILLAGE]
    roads = [_road(rng, land, RoadKind.MAIN, *pair) for pair in _network(land, towns)]
    waiting = [place for place in settlements if place.kind is SettlementKind.VILLAGE]
    nearest: dict[str, tuple[float, Settlement]] = {}
    fresh = towns
    while waiting:
        for village in waiting:
            nearest[village.name] = _nearer(land, village, fresh, nearest.get(village.name))
        village = min(waiting, key=lambda place: (nearest[place.name][0], place.name))
        roads.append(_road(rng, land, RoadKind.TRACK, nearest[village.name][1], village))
        waiting.remove(village)
        fresh = [village]
    return tuple(roads)


def _nearer(
    land: Land, village: Settlement, hubs: Sequence[Settlement], best: tuple[float, Settlement] | None
) -> tuple[float, Settlement]:
    """The cheapest of the hubs and the best so far; a cost is never below the straight distance."""
    for hub in sorted(hubs, key=lambda place: math.dist(place.spot, village.spot)):
        if best is not None and math.dist(hub.spot, village.spot) >= best[0]:
            break
        cost = _cost(land, hub, village)
        if best is None or cost < best[0]:
            best = (cost, hub)
    assert best is not None  # noqa: S101  # nosec B101
    return best


def _network(land: Land, towns: Sequence[Settlement]) -> list[tuple[Settlement, Settlement]]:
    """A spanning tree of the towns, and the short pairs with no third town between them."""
    pairs = sorted(
        ((_cost(land, a, b), i, j) for i, a in enumerate(towns) for j, b in enumerate(towns) if i < j),
    )
    group = list(range(len(towns)))
    chosen = []
    for cost, i, j in pairs:
        is_bridge = group[i] != group[j]
        if is_bridge or (cost < 78 and _is_direct(towns, i, j)):
            chosen.append((towns[i], towns[j]))
            group = [group[i] if label == group[j] else label for label in group]
    return chosen


def _is_direct(towns: Sequence[Settlement], i: int, j: int) -> bool:
    """Whether no third town is nearer to both ends than they are to each other (relative neighbours)."""
    a, b = towns[i].spot, towns[j].spot
    reach = math.dist(a, b)
    return not any(
        max(math.dist(c.spot, a), math.dist(c.spot, b)) < reach for k, c in enumerate(towns) if k not in (i, j)
    )


def _cost(land: Land, start: Settlement, end: Settlement) -> float:
    """Kilometres, many times as much over the lake or outside the country."""
    line = LineString([start.spot, end.spot])
    if line.length > 120:
        return line.length * 3
    if land.outline.contains(line) and not land.lake.intersects(line):
        return line.length
    return line.length + 9 * line.intersection(land.lake).length + 9 * line.difference(land.outline).length


def _road(rng: Random, land: Land, kind: RoadKind, start: Settlement, end: Settlement) -> Road:
    """A winding line that stays in the country where a few tries allow it."""
    line = LineString([start.spot, end.spot])
    for roughness in (0.11, 0.09, 0.07, 0.05, 0.03):
        winding = LineString(ragged_line(rng, start.spot, end.spot, roughness=roughness))
        if land.outline.contains(winding) and not winding.intersects(land.lake):
            line = winding
            break
    return Road(kind, start.name, end.name, line)
