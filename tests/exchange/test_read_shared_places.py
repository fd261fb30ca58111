"""The real boundaries, deployments and P-codes: each quirk that they have, without naming a place."""

from __future__ import annotations

import csv
import json
import struct
from collections import Counter
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from tutela.exchange.readers.areas.pcodes import PCode, listed_by_several, open_pcodes
from tutela.exchange.readers.areas.reading import open_areas
from tutela.exchange.readers.areas.rows import CodeOrigin
from tutela.exchange.readers.bases import BaseRow, base_periods, open_bases
from tutela.exchange.readers.problems import Reason, RowRefusal, Why

pytestmark = pytest.mark.shared_data

DEPLOYMENTS = "bases/geopko_deployments_1994_2022.csv"
ADMIN_1 = {"caf": 17, "cod": 11, "mli": 9, "sdn": 17, "sds": 10}


def deployments(folder: Path) -> list[dict[str, str]]:
    with (folder / DEPLOYMENTS).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def base_rows(folder: Path, mission: str | None = None) -> list[BaseRow]:
    items = list(open_bases(folder / DEPLOYMENTS).rows(mission=mission))
    assert all(isinstance(item, BaseRow) for item in items)
    return [item for item in items if isinstance(item, BaseRow)]


def test_a_shapefile_without_index_and_code_page_is_read(shared_data: Path) -> None:
    folder = shared_data / "boundaries"
    assert not (folder / "south_sudan_adm2.shx").exists()
    found = open_areas(folder / "south_sudan_adm2.shp")
    records = struct.unpack("<I", (folder / "south_sudan_adm2.dbf").read_bytes()[4:8])[0]
    assert (found.shape, found.mapping.title, found.mapping.level) == ("shapefile", "COD-AB", 2)
    assert len(found.areas) == len(found.rows) == records == 79
    assert len({area.code for area in found.areas}) == 79
    assert {area.code_origin for area in found.areas} == {CodeOrigin.P_CODE}
    assert all(area.code.startswith(area.parent_code) for area in found.areas)
    assert {str(area.valid_on) for area in found.areas} == {"2021-09-24"}


def test_counties_do_not_overlap(shared_data: Path) -> None:
    areas = open_areas(shared_data / "boundaries" / "south_sudan_adm2.shp").areas
    outlines = [area.geometry for area in areas]
    assert all(outline.is_valid for outline in outlines)
    whole = shapely.unary_union(outlines).area
    assert whole == pytest.approx(sum(outline.area for outline in outlines), rel=1e-6)


def pcodes(folder: Path, *countries: str) -> list[PCode]:
    rows = open_pcodes(folder / "pcodes" / "pcodes_adm1_adm2.csv").rows(set(countries))
    return [row for row in rows if isinstance(row, PCode)]


def test_codes_change_with_the_vintage_of_the_list(shared_data: Path) -> None:
    """One county has another code in the list of 2023 than in the boundaries of 2021, under the same name."""
    listed = {code.code: code for code in pcodes(shared_data, "SSD") if code.level == 2}
    areas = {area.code: area for area in open_areas(shared_data / "boundaries" / "south_sudan_adm2.shp").areas}
    [gone], [new] = set(areas) - set(listed), set(listed) - set(areas)
    assert areas[gone].name == listed[new].name
    dates = areas[gone].valid_on, listed[new].valid_on
    assert dates[0] is not None
    assert dates[1] is not None
    assert dates[0] < dates[1]


@pytest.mark.parametrize(("name", "count"), ADMIN_1.items())
def test_provinces_are_read_with_their_aliases(shared_data: Path, name: str, count: int) -> None:
    path = shared_data / "boundaries" / f"{name}.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = open_areas(path)
    assert (found.mapping.title, found.mapping.level, len(found.areas)) == ("Natural Earth", 1, count)
    assert [area.name for area in found.areas] == [feature["properties"]["name"] for feature in features]
    assert {area.code_origin for area in found.areas} == {CodeOrigin.SOURCE}
    assert any(area.aliases for area in found.areas)
    for area, feature in zip(found.areas, features, strict=True):
        assert shapely.equals(area.geometry, shape(feature["geometry"]))


def test_damaged_alternative_names_are_told(shared_data: Path) -> None:
    whys = {
        name: [c.why for area in open_areas(shared_data / f"boundaries/{name}.json").areas for c in area.corrections]
        for name in ADMIN_1
    }
    assert whys == {"caf": [], "cod": [], "mli": [Why.ALIAS_UNREADABLE], "sdn": [Why.ALIAS_UNREADABLE], "sds": []}


