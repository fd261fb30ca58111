"""The invented country: sectors, districts, settlements and roads, in open ocean so that no land is claimed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any, TypeAlias

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from tutela.demo import names
from tutela.demo.land import Land, Spot, largest_part, shape_land
from tutela.demo.partition import Neighbours, find_neighbours, grow_regions, joined, middle, nearest_cell, spread_seeds
from tutela.demo.places import Road, Settlement, lay_roads, name_settlements, settle
from tutela.demo.randomness import stream

ORIGIN = (0.0, -20.0)
"""Longitude and latitude of the middle: South Atlantic, about 600 km from the nearest land."""

KM_PER_DEGREE_NORTH = 110.574
KM_PER_DEGREE_EAST = 111.320 * math.cos(math.radians(ORIGIN[1]))

SECTOR_SEEDS: tuple[Spot, ...] = ((-150.0, 5.0), (0.0, -120.0), (95.0, 62.0))
SECTOR_SHARES = (0.33, 0.29, 0.38)

Feature: TypeAlias = dict[str, Any]


class Role(StrEnum):
    """What part a district plays in the exercise."""

    CAPITAL = "capital"
    ESTUARY = "estuary"
    LAKESIDE = "lakeside"
    DISPUTED = "disputed"
    EXODUS = "exodus"
    TRUCE = "truce"
    HIGHLAND = "highland"
    FRONTIER = "frontier"
    CROSSROADS = "crossroads"


@dataclass(frozen=True, slots=True)
class Area:
    """A sector (level 1) or district (level 2). `shape` in degrees, `ground` the same in kilometres."""

    pcode: str
    other_pcodes: tuple[str, ...]
    level: int
    parent: str
    name: str
    name_fr: str
    aliases: tuple[str, ...]
    is_disputed: bool
    population: int
    ground: Polygon
    shape: Polygon


@dataclass(frozen=True, slots=True)
class Country:
    """Everything that the maps and the simulation need to know; exercise only, nothing here is real."""

    code: str
    name: str
    name_fr: str
    aliases: tuple[str, ...]
    land: Land
    shape: Polygon
    sectors: tuple[Area, ...]
    districts: tuple[Area, ...]
    settlements: tuple[Settlement, ...]
    roads: tuple[Road, ...]
    roles: tuple[tuple[Role, int], ...]

    def district_of(self, role: Role) -> Area:
        """The district that plays a role."""
        return self.districts[dict(self.roles)[role]]

    def sector_of(self, district: Area) -> Area:
        """The sector that a district belongs to."""
        return next(sector for sector in self.sectors if sector.pcode == district.parent)

    def places_in(self, district: Area) -> tuple[Settlement, ...]:
        """The settlements of a district, its chief town first."""
        index = self.districts.index(district)
        return tuple(place for place in self.settlements if place.district == index)

    def district_at(self, spot: Spot) -> Area | None:
        """The district that holds a spot; None outside the country."""
        point = Point(spot)
        return next((area for area in self.districts if area.ground.covers(point)), None)


def to_degrees(spot: Spot) -> tuple[float, float]:
    """Longitude and latitude of a spot, to about a metre."""
    east, north = spot
    return round(ORIGIN[0] + east / KM_PER_DEGREE_EAST, 5), round(ORIGIN[1] + north / KM_PER_DEGREE_NORTH, 5)


def shape_in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """A shape in kilometres as the same shape in degrees; equal vertices stay equal."""
    return shapely.transform(shape, lambda pairs: np.array([to_degrees((x, y)) for x, y in pairs.tolist()]))


def build_country(seed: int) -> Country:
    """Build the country for a seed; the same seed gives the same country, coordinate for coordinate."""
    land = shape_land(seed)
    near = find_neighbours(land.cells, land.rivers)
    rng = stream(seed, "districts")
    regions = _sector_cells(rng, near)
    districts, sectors = _district_shapes(rng, near, regions)
    roles = assign_roles(land, districts, sectors)
    capital, disputed = roles[Role.CAPITAL], roles[Role.DISPUTED]
    labels = _district_names(sectors, capital, disputed)
    people = settle(stream(seed, "settlements"), land, districts, sectors, capital)
    people = name_settlements(stream(seed, "names"), people, labels, sectors)
    areas = _district_areas(rng, districts, sectors, labels, people, disputed)
    return Country(
        names.COUNTRY_CODE,
        names.COUNTRY_NAME,
        names.COUNTRY_NAME_FR,
        names.COUNTRY_ALIASES,
        land,
        largest_part(shapely.coverage_union_all([area.shape for area in areas])),
        _sector_areas(near, regions, areas),
        areas,
        people,
        lay_roads(stream(seed, "roads"), land, people),
        tuple(sorted(roles.items())),
    )


def _polygon(ground: Polygon) -> Polygon:
    shape = shape_in_degrees(ground)
    assert isinstance(shape, Polygon)  # noqa: S101  # nosec B101
    return shape


def _sector_cells(rng: Random, near: Neighbours) -> list[list[int]]:
    seeds = [nearest_cell(near, spot) for spot in SECTOR_SEEDS]
    return grow_regions(rng, near, range(len(near.cells)), seeds, SECTOR_SHARES)


def _district_shapes(
    rng: Random, near: Neighbours, regions: Sequence[Sequence[int]]
) -> tuple[list[Polygon], list[int]]:
    """Districts of each sector from west to east, and the sector index of each."""
    shapes: list[Polygon] = []
    sectors: list[int] = []
    for index, region in enumerate(regions):
        count = len(names.DISTRICT_NAMES[index])
        seeds = spread_seeds(rng, near, sorted(region), count)
        shares = [rng.uniform(0.6, 1.5) for _ in seeds]
        groups = grow_regions(rng, near, region, seeds, shares)
        shapes += sorted((joined(near, group) for group in groups), key=middle)
        sectors += [index] * count
    return shapes, sectors


def assign_roles(land: Land, districts: Sequence[Polygon], sectors: Sequence[int]) -> dict[Role, int]:
    """Cast the districts: for each role the best one by geography that has no role yet."""
    wet = land.rivers[0]
    east = _union(districts, sectors, 2)
    cast: dict[Role, int] = {}

    def choose(role: Role, sector: int, score: Sequence[float]) -> None:
        open_ones = [i for i, s in enumerate(sectors) if s == sector and i not in cast.values()]
        cast[role] = max(open_ones, key=score.__getitem__)

    def closeness(target: BaseGeometry) -> list[float]:
        return [-shape.distance(target) - 0.05 * shape.centroid.distance(target) for shape in districts]

    mouth = Point(wet.coords[-1])
    choose(Role.LAKESIDE, 1, [shape.intersection(land.lake).area for shape in districts])
    choose(Role.ESTUARY, 0, closeness(mouth))
    choose(Role.DISPUTED, 1, [s.intersection(east).length + 0.5 * s.intersection(wet).length for s in districts])
    choose(Role.EXODUS, 1, closeness(districts[cast[Role.DISPUTED]]))
    choose(Role.CAPITAL, 0, closeness(Point(-170, 40)))
    choose(Role.CROSSROADS, 2, closeness(districts[cast[Role.DISPUTED]]))
    choose(Role.HIGHLAND, 2, closeness(Point(95, 95)))
    choose(Role.FRONTIER, 2, closeness(Point(185, 20)))
    choose(Role.TRUCE, 0, closeness(Point(-55, 45)))
    return cast


def _union(districts: Sequence[Polygon], sectors: Sequence[int], sector: int) -> BaseGeometry:
    return shapely.union_all([shape for shape, index in zip(districts, sectors, strict=True) if index == sector])


def _district_names(sectors: Sequence[int], capital: int, disputed: int) -> list[str]:
    """Names in the order of the districts; the capital and the disputed district have theirs by role."""
    fixed = {capital: names.CAPITAL_NAME, disputed: names.DISPUTED_NAME}
    pools = [[name for name in pool if name not in fixed.values()] for pool in names.DISTRICT_NAMES]
    return [fixed[i] if i in fixed else pools[sector].pop(0) for i, sector in enumerate(sectors)]


def _district_areas(
    rng: Random,
    districts: Sequence[Polygon],
    sectors: Sequence[int],
    labels: Sequence[str],
    people: Sequence[Settlement],
    disputed: int,
) -> tuple[Area, ...]:
    areas = []
    for index, ground in enumerate(districts):
        sector, name = sectors[index], labels[index]
        number = sum(1 for s in sectors[:index] if s == sector) + 1
        is_disputed = index == disputed
        towns = sum(place.population for place in people if place.district == index)
        areas.append(
            Area(
                pcode=f"{names.COUNTRY_CODE}{sector + 1:02}{number:02}",
                other_pcodes=(f"{names.COUNTRY_CODE}03{len(names.DISTRICT_NAMES[2]) + 1:02}",) if is_disputed else (),
                level=2,
                parent=f"{names.COUNTRY_CODE}{sector + 1:02}",
                name=name,
                name_fr=names.DISPUTED_NAME_FR if is_disputed else name,
                aliases=names.DISPUTED_ALIASES if is_disputed else names.ALIASES.get(name, ()),
                is_disputed=is_disputed,
                population=100 * round(towns * rng.uniform(0.015, 0.021)),
                ground=ground,
                shape=_polygon(ground),
            )
        )
    return tuple(areas)


def _sector_areas(near: Neighbours, regions: Sequence[Sequence[int]], districts: Sequence[Area]) -> tuple[Area, ...]:
    areas = []
    for index, region in enumerate(regions):
        name, name_fr, side = names.SECTOR_NAMES[index]
        pcode = f"{names.COUNTRY_CODE}{index + 1:02}"
        people = sum(area.population for area in districts if area.parent == pcode)
        ground = joined(near, region)
        aliases = (f"Sector {side}",)
        areas.append(
            Area(pcode, (), 1, names.COUNTRY_CODE, name, name_fr, aliases, False, people, ground, _polygon(ground))
        )
    return tuple(areas)


def area_features(country: Country) -> Feature:
    """Sectors and districts as one GeoJSON feature collection, the way a mission gets its boundaries."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(area) for area in (*country.sectors, *country.districts)],
    }


