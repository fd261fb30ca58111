"""Boundaries from GeoJSON and TopoJSON: columns, codes, aliases, outlines, disputes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests.exchange.samples import collection, feature, square, write, zipped
from tutela.exchange.readers import refusals
from tutela.exchange.readers.areas.mapping import recognise
from tutela.exchange.readers.areas.reading import AreaFile, open_areas
from tutela.exchange.readers.areas.rows import AreaRow, CodeOrigin, Dispute
from tutela.exchange.readers.problems import Reason, RowRefusal, Why

COD = {
    "ADM1_EN": "Ombreval", "ADM1_PCODE": "VL01", "ADM1_FR": "Ombréval", "ADM1_REF": "Ombre Val", "ADM1ALT1EN": None,
    "ADM0_EN": "Veldara", "ADM0_PCODE": "VL", "date": "2019-08-15", "validOn": "2021-09-24", "validTo": None,
}  # fmt: skip
NATURAL = {
    "adm1_code": "VEL-101", "name": "Ombreval", "name_alt": "Ombre-Val| Old Ombre",
    "gns_name": "Ombreval, Prefecture de l'",
    "adm0_a3": "VEL", "admin": "Veldara", "iso_a2": "-99", "type": "Province", "featurecla": "Admin-1 scale rank",
}  # fmt: skip
BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


def areas(path: Path, *features: object, **options: Any) -> AreaFile:
    members = options.pop("members", {})
    return open_areas(write(path / "areas.json", collection(*features, **members)), **options)


def test_it_reads_a_cod_ab_area(tmp_path: Path) -> None:
    found = areas(tmp_path, feature(COD, square()))
    [area] = found.areas
    assert (found.mapping.title, found.shape, area.level, area.name) == ("COD-AB", "geojson", 1, "Ombreval")
    assert (area.code, area.code_origin, area.parent_code, area.parent_name) == (
        "VL01", CodeOrigin.P_CODE, "VL", "Veldara",
    )  # fmt: skip
    assert area.aliases == ("Ombréval", "Ombre Val")
    assert (area.valid_on, area.valid_to, area.country_code) == (date(2021, 9, 24), None, "VL")
    assert (area.disputed, area.corrections, area.geometry.area) == (False, (), 1.0)


def test_it_reads_a_natural_earth_area(tmp_path: Path) -> None:
    [area] = areas(tmp_path, feature(NATURAL, square())).areas
    assert (area.level, area.code, area.code_origin) == (1, "VEL-101", CodeOrigin.SOURCE)
    assert (area.parent_code, area.parent_name, area.country_code) == ("VEL", "Veldara", "")
    assert area.aliases == ("Ombre-Val", "Old Ombre")


@pytest.mark.parametrize(
    ("columns", "level", "name", "code"),
    [
        (["ADM2_EN", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE"], 2, "ADM2_EN", "ADM2_PCODE"),
        (["ADM2_FR", "ADM2_AR", "ADM2_PCODE", "ADM0_PCODE"], 2, "ADM2_FR", "ADM2_PCODE"),
        (["admin3Name_en", "admin3Pcod", "admin2Name_en", "admin2Pcod"], 3, "admin3Name_en", "admin3Pcod"),
        (["adm1_name", "adm1_pcode", "adm1_name1"], 1, "adm1_name", "adm1_pcode"),
        (["ADM1_PT", "ADM1_PCODE", "ADM2_EN"], 1, "ADM1_PT", "ADM1_PCODE"),
    ],
)
def test_it_knows_the_columns_of_cod_ab_old_and_new(columns: list[str], level: int, name: str, code: str) -> None:
    mapping = recognise(columns)
    assert mapping is not None
    assert (mapping.level, mapping.name, mapping.code) == (level, name, code)


def test_it_refuses_columns_that_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(refusals.UnknownColumns, match="it starts with nom, niveau"):
        areas(tmp_path, feature({"nom": "Ombreval", "niveau": 1}, square()))


def test_a_mapping_tells_it_what_they_mean(tmp_path: Path) -> None:
    raw = feature({"nom": "Ombreval", "c": "V1", "autres": "Old Ombre;Ombre", "depuis": "2020-01-02"}, square())
    said = {"level": "2", "name": "nom", "code": "c", "aliases": "autres", "valid_on": "depuis"}
    [area] = areas(tmp_path, raw, mapping=said).areas
    assert (area.level, area.name, area.code, area.aliases) == (2, "Ombreval", "V1", ("Old Ombre", "Ombre"))
    assert area.valid_on == date(2020, 1, 2)


def test_a_mapping_overrides_what_is_known(tmp_path: Path) -> None:
    [area] = areas(tmp_path, feature(COD, square()), mapping={"name": "ADM1_FR"}).areas
    assert (area.name, area.code) == ("Ombréval", "VL01")


@pytest.mark.parametrize(
    "said", [{"name": "absent"}, {"level": "two"}, {"nam": "ADM1_FR"}, {"aliases": "ADM1_FR,absent"}]
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, said: dict[str, str]) -> None:
    with pytest.raises(refusals.UnknownColumns, match="the mapping that was given"):
        areas(tmp_path, feature(COD, square()), mapping=said)


def test_half_a_mapping_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(refusals.UnknownColumns, match="say which column is the name, and the level"):
        areas(tmp_path, feature({"nom": "Ombreval"}, square()), mapping={"name": "nom"})


def test_a_missing_code_is_made_from_the_name_and_told(tmp_path: Path) -> None:
    raw = feature(COD | {"ADM1_PCODE": None, "ADM1_EN": "Ombré-Val Sud"}, square())
    first, again = (areas(tmp_path, raw).areas[0] for _ in range(2))
    assert first.code == again.code == "GEN-1-VL-OMBRE-VAL-SUD"
    assert first.code_origin is CodeOrigin.GENERATED
    assert first.corrections == (("ADM1_PCODE", "", first.code, Why.CODE_GENERATED),)


@pytest.mark.parametrize(
    ("changes", "geometry", "reason"),
    [
        ({"ADM1_EN": " "}, square(), Reason.NO_PLACE_NAME),
        ({}, None, Reason.NO_OUTLINE),
        ({}, {"type": "Polygon", "coordinates": []}, Reason.NO_OUTLINE),
        ({}, {"type": "Point", "coordinates": [30, 4]}, Reason.NOT_AN_AREA),
        ({}, {"type": "Polygon", "coordinates": [[[30, 4], [31, 4]]]}, Reason.BAD_OUTLINE),
        ({}, {"type": "Polygon", "coordinates": [[["a", "b"]]]}, Reason.BAD_OUTLINE),
        ({}, {"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1], [1, 1]]]}, Reason.BAD_OUTLINE),
        ({}, {"type": "Polygon", "coordinates": [[]]}, Reason.NO_OUTLINE),
        ({}, {"type": "Polygon", "coordinates": [[[30, 4], [31, 4], [float("nan"), 5], [30, 4]]]}, Reason.BAD_OUTLINE),
        ({"ADM1_EN": "Tarsiv"}, square(), Reason.DOUBLED_CODE),
    ],
)
def test_it_refuses_an_area_and_keeps_the_others(
    tmp_path: Path, changes: dict[str, object], geometry: object, reason: Reason
) -> None:
    rows = areas(tmp_path, feature(COD, square()), feature(COD | changes, geometry)).rows
    assert isinstance(rows[0], AreaRow)
    assert isinstance(rows[1], RowRefusal)
    assert (rows[1].row_number, rows[1].reason) == (2, reason)


def test_two_areas_without_code_may_not_share_a_name_and_parent(tmp_path: Path) -> None:
    raw = feature(COD | {"ADM1_PCODE": ""}, square())
    rows = areas(tmp_path, raw, raw).rows
    assert isinstance(rows[1], RowRefusal)
    assert rows[1].reason is Reason.DOUBLED_NAME


def test_a_thing_that_is_no_feature_is_refused(tmp_path: Path) -> None:
    rows = areas(tmp_path, feature(COD, square()), "a word").rows
    assert isinstance(rows[1], RowRefusal)


def test_an_outline_that_crosses_itself_is_mended_and_told(tmp_path: Path) -> None:
    [area] = areas(tmp_path, feature(COD, BOW_TIE)).areas
    assert area.geometry.is_valid
    assert area.geometry.area == 2.0
    [correction] = area.corrections
    assert (correction.column, correction.why) == ("geometry", Why.OUTLINE_MENDED)
    assert correction.was.startswith("Self-intersection")


def test_a_feature_may_carry_its_own_identifier(tmp_path: Path) -> None:
    numbered = feature({"name": "Veldara"}, square()) | {"id": 990}
    [area] = areas(tmp_path, numbered).areas
    assert (area.level, area.code) == (0, "990")


def test_heights_are_dropped(tmp_path: Path) -> None:
    ring = [[30, 4, 900], [31, 4, 900], [31, 5, 900], [30, 4, 900]]
    [area] = areas(tmp_path, feature(COD, {"type": "Polygon", "coordinates": [ring]})).areas
    assert not shapely.has_z(area.geometry)


def test_an_area_across_the_180th_meridian_does_not_run_round_the_world(tmp_path: Path) -> None:
    ring = [[179, -17], [-179, -17], [-179, -16], [179, -16], [179, -17]]
    [area] = areas(tmp_path, feature(COD, {"type": "Polygon", "coordinates": [ring]})).areas
    assert area.geometry.area == pytest.approx(2.0)
    assert not area.geometry.contains(shapely.Point(0, -16.5))
    assert area.geometry.contains(shapely.Point(-179.5, -16.5))
    assert area.corrections[0].why is Why.CUT_AT_ANTIMERIDIAN


def test_the_whole_world_as_a_box_stays_the_whole_world(tmp_path: Path) -> None:
    ring = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    [area] = areas(tmp_path, feature(COD, {"type": "Polygon", "coordinates": [ring]})).areas
    assert area.geometry.area == 360 * 180


def test_a_damaged_alias_is_left_out_and_told(tmp_path: Path) -> None:
    raw = feature(NATURAL | {"name_alt": "Ombr\x9d|Omb?rt|Old Ombre|OMBREVAL"}, square())
    [area] = areas(tmp_path, raw).areas
    assert area.aliases == ("Old Ombre",)
    assert [(c.was, c.why) for c in area.corrections] == [
        ("Ombr\\x9d", Why.ALIAS_UNREADABLE), ("Omb?rt", Why.ALIAS_UNREADABLE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "dispute"),
    [
        ({}, Dispute.NO),
        ({"featurecla": "Admin-1 disputed"}, Dispute.FILE),
        ({"disputed": "Yes"}, Dispute.FILE),
        ({"disputed": 0}, Dispute.NO),
        ({"note": "Contested since the accord"}, Dispute.FILE),
    ],
)
def test_a_dispute_that_the_file_tells_is_kept(tmp_path: Path, changes: dict[str, object], dispute: Dispute) -> None:
    assert areas(tmp_path, feature(NATURAL | changes, square())).areas[0].dispute is dispute


@pytest.mark.parametrize(("said", "disputed"), [("vel-101", True), ("OMBREVAL province", True), ("Tarsiv", False)])
def test_a_dispute_that_the_mission_tells_is_kept(tmp_path: Path, said: str, disputed: bool) -> None:
    [area] = areas(tmp_path, feature(NATURAL, square()), disputed=[said]).areas
    assert area.disputed is disputed


@pytest.mark.parametrize(
    ("geometry", "members"),
    [
        (square(300_000.0, 500_000.0, 1_000.0), {}),
        (square(), {"crs": {"type": "name", "properties": {"name": "EPSG:32636"}}}),
        (square(), {"crs": {"type": "link"}}),
    ],
)
def test_another_projection_is_refused(tmp_path: Path, geometry: object, members: dict[str, object]) -> None:
    with pytest.raises(refusals.WrongProjection, match="not in latitude and longitude on WGS 84"):
        areas(tmp_path, feature(COD, geometry), members=members)


def test_an_empty_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.NoRows):
        areas(tmp_path)


def test_a_text_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsOtherKind, match="Give boundaries as GeoJSON or shapefile"):
        open_areas(write(tmp_path / "areas.csv", "name,code\nOmbreval,VL01\n"))


def test_a_layer_of_a_zip_is_chosen_by_name(tmp_path: Path) -> None:
    other = collection(feature(COD | {"ADM1_EN": "Tarsiv"}, square()))
    files = {"a/adm1.geojson": collection(feature(COD, square())).encode(), "a/adm2.geojson": other.encode()}
    path = zipped(tmp_path / "vel.zip", files)
    with pytest.raises(refusals.ArchiveAmbiguous, match=r"a/adm1\.geojson, a/adm2\.geojson"):
        open_areas(path)
    assert open_areas(path, layer="adm2").areas[0].name == "Tarsiv"


def topology(**changes: object) -> str:
    """Two unit squares that share the arc from (31, 4) to (31, 5), quantised to a tenth of a degree."""
    arcs = [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]]
    whole: dict[str, object] = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [30, 4]},
        "arcs": arcs,
        "objects": {
            "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}]},
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "id": "990", "properties": {"name": "Veldara"}},
                    {"type": "MultiPolygon", "arcs": [[[-1, 2]]], "properties": {"name": "Tarsiv"}},
                    {"type": None, "id": "992", "properties": {"name": "Nowhere"}},
                    {"type": "Point", "coordinates": [0, 0], "id": "993", "properties": {"name": "Dot"}},
                ],
            },
        },
    }
    return json.dumps(whole | changes)


def test_it_decodes_a_topology(tmp_path: Path) -> None:
    found = open_areas(write(tmp_path / "world.json", topology()))
    assert (found.shape, found.mapping.title, found.mapping.level) == ("topojson", "world-atlas", 0)
    first, second = found.areas
    assert shapely.equals(first.geometry, shapely.box(30, 4, 31, 5))
    assert shapely.equals(second.geometry, shapely.box(31, 4, 32, 5))
    assert (first.code, second.code, second.code_origin) == ("990", "GEN-0-TARSIV", CodeOrigin.GENERATED)
    refused = [row.reason for row in found.rows if isinstance(row, RowRefusal)]
    assert refused == [Reason.NO_OUTLINE, Reason.NOT_AN_AREA]


def test_it_decodes_a_topology_that_is_not_quantised(tmp_path: Path) -> None:
    plain = {"type": "Polygon", "arcs": [[0]], "properties": {"name": "Veldara"}}
    ring = [[30, 4], [31, 4], [31, 5], [30, 5], [30, 4]]
    text = json.dumps({"type": "Topology", "arcs": [ring], "objects": {"all": plain}})
    assert open_areas(write(tmp_path / "world.json", text)).areas[0].geometry.area == 1.0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"arcs": [[[0, 0], [1, 1]]]}, refusals.FileDamaged),
        ({"arcs": None}, refusals.FileDamaged),
        ({"objects": {}}, refusals.FileDamaged),
        ({"transform": {"scale": "x", "translate": [0, 0]}}, refusals.FileDamaged),
        ({"arcs": [[[0]], [[0]], [[0]]]}, refusals.FileDamaged),
        ({"objects": {"land": "nothing"}}, refusals.ArchiveAmbiguous),
        ({"objects": {"land": {"type": "Polygon", "arcs": [[0, 1]]}}}, refusals.ArchiveAmbiguous),
    ],
)
def test_a_damaged_topology_is_refused(tmp_path: Path, changes: dict[str, object], expected: type[Exception]) -> None:
    with pytest.raises(expected):
        open_areas(write(tmp_path / "world.json", topology(**changes)))


def test_a_layer_of_a_topology_is_chosen_by_name(tmp_path: Path) -> None:
    named = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Veldara"}}
    path = write(tmp_path / "world.json", topology(objects={"one": named, "two": named}))
    with pytest.raises(refusals.ArchiveAmbiguous, match=r"holds 2 layers.*one, two"):
        open_areas(path)
    assert len(open_areas(path, layer="two").areas) == 1


def test_a_geojson_that_is_no_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileDamaged, match="no collection of features"):
        open_areas(write(tmp_path / "area.json", json.dumps(feature(COD, square()))))
