"""A boundary file is taken in whole or not at all; the levels above are made from their parts."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.samples import SQUARE, collection, feature, shapefile_parts, square, write, zipped
from tests.exchange.taking import counts, rubbish, store, zip_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.exchange.intake import ImportReport, import_areas_file
from tutela.exchange.intake.areas import NoSuchCountry
from tutela.exchange.models import ImportRun
from tutela.kernel.refusals import NotAllowed, Refusal
from tutela.ledger.queries import last_event, payload
from tutela.mission.models import Area, AreaVersion
from tutela.mission.rules import AreasDoNotFit

BOW_TIE = {"type": "Polygon", "coordinates": [[[40, 4], [42, 6], [42, 4], [40, 6], [40, 4]]]}


def district(code: str, name: str, west: float, geometry: object = None, **more: object) -> dict[str, object]:
    """Return a district of the province XV01, as COD-AB writes it."""
    said: Mapping[str, object] = {
        "ADM2_EN": name, "ADM2_PCODE": code, "ADM1_EN": "Harn", "ADM1_PCODE": "XV01", "ADM0_EN": "Xervan",
        "ADM0_PCODE": "XV", "validOn": "2021-09-24",
    }  # fmt: skip
    return feature({**said, **more}, geometry or square(west, 4, 1))


def areas_file(folder: Path, *features: object, name: str = "areas.geojson") -> Path:
    return write(
        folder / name, collection(*(features or (district("XV0101", "Lask", 40), district("XV0102", "Ede", 41))))
    )


def take_in(people: People, path: Path, **more: Any) -> ImportReport:
    said: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "folder": path.parent / "kept"}
    return import_areas_file(path, **said | more)[1]


def held() -> dict[str, tuple[str, str]]:
    """Return the areas that files of these tests make, with their names and paths."""
    rows = Area.objects.filter(mission_id=MISSION, code__startswith="XV")
    return {row.code: (row.name, row.path) for row in rows}


def refused(people: People, path: Path, kind: type[Refusal], **more: Any) -> str:
    """Import what is refused, and return what is said; nothing has changed."""
    before = store()
    with pytest.raises(kind) as caught:
        take_in(people, path, **more)
    assert store() == before
    assert not list(path.parent.glob("kept/**/*.csv*"))
    assert caught.value.remedy
    return str(caught.value.message)


def test_areas_are_taken_in_with_the_province_that_is_only_named(people: People, tmp_path: Path) -> None:
    report = take_in(people, areas_file(tmp_path), release="2021")
    assert held() == {
        "XV01": ("Harn", "XV01/"), "XV0101": ("Lask", "XV01/XV0101/"), "XV0102": ("Ede", "XV01/XV0102/"),
    }  # fmt: skip
    assert (report.rows, counts(report), report.refused) == (2, (3, 0, 0), 0)
    assert report.notes == ["1 areas of the level above were made by joining their parts."]


def test_the_same_file_twice_adds_nothing(people: People, tmp_path: Path) -> None:
    path = areas_file(tmp_path)
    take_in(people, path)
    before = store()
    assert counts(take_in(people, path)) == (0, 0, 3)
    after = store()
    assert {name for name in before if before[name] != after[name]} == {"head", "ImportRun"}


def test_a_border_that_moved_is_a_new_version_of_its_area(people: People, tmp_path: Path) -> None:
    take_in(people, areas_file(tmp_path))
    moved = areas_file(tmp_path, district("XV0101", "Lask", 40), district("XV0102", "Ede", 41, square(41, 4, 2)))
    assert counts(take_in(people, moved)) == (0, 2, 1)
    assert AreaVersion.objects.filter(area__code="XV0102").count() == 2
    assert AreaVersion.objects.filter(area__code="XV0101").count() == 1


def test_areas_that_the_mission_has_already_stay(people: People, tmp_path: Path) -> None:
    before = Area.objects.filter(mission_id=MISSION).count()
    take_in(people, areas_file(tmp_path))
    assert Area.objects.filter(mission_id=MISSION).count() == before + 3


def test_an_area_that_is_told_as_disputed_is_marked(people: People, tmp_path: Path) -> None:
    take_in(people, areas_file(tmp_path), disputed=["XV0101"])
    assert list(Area.objects.filter(code__startswith="XV", disputed=True).values_list("code", flat=True)) == ["XV0101"]


def test_only_the_country_asked_for_is_kept(people: People, tmp_path: Path) -> None:
    path = areas_file(tmp_path, district("XV0101", "Lask", 40), district("YY01", "Far", 60, ADM0_PCODE="YY"))
    report = take_in(people, path, countries=["XV"])
    assert sorted(held()) == ["XV01", "XV0101"]
    assert (report.rows, report.elsewhere) == (2, 1)


def test_what_was_mended_and_what_was_refused_is_told_row_by_row(people: People, tmp_path: Path) -> None:
    rows = (district("XV0101", "Lask", 0, BOW_TIE), district("XV0102", "", 42), district("XV0103", "Ede", 44))
    report = take_in(people, areas_file(tmp_path, *rows))
    assert (report.corrected, report.refused, report.rows) == (1, 1, 3)
    (path,) = (tmp_path / "kept").rglob("*.csv")
    lines = [(line["row"], line["verdict"]) for line in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
    assert lines == [("1", "corrected"), ("2", "refused")]


def test_its_end_is_in_the_ledger_and_its_run_is_kept(people: People, tmp_path: Path) -> None:
    shares: list[float] = []
    report = take_in(people, areas_file(tmp_path), progress=shares.append)
    run = ImportRun.objects.get()
    entry = last_event(MISSION, "exchange.import_finished", run.reference)
    assert entry is not None
    assert (run.report, payload(entry)["new"], shares) == (report.as_json(), 3, [1.0])


GOOD = collection(district("XV0101", "Läsk", 40)).encode()
RUBBISH = rubbish(GOOD, "areas.geojson")


@pytest.mark.parametrize(
    "kind", [kind for kind in RUBBISH if kind not in {"a head alone", "other columns", "Latin-1", "an empty zip"}]
)
def test_a_file_that_cannot_be_used_changes_nothing(people: People, tmp_path: Path, kind: str) -> None:
    content, words = RUBBISH[kind]
    assert re.search(words, refused(people, write(tmp_path / "areas.geojson", content), Refusal))


@pytest.mark.parametrize(
    "content",
    [
        collection().encode(),
        b"name,code\nHarn,XV01\n",
        b'{"type": "FeatureCollection", "features": [',
        b'{"type": "Point", "coordinates": [40, 4]}',
        b"[1, 2, 3]",
        collection(feature({"colour": "red"}, square())).encode(),
        collection(district("XV0101", "Lask", 40), crs={"type": "name", "properties": {"name": "EPSG:32636"}}).encode(),
        collection(district("XV0101", "Lask", 0, {"type": "Point", "coordinates": [40, 4]})).encode(),
        collection(district("XV0101", "Lask", 0, square(400, 4, 1))).encode(),
        zip_of("notes.txt", b"nothing of use"),
        GOOD.decode().replace("\\u00e4", "ä").encode("latin-1"),
    ],
    ids=[
        "no areas", "a table", "cut short", "a point", "a list", "other columns", "another projection", "points only",
        "off the globe", "a zip of something else", "Latin-1",
    ],
)  # fmt: skip
def test_what_holds_no_areas_changes_nothing(people: People, tmp_path: Path, content: bytes) -> None:
    said = refused(people, write(tmp_path / "areas.geojson", content), Refusal)
    assert said.startswith(("areas.geojson ", "No row of areas.geojson "))
    assert said.endswith(".")
    assert " of ." not in said
    assert str(tmp_path) not in said


def test_a_file_of_another_country_changes_nothing(people: People, tmp_path: Path) -> None:
    said = refused(people, areas_file(tmp_path), NoSuchCountry, countries=["YY"])
    assert said == "areas.geojson holds no area of YY."


def test_an_area_that_would_lie_in_itself_changes_nothing(people: People, tmp_path: Path) -> None:
    path = areas_file(tmp_path, district("XV0101", "Lask", 40, ADM1_PCODE="XV0101"))
    assert "XV0101 in XV0101" in refused(people, path, AreasDoNotFit)


@pytest.mark.parametrize("permission", [Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.AREA_CHANGE])
def test_a_post_without_the_permission_takes_nothing_in(people: People, tmp_path: Path, permission: Permission) -> None:
    actor = people.in_charge.actor
    without = replace(actor, permissions=actor.permissions - {permission})
    refused(people, areas_file(tmp_path), NotAllowed, actor=without)


@pytest.mark.parametrize("shape", ["gzip", "zip", "shapefile"])
def test_each_way_to_pack_a_file_is_read(people: People, tmp_path: Path, shape: str) -> None:
    path = tmp_path / "packed"
    if shape == "shapefile":
        parts = shapefile_parts([("Harn", "XV01", "Xervan", SQUARE)])
        zipped(path, {f"harn{suffix}": content for suffix, content in parts.items()})
    else:
        write(path, gzip.compress(GOOD) if shape == "gzip" else zip_of("areas.geojson", GOOD))
    take_in(people, path)
    assert held()["XV01"] == ("Harn", "XV01/")
