"""Grouping the land's cells into regions that hang together, of chosen sizes, with rivers as likely borders."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from shapely import LineString, Polygon, STRtree
from shapely.ops import unary_union

from tutela.demo.land import Spot, largest_part

RIVER_BARRIER = 0.25
"""How readily a region grows over an edge that is a river, against 1 for any other edge."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which cells touch, with the length of the shared edge in kilometres, less where a river runs along it."""

    cells: tuple[Polygon, ...]
    shared: Mapping[int, Mapping[int, float]]


def find_neighbours(cells: Sequence[Polygon], rivers: Sequence[LineString]) -> Neighbours:
    """The adjacency of cells that share whole vertices."""
    tree, water = STRtree(cells), unary_union(list(rivers))
    shared: dict[int, dict[int, float]] = {index: {} for index in range(len(cells))}
    for left, cell in enumerate(cells):
        for right in sorted(int(found) for found in tree.query(cell, predicate="intersects")):
            if right <= left:
                continue
            edge = cell.intersection(cells[right])
            wet = edge.intersection(water).length
            length = edge.length - (1 - RIVER_BARRIER) * wet
            if edge.length > 0:
                shared[left][right] = shared[right][left] = length
    return Neighbours(tuple(cells), shared)


def grow_regions(
    rng: Random, neighbours: Neighbours, members: Iterable[int], seeds: Sequence[int], shares: Sequence[float]
) -> list[list[int]]:
    """Grow one connected region from each seed cell until all members are taken; areas follow the shares roughly."""
    free = set(members) - set(seeds)
    regions = [[seed] for seed in seeds]
    while free:
        filled = [
            sum(neighbours.cells[cell].area for cell in region) / share
            for region, share in zip(regions, shares, strict=True)
        ]
        for index in sorted(range(len(regions)), key=filled.__getitem__):
            taken = _best_next(rng, neighbours, regions[index], free)
            if taken is not None:
                regions[index].append(taken)
                free.remove(taken)
                break
        else:
            raise ValueError("some cells touch no region")
    return regions


def _best_next(rng: Random, neighbours: Neighbours, region: Sequence[int], free: set[int]) -> int | None:
    """The free cell that shares most of its edge with the region."""
    touch: dict[int, float] = {}
    for cell in region:
        for other, length in neighbours.shared[cell].items():
            if other in free:
                touch[other] = touch.get(other, 0.0) + length
    if not touch:
        return None
    return max(sorted(touch), key=lambda cell: touch[cell] / neighbours.cells[cell].length * rng.uniform(0.7, 1.3))


def spread_seeds(rng: Random, neighbours: Neighbours, members: Sequence[int], count: int) -> list[int]:
    """Cells far from each other: the first drawn, each next the best of many by distance, with some chance."""
    seeds = [rng.choice(list(members))]
    while len(seeds) < count:
        rest = [cell for cell in members if cell not in seeds]
        gaps = [
            min(math.dist(middle(neighbours.cells[cell]), middle(neighbours.cells[s])) for s in seeds) for cell in rest
        ]
        seeds.append(max(zip(rest, gaps, strict=True), key=lambda pair: pair[1] * rng.uniform(0.75, 1.0))[0])
    return seeds


def nearest_cell(neighbours: Neighbours, spot: Spot) -> int:
    """The cell whose middle is nearest to a spot."""
    return min(range(len(neighbours.cells)), key=lambda cell: math.dist(middle(neighbours.cells[cell]), spot))


def middle(shape: Polygon) -> Spot:
    """The centroid as a plain pair."""
    return (shape.centroid.x, shape.centroid.y)


def joined(neighbours: Neighbours, region: Iterable[int]) -> Polygon:
    """The region as one polygon that keeps every vertex of its border."""
    return largest_part(unary_union([neighbours.cells[cell] for cell in region]))
