"""The real event files: each quirk that they have, counted a second time by plain reading.

No place, party or person is named: the files are read, and numbers are compared.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tutela.exchange.readers.areas.reading import open_areas
from tutela.exchange.readers.events.reading import EventFile, open_events
from tutela.exchange.readers.events.rows import ActorKind, EventRow
from tutela.exchange.readers.problems import Why
from tutela.kernel.names import index_names, place_key
from tutela.kernel.places import PlacePrecision, Point, priogrid_cell

pytestmark = pytest.mark.shared_data

SSD = "ged_south_sudan_hxl_2011_2018.csv"
CAF = "ged_central_african_republic_1991_2018.geojson"
CANDIDATE = "ged_candidate_2023_10.csv"
BGD = "ged_bangladesh_hxl.csv"
FILES = {SSD: 754, CAF: 1458, CANDIDATE: 2391, BGD: 601}
ESTIMATES = ("low", "best", "high")


@cache
def opened(folder: Path, name: str) -> tuple[EventFile, tuple[EventRow, ...]]:
    """Read a file with the readers under test; every row must become an event."""
    events = open_events(folder / "events" / name)
    items = list(events.rows())
    assert all(isinstance(item, EventRow) for item in items)
    return events, tuple(item for item in items if isinstance(item, EventRow))


@cache
def plain(folder: Path, name: str) -> tuple[dict[str, str], ...]:
    """Read the same file with nothing but the standard library."""
    path = folder / "events" / name
    if path.suffix == ".geojson":
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [dict(feature["properties"]) for feature in features]
        return tuple({key: str(value) for key, value in row.items()} for row in rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(row for row in rows if row["id"])


def deaths(row: EventRow) -> Iterator[tuple[str, int]]:
    for estimate, number in zip(ESTIMATES, (row.deaths_low, row.deaths_best, row.deaths_high), strict=True):
        assert number is not None
        yield estimate, number


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_every_row_becomes_an_event(shared_data: Path, name: str, count: int) -> None:
    _, rows = opened(shared_data, name)
    assert len(rows) == len(plain(shared_data, name)) == count
    assert [row.source_key for row in rows] == [row["id"] for row in plain(shared_data, name)]
    assert {row.source for row in rows} == {"ucdp"}


@pytest.mark.parametrize("name", FILES)
def test_deaths_by_year_and_type_are_those_of_the_file(shared_data: Path, name: str) -> None:
    """The best estimate is untouched; low and high are put in order around it, by the stated rule."""
    found: Counter[tuple[str, ...]] = Counter()
    for row in opened(shared_data, name)[1]:
        for estimate, number in deaths(row):
            found[str(row.occurred_from.year), row.coding[0][1], estimate] += number
    expected: Counter[tuple[str, ...]] = Counter()
    for told in plain(shared_data, name):
        low, best, high = (int(told[estimate]) for estimate in ESTIMATES)
        for estimate, number in zip(ESTIMATES, (min(low, best), best, max(high, best)), strict=True):
            expected[told["date_start"][:4], told["type_of_violence"], estimate] += number
    assert found == expected


@pytest.mark.parametrize("name", FILES)
def test_harm_to_civilians_can_be_counted_both_ways(shared_data: Path, name: str) -> None:
    """One-sided violence alone, and with civilians killed inside battles."""
    rows = opened(shared_data, name)[1]
    one_sided = sum(row.deaths_best for row in rows if row.coding[0][1] == "3")
    in_battles = sum(row.deaths_civilians or 0 for row in rows if row.coding[0][1] != "3")
    told = plain(shared_data, name)
    assert one_sided == sum(int(row["best"]) for row in told if row["type_of_violence"] == "3")
    assert in_battles == sum(int(row["deaths_civilians"]) for row in told if row["type_of_violence"] != "3")
    assert in_battles > 0


@pytest.mark.parametrize(("name", "broken"), [(SSD, 13), (CAF, 19), (CANDIDATE, 15), (BGD, 1)])
def test_estimates_out_of_order_are_all_told(shared_data: Path, name: str, broken: int) -> None:
    told = [row for row in plain(shared_data, name) if not int(row["low"]) <= int(row["best"]) <= int(row["high"])]
    corrected = {
        row.source_key
        for row in opened(shared_data, name)[1]
        for correction in row.corrections
        if correction.why in {Why.LOW_ABOVE_BEST, Why.HIGH_BELOW_BEST}
    }
    assert corrected == {row["id"] for row in told}
    assert len(told) == broken


@pytest.mark.parametrize(("name", "count"), [(SSD, 78), (CAF, 91), (BGD, 81)])
def test_a_best_estimate_of_none_below_a_high_one_is_kept(shared_data: Path, name: str, count: int) -> None:
    told = [row["id"] for row in plain(shared_data, name) if row["best"] == "0" and int(row["high"]) > 0]
    rows = opened(shared_data, name)[1]
    assert [row.source_key for row in rows if row.deaths_best == 0 and (row.deaths_high or 0) > 0] == told
    assert len(told) == count


@pytest.mark.parametrize("name", FILES)
def test_sources_not_coded_are_unknown(shared_data: Path, name: str) -> None:
    unknown = [row.source_key for row in opened(shared_data, name)[1] if row.number_of_sources is None]
    assert unknown == [row["id"] for row in plain(shared_data, name) if row["number_of_sources"] == "-1"]
    assert unknown


@pytest.mark.parametrize("name", FILES)
def test_each_way_to_write_dates_gives_the_same_days(shared_data: Path, name: str) -> None:
    spans = [(row.occurred_from, row.occurred_to) for row in opened(shared_data, name)[1]]
    assert spans == [
        (date.fromisoformat(row["date_start"][:10]), date.fromisoformat(row["date_end"][:10]))
        for row in plain(shared_data, name)
    ]


@pytest.mark.parametrize("name", [SSD, CAF])
def test_events_over_several_months_keep_both_ends(shared_data: Path, name: str) -> None:
    rows = opened(shared_data, name)[1]
    long = [row for row in rows if row.occurred_from.replace(day=1) != row.occurred_to.replace(day=1)]
    told = [row for row in plain(shared_data, name) if row["date_start"][:7] != row["date_end"][:7]]
    assert [row.source_key for row in long] == [row["id"] for row in told]
    share = sum(row.deaths_best for row in long) / sum(row.deaths_best for row in rows)
    assert 0.02 < share < 0.25
    assert max((row.occurred_to - row.occurred_from).days for row in long) <= 365


@pytest.mark.parametrize("name", FILES)
def test_precision_of_place_is_the_files_own(shared_data: Path, name: str) -> None:
    found = Counter(str(int(row.place_precision)) for row in opened(shared_data, name)[1])
    assert found == Counter(row["where_prec"] for row in plain(shared_data, name))


def test_a_share_of_events_lies_on_the_middle_of_a_province_or_the_country(shared_data: Path) -> None:
    rows = opened(shared_data, SSD)[1]
    vague = [row for row in rows if not row.place_precision.is_point]
    assert len(vague) / len(rows) == pytest.approx(0.14, abs=0.005)
    [largest] = [row for row in vague if row.deaths_best == 385]
    assert largest.place_precision is PlacePrecision.COUNTRY
    assert largest.occurred_from.strftime("%Y-%m") == "2013-12"


@pytest.mark.parametrize("name", FILES)
def test_the_grid_cell_matches_every_event(shared_data: Path, name: str) -> None:
    rows = opened(shared_data, name)[1]
    assert all(row.priogrid_cell == priogrid_cell(Point(row.latitude, row.longitude)) for row in rows)
    assert all(row.remarks == () for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_governments_stay_as_perpetrators(shared_data: Path, name: str) -> None:
    rows = opened(shared_data, name)[1]
    attackers = [row.actor_a for row in rows if row.coding[0][1] == "3"]
    told = [row for row in plain(shared_data, name) if row["type_of_violence"] == "3"]
    states = [actor for actor in attackers if actor.kind is ActorKind.GOVERNMENT]
    assert len(states) == sum(1 for row in told if row["gwnoa"]) > 0
    assert {row.actor_b.kind for row in rows if row.coding[0][1] == "3"} == {ActorKind.CIVILIANS}


@pytest.mark.parametrize(("name", "columns"), [(SSD, 50), (BGD, 43)])
def test_the_tag_row_is_kept_as_tags_and_is_no_event(shared_data: Path, name: str, columns: int) -> None:
    events, rows = opened(shared_data, name)
    assert events.table is not None
    assert events.table.hxl_tags is not None
    assert len(events.columns) == len(events.table.hxl_tags) == columns
    assert rows[0].row_number == 3
    assert events.table.hxl_tags[events.columns.index("latitude")] == "#geo+lat"


def test_an_export_with_other_columns_in_another_order_means_the_same(shared_data: Path) -> None:
    events, rows = opened(shared_data, BGD)
    assert events.columns[-3:] == ("low", "best", "high")
    assert "relid" not in events.columns
    assert {row.country_code for row in rows} == {"BGD"}
    assert {row.status for row in rows} == {""}


def test_rows_of_hashtags_are_events(shared_data: Path) -> None:
    marked = [row["id"] for row in plain(shared_data, CANDIDATE) if any(v.startswith("#") for v in row.values())]
    assert len(marked) > 50
    assert set(marked) <= {row.source_key for row in opened(shared_data, CANDIDATE)[1]}


def test_candidates_span_many_months_and_say_what_is_not_clear(shared_data: Path) -> None:
    rows = opened(shared_data, CANDIDATE)[1]
    assert min(row.occurred_from for row in rows) == date(2023, 2, 1)
    assert max(row.occurred_to for row in rows) == date(2023, 11, 6)
    assert sum(row.needs_check for row in rows) / len(rows) == pytest.approx(0.18, abs=0.005)


@pytest.mark.parametrize("name", [SSD, CAF])
def test_the_row_as_it_came_can_be_had_back(shared_data: Path, name: str) -> None:
    for row, told in zip(opened(shared_data, name)[1], plain(shared_data, name), strict=True):
        assert {key: row.original.get(key, "") for key in told} == told


def test_the_release_is_read_where_the_file_tells_it(shared_data: Path) -> None:
    assert opened(shared_data, CAF)[0].release == "23.1"
    assert opened(shared_data, SSD)[0].release == ""


def test_provinces_of_events_are_found_among_boundaries_by_name_and_alias(shared_data: Path) -> None:
    areas = open_areas(shared_data / "boundaries" / "caf.json").areas
    index = index_names((area.code, name) for area in areas for name in (area.name, *area.aliases))
    names = {row.admin_1 for row in opened(shared_data, CAF)[1] if row.admin_1}
    spelled_otherwise = names - {area.name for area in areas}
    assert len(spelled_otherwise) == len(names)
    assert [name for name in names if len(index.get(place_key(name), ())) != 1] == []


def test_a_list_of_actors_is_not_taken_for_events(shared_data: Path) -> None:
    from tutela.exchange.readers.refusals import UnknownColumns

    with pytest.raises(UnknownColumns, match="UCDP GED or ACLED"):
        open_events(shared_data / "events" / "ucdp_actors_22_1.csv")
