"""The ground of the invented country: outline, cells with ragged shared edges, rivers and the lake, in kilometres."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TypeAlias

import shapely
from shapely import LineString, MultiPoint, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from tutela.demo.randomness import stream

Spot: TypeAlias = tuple[float, float]
"""Kilometres east and north of the middle of the country."""

Edge: TypeAlias = tuple[Spot, Spot]

RADIUS_KM = 180.0
CELL_STEP_KM = 1.6
LAKE_SIDE: Spot = (-18.0, -72.0)
"""Where the lake is wanted; it settles on the nearest bend of the river."""


@dataclass(frozen=True, slots=True)
class Land:
    """The physical country. Cells tile the outline; neighbours share their edges vertex by vertex."""

    outline: Polygon
    cells: tuple[Polygon, ...]
    rivers: tuple[LineString, ...]
    lake: Polygon


def shape_land(seed: int) -> Land:
    """Draw the land for a seed; the same seed gives the same coordinates."""
    outline = _outline(stream(seed, "outline"))
    sites = _sites(stream(seed, "sites"), outline)
    edges = _edges(sites)
    courses = _river_courses(stream(seed, "rivers"), edges, outline)
    wet = {_key(edge) for course in courses for edge in course}
    ragged = _ragged_edges(stream(seed, "edges"), edges, wet)
    cells = _cells(outline, ragged, sites)
    rivers = tuple(_river(course, ragged, outline) for course in courses)
    return Land(outline, cells, rivers, _lake(stream(seed, "lake"), courses[0], outline))


def _outline(rng: Random) -> Polygon:
    """A coast that is rough in the west, softer land borders elsewhere, and a survey line in the north-east."""
    waves = [(k, rng.gauss(0, 1) * 0.2 / k**1.12, rng.uniform(0, math.tau)) for k in range(2, 180)]
    ring = []
    for step in range(1440):
        angle = math.tau * step / 1440
        coast = 0.5 - 0.5 * math.cos(angle + 0.25)
        smooth = sum(a * math.cos(k * angle + p) for k, a, p in waves if k <= 7)
        rough = sum(a * math.cos(k * angle + p) for k, a, p in waves if k > 7)
        radius = RADIUS_KM * (1 + smooth + rough * (0.35 + 0.95 * coast))
        ring.append((1.12 * radius * math.cos(angle), 0.86 * radius * math.sin(angle)))
    twisted = [_twist(spot, waves[0][2]) for spot in ring]
    body = shapely.make_valid(Polygon(twisted)).intersection(_survey_frame(rng))
    return largest_part(body.simplify(0.2))


def _twist(spot: Spot, phase: float) -> Spot:
    """Bend the plane a little, so that bays and capes can hang over."""
    x, y = spot
    return (
        x + 9 * math.sin(y / 41 + phase) + 4 * math.sin(y / 13 - phase),
        y + 9 * math.sin(x / 37 - phase) + 4 * math.sin(x / 15 + phase),
    )


def _survey_frame(rng: Random) -> Polygon:
    """Everything but the north-eastern corner, which two lines cut as treaties drawn with a ruler do."""
    turn = (98 + rng.uniform(-14, 14), 136 + rng.uniform(-8, 12))
    west, east = 0.16 + rng.uniform(-0.08, 0.08), -0.85 + rng.uniform(-0.15, 0.15)
    return Polygon(
        [
            (turn[0] - 500, turn[1] + 500 * west),
            turn,
            (turn[0] + 500, turn[1] + 500 * east),
            (turn[0] + 500, -900),
            (turn[0] - 500, -900),
        ]
    )


def _sites(rng: Random, outline: Polygon) -> list[Spot]:
    """Cell middles by dart throwing: dense in the wet west and south, wide in the dry north-east."""
    west, south, east, north = outline.buffer(45).bounds
    sites: list[Spot] = []
    for _ in range(5000):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        gap = 21 + 9 * max(0.0, (x + y) / 260)
        if all(math.hypot(x - u, y - v) >= gap for u, v in sites):
            sites.append((x, y))
    return sites


def _edges(sites: Sequence[Spot]) -> list[Edge]:
    """The straight edges between neighbouring sites, each once, in a fixed order."""
    diagram = shapely.voronoi_polygons(MultiPoint(sites))
    found: set[Edge] = set()
    for cell in diagram.geoms:
        ring = [(round(x, 3), round(y, 3)) for x, y in cell.exterior.coords]
        found |= {_key((a, b)) for a, b in pairwise(ring) if a != b}
    return sorted(found)


def _key(edge: Edge) -> Edge:
    return (edge[0], edge[1]) if edge[0] <= edge[1] else (edge[1], edge[0])


def _ragged_edges(rng: Random, edges: Iterable[Edge], wet: set[Edge]) -> dict[Edge, list[Spot]]:
    return {edge: ragged_line(rng, *edge, roughness=0.19 if edge in wet else 0.14) for edge in edges}


def ragged_line(rng: Random, start: Spot, end: Spot, *, roughness: float) -> list[Spot]:
    """A line broken again and again at a displaced middle, the ends kept."""
    length = math.dist(start, end)
    if length < CELL_STEP_KM:
        return [start, end]
    shift = max(-0.22, min(0.22, rng.gauss(0, roughness)))
    middle = (
        (start[0] + end[0]) / 2 - shift * (end[1] - start[1]),
        (start[1] + end[1]) / 2 + shift * (end[0] - start[0]),
    )
    left = ragged_line(rng, start, middle, roughness=roughness)
    return left + ragged_line(rng, middle, end, roughness=roughness)[1:]


def _cells(outline: Polygon, ragged: Mapping[Edge, list[Spot]], sites: Sequence[Spot]) -> tuple[Polygon, ...]:
    """Node all lines once, so that neighbours have identical vertices, and give each face to its nearest site."""
    lines = [LineString(points) for points in ragged.values()]
    faces = [
        face
        for face in polygonize(unary_union([*lines, outline.exterior]))
        if outline.covers(face.representative_point())
    ]
    nearest = STRtree([Point(site) for site in sites])
    owned: dict[int, list[Polygon]] = defaultdict(list)
    for face in sorted(faces, key=lambda f: (round(-f.area, 6), f.bounds)):
        owned[int(nearest.nearest(face.representative_point()))].append(face)
    cells = [group[0] for _, group in sorted(owned.items())]
    scraps = [face for _, group in sorted(owned.items()) for face in group[1:]]
    small = [cell for cell in cells if cell.area < 130]
    return tuple(_absorb([cell for cell in cells if cell.area >= 130], small + scraps))


def _absorb(cells: list[Polygon], scraps: list[Polygon]) -> list[Polygon]:
    """Merge each scrap into the cell with which it shares the longest edge."""
    waiting = sorted(scraps, key=lambda f: (round(-f.area, 6), f.bounds))
    while waiting:
        for scrap in waiting:
            near = [i for i, cell in enumerate(cells) if scrap.intersects(cell)]
            shared = {i: scrap.intersection(cells[i]).length for i in near}
            best = max(near, key=shared.__getitem__, default=-1)
            if best >= 0 and shared[best] > 0:
                break
        else:
            raise ValueError("a piece of the land touches no other")
        cells[best] = largest_part(unary_union([cells[best], scrap]))
        waiting.remove(scrap)
    return cells


def _river_courses(rng: Random, edges: Sequence[Edge], outline: Polygon) -> list[list[Edge]]:
    """The main river from the north-east to the west coast past the lake, and a tributary from the north-west."""
    graph: dict[Spot, list[Spot]] = defaultdict(list)
    for start, end in edges:
        graph[start].append(end)
        graph[end].append(start)
    core = outline.buffer(-14)
    cost = {
        edge: math.dist(*edge) * rng.uniform(0.7, 1.6) * (1 if core.intersects(LineString(edge)) else 9)
        for edge in edges
    }
    inner, outer = outline.buffer(-18), outline.buffer(3)
    inside = sorted(spot for spot in graph if inner.covers(Point(spot)))
    source, bend = _nearest(inside, (105.0, 52.0)), _nearest(inside, LAKE_SIDE)
    mouth = _nearest([s for s in sorted(graph) if not outer.covers(Point(s))], (-230.0, -38.0))
    upper, lower = _path(graph, cost, source, bend), _path(graph, cost, bend, mouth)
    main = _simple(upper + lower[1:])
    spring = _nearest(inside, (-40.0, 92.0))
    branch = _path(graph, cost, spring, main[len(main) // 2])
    cut = next(i for i, spot in enumerate(branch) if spot in set(main))
    return [_pairs(main), _pairs(branch[: cut + 1])]


def _simple(path: Sequence[Spot]) -> list[Spot]:
    """The path without the loops in which it comes back to a place."""
    out: list[Spot] = []
    for spot in path:
        if spot in out:
            del out[out.index(spot) :]
        out.append(spot)
    return out


def _pairs(path: Sequence[Spot]) -> list[Edge]:
    return list(pairwise(path))


def _nearest(spots: Sequence[Spot], wanted: Spot) -> Spot:
    return min(spots, key=lambda spot: (math.dist(spot, wanted), spot))


def _path(graph: Mapping[Spot, list[Spot]], cost: Mapping[Edge, float], start: Spot, goal: Spot) -> list[Spot]:
    """The cheapest way along edges."""
    queue: list[tuple[float, Spot, Spot]] = [(0.0, start, start)]
    came: dict[Spot, Spot] = {}
    while queue:
        spent, here, before = heapq.heappop(queue)
        if here in came:
            continue
        came[here] = before
        if here == goal:
            break
        for there in graph[here]:
            heapq.heappush(queue, (spent + cost[_key((here, there))], there, here))
    way = [goal]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _river(course: Sequence[Edge], ragged: Mapping[Edge, list[Spot]], outline: Polygon) -> LineString:
    """The ragged line of a course from its source to where it first leaves the country."""
    points: list[Spot] = []
    for start, end in course:
        part = ragged[_key((start, end))]
        part = part if part[0] == start else part[::-1]
        points += part if not points else part[1:]
    shapely.prepare(outline)
    wet = [points[0]]
    for before, here in pairwise(points):
        if not outline.covers(Point(here)):
            edge = outline.exterior.intersection(LineString([before, here]))
            wet += [(point.x, point.y) for point in shapely.get_parts(edge).tolist()[:1] if isinstance(point, Point)]
            break
        wet.append(here)
    return LineString(wet)


def _lake(rng: Random, course: Sequence[Edge], outline: Polygon) -> Polygon:
    """A lake with a soft shore at the bend of the main river."""
    middle = _nearest([start for start, _ in course], LAKE_SIDE)
    waves = [(k, rng.gauss(0, 0.3 / k), rng.uniform(0, math.tau)) for k in range(2, 14)]
    slant = rng.uniform(0.2, 0.9)
    ring = []
    for step in range(160):
        angle = math.tau * step / 160
        radius = 21 * max(0.4, 1 + sum(a * math.cos(k * angle + p) for k, a, p in waves))
        x, y = 1.55 * radius * math.cos(angle), 0.72 * radius * math.sin(angle)
        ring.append(
            (
                middle[0] + x * math.cos(slant) - y * math.sin(slant),
                middle[1] + x * math.sin(slant) + y * math.cos(slant),
            )
        )
    return largest_part(shapely.make_valid(Polygon(ring)).intersection(outline.buffer(-6)))


def largest_part(shape: BaseGeometry) -> Polygon:
    """The biggest polygon of a shape, without holes of less than a square kilometre."""
    parts = [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]
    best = max(parts, key=lambda part: part.area)
    return Polygon(best.exterior, [ring for ring in best.interiors if Polygon(ring).area >= 1.0])
