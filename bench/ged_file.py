"""A file shaped like UCDP GED, of any length: invented and seeded, with the slips that such files have.

Places are the villages of `bench.million`, so that its areas hold them. The same rows, seed and edition give the same
bytes; a later edition says something new of every fiftieth event.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

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
PLACES = 3000
GROUPS = 80
WEST, EAST, SOUTH, NORTH = 20.4, 29.6, 2.4, 8.6


def write_ged(path: Path, rows: int, *, seed: int = 2031, edition: int = 1) -> Path:
    """Write so many events and return the path. One row in 4,000 cannot be read, one in 500 needs mending."""
    chance = random.Random(seed)  # noqa: S311 (a benchmark needs no secrets)
    places = [
        (f"{name_for(1000 + number)} village", chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST))
        for number in range(PLACES)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_rows(chance, places, rows, edition))
    return path


def _rows(
    chance: random.Random, places: Sequence[tuple[str, float, float]], rows: int, edition: int
) -> Iterator[list[object]]:
    for number in range(1, rows + 1):
        row = _row(chance, number, *places[int(chance.random() ** 1.6 * PLACES)])
        _spoil(row, number)
        if edition > 1 and number % 50 == 0:
            row[COLUMNS.index("best")] = int(str(row[COLUMNS.index("best")])) + edition
            row[COLUMNS.index("deaths_unknown")] = int(str(row[COLUMNS.index("deaths_unknown")])) + edition
            row[COLUMNS.index("high")] = int(str(row[COLUMNS.index("high")])) + edition
        yield row


def _row(chance: random.Random, number: int, place: str, latitude: float, longitude: float) -> list[object]:
    kind = chance.choices((1, 2, 3), (55, 15, 30))[0]
    first = FIRST_DAY + timedelta(days=number * DAYS // 1_000_003 + chance.randrange(DAYS // 2))
    lasting = chance.random()
    last = first + timedelta(days=0 if lasting < 0.9 else int(lasting * 10) if lasting < 0.97 else 45)
    one, other = _side(chance, 0), "Civilians" if kind == 3 else _side(chance, 3)
    dead = [0 if chance.random() < 0.6 else int(chance.paretovariate(1.1)) % 300 for _side in range(4)]
    if kind == 3:
        dead[1] = 0
    best = sum(dead)
    latitude, longitude = round(latitude, 6), round(longitude, 6)
    cell = int(2 * (latitude + 90)) * 720 + int(2 * (longitude + 180)) + 1
    headline = f"{one} and {other} seen near {place}: people of the district tell what happened on {first:%d %B %Y}"
    district = f"{name_for(300 + number % 70)}"
    return [
        100_000 + number, f"SOR-{first.year}-{kind}-{number}", first.year, "1", "Clear", kind, 130 + kind, 130 + kind,
        f"{COUNTRY}: Government", 900 + kind, 900 + kind, f"{one} - {other}", 500 + number % GROUPS,
        500 + number % GROUPS, one, 600 + number % GROUPS, 600 + number % GROUPS, other,
        -1 if chance.random() < 0.33 else chance.randrange(1, 6),
        f'"{COUNTRY} Herald,{first},{headline}"', f"{COUNTRY} Herald", first, headline, "local officials; residents",
        chance.choices((1, 2, 3, 4, 5, 6), (45, 22, 17, 10, 2, 4))[0], place, f"{place}, in the district of {district}",
        f"{name_for(200 + number % 10)} province", f"{district} district", f"{latitude:.6f}", f"{longitude:.6f}",
        f"POINT ({longitude} {latitude})", cell, COUNTRY, 990, "Nowhere", chance.choice((1, 1, 1, 2)),
        chance.choices((1, 2, 3, 4, 5), (70, 15, 5, 8, 2))[0], f"{first} 00:00:00.000", f"{last} 00:00:00.000",
        *dead, best, best + (int(chance.paretovariate(1.0)) % 100 if chance.random() < 0.3 else 0),
        max(0, best - chance.randrange(0, 3)), 990 if one.startswith("Government") else "", "",
    ]  # fmt: skip


def _side(chance: random.Random, least: int) -> str:
    number = max(least, int(chance.random() ** 2 * GROUPS))
    return f"Government of {COUNTRY}" if number < 3 else f"Movement {name_for(number)}"


def _spoil(row: list[object], number: int) -> None:
    """Put in the slips that real files have, at fixed rows."""
    if number % 4000 == 77:
        row[COLUMNS.index("date_start")] = "soon"
    elif number % 500 == 13:
        row[COLUMNS.index("low")] = int(str(row[COLUMNS.index("best")])) + 3
    elif number % 2500 == 99:
        # Far outside the country: told in the report, not taken in.
        row[COLUMNS.index("latitude")], row[COLUMNS.index("priogrid_gid")] = "52.000000", ""
