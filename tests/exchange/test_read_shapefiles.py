"""Shapefiles: plain and zipped, without index or code page, in the wrong projection, cut and damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.samples import SQUARE, WGS84, shapefile_parts, write_shapefile, zipped
from tutela.exchange.readers import refusals
from tutela.exchange.readers.areas.reading import open_areas
from tutela.exchange.readers.areas.rows import AreaRow, CodeOrigin
from tutela.exchange.readers.problems import Look, Reason, RowRefusal

ROWS = [("Ombréval", "VL01", "Veldara", SQUARE), ("Tarsiv", "VL02", "Veldara", SQUARE)]
PROJECTED = 'PROJCS["WGS_1984_UTM_Zone_36N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]],UNIT["Meter",1.0]]'
OTHER_DATUM = 'GEOGCS["GCS_Arc_1960",DATUM["D_Arc_1960"],UNIT["Degree",0.0174532925199433]]'
WKT_2 = (
    'GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["x"]],'
    'CS[ellipsoidal,2],ANGLEUNIT["degree",0.0174532925199433]]'
)


def test_it_reads_a_shapefile_without_index_and_code_page(tmp_path: Path) -> None:
    found = open_areas(write_shapefile(tmp_path, shapefile_parts(ROWS)))
    assert (found.shape, found.remarks) == ("shapefile", ())
    assert [(area.name, area.code, area.code_origin) for area in found.areas] == [
        ("Ombréval", "VL01", CodeOrigin.P_CODE), ("Tarsiv", "VL02", CodeOrigin.P_CODE),
    ]  # fmt: skip
    assert found.areas[0].geometry.area == 1.0
    assert str(found.areas[0].valid_on) == "2021-09-24"


def test_endings_may_be_in_capitals(tmp_path: Path) -> None:
    parts = {suffix.upper(): content for suffix, content in shapefile_parts(ROWS).items()}
    write_shapefile(tmp_path, parts)
    assert len(open_areas(tmp_path / "veldara.SHP").areas) == 2


def test_it_reads_a_zipped_shapefile(tmp_path: Path) -> None:
    files = {f"data/vel{suffix}": content for suffix, content in shapefile_parts(ROWS).items()}
    assert len(open_areas(zipped(tmp_path / "vel.zip", files)).areas) == 2


def test_a_layer_of_a_zip_is_chosen_by_name(tmp_path: Path) -> None:
    one = {f"adm1{suffix}": content for suffix, content in shapefile_parts(ROWS).items()}
    two = {f"adm2{suffix}": content for suffix, content in shapefile_parts(ROWS[:1]).items()}
    path = zipped(tmp_path / "vel.zip", one | two)
    with pytest.raises(refusals.ArchiveAmbiguous, match=r"adm1\.shp, adm2\.shp"):
        open_areas(path)
    assert len(open_areas(path, layer="adm2").areas) == 1


@pytest.mark.parametrize(
    ("page", "encoding"), [(b"1252", "cp1252"), (b"ISO-8859-1\r\n", "latin-1"), (b"UTF-8", "utf-8")]
)
def test_it_believes_the_code_page(tmp_path: Path, page: bytes, encoding: str) -> None:
    parts = shapefile_parts(ROWS, encoding=encoding) | {".cpg": page}
    found = open_areas(write_shapefile(tmp_path, parts))
    assert (found.areas[0].name, found.remarks) == ("Ombréval", ())


@pytest.mark.parametrize("page", [None, b"MARTIAN"])
def test_without_a_code_page_a_guess_is_remarked(tmp_path: Path, page: bytes | None) -> None:
    parts = shapefile_parts(ROWS, encoding="cp1252") | ({".cpg": page} if page else {})
    found = open_areas(write_shapefile(tmp_path, parts))
    assert found.areas[0].name == "Ombréval"
    assert found.remarks == (("", "cp1252", Look.ENCODING_GUESSED),)


def test_a_missing_projection_is_assumed_and_remarked(tmp_path: Path) -> None:
    parts = shapefile_parts(ROWS)
    del parts[".prj"]
    found = open_areas(write_shapefile(tmp_path, parts))
    assert found.remarks == (("", "", Look.PROJECTION_ASSUMED),)


def test_numbers_that_are_no_degrees_are_refused_without_a_projection(tmp_path: Path) -> None:
    ring = [[x * 100_000, y * 100_000] for x, y in SQUARE]
    parts = shapefile_parts([("Ombreval", "VL01", "Veldara", ring)])
    del parts[".prj"]
    with pytest.raises(refusals.WrongProjection, match="its numbers are no degrees"):
        open_areas(write_shapefile(tmp_path, parts))


@pytest.mark.parametrize(
    ("text", "system"), [(PROJECTED, "WGS_1984_UTM_Zone_36N"), (OTHER_DATUM, "GCS_Arc_1960"), ("", "without a name")]
)
def test_another_projection_is_refused_by_its_name(tmp_path: Path, text: str, system: str) -> None:
    parts = shapefile_parts(ROWS) | {".prj": text.encode()}
    with pytest.raises(refusals.WrongProjection, match=system) as caught:
        open_areas(write_shapefile(tmp_path, parts))
    assert "EPSG:4326" in caught.value.remedy


@pytest.mark.parametrize("text", [WGS84, WKT_2, WGS84.lower()])
def test_each_way_to_describe_wgs84_is_taken(tmp_path: Path, text: str) -> None:
    parts = shapefile_parts(ROWS) | {".prj": text.encode()}
    assert len(open_areas(write_shapefile(tmp_path, parts)).areas) == 2


def test_it_refuses_a_shapefile_without_its_names(tmp_path: Path) -> None:
    parts = shapefile_parts(ROWS)
    del parts[".dbf"]
    with pytest.raises(refusals.MissingPart, match=r"lacks its \.dbf file"):
        open_areas(write_shapefile(tmp_path, parts))


@pytest.mark.parametrize(
    ("suffix", "kept", "words"),
    [
        (".shp", 60, "shorter than its own header"),
        (".shp", -20, "bytes are there"),
        (".dbf", 20, "its .dbf is shorter than its own header"),
        (".dbf", -60, "does not hold all of its 2 rows"),
    ],
)
def test_it_refuses_a_part_that_was_cut(tmp_path: Path, suffix: str, kept: int, words: str) -> None:
    parts = shapefile_parts(ROWS)
    parts[suffix] = parts[suffix][:kept]
    with pytest.raises(refusals.FileTruncated, match=words):
        open_areas(write_shapefile(tmp_path, parts))


def test_it_refuses_outlines_and_names_that_do_not_match(tmp_path: Path) -> None:
    parts = shapefile_parts(ROWS) | {".dbf": shapefile_parts(ROWS[:1])[".dbf"]}
    with pytest.raises(refusals.FileDamaged, match="2 outlines and 1 rows of names"):
        open_areas(write_shapefile(tmp_path, parts))


@pytest.mark.parametrize(("suffix", "place"), [(".shp", 104), (".shp", 108), (".dbf", 8), (".dbf", 43)])
def test_it_refuses_damage_without_falling_over(tmp_path: Path, suffix: str, place: int) -> None:
    parts = shapefile_parts(ROWS)
    content = bytearray(parts[suffix])
    content[place : place + 4] = b"\xff\xff\xff\x7f"
    parts[suffix] = bytes(content)
    with pytest.raises(refusals.FileRefusal):
        open_areas(write_shapefile(tmp_path, parts))


def test_it_refuses_points(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsOtherKind, match="a shapefile of points or lines"):
        open_areas(write_shapefile(tmp_path, shapefile_parts(ROWS, kind=1)))


def test_an_area_without_outline_is_refused_alone(tmp_path: Path) -> None:
    rows = [*ROWS, ("Lower Tarsiv", "VL03", "Veldara", None)]
    items = open_areas(write_shapefile(tmp_path, shapefile_parts(rows))).rows
    assert [type(item) for item in items] == [AreaRow, AreaRow, RowRefusal]
    assert isinstance(items[2], RowRefusal)
    assert (items[2].reason, items[2].value) == (Reason.NO_OUTLINE, "Lower Tarsiv")


def test_the_dbf_alone_is_sent_back_with_a_hint(tmp_path: Path) -> None:
    write_shapefile(tmp_path, shapefile_parts(ROWS))
    with pytest.raises(refusals.FileIsOtherKind, match=r"Give its \.shp file"):
        open_areas(tmp_path / "veldara.dbf")
