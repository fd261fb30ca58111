"""The invented country: whole, without gaps, where no land is, and the same every time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from tests.demo.conftest import SEED
from tutela.demo import names
from tutela.demo.actors import ACTORS
from tutela.demo.country import Country, Role, area_features, build_country, ground_features

PRINT_DIGEST = """
import hashlib, json
from datetime import UTC, datetime
from tutela.demo.country import area_features, build_country, ground_features
from tutela.demo.incidents import simulate_incidents
country = build_country({seed})
said = json.dumps([area_features(country), ground_features(country)])
said += repr(simulate_incidents(country, until=datetime(2026, 11, 22, 12, tzinfo=UTC), seed={seed}))
print(hashlib.sha256(said.encode()).hexdigest())
"""


def digest_in_new_process(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    code = PRINT_DIGEST.format(seed=SEED)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_is_the_same_in_two_processes_with_their_incidents() -> None:
    first, second = digest_in_new_process("1"), digest_in_new_process("2")
    assert len(first) == 64
    assert first == second


def test_it_differs_from_seed_to_seed(country: Country) -> None:
    other = json.dumps(area_features(build_country(SEED + 1)))
    assert hashlib.sha256(other.encode()) != hashlib.sha256(json.dumps(area_features(country)).encode())
    assert other != json.dumps(area_features(country))


def assert_tiled(country: Country) -> None:
    """Districts and sectors are valid, share their edges vertex by vertex and fill the country."""
    for areas in (country.districts, country.sectors):
        shapes = [area.shape for area in areas]
        assert all(one.is_valid for one in shapes)
        assert shapely.coverage_is_valid(shapes)
        whole = shapely.coverage_union_all(shapes)
        assert whole.symmetric_difference(country.shape).area < 1e-9 * country.shape.area
        assert sum(one.area for one in shapes) == pytest.approx(country.shape.area, rel=1e-9)


def test_its_areas_tile_it_without_gap_or_overlap(country: Country) -> None:
    assert_tiled(country)
    for sector in country.sectors:
        parts = [d.shape for d in country.districts if d.parent == sector.pcode]
        assert shapely.coverage_union_all(parts).equals(sector.shape)


def test_a_gap_between_areas_would_be_seen(country: Country) -> None:
    shapes = [area.shape for area in country.districts]
    shapes[3] = shapely.affinity.translate(shapes[3], xoff=0.00002)
    assert not shapely.coverage_is_valid(shapes)


def test_its_areas_have_codes_of_a_country_that_does_not_exist(country: Country) -> None:
    codes = [area.pcode for area in (*country.sectors, *country.districts)]
    codes += [other for area in country.districts for other in area.other_pcodes]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("XV") and code[2:].isdigit() for code in codes)
    assert len(country.sectors) == 3
    assert 18 <= len(country.districts) <= 24


def test_one_district_is_disputed_with_two_codes_and_other_names(country: Country) -> None:
    (disputed,) = [area for area in country.districts if area.is_disputed]
    assert disputed == country.district_of(Role.DISPUTED)
    assert len(disputed.other_pcodes) == 1
    assert disputed.other_pcodes[0][:4] != disputed.pcode[:4]
    assert len(disputed.aliases) >= 3
    assert disputed.name_fr != disputed.name


def test_it_lies_in_open_ocean_and_is_about_400_km_wide(country: Country) -> None:
    west, south, east, north = country.shape.bounds
    assert -2.8 < west < east < 2.8
    assert -22.5 < south < north < -17.5
    low, bottom, high, top = country.land.outline.bounds
    assert 330 < high - low < 560
    assert 260 < top - bottom < 420


def assert_settled(country: Country) -> None:
    """Settlements are in their districts, on dry land, with names of their own, joined by roads."""
    named = [place.name for place in country.settlements]
    assert len(set(named)) == len(named)
    assert 130 <= len(named) <= 175
    for place in country.settlements:
        point = shapely.Point(place.spot)
        assert country.districts[place.district].ground.contains(point)
        assert not country.land.lake.contains(point)
    joined = {country.roads[0].start}
    for _ in country.roads:
        joined |= {p for road in country.roads if {road.start, road.end} & joined for p in (road.start, road.end)}
    assert joined == set(named)


def test_its_settlements_are_on_dry_land_and_joined_by_roads(country: Country) -> None:
    assert_settled(country)
    for area in country.districts:
        assert country.places_in(area)[0].name == area.name


def test_each_part_in_the_story_is_played_by_another_district(country: Country) -> None:
    cast = dict(country.roles)
    assert set(cast) == set(Role)
    assert len(set(cast.values())) == len(cast)


def test_its_features_are_marked_as_an_exercise_and_can_be_read_back(country: Country) -> None:
    areas, ground = area_features(country), ground_features(country)
    features = json.loads(json.dumps(areas))["features"]
    assert len(features) == len(country.sectors) + len(country.districts)
    assert all(one["properties"]["exercise"] for one in [*features, *ground["features"]])
    kept = {one["properties"]["pcode"]: shape(one["geometry"]) for one in features}
    assert all(kept[area.pcode].equals(area.shape) for area in country.districts)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_any_seed_makes_a_whole_country(seed: int) -> None:
    country = build_country(seed)
    assert_tiled(country)
    assert_settled(country)
    assert country.land.rivers[0].distance(country.land.outline.exterior) < 0.5


def invented_names() -> set[str]:
    places = [name for pool in (*names.DISTRICT_NAMES, *names.TOWN_NAMES) for name in pool]
    aliases = [alias for known in names.ALIASES.values() for alias in known]
    own = [names.COUNTRY_NAME, names.DISPUTED_NAME_FR, *names.DISPUTED_ALIASES, "Marisket", "Serrallin", "Dravarden"]
    return {name.casefold() for name in (*places, *aliases, *own)}


@pytest.mark.shared_data
def test_its_names_are_no_names_of_real_areas_or_armed_groups(shared_data: Path) -> None:
    with (shared_data / "pcodes" / "pcodes_adm1_adm2.csv").open(encoding="utf-8-sig", newline="") as file:
        real = {row["Name"].casefold() for row in csv.DictReader(file) if row["Name"]}
    with (shared_data / "events" / "ucdp_actors_22_1.csv").open(encoding="utf-8-sig", newline="") as file:
        columns = ("NameData", "NameOrigFullEng", "NameOrigFull")
        real_groups = {row[name].casefold() for row in csv.DictReader(file) for name in columns}
    assert len(real) > 10_000
    assert not invented_names() & real
    assert not {name.casefold() for actor in ACTORS for name in (actor.name, actor.name_fr)} & real_groups
