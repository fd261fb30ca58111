"""Text tables: encoding, separator, header, tag row, and whether they are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import ACLED_31, CLEAN, GED_COLUMNS, RAID, ged, table, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.files import open_input
from tutela.exchange.readers.problems import Reason, RowRefusal
from tutela.exchange.readers.tables import hxl_tags, open_table

TAGS = {"year": "#date+year", "side_a": "#group+name+first", "latitude": "#geo+lat", "best": "#affected+killed"}


def rows_of(path: Path, content: str | bytes) -> list[EventRow | RowRefusal]:
    return list(open_events(write(path / "events.csv", content)).rows())


def test_it_reads_a_mark_at_the_start(tmp_path: Path) -> None:
    [row] = rows_of(tmp_path, b"\xef\xbb\xbf" + ged({}).encode())
    assert row.columns[0] == "id" if isinstance(row, EventRow) else None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_separator(tmp_path: Path, delimiter: str) -> None:
    text = table(ACLED_31, [RAID], delimiter=delimiter)
    [row] = rows_of(tmp_path, text)
    assert isinstance(row, EventRow)
    assert row.summary == "Raid; two homes burned."


def test_it_passes_over_the_tag_row_and_keeps_the_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", table(GED_COLUMNS, [TAGS, CLEAN]))
    events = open_events(path)
    [row] = events.rows()
    assert isinstance(row, EventRow)
    assert row.row_number == 3
    assert events.table is not None
    assert dict(zip(events.columns, events.table.hxl_tags or (), strict=True))["best"] == "#affected+killed"


def test_a_row_of_hashtags_further_down_is_a_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, ged({"source_headline": "#Quillmoor #Tarsiv"}, {"source_headline": "#Veldara"}))
    assert [row.headline for row in rows if isinstance(row, EventRow)] == ["#Quillmoor #Tarsiv", "#Veldara"]


@pytest.mark.parametrize(
    ("cells", "is_tags"),
    [
        (["", "#geo+lat", " #date + start "], True),
        (["#affected+killed+f"], True),
        (["9001", "#geo+lat"], False),
        (["", ""], False),
        (["# not a tag"], False),
    ],
)
def test_it_knows_a_tag_row(cells: list[str], is_tags: bool) -> None:
    assert (hxl_tags(cells) is not None) is is_tags


def test_it_refuses_western_text_and_names_the_line(tmp_path: Path) -> None:
    text = ged({}, {"id": "9002", "where_coordinates": "Ombréval"})
    with pytest.raises(refusals.WrongEncoding, match=r"line 3\); it looks like Windows-1252"):
        rows_of(tmp_path, text.encode("cp1252"))


def test_it_reads_western_text_when_somebody_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", ged({"where_coordinates": "Ombréval"}).encode("cp1252"))
    [row] = open_events(path, encoding="cp1252").rows()
    assert isinstance(row, EventRow)
    assert row.place_name == "Ombréval"


def test_it_does_not_guess_at_what_fits_no_western_encoding(tmp_path: Path) -> None:
    with pytest.raises(refusals.WrongEncoding, match="older or a damaged encoding"):
        rows_of(tmp_path, ged({}).encode() + b"\x81\x8d\x8f")


def test_it_refuses_zeros_in_the_text(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsBinary):
        rows_of(tmp_path, ged(*({"id": str(n)} for n in range(1, 99))).encode() + b"\x00")


def test_it_refuses_a_table_cut_in_its_last_row(tmp_path: Path) -> None:
    text = ged({}, {"id": "9002"})
    with pytest.raises(refusals.FileTruncated, match="its last row has 35 cells instead of 41"):
        rows_of(tmp_path, text[: text.rindex(",8,12,5") - 2])


def test_it_refuses_a_table_cut_in_a_quoted_cell(tmp_path: Path) -> None:
    text = ged({}, {"id": "9002", "source_headline": "Burned, looted"})
    with pytest.raises(refusals.FileTruncated, match="a quotation mark is opened and never closed"):
        rows_of(tmp_path, text[: text.rindex(", looted")])


def test_it_refuses_a_table_cut_inside_a_letter(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileTruncated, match="in the middle of a letter"):
        rows_of(tmp_path, ged({}).encode() + "é".encode()[:1])


def test_a_last_row_without_line_end_is_whole(tmp_path: Path) -> None:
    assert len(rows_of(tmp_path, ged({}, {"id": "9002"}).rstrip("\n"))) == 2


@pytest.mark.parametrize("text", [ged(), table(GED_COLUMNS, [TAGS]), ",".join(GED_COLUMNS)])
def test_it_refuses_a_header_without_rows(tmp_path: Path, text: str) -> None:
    with pytest.raises(refusals.NoRows, match="a header but no rows"):
        rows_of(tmp_path, text)


def test_it_refuses_two_columns_of_one_name(tmp_path: Path) -> None:
    text = table([*GED_COLUMNS, "Best"], [[*CLEAN.values(), "9"]])
    with pytest.raises(refusals.DoubledColumn, match="two columns called Best"):
        rows_of(tmp_path, text)


def test_a_stray_mark_costs_its_rows_and_not_the_file(tmp_path: Path) -> None:
    """The rows that an open quotation mark swallows are told, and the next line is a row again."""
    lines = ged(*({"id": str(n)} for n in range(9000, 10500))).splitlines(keepends=True)
    lines[3] = lines[3].replace("Quillmoor town", '"Quillmoor town', 1)
    items = rows_of(tmp_path, "".join(lines) + lines[1].replace("the market", '"the market"'))
    refused = [item for item in items if isinstance(item, RowRefusal)]
    assert refused[0].row_number == 4
    assert {item.reason for item in refused} <= {Reason.UNREADABLE_ROW, Reason.CELL_COUNT}


def test_a_mark_that_swallows_the_header_costs_the_file(tmp_path: Path) -> None:
    text = '"' + ged(*({"id": str(n)} for n in range(9000, 10000)))
    with pytest.raises(refusals.FileDamaged, match="its first rows cannot be split"):
        rows_of(tmp_path, text)


def test_a_slip_behind_a_closing_mark_is_not_called_cut(tmp_path: Path) -> None:
    text = ged({"source_headline": '"Burned" again"'}).replace('"""Burned"" again"""', '"Burned" again"')
    [row] = rows_of(tmp_path, text)
    assert isinstance(row, EventRow)
    assert row.headline.startswith("Burned")


def test_the_last_of_very_many_rows_is_judged(tmp_path: Path) -> None:
    """The last record is found from the end of the file, also behind cells with line breaks in them."""
    text = ged(*({"id": str(n), "where_description": 'at "the"\nriver, ' + "x" * 200} for n in range(1, 6_000)))
    assert len(rows_of(tmp_path, text.rstrip("\n"))) == 5_999
    with pytest.raises(refusals.FileTruncated, match="its last row has"):
        rows_of(tmp_path, text[:-40])


def test_blank_rows_are_passed_over_and_counted_in_row_numbers(tmp_path: Path) -> None:
    text = ged({}) + "\n" + "," * (len(GED_COLUMNS) - 1) + "\n" + ged({"id": "9002"}).split("\n", 1)[1]
    assert [item.row_number for item in rows_of(tmp_path, text)] == [2, 5]


def test_line_breaks_inside_cells_do_not_count_as_rows(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, ged({"where_description": "by the\nriver\nbend"}, {"id": "9002"}))
    assert [row.row_number for row in rows] == [2, 3]
    assert isinstance(rows[0], EventRow)
    assert rows[0].place_description == "by the\nriver\nbend"


def test_it_goes_on_where_a_run_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", ged(*({"id": str(n)} for n in range(1, 21))))
    events = open_events(path)
    every = [row.row_number for row in events.rows()]
    for stopped in (0, 1, 2, 11, 20, 21, 99):
        assert [row.row_number for row in events.rows(after=stopped)] == [n for n in every if n > stopped]


CELLS = st.lists(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n"'), max_size=8),
             min_size=3, max_size=3),
    min_size=1, max_size=8,
)  # fmt: skip


@given(rows=CELLS, final=st.booleans())
def test_a_table_that_is_whole_is_never_called_cut(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], final: bool
) -> None:
    text = table(["one", "two", "three"], [["a", "b", "c"], *rows])
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    opened = open_table(open_input(write(path, text if final else text.rstrip("\n") + "")))
    assert opened.columns == ("one", "two", "three")
