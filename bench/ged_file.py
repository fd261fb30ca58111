"""A file shaped like UCDP GED, of any length: invented and seeded, in the order and with the slips of real files.

Real files stand by dyad, and within a dyad nearly by date; the events of a dyad gather in a few places and years, and
their numbers lie in no order. Places lie inside the areas of `bench.imports`. The same rows, seed and edition give the
same bytes; a later edition says something new of every fiftieth event.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.million import name_for

COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")
COUNTRY = "Sorevan"
FIRST_DAY = date(1992, 1, 1)
DAYS = 31 * 365
GROUPS = 300
WEST, EAST, SOUTH, NORTH = 20.6, 29.4, 2.6, 8.4
BLOCK = 500  # event numbers are shuffled within so many rows
FIELD = {name: place for place, name in enumerate(COLUMNS)}


class Place(NamedTuple):
    """A village: its name and where it lies in degrees."""

    name: str
    latitude: float
    longitude: float


class Dyad(NamedTuple):
    """Two sides, the kind of violence between them, and where and when it happens."""

    number: int
    kind: int
    side_a: str
    side_b: str
    places: tuple[Place, ...]
    days: tuple[int, ...]


def write_ged(path: Path, rows: int, *, seed: int = 2031, edition: int = 1) -> Path:
    """Write so many events and return the path. One row in 4,000 cannot be read, one in 500 needs mending."""
    chance = random.Random(seed)  # noqa: S311 (a benchmark needs no secrets)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_rows(chance, rows, edition))
    return path


def _rows(chance: random.Random, rows: int, edition: int) -> Iterator[list[object]]:
    numbers = _numbers(chance)
    for number, (dyad, day) in enumerate(_events(chance, rows), start=1):
        row = _row(chance, next(numbers), dyad, FIRST_DAY + timedelta(days=day))
        _spoil(row, number)
        if edition > 1 and number % 50 == 0:
            for column in ("deaths_unknown", "best", "high"):
                row[FIELD[column]] = int(str(row[FIELD[column]])) + edition
        yield row


def _numbers(chance: random.Random) -> Iterator[int]:
    start = 100_000
    while True:
        block = list(range(start, start + BLOCK))
        chance.shuffle(block)
        yield from block
        start += BLOCK


def _events(chance: random.Random, rows: int) -> Iterator[tuple[Dyad, int]]:
    """Yield each event's dyad and day: a few dyads have thousands of events, most a few."""
    left, number = rows, 0
    while left:
        number += 1
        count = min(left, int(20 * chance.paretovariate(0.9)) % 20_000 + 1)
        dyad = _dyad(chance, number, count)
        for day in dyad.days:
            yield dyad, day
        left -= count


def _dyad(chance: random.Random, number: int, count: int) -> Dyad:
    kind = chance.choices((1, 2, 3), (55, 15, 30))[0]
    latitude, longitude = chance.uniform(SOUTH + 0.5, NORTH - 0.5), chance.uniform(WEST + 0.5, EAST - 0.5)
    reach = chance.uniform(0.1, 0.5)
    places = tuple(
        Place(
            f"{name_for(1000 + number * 40 + place)} village",
            round(min(max(latitude + chance.gauss(0, reach), SOUTH), NORTH), 6),
            round(min(max(longitude + chance.gauss(0, reach), WEST), EAST), 6),
        )
        for place in range(min(count, 40) // 2 + 1)
    )
    begin = chance.randrange(DAYS - 400)
    last = min(DAYS, begin + int(chance.uniform(90, 10 * 365)))
    days = tuple(sorted(chance.randrange(begin, last) for _event in range(count)))
    other = "Civilians" if kind == 3 else _side(chance, 3)
    return Dyad(number, kind, _side(chance, 0), other, places, days)


def _side(chance: random.Random, least: int) -> str:
    number = max(least, int(chance.random() ** 2 * GROUPS))
    return f"Government of {COUNTRY}" if number < 3 else f"Movement {name_for(number)}"


def _row(chance: random.Random, key: int, dyad: Dyad, first: date) -> list[object]:
    place, latitude, longitude = chance.choice(dyad.places)
    lasting = chance.random()
    last = first + timedelta(days=0 if lasting < 0.9 else int(lasting * 10) if lasting < 0.97 else 45)
    dead = [0 if chance.random() < 0.6 else int(chance.paretovariate(1.1)) % 300 for _side in range(4)]
    if dyad.kind == 3:
        dead[1] = 0
    best, number = sum(dead), dyad.number
    cell = int(2 * (latitude + 90)) * 720 + int(2 * (longitude + 180)) + 1
    headline = f"{dyad.side_a} and {dyad.side_b} near {place}: people tell what happened there on {first:%d %B %Y}"
    district = name_for(300 + number % 70)
    return [
        key, f"SOR-{first.year}-{dyad.kind}-{number}-{key}", first.year, "1", "Clear", dyad.kind, 130 + number,
        130 + number, f"{COUNTRY}: Government", 900 + number, 900 + number, f"{dyad.side_a} - {dyad.side_b}",
        500 + number % GROUPS, 500 + number % GROUPS, dyad.side_a, 600 + number % GROUPS, 600 + number % GROUPS,
        dyad.side_b, -1 if chance.random() < 0.33 else chance.randrange(1, 6),
        f'"{COUNTRY} Herald,{first},{headline}"', f"{COUNTRY} Herald", first, headline, "local officials; residents",
        chance.choices((1, 2, 3, 4, 5, 6), (45, 22, 17, 10, 2, 4))[0], place, f"{place}, in the district of {district}",
        f"{name_for(200 + number % 10)} province", f"{district} district", f"{latitude:.6f}", f"{longitude:.6f}",
        f"POINT ({longitude} {latitude})", cell, COUNTRY, 990, "Nowhere", chance.choice((1, 1, 1, 2)),
        chance.choices((1, 2, 3, 4, 5), (70, 15, 5, 8, 2))[0], f"{first} 00:00:00.000", f"{last} 00:00:00.000",
        *dead, best, best + (int(chance.paretovariate(1.0)) % 100 if chance.random() < 0.3 else 0),
        max(0, best - chance.randrange(0, 3)), 990 if dyad.side_a.startswith("Government") else "", "",
    ]  # fmt: skip


def _spoil(row: list[object], number: int) -> None:
    """Put in the slips that real files have, at fixed rows."""
    if number % 4000 == 77:
        row[FIELD["date_start"]] = "soon"
    elif number % 500 == 13:
        row[FIELD["low"]] = int(str(row[FIELD["best"]])) + 3
    elif number % 2500 == 99:
        # Far outside the country: told in the report, not taken in.
        row[FIELD["latitude"]], row[FIELD["priogrid_gid"]] = "52.000000", ""
