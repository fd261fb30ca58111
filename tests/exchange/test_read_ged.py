"""UCDP rows: what a clean row becomes, what is mended by a stated rule, what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import CLEAN, GED_COLUMNS, ged, table, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.events import cells
from tutela.exchange.readers.events.ged import ged_reader
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.events.rows import ActorKind, EventRow, from_original_line
from tutela.exchange.readers.problems import Look, Reason, RowRefusal, Why
from tutela.kernel.places import PlacePrecision


def read(**changes: str) -> EventRow | RowRefusal:
    """Read the clean row with these changes."""
    item = ged_reader(GED_COLUMNS)(2, list((CLEAN | changes).values()))
    assert item is not None
    return item


def event(**changes: str) -> EventRow:
    item = read(**changes)
    assert isinstance(item, EventRow), item
    return item


def refusal(**changes: str) -> RowRefusal:
    item = read(**changes)
    assert isinstance(item, RowRefusal), item
    return item


def test_it_reads_a_clean_row() -> None:
    row = event()
    assert (row.source, row.source_key, row.row_number) == ("ucdp", "9001", 2)
    assert (row.occurred_from, row.occurred_to, row.date_precision) == (date(2014, 4, 13), date(2014, 4, 14), 1)
    assert row.coding == (("type_of_violence", "3"),)
    assert (row.latitude, row.longitude, row.place_precision) == (4.85, 31.25, PlacePrecision.EXACT)
    assert (row.place_name, row.admin_1, row.admin_2) == ("Quillmoor town", "Ombreval province", "Tarsiv district")
    assert (row.deaths_low, row.deaths_best, row.deaths_high) == (5, 8, 12)
    assert (row.deaths_side_a, row.deaths_side_b, row.deaths_civilians, row.deaths_unknown) == (0, 0, 7, 1)
    assert (row.clarity, row.number_of_sources, row.status, row.headline) == (1, 2, "Clear", "Market burned")
    assert (row.country, row.country_code, row.priogrid_cell) == ("Veldara", "990", 136503)
    assert (row.corrections, row.remarks, row.needs_check) == ((), (), False)


def test_a_state_is_known_by_its_number() -> None:
    row = event(side_a="Veldara's rulers", gwnoa="990")
    assert (row.actor_a.kind, row.actor_a.states, row.actor_a.source_id) == (
        ActorKind.GOVERNMENT, ("990",), "501",
    )  # fmt: skip


def test_a_list_of_states_is_read() -> None:
    assert event(gwnoa="990, 991").actor_a.states == ("990", "991")
    assert event(gwnoa="990;991").actor_a.states == ("990", "991")


def test_a_government_without_a_number_is_known_by_its_name() -> None:
    columns = [column for column in GED_COLUMNS if not column.startswith("gwno")]
    row = ged_reader(columns)(2, [CLEAN[column] for column in columns])
    assert isinstance(row, EventRow)
    assert row.actor_a.kind is ActorKind.GOVERNMENT


def test_sides_of_a_fight_are_told_apart_from_civilians() -> None:
    row = event(type_of_violence="2", side_a="Blue Hills Front", gwnoa="", side_b="Tarsiv Guard", side_b_new_id="6")
    assert (row.actor_a.kind, row.actor_b.kind) == (ActorKind.NON_STATE, ActorKind.NON_STATE)
    assert event().actor_b.kind is ActorKind.CIVILIANS


@pytest.mark.parametrize(
    "written", ["2014-04-13 00:00:00.000", "2014-04-13T00:00:00", "2014-04-13", "2014-04-13T00:00:00Z", "13 April 2014"]
)
def test_it_reads_each_way_to_write_a_date(written: str) -> None:
    assert event(date_start=written).occurred_from == date(2014, 4, 13)


@pytest.mark.parametrize(
    ("low", "best", "high", "expected", "whys"),
    [
        ("37", "37", "33", (37, 37, 37), [Why.HIGH_BELOW_BEST]),
        ("2", "1", "2", (1, 1, 2), [Why.LOW_ABOVE_BEST]),
        ("8", "18", "8", (8, 18, 18), [Why.HIGH_BELOW_BEST]),
        ("5", "4", "3", (4, 4, 4), [Why.LOW_ABOVE_BEST, Why.HIGH_BELOW_BEST]),
        ("0", "0", "9", (0, 0, 9), []),
    ],
)
def test_the_best_estimate_stands(
    low: str, best: str, high: str, expected: tuple[int, int, int], whys: list[Why]
) -> None:
    row = event(low=low, best=best, high=high, deaths_civilians=best, deaths_unknown="0")
    assert (row.deaths_low, row.deaths_best, row.deaths_high) == expected
    assert [correction.why for correction in row.corrections] == whys


def test_a_correction_tells_before_and_after() -> None:
    [correction] = event(high="3").corrections
    assert correction == ("high", "3", "8", Why.HIGH_BELOW_BEST)


def test_the_original_stays_as_it_came() -> None:
    row = event(high="3")
    assert row.original["high"] == "3"
    assert json.loads(row.original_json())["high"] == "3"
    assert from_original_line(row.original_line(), row.columns)["high"] == "3"
    assert "gwnob" not in row.original


def test_minus_one_source_means_not_coded() -> None:
    row = event(number_of_sources="-1")
    assert row.number_of_sources is None
    assert row.corrections == (("number_of_sources", "-1", "", Why.SOURCES_NOT_CODED),)


def test_minus_one_source_is_told_once_beside_another_correction() -> None:
    row = event(number_of_sources="-1", high="3")
    assert [correction.column for correction in row.corrections] == ["high", "number_of_sources"]


def test_dates_in_reverse_are_exchanged_and_told() -> None:
    row = event(date_start="2014-04-20", date_end="2014-04-13")
    assert (row.occurred_from, row.occurred_to) == (date(2014, 4, 13), date(2014, 4, 20))
    assert {correction.column for correction in row.corrections} == {"date_start", "date_end"}


def test_an_event_may_last_for_months() -> None:
    row = event(date_start="2013-12-15", date_end="2014-11-30", year="2013", date_prec="5")
    assert (row.occurred_to - row.occurred_from).days == 350
    assert row.corrections == ()


def test_a_year_that_disagrees_is_corrected() -> None:
    assert event(year="2011").corrections == (("year", "2011", "2014", Why.YEAR_FROM_DATES),)


def test_deaths_that_do_not_add_up_are_remarked_and_kept() -> None:
    row = event(deaths_unknown="0")
    assert row.deaths_best == 8
    assert row.remarks == (("best", "8", Look.SIDES_DO_NOT_ADD_UP),)


def test_a_blank_side_is_none_when_the_total_is_given() -> None:
    row = event(deaths_a="")
    assert row.deaths_side_a == 0
    assert row.corrections == (("deaths_a", "", "0", Why.SIDE_BLANK),)


def test_numbers_that_a_program_wrote_with_a_point_are_the_same_numbers() -> None:
    row = event(best="8.0", id="9001.0", where_prec="1.0", date_prec=" 2 ")
    assert (row.deaths_best, row.source_key, row.date_precision, row.corrections) == (8, "9001", 2, ())


def test_a_decimal_comma_is_read_and_told() -> None:
    row = event(latitude="4,85")
    assert row.latitude == 4.85
    assert row.corrections == (("latitude", "4,85", "4.85", Why.DECIMAL_COMMA),)


def test_exchanged_coordinates_are_proved_by_the_grid_cell_and_refused() -> None:
    item = refusal(latitude="31.25", longitude="4.85")
    assert (item.column, item.reason) == ("latitude", Reason.EXCHANGED)


def test_a_grid_cell_that_fits_neither_way_is_remarked() -> None:
    row = event(latitude="12.0")
    assert row.remarks == (("priogrid_gid", "136503", Look.GRID_CELL_DISAGREES),)


def test_the_north_pole_has_a_grid_cell() -> None:
    assert event(latitude="90", longitude="180", priogrid_gid="259200").remarks == ()


def test_a_missing_grid_cell_is_computed() -> None:
    assert event(priogrid_gid="").priogrid_cell == 136503


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", Reason.NO_KEY),
        ("id", "VEL-1", Reason.NOT_A_NUMBER),
        ("side_a", "", Reason.NO_ACTOR),
        ("side_b", " ", Reason.NO_ACTOR),
        ("type_of_violence", "4", Reason.UNKNOWN_CODE),
        ("where_prec", "", Reason.UNKNOWN_CODE),
        ("where_prec", "8", Reason.UNKNOWN_CODE),
        ("date_prec", "exact", Reason.UNKNOWN_CODE),
        ("event_clarity", "3", Reason.UNKNOWN_CODE),
        ("best", "", Reason.NOT_A_NUMBER),
        ("best", "8.5", Reason.NOT_A_NUMBER),
        ("deaths_civilians", "seven", Reason.NOT_A_NUMBER),
        ("low", "-1", Reason.NEGATIVE),
        ("deaths_a", "-3", Reason.NEGATIVE),
        ("number_of_sources", "-2", Reason.NEGATIVE),
        ("number_of_sources", "many", Reason.NOT_A_NUMBER),
        ("date_start", "", Reason.NOT_A_DATE),
        ("date_start", "2014-02-30", Reason.NOT_A_DATE),
        ("date_start", "2014-04-13 17:30:00", Reason.NOT_A_DATE),
        ("date_end", "03/04/2014", Reason.AMBIGUOUS_DATE),
        ("latitude", "", Reason.NOT_A_COORDINATE),
        ("latitude", "nan", Reason.OFF_THE_GLOBE),
        ("latitude", "1e999", Reason.OFF_THE_GLOBE),
        ("latitude", "131.25", Reason.OFF_THE_GLOBE),
        ("longitude", "N 31", Reason.NOT_A_COORDINATE),
        ("longitude", "-180.5", Reason.OFF_THE_GLOBE),
        ("priogrid_gid", "none", Reason.NOT_A_NUMBER),
    ],
)
def test_it_refuses_a_row_and_says_where_and_why(column: str, value: str, reason: Reason) -> None:
    item = refusal(**{column: value})
    assert (item.row_number, item.column, item.reason) == (2, column, reason)
    assert item.value == value.strip()
    assert item.remedy


def test_it_tells_all_that_is_wrong_with_a_row() -> None:
    item = refusal(id="", best="x", latitude="")
    assert [problem.column for problem in (item, *item.also)] == ["id", "best", "latitude"]


def test_a_long_value_is_cut_in_a_refusal() -> None:
    assert len(refusal(date_start="witness " * 30).value) == 60


@pytest.mark.parametrize(("cells", "width"), [(["1", "2"], "2 cells instead of 41"), (["x"] * 44, "44 cells")])
def test_it_refuses_a_row_of_another_width(cells: list[str], width: str) -> None:
    item = ged_reader(GED_COLUMNS)(7, cells)
    assert isinstance(item, RowRefusal)
    assert item.reason is Reason.CELL_COUNT
    assert item.value.startswith(width)


def test_blank_cells_too_many_are_cut_off() -> None:
    assert isinstance(ged_reader(GED_COLUMNS)(2, [*CLEAN.values(), "", ""]), EventRow)


def test_another_order_and_fewer_columns_give_the_same_event() -> None:
    columns = sorted(set(GED_COLUMNS) - {"relid", "code_status", "conflict_name"}, reverse=True)
    row = ged_reader([column.upper() for column in columns])(2, [CLEAN[column] for column in columns])
    assert isinstance(row, EventRow)
    assert row.fingerprint() == event(code_status="").fingerprint()


def test_a_table_without_deaths_by_side_leaves_them_unknown() -> None:
    columns = [column for column in GED_COLUMNS if not column.startswith("deaths_")]
    row = ged_reader(columns)(2, [CLEAN[column] for column in columns])
    assert isinstance(row, EventRow)
    assert (row.deaths_best, row.deaths_civilians, row.remarks) == (8, None, ())


def test_candidate_events_say_that_they_need_a_check() -> None:
    assert event(code_status="Check deaths").needs_check


def test_the_same_key_comes_twice_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "candidate.csv", ged({"best": "8"}, {"best": "8", "high": "20"}))
    rows = [row for row in open_events(path).rows() if isinstance(row, EventRow)]
    assert [(row.source_key, row.deaths_high) for row in rows] == [("9001", 12), ("9001", 20)]
    assert rows[0].fingerprint() != rows[1].fingerprint()


@pytest.mark.parametrize(
    ("column", "value", "changes"),
    [
        ("best", "8.0", False), ("date_start", "2014-04-13", False), ("latitude", "4.85", False),
        ("relid", "VEL-2", False), ("active_year", "true", False), ("deaths_unknown", "2", True),
        ("code_status", "Check", True), ("side_a", "Blue Hills Front", True), ("adm_2", "", True),
    ],
)  # fmt: skip
def test_a_fingerprint_changes_when_what_is_told_changes(column: str, value: str, changes: bool) -> None:
    assert (event(**{column: value}).fingerprint() != event().fingerprint()) is changes


@given(st.lists(st.text(max_size=12) | st.sampled_from(["1", "-1", "3", "2014-04-13", "4.85", "9e99", "١"]),
                min_size=len(GED_COLUMNS), max_size=len(GED_COLUMNS)))  # fmt: skip
def test_any_cells_at_all_become_a_row_or_a_refusal(cells: list[str]) -> None:
    assert isinstance(ged_reader(GED_COLUMNS)(2, cells), EventRow | RowRefusal | None)


@given(st.dictionaries(st.sampled_from(GED_COLUMNS), st.text(max_size=9) | st.integers().map(str)))
def test_a_clean_row_with_anything_in_it_becomes_a_row_or_a_refusal(changes: dict[str, str]) -> None:
    item = read(**changes)
    assert isinstance(item, RowRefusal) or item.deaths_low <= item.deaths_best <= item.deaths_high  # type: ignore[operator]


def test_estimates_are_put_in_order_without_deaths_by_side() -> None:
    columns = [column for column in GED_COLUMNS if not column.startswith("deaths_")]
    told = CLEAN | {"low": "9"}
    row = ged_reader(columns)(2, [told[column] for column in columns])
    assert isinstance(row, EventRow)
    assert (row.deaths_low, row.corrections[0].why) == (8, Why.LOW_ABOVE_BEST)


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_REMEMBERED", 3)
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return -key

    memory = cells.Remembered(make)
    assert [memory[key] for key in (1, 2, 1, 3, 4, 1)] == [-1, -2, -1, -3, -4, -1]
    assert made == [1, 2, 3, 4, 1]
    assert len(memory) <= 3


def test_separators_inside_a_cell_do_not_split_the_original() -> None:
    row = event(source_headline="one\x1ftwo")
    assert from_original_line(row.original_line(), row.columns)["best"] == "8"


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    columns = [column for column in GED_COLUMNS if column not in {"best", "high"}]
    path = write(tmp_path / "e.csv", table(columns, [CLEAN]))
    with pytest.raises(refusals.UnknownColumns, match="columns of UCDP GED: best, high is missing"):
        open_events(path)
