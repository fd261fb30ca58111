"""UCDP events as GeoJSON: the same events as in CSV, one damaged feature refused alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.samples import CLEAN, GED_COLUMNS, collection, feature, ged_feature, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.events.ged import ged_reader
from tutela.exchange.readers.events.reading import open_events, release_in
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.problems import Reason, RowRefusal


def test_geojson_gives_the_same_event_as_csv(tmp_path: Path) -> None:
    path = write(tmp_path / "ged.geojson", collection(ged_feature(), name="GEDEvent_v23_1"))
    events = open_events(path)
    [row] = events.rows()
    clean = ged_reader(GED_COLUMNS)(2, list(CLEAN.values()))
    assert isinstance(row, EventRow)
    assert isinstance(clean, EventRow)
    assert row.fingerprint() == clean.fingerprint()
    assert (events.shape, events.release, events.approximate_rows) == ("geojson", "23.1", 1)


def test_features_may_differ_in_their_properties(tmp_path: Path) -> None:
    more = ged_feature(id=9002)
    more["properties"]["desk"] = "new"  # type: ignore[index]
    rows = list(open_events(write(tmp_path / "g.geojson", collection(ged_feature(), more))).rows())
    assert isinstance(rows[1], EventRow)
    assert rows[1].original["desk"] == "new"


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ("a word", Reason.NOT_A_FEATURE),
        ({"type": "Feature", "properties": None, "geometry": None}, Reason.NOT_A_FEATURE),
        (feature(CLEAN | {"latitude": ""}, None), Reason.NOT_A_COORDINATE),
        (feature(CLEAN, {"type": "Point", "coordinates": [31.25, 5.85]}), Reason.TWO_PLACES),
        (feature(CLEAN | {"side_a": "half \ud800"}, {"type": "Point", "coordinates": [31.25, 4.85]}),
         Reason.UNREADABLE_TEXT),
        (feature(CLEAN | {"side_a": "zero \x00"}, {"type": "Point", "coordinates": [31.25, 4.85]}),
         Reason.UNREADABLE_TEXT),
    ],
)  # fmt: skip
def test_a_damaged_feature_is_refused_alone(tmp_path: Path, damaged: object, reason: Reason) -> None:
    rows = list(open_events(write(tmp_path / "g.geojson", collection(ged_feature(), damaged))).rows())
    assert isinstance(rows[1], RowRefusal)
    assert (rows[1].row_number, rows[1].reason) == (2, reason)


def test_coordinates_in_the_properties_are_enough(tmp_path: Path) -> None:
    [row] = open_events(write(tmp_path / "g.geojson", collection(feature(CLEAN, None)))).rows()
    assert isinstance(row, EventRow)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [31.25]},
        {"type": "Point", "coordinates": ["31.25", "4.85"]},
        {"type": "LineString", "coordinates": [[31.25, 4.85], [31.3, 4.9]]},
    ],
)
def test_a_geometry_that_is_no_point_is_refused(tmp_path: Path, geometry: dict[str, object]) -> None:
    raw = ged_feature()
    raw["geometry"] = geometry
    [row] = open_events(write(tmp_path / "g.geojson", collection(raw))).rows()
    assert isinstance(row, RowRefusal)
    assert (row.column, row.reason) == ("geometry", Reason.NOT_A_COORDINATE)


def test_values_of_any_kind_become_text(tmp_path: Path) -> None:
    raw = ged_feature(gwnoa=[990, 991], active_year=True, relid=None, latitude="north")
    [row] = open_events(write(tmp_path / "g.geojson", collection(raw))).rows()
    assert isinstance(row, RowRefusal)
    assert (row.column, row.reason) == ("latitude", Reason.NOT_A_COORDINATE)
    [row] = open_events(write(tmp_path / "g.geojson", collection(ged_feature(gwnoa=[990, 991])))).rows()
    assert isinstance(row, EventRow)
    assert row.actor_a.states == ("990", "991")


def test_a_feature_with_a_point_and_nothing_else_is_refused(tmp_path: Path) -> None:
    blank = feature(dict.fromkeys(CLEAN, ""), {"type": "Point", "coordinates": [31.25, 4.85]})
    items = list(open_events(write(tmp_path / "g.geojson", collection(ged_feature(), blank))).rows())
    assert isinstance(items[1], RowRefusal)
    assert items[1].reason is Reason.NO_KEY


def test_geojson_goes_on_where_a_run_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "g.geojson", collection(*(ged_feature(id=n) for n in range(1, 6))))
    assert [row.row_number for row in open_events(path).rows(after=3)] == [4, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (collection(), refusals.NoRows),
        (collection(ged_feature())[:-1], refusals.FileTruncated),
        (collection(feature({"a": 1}, None)), refusals.UnknownColumns),
        (collection(ged_feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::32636"}}),
         refusals.WrongProjection),
    ],
)  # fmt: skip
def test_a_wrong_geojson_is_refused_before_a_row_is_read(tmp_path: Path, text: str, expected: type[Exception]) -> None:
    with pytest.raises(expected):
        open_events(write(tmp_path / "g.geojson", text))


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG:6.9:4326"],
)
def test_wgs84_by_any_of_its_names_is_taken(tmp_path: Path, name: str) -> None:
    text = collection(ged_feature(), crs={"type": "name", "properties": {"name": name}})
    assert len(list(open_events(write(tmp_path / "g.geojson", text)).rows())) == 1


@pytest.mark.parametrize(
    ("name", "release"), [("GEDEvent_v23_1", "23.1"), ("GEDEvent_v23_0_10", "23.0.10"), ("ged", "")]
)
def test_a_release_is_read_from_a_name(name: str, release: str) -> None:
    assert release_in(name) == release