def test_a_topology_of_all_countries_is_read(shared_data: Path) -> None:
    found = open_areas(shared_data / "boundaries" / "countries-110m.json")
    assert (found.shape, len(found.areas), len(found.rows)) == ("topojson", 177, 177)
    assert Counter(area.code_origin for area in found.areas)[CodeOrigin.GENERATED] == 3
    assert all(area.geometry.is_valid for area in found.areas)
    # No country but the one round the pole is drawn across the whole map.
    wide = [a for a in found.areas if any(p.bounds[2] - p.bounds[0] > 200 for p in shapely.get_parts(a.geometry))]
    assert len(wide) <= 1


def test_countries_hold_their_provinces(shared_data: Path) -> None:
    provinces = open_areas(shared_data / "boundaries" / "caf.json").areas
    countries = open_areas(shared_data / "boundaries" / "countries-110m.json").areas
    whole = shapely.unary_union([area.geometry for area in provinces])
    [country] = [area for area in countries if area.geometry.contains(whole.representative_point())]
    assert shapely.intersection(country.geometry, whole).area / whole.area > 0.95


def test_one_place_has_five_codes_in_two_countries(shared_data: Path) -> None:
    [codes] = listed_by_several(pcodes(shared_data, "SDN", "SSD")).values()
    assert len({code.code for code in codes}) == 5
    assert {code.country for code in codes} == {"SDN", "SSD"}
    assert len({code.valid_on for code in codes}) == 2


def test_what_two_countries_list_can_be_marked_as_disputed(shared_data: Path) -> None:
    [codes] = listed_by_several(pcodes(shared_data, "SDN", "SSD")).values()
    path = shared_data / "boundaries" / "south_sudan_adm2.shp"
    areas = open_areas(path, disputed={code.name for code in codes}).areas
    [area] = [area for area in areas if area.disputed]
    assert area.name in {code.name for code in codes}


def test_the_list_of_codes_is_read_whole(shared_data: Path) -> None:
    rows = list(open_pcodes(shared_data / "pcodes" / "pcodes_adm1_adm2.csv").rows())
    codes = [row for row in rows if isinstance(row, PCode)]
    refused = [(row.row_number, row.reason) for row in rows if isinstance(row, RowRefusal)]
    assert len(rows) == 32_767
    assert refused == [(16_715, Reason.NO_PLACE_NAME), (16_716, Reason.NO_PLACE_NAME)]
    assert len({code.country for code in codes}) == 156
    assert all(code.valid_on for code in codes)


def test_every_row_of_the_deployments_is_in_one_base_year(shared_data: Path) -> None:
    rows, told = base_rows(shared_data), deployments(shared_data)
    assert sorted(number for row in rows for number in row.rows) == list(range(2, len(told) + 2))
    keys = Counter((row["mission"], row["year"], row["location"]) for row in told)
    assert len(rows) == len(keys) == 6_965
    merged = [row for row in rows if len(row.rows) > 1]
    assert len(merged) == sum(1 for count in keys.values() if count > 1) == 1_112
    assert all(Why.REPEAT_MERGED in {c.why for c in row.corrections} for row in merged)


def test_troops_unknown_and_none_are_told_apart(shared_data: Path) -> None:
    told = deployments(shared_data)
    zero = sum(1 for row in told if row["ave.no.troops"] == "0") / len(told)
    assert zero == pytest.approx(0.27, abs=0.005)
    unknown = {(r["mission"], int(r["year"]), r["location"]) for r in told if r["ave.no.troops"] == "NA"}
    rows = base_rows(shared_data)
    assert {(row.mission, row.year, row.location) for row in rows if row.troops is None} == unknown
    none = {(r["mission"], int(r["year"]), r["location"]) for r in told if r["ave.no.troops"] == "0"}
    assert {(row.mission, row.year, row.location) for row in rows if row.troops == 0} == none


def test_troops_are_the_tables_own_average_between_its_maps(shared_data: Path) -> None:
    told = deployments(shared_data)
    for row in base_rows(shared_data):
        average = {told[number - 2]["ave.no.troops"] for number in row.rows}
        assert average == {"NA" if row.troops is None else str(row.troops)}
        if row.troops is not None and row.troops_low is not None and row.troops_high is not None:
            assert row.troops_low <= row.troops <= row.troops_high


@pytest.mark.parametrize(("mission", "places"), [("UNMISS", 29), ("MINUSCA", 25)])
def test_periods_hold_exactly_the_years_of_the_table(shared_data: Path, mission: str, places: int) -> None:
    told = {(row["location"], int(row["year"])) for row in deployments(shared_data) if row["mission"] == mission}
    periods = base_periods(base_rows(shared_data, mission))
    assert len({period.location for period in periods}) == len({name for name, _ in told}) == places
    years = [(p.location, year) for p in periods for year in range(p.valid_from.year, p.valid_to.year + 1)]
    assert sorted(years) == sorted(told)
    assert {p.valid_to.year for p in periods if p.at_end_of_data} == {2022}