def _feature(area: Area) -> Feature:
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(area.shape),
        "properties": {
            "pcode": area.pcode,
            "pcode_alt": ";".join(area.other_pcodes),
            "level": area.level,
            "parent": area.parent,
            "name": area.name,
            "name_fr": area.name_fr,
            "aliases": ";".join(area.aliases),
            "disputed": area.is_disputed,
            "population": area.population,
            "exercise": True,
        },
    }


def ground_features(country: Country) -> Feature:
    """Lake, rivers, roads and settlements as GeoJSON, for a quiet base map."""
    lines: list[tuple[BaseGeometry, dict[str, object]]] = [
        (country.land.lake, {"kind": "lake", "name": names.LAKE_NAME, "name_fr": names.LAKE_NAME_FR})
    ]
    for line, (name, name_fr) in zip(country.land.rivers, names.RIVER_NAMES, strict=True):
        lines.append((line.difference(country.land.lake), {"kind": "river", "name": name, "name_fr": name_fr}))
    lines += [(road.line, {"kind": f"road-{road.kind}"}) for road in country.roads]
    lines += [
        (Point(p.spot), {"kind": p.kind.value, "name": p.name, "population": p.population}) for p in country.settlements
    ]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(shape_in_degrees(shape)),
                "properties": {**properties, "exercise": True},
            }
            for shape, properties in lines
        ],
    }


def line_of(road: Road) -> LineString:
    """The road in degrees."""
    line = shape_in_degrees(road.line)
    assert isinstance(line, LineString)  # noqa: S101  # nosec B101
    return line
