"""ACLED rows, old and new columns, with invented events."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import ACLED_31, ACLED_35, RAID, table, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.events.acled import acled_reader
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.events.rows import ActorKind, EventRow
from tutela.exchange.readers.problems import Reason, RowRefusal, Why
from tutela.kernel.places import PlacePrecision


def read(**changes: str) -> EventRow | RowRefusal:
    """Read the invented raid with these changes."""
    item = acled_reader(ACLED_31)(2, [(RAID | changes)[column] for column in ACLED_31])
    assert item is not None
    return item


def event(**changes: str) -> EventRow:
    item = read(**changes)
    assert isinstance(item, EventRow), item
    return item


def test_it_reads_a_row() -> None:
    row = event()
    assert (row.source, row.source_key, row.country_code) == ("acled", "VEL123", "990")
    assert (row.occurred_from, row.occurred_to) == (date(2014, 4, 13), date(2014, 4, 13))
    assert dict(row.coding) == {
        "disorder_type": "Political violence", "event_type": "Violence against civilians",
        "sub_event_type": "Attack", "civilian_targeting": "Civilian targeting",
    }  # fmt: skip
    assert (row.place_name, row.admin_1, row.admin_2, row.admin_3) == (
        "Quillmoor", "Ombreval", "Tarsiv", "Lower Tarsiv",
    )  # fmt: skip
    assert row.summary == "Raid; two homes burned."
    assert row.number_of_sources == 2
    assert row.updated_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_one_number_of_deaths_claims_no_range_and_no_sides() -> None:
    row = event()
    assert (row.deaths_low, row.deaths_best, row.deaths_high) == (None, 3, None)
    assert (row.deaths_side_a, row.deaths_civilians, row.deaths_unknown) == (None, None, None)


@pytest.mark.parametrize(("code", "expected"), [("1", 1), ("2", 3), ("3", 4)])
def test_its_precision_of_time_is_put_on_our_scale(code: str, expected: int) -> None:
    assert event(time_precision=code).date_precision == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("1", PlacePrecision.EXACT), ("2", PlacePrecision.DISTRICT), ("3", PlacePrecision.PROVINCE)],
)
def test_its_precision_of_place_is_put_on_our_scale(code: str, expected: PlacePrecision) -> None:
    row = event(geo_precision=code)
    assert (row.place_precision, row.place_precision_code) == (expected, code)


@pytest.mark.parametrize(
    ("inter", "kind"),
    [
        ("1", ActorKind.GOVERNMENT), ("State forces", ActorKind.GOVERNMENT), ("2", ActorKind.NON_STATE),
        ("4", ActorKind.NON_STATE), ("Identity militia", ActorKind.NON_STATE), ("5", ActorKind.RIOTERS),
        ("6", ActorKind.PROTESTERS), ("Civilians", ActorKind.CIVILIANS), ("8", ActorKind.EXTERNAL),
        ("External/Other forces", ActorKind.EXTERNAL), ("", ActorKind.UNKNOWN), ("99", ActorKind.UNKNOWN),
    ],
)  # fmt: skip
def test_it_knows_kinds_of_actor_by_number_and_by_word(inter: str, kind: ActorKind) -> None:
    actor = event(inter1=inter).actor_a
    assert (actor.kind, actor.source_kind) == (kind, inter)


def test_associates_are_kept_apart_from_the_actor() -> None:
    actor = event().actor_a
    assert (actor.name, actor.associates) == ("Blue Hills Front", ("Herders (Veldara)", "Traders (Veldara)"))


def test_a_second_actor_may_be_missing() -> None:
    actor = event(actor2="", inter2="0", assoc_actor_2="").actor_b
    assert (actor.name, actor.kind) == ("", ActorKind.UNKNOWN)


@pytest.mark.parametrize("written", ["2014-04-13", "13 April 2014", "13-Apr-2014", "13/04/2014", "04/13/2014"])
def test_it_reads_dates_that_are_clear(written: str) -> None:
    assert event(event_date=written).occurred_from == date(2014, 4, 13)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("event_id_cnty", " ", Reason.NO_KEY),
        ("actor1", "", Reason.NO_ACTOR),
        ("event_date", "04/05/2014", Reason.AMBIGUOUS_DATE),
        ("event_date", "13 Avril 2014", Reason.NOT_A_DATE),
        ("time_precision", "0", Reason.UNKNOWN_CODE),
        ("geo_precision", "", Reason.UNKNOWN_CODE),
        ("fatalities", "", Reason.NOT_A_NUMBER),
        ("fatalities", "-2", Reason.NEGATIVE),
        ("latitude", "north", Reason.NOT_A_COORDINATE),
        ("longitude", "310", Reason.OFF_THE_GLOBE),
    ],
)
def test_it_refuses_a_row_and_says_where_and_why(column: str, value: str, reason: Reason) -> None:
    item = read(**{column: value})
    assert isinstance(item, RowRefusal)
    assert (item.column, item.reason) == (column, reason)


def test_a_year_that_disagrees_is_corrected() -> None:
    assert event(year="2015").corrections == (("year", "2015", "2014", Why.YEAR_FROM_DATES),)


@pytest.mark.parametrize("timestamp", ["", "yesterday", "9" * 30])
def test_a_time_stamp_that_cannot_be_read_is_none(timestamp: str) -> None:
    assert event(timestamp=timestamp).updated_at is None


def test_a_later_time_stamp_alone_is_no_change() -> None:
    assert event(timestamp="1800000000").fingerprint() == event().fingerprint()
    assert event(notes="Raid.").fingerprint() != event().fingerprint()


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("columns", [ACLED_31, ACLED_35], ids=["31", "35"])
def test_it_reads_both_exports_and_both_separators(tmp_path: Path, columns: list[str], delimiter: str) -> None:
    text = table(columns, [RAID, RAID | {"event_id_cnty": "VEL124"}], delimiter=delimiter)
    events = open_events(write(tmp_path / "acled.csv", text))
    assert (events.source, len(events.columns)) == ("acled", len(columns))
    rows = [row for row in events.rows() if isinstance(row, EventRow)]
    assert [row.source_key for row in rows] == ["VEL123", "VEL124"]
    assert rows[0].fingerprint() == event().fingerprint()


def test_decimal_commas_of_a_european_program_are_read(tmp_path: Path) -> None:
    text = table(ACLED_31, [RAID | {"latitude": "4,85", "longitude": "31,25"}], delimiter=";")
    [row] = open_events(write(tmp_path / "acled.csv", text)).rows()
    assert isinstance(row, EventRow)
    assert (row.latitude, row.longitude, len(row.corrections)) == (4.85, 31.25, 2)


def test_a_row_that_its_notes_have_torn_is_refused() -> None:
    cells = [RAID[column] for column in ACLED_31]
    item = acled_reader(ACLED_31)(2, [*cells[:27], "Raid", " two homes burned.", *cells[28:]])
    assert isinstance(item, RowRefusal)
    assert item.reason is Reason.CELL_COUNT


def test_a_blank_row_is_nothing() -> None:
    assert acled_reader(ACLED_31)(2, [""] * 31) is None


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (["name", "town"], "UCDP GED or ACLED: id, type_of_violence, side_a, side_b … is missing"),
        ([c for c in ACLED_31 if c != "fatalities"], "columns of ACLED: fatalities is missing"),
    ],
)
def test_other_tables_are_refused_by_their_columns(tmp_path: Path, columns: list[str], words: str) -> None:
    path = write(tmp_path / "other.csv", table(columns, [["x"] * len(columns)]))
    with pytest.raises(refusals.UnknownColumns, match=words):
        open_events(path)


@given(st.dictionaries(st.sampled_from(ACLED_31), st.text(max_size=9) | st.integers().map(str)))
def test_a_row_with_anything_in_it_becomes_a_row_or_a_refusal(changes: dict[str, str]) -> None:
    assert isinstance(read(**changes), EventRow | RowRefusal)
