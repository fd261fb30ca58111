"""The deployment table: one base-year for each mission, year and place, and the periods that follow from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.samples import BASE_COLUMNS, CAMP, table, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.bases import BaseRow, base_periods, open_bases
from tutela.exchange.readers.problems import Reason, RowRefusal, Why


def read(path: Path, *changes: dict[str, str], mission: str | None = None) -> list[BaseRow | RowRefusal]:
    text = table(BASE_COLUMNS, [CAMP | change for change in changes])
    return list(open_bases(write(path / "bases.csv", text)).rows(mission=mission))


def bases(path: Path, *changes: dict[str, str]) -> list[BaseRow]:
    rows = read(path, *changes)
    assert all(isinstance(row, BaseRow) for row in rows), rows
    return [row for row in rows if isinstance(row, BaseRow)]


def test_it_reads_a_base_year(tmp_path: Path) -> None:
    [row] = bases(tmp_path, {})
    assert (row.mission, row.year, row.location, row.latitude, row.longitude) == (
        "UNVEL", 2014, "Quillmoor", 4.85, 31.25,
    )  # fmt: skip
    assert (row.troops, row.troops_low, row.troops_high, row.infantry, row.reserve) == (300, 300, 300, 150, 0)
    assert (row.headquarters, row.police, row.medical, row.aviation, row.observers) == (2, True, False, 2, True)
    assert (row.row_number, row.rows, row.corrections) == (2, (2,), ())


@pytest.mark.parametrize("written", ["NA", "", "n/a"])
def test_a_missing_number_of_troops_is_unknown_and_not_none(tmp_path: Path, written: str) -> None:
    [row] = bases(tmp_path, {"NoTroops": written, "ave.no.troops": written})
    assert (row.troops, row.troops_low, row.troops_high) == (None, None, None)


def test_a_base_without_troops_is_a_base(tmp_path: Path) -> None:
    [row] = bases(tmp_path, {"NoTroops": "0", "ave.no.troops": "0"})
    assert row.troops == 0


def test_maps_of_one_year_are_merged_and_told(tmp_path: Path) -> None:
    [row] = bases(
        tmp_path,
        {"NoTroops": "100", "ave.no.troops": "180", "hq": "0", "UNPOL": "0"},
        {"location": "Tarsiv", "mission": "UNOTHER"},
        {"NoTroops": "NA", "ave.no.troops": "180", "Med": "1"},
        {"NoTroops": "260", "ave.no.troops": "180", "hq": "1"},
    )[:1]
    assert row.mission == "UNOTHER"
    merged = bases(
        tmp_path,
        {"NoTroops": "100", "ave.no.troops": "180", "hq": "0", "UNPOL": "0"},
        {"NoTroops": "NA", "ave.no.troops": "180", "Med": "1"},
        {"NoTroops": "260", "ave.no.troops": "180", "hq": "1"},
    )[0]
    assert (merged.troops, merged.troops_low, merged.troops_high) == (180, 100, 260)
    assert (merged.headquarters, merged.police, merged.medical) == (2, True, True)
    assert merged.rows == (2, 3, 4)
    assert merged.corrections == (("location", "rows 2, 3, 4", "Quillmoor", Why.REPEAT_MERGED),)


def test_repeats_with_other_coordinates_are_told(tmp_path: Path) -> None:
    [row] = bases(tmp_path, {"latitude": "4.80"}, {})
    assert row.latitude == 4.85
    assert row.corrections[1] == (
        "latitude", "4.8, 31.25; 4.85, 31.25", "4.85, 31.25", Why.COORDINATES_OF_LAST,
    )  # fmt: skip


def test_it_takes_one_mission_and_tells_which_there_are(tmp_path: Path) -> None:
    changes = [{}, {"mission": "UNOTHER", "latitude": "bad"}, {"mission": "", "location": "Tarsiv"}]
    rows = read(tmp_path, *changes, mission="unvel")
    assert [type(row) for row in rows] == [BaseRow, RowRefusal]
    assert open_bases(tmp_path / "bases.csv").missions() == ["UNOTHER", "UNVEL"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("location", "", Reason.NO_PLACE_NAME),
        ("mission", "", Reason.NO_PLACE_NAME),
        ("year", "", Reason.NOT_A_NUMBER),
        ("year", "14", Reason.NOT_A_DATE),
        ("latitude", "NA", Reason.NOT_A_COORDINATE),
        ("longitude", "200", Reason.OFF_THE_GLOBE),
        ("NoTroops", "a company", Reason.NOT_A_NUMBER),
        ("Infantry", "-5", Reason.NEGATIVE),
    ],
)
def test_it_refuses_a_row_and_says_where_and_why(tmp_path: Path, column: str, value: str, reason: Reason) -> None:
    [row] = read(tmp_path, {column: value})
    assert isinstance(row, RowRefusal)
    assert (row.row_number, row.column, row.reason) == (2, column.lower(), reason)


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    text = table(BASE_COLUMNS, [CAMP, ["UNVEL", "2015"], [""] * 15])
    rows = list(open_bases(write(tmp_path / "bases.csv", text)).rows())
    assert isinstance(rows[1], RowRefusal)
    assert (len(rows), rows[1].reason) == (2, Reason.CELL_COUNT)


@pytest.mark.parametrize(
    ("columns", "missing"),
    [(["mission", "year", "x"], "location, latitude, longitude, notroops"), (BASE_COLUMNS[:7], "notroops")],
)
def test_another_table_is_refused(tmp_path: Path, columns: list[str], missing: str) -> None:
    with pytest.raises(refusals.UnknownColumns, match=missing):
        open_bases(write(tmp_path / "bases.csv", table(columns, [["1"] * len(columns)])))


def test_an_older_spelling_of_the_columns_is_known(tmp_path: Path) -> None:
    columns = [column.replace("NoTroops", "No.troops") for column in BASE_COLUMNS if column != "ave.no.troops"]
    text = table(columns, [list(CAMP.values())[:-1]])
    [row] = open_bases(write(tmp_path / "bases.csv", text)).rows()
    assert isinstance(row, BaseRow)
    assert row.troops == 300


def test_it_refuses_a_geojson(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsOtherKind, match="a JSON file"):
        open_bases(write(tmp_path / "bases.csv", '{"features": []}'))


def test_consecutive_years_are_one_period_and_a_gap_begins_another(tmp_path: Path) -> None:
    rows = bases(tmp_path, *({"year": year, "ave.no.troops": year} for year in ("2016", "2014", "2012", "2013")))
    first, second = base_periods(rows)
    assert (first.valid_from, first.valid_to) == (date(2012, 1, 1), date(2014, 12, 31))
    assert (second.valid_from, second.valid_to) == (date(2016, 1, 1), date(2016, 12, 31))
    assert first.strength == ((2012, 2012), (2013, 2013), (2014, 2014))
    assert (first.at_end_of_data, second.at_end_of_data) == (False, True)


@pytest.mark.parametrize(("latitude", "periods"), [("4.855", 1), ("4.87", 2)])
def test_a_move_of_more_than_a_kilometre_begins_another(tmp_path: Path, latitude: str, periods: int) -> None:
    rows = bases(tmp_path, {}, {"year": "2015", "latitude": latitude})
    found = base_periods(rows)
    assert len(found) == periods
    assert found[-1].latitude == float(latitude)


def test_places_and_missions_keep_their_own_periods(tmp_path: Path) -> None:
    rows = bases(tmp_path, {}, {"location": "Tarsiv", "year": "2015"}, {"mission": "UNOTHER", "year": "2019"})
    assert [(p.mission, p.location, p.at_end_of_data) for p in base_periods(rows)] == [
        ("UNOTHER", "Quillmoor", True), ("UNVEL", "Quillmoor", False), ("UNVEL", "Tarsiv", True),
    ]  # fmt: skip
    assert base_periods([]) == []
