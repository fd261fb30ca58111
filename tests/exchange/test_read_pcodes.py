"""The list of P-codes: read by country, and places that two countries list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.samples import table, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.areas.pcodes import PCode, listed_by_several, open_pcodes
from tutela.exchange.readers.problems import Reason, RowRefusal

COLUMNS = ["Location", "Admin Level", "P-Code", "Name", "Parent P-Code", "Valid from date"]
ROWS = [
    ["VEL", "1", "VL01", "Ombreval", "VEL", "2020-08-31"],
    ["VEL", "2", "VL0107", "Tarsiv PCA area", "VL01", "2020-08-31"],
    ["VEL", "2", "VL0108", "Northern", "VL01", ""],
    ["TAR", "2", "TR0001", "Tarsiv Region", "TR00", "2023-08-29"],
    ["TAR", "2", "TR0002", "North Quillmoor", "TR00", "2023-08-29"],
]


def read(path: Path, *rows: list[str], countries: tuple[str, ...] = ()) -> list[PCode | RowRefusal]:
    return list(open_pcodes(write(path / "codes.csv", table(COLUMNS, rows))).rows(countries))


def test_it_reads_a_code(tmp_path: Path) -> None:
    [code] = read(tmp_path, *ROWS[:1])
    assert code == PCode("VEL", 1, "VL01", "Ombreval", "VEL", date(2020, 8, 31))


def test_it_takes_the_countries_asked_for(tmp_path: Path) -> None:
    codes = read(tmp_path, *ROWS, countries=("tar",))
    assert [code.code for code in codes if isinstance(code, PCode)] == ["TR0001", "TR0002"]


def test_it_finds_a_place_that_two_countries_list_and_no_points_of_the_compass(tmp_path: Path) -> None:
    found = listed_by_several(row for row in read(tmp_path, *ROWS) if isinstance(row, PCode))
    assert {word: [code.code for code in codes] for word, codes in found.items()} == {"tarsiv": ["VL0107", "TR0001"]}


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (["VEL", "1", "", "Ombreval", "VEL", ""], "p-code", Reason.NO_KEY),
        (["VEL", "1", "VL01", " ", "VEL", ""], "name", Reason.NO_PLACE_NAME),
        (["VEL", "first", "VL01", "Ombreval", "VEL", ""], "admin level", Reason.NOT_A_NUMBER),
        (["VEL", "1", "VL01", "Ombreval", "VEL", "lately"], "valid from date", Reason.NOT_A_DATE),
        (["VEL", "1"], "", Reason.CELL_COUNT),
    ],
)
def test_it_refuses_a_row_and_says_where_and_why(tmp_path: Path, cells: list[str], column: str, reason: Reason) -> None:
    refused = read(tmp_path, ROWS[0], cells)[1]
    assert isinstance(refused, RowRefusal)
    assert (refused.row_number, refused.column, refused.reason) == (3, column, reason)


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    assert len(read(tmp_path, ROWS[0], [""] * 6, ROWS[1])) == 2


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.UnknownColumns, match="a P-code list: location, admin level, p-code is missing"):
        open_pcodes(write(tmp_path / "codes.csv", "name,code\nOmbreval,1\n"))


def test_a_geojson_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsOtherKind, match="Give P-codes as CSV"):
        open_pcodes(write(tmp_path / "codes.csv", '{"features": []}'))
