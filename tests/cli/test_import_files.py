"""Files are taken in from the command line with an honest exit code; a wrong one is one sentence and no change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from tests.exchange.samples import BASE_COLUMNS, CAMP, collection, feature, square, table, write
from tests.exchange.taking import acled_file, ged_file, ged_text, rubbish, store
from tests.people import MISSION, People
from tutela.know.incidents.models import Incident
from tutela.mission.models import Area, Base, Snapshot

AT = ("--mission", MISSION)
WHO = ("--as", "head-of-field-office")


@pytest.fixture(autouse=True)
def _own_reports(settings: Any, tmp_path: Path) -> None:
    """Keep the reports of each test apart: runs are numbered from one in each."""
    settings.MEDIA_ROOT = tmp_path / "kept"


def areas_file(folder: Path) -> Path:
    said = {"ADM1_EN": "Harn", "ADM1_PCODE": "XV01", "ADM0_EN": "Xervan", "ADM0_PCODE": "XV"}
    return write(folder / "areas.geojson", collection(feature(said, square(40))))


def bases_file(folder: Path) -> Path:
    here = CAMP | {"mission": "ORVANE", "latitude": "5.0", "longitude": "20.5"}
    return write(folder / "bases.csv", table(BASE_COLUMNS, [here]))


FILES: dict[str, tuple[Callable[[Path], Path], type]] = {
    "areas": (areas_file, Area), "bases": (bases_file, Base), "events": (lambda folder: ged_file(folder, {}), Incident)
}  # fmt: skip
KINDS = list(FILES)


def imported(run: Run, kind: str, folder: Path, *more: str) -> Ran:
    return run("import", kind, str(FILES[kind][0](folder)), *AT, *more)


def refused(ran: Ran) -> str:
    """Return the one sentence, or the two, that a refusal says."""
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    return ran.err.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_taken_in_and_told_of(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    before = FILES[kind][1]._default_manager.filter(mission=MISSION).count()  # type: ignore[attr-defined]
    ran = imported(run, kind, tmp_path, "--release", "25.1")
    after = FILES[kind][1]._default_manager.filter(mission=MISSION).count()  # type: ignore[attr-defined]
    assert (ran.code, ran.err, after) == (0, "", before + 1)
    assert ran.out.startswith("R-000001: ")
    assert "  report: " in ran.out
    assert Snapshot.objects.get().release == "25.1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_machine_reads_the_report_as_json(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    ran = imported(run, kind, tmp_path, "--json")
    report = json.loads(ran.out)
    assert (ran.code, report["run"], report["rows"], report["new"], report["refused"]) == (0, "R-000001", 1, 1, 0)
    assert Path(report["file"]).read_text("utf-8-sig").startswith("row,verdict,")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_twice_adds_nothing(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    imported(run, kind, tmp_path)
    report = json.loads(imported(run, kind, tmp_path, "--json").out)
    assert (report["run"], report["new"], report["updated"], report["unchanged"]) == ("R-000002", 0, 0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_not_there_is_one_sentence(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    ran = run("import", kind, str(tmp_path / "nothing.csv"), *AT)
    assert refused(ran) == "There is no file nothing.csv. Check the spelling and the folder."


RUBBISH = rubbish(ged_text({"where_coordinates": "Étang"}).encode(), "data.csv")


@pytest.mark.parametrize("name", list(RUBBISH))
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_used_changes_nothing(
    run: Run, people: People, tmp_path: Path, kind: str, name: str
) -> None:
    before, path = store(), write(tmp_path / "data.csv", RUBBISH[name][0])
    said = refused(run("import", kind, str(path), *AT))
    assert said.startswith("data.csv ")
    assert str(tmp_path) not in said
    assert store() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_json_for_a_machine(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    ran = run("import", kind, str(write(tmp_path / "data.csv", b"")), *AT, "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["code"] == "file_empty"


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_without_the_permission_is_refused(run: Run, people: People, tmp_path: Path, kind: str) -> None:
    before = store()
    assert "does not carry the permission" in refused(imported(run, kind, tmp_path, *WHO))
    assert store() == before


def test_events_of_another_country_are_refused(run: Run, people: People, tmp_path: Path) -> None:
    said = refused(run("import", "events", str(ged_file(tmp_path, {"latitude": "50.0"})), *AT))
    assert said.startswith("None of the 1 places in events.csv lies in the mission. Check that this is the file")


def test_events_with_exchanged_coordinates_are_refused(run: Run, people: People, tmp_path: Path) -> None:
    said = refused(run("import", "events", str(ged_file(tmp_path, {"latitude": "20.5", "longitude": "5.0"})), *AT))
    assert said.startswith("In events.csv latitude and longitude seem to be exchanged.")


def test_events_before_areas_are_refused(run: Run, people: People, tmp_path: Path) -> None:
    said = refused(run("import", "events", str(ged_file(tmp_path, {})), "--mission", "lithe"))
    assert said.startswith("The mission has no areas yet. Import its areas first")


def test_bases_of_another_mission_are_refused(run: Run, people: People, tmp_path: Path) -> None:
    said = refused(imported(run, "bases", tmp_path, "--of", "UNFAR"))
    assert said == "The table has no mission UNFAR. Name one of these: ORVANE."


def test_areas_of_another_country_are_refused(run: Run, people: People, tmp_path: Path) -> None:
    said = refused(imported(run, "areas", tmp_path, "--country", "YY", "--country", "ZZ"))
    assert said == "areas.geojson holds no area of YY, ZZ. Check the country's code."


def test_a_disputed_area_is_marked(run: Run, people: People, tmp_path: Path) -> None:
    imported(run, "areas", tmp_path, "--disputed", "harn")
    assert Area.objects.get(code="XV01").disputed


def test_an_encoding_may_be_named(run: Run, people: People, tmp_path: Path) -> None:
    path = str(write(tmp_path / "data.csv", RUBBISH["Latin-1"][0]))
    assert run("import", "events", path, *AT, "--encoding", "latin-1").code == 0
    assert Incident.objects.get().place_name == "Étang"


def test_a_file_of_acled_is_taken_in(run: Run, people: People, tmp_path: Path) -> None:
    report = json.loads(run("import", "events", str(acled_file(tmp_path, {})), *AT, "--json").out)
    assert (report["new"], Incident.objects.get().source) == (1, "acled")


def test_what_was_mended_and_refused_is_shown_with_its_row(run: Run, people: People, tmp_path: Path) -> None:
    path = ged_file(
        tmp_path, {}, {"id": "9002", "high": "3"}, {"id": "9003", "best": "many"}, {"id": "9004", "latitude": "9"}
    )
    ran = run("import", "events", str(path), *AT)
    assert ran.code == 0
    for words in (
        "1 × corrected, high: The high estimate stood below the best estimate; the best estimate stands.",
        "1 × refused, best: This is not a whole number.",
        "1 × elsewhere: The place lies outside the mission's areas.",
        "row 4, best = many: This is not a whole number. Write a whole number in figures.",
    ):
        assert words in ran.out
