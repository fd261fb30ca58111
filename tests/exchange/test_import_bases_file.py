"""A table of deployments becomes bases with the periods in which they stood; a wrong one changes nothing."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.samples import BASE_COLUMNS, CAMP, table, write
from tests.exchange.taking import counts, rubbish, store, zip_of
from tests.people import MISSION, People, area
from tutela.access.permissions import Permission
from tutela.exchange.intake import ImportReport, import_bases_file
from tutela.exchange.intake.bases import NoSuchMission
from tutela.exchange.intake.inside import CoordinatesExchanged, OutsideMission
from tutela.exchange.intake.unreadable import NothingReadable
from tutela.exchange.models import ImportRun
from tutela.kernel.refusals import NotAllowed, Refusal
from tutela.ledger.queries import last_event, payload
from tutela.mission.commands import import_areas
from tutela.mission.models import Base, BasePeriod
from tutela.mission.queries import bases_on

HERE = {"mission": "ORVANE", "country": "Orvane", "latitude": "5.0", "longitude": "20.5"}


def text(*changes: Mapping[str, str]) -> str:
    """Return a table of base-years in Orvane."""
    return table(BASE_COLUMNS, [{**CAMP, **HERE, **change} for change in changes or ({},)])


def bases_file(folder: Path, *changes: Mapping[str, str], name: str = "bases.csv") -> Path:
    return write(folder / name, text(*changes))


def take_in(people: People, path: Path, **more: Any) -> ImportReport:
    said: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "folder": path.parent / "kept"}
    return import_bases_file(path, **said | more)[1]


def refused(people: People, path: Path, kind: type[Refusal], **more: Any) -> Refusal:
    """Import what is refused, and return the refusal; nothing has changed."""
    before = store()
    with pytest.raises(kind) as caught:
        take_in(people, path, **more)
    assert store() == before
    assert not list(path.parent.glob("kept/**/*.csv*"))
    return caught.value


def standing(people: People, day: date) -> list[str]:
    return [row.code for row in bases_on(people.in_charge.actor, day)]


def test_base_years_become_a_base_in_its_area_with_its_periods(people: People, tmp_path: Path) -> None:
    years = ({"year": year} for year in ("2014", "2015", "2017"))
    report = take_in(people, bases_file(tmp_path, *years, {"location": "Loumé", "longitude": "22.5"}), release="2.2")
    assert (report.rows, counts(report), report.notes) == (4, (2, 0, 0), ["4 base-years gave 2 bases."])
    camp, other = Base.objects.select_related("area").order_by("-code")
    assert (str(camp.area), str(other.area)) == ("Haut-Sambéré", "Tesqué-Ville")
    spans = BasePeriod.objects.filter(base=camp).order_by("valid_from").values_list("valid_from", "valid_to", "troops")
    assert list(spans) == [(date(2014, 1, 1), date(2015, 12, 31), 300), (date(2017, 1, 1), None, 300)]


def test_the_last_year_of_the_table_ends_nothing(people: People, tmp_path: Path) -> None:
    take_in(people, bases_file(tmp_path, {}, {"year": "2016", "location": "Loumé"}))
    assert standing(people, date(2014, 6, 1)) == ["quillmoor"]
    assert standing(people, date(2015, 6, 1)) == []
    assert standing(people, date(2030, 6, 1)) == ["loume"]


def test_the_same_file_twice_adds_nothing(people: People, tmp_path: Path) -> None:
    path = bases_file(tmp_path, {}, {"location": "Loumé"})
    take_in(people, path)
    before = store()
    assert counts(take_in(people, path)) == (0, 0, 2)
    after = store()
    assert {name for name in before if before[name] != after[name]} == {"head", "ImportRun"}


def test_a_newer_table_updates_what_it_changed_and_says_so(people: People, tmp_path: Path) -> None:
    take_in(people, bases_file(tmp_path, {}, {"location": "Loumé"}))
    newer: tuple[dict[str, str], ...] = ({}, {"year": "2015"}, {"location": "Loumé"}, {"location": "Weir"})
    report = take_in(people, bases_file(tmp_path, *newer, name="newer.csv"))
    assert counts(report) == (1, 2, 0)
    assert standing(people, date(2015, 6, 1)) == ["quillmoor"]


def test_a_base_that_moved_is_two_bases(people: People, tmp_path: Path) -> None:
    take_in(people, bases_file(tmp_path, {}, {"year": "2015", "longitude": "20.9"}))
    assert (standing(people, date(2014, 6, 1)), standing(people, date(2015, 6, 1))) == (["quillmoor"], ["quillmoor-2"])


def test_only_the_mission_asked_for_is_taken(people: People, tmp_path: Path) -> None:
    path = bases_file(tmp_path, {}, {"mission": "UNFAR", "location": "Far"})
    assert counts(take_in(people, path)) == (1, 0, 0)
    assert counts(take_in(people, path, mission_in_file="UNFAR")) == (1, 0, 0)
    assert sorted(Base.objects.values_list("code", flat=True)) == ["far", "quillmoor"]


def test_what_was_merged_and_what_was_refused_is_told_row_by_row(people: People, tmp_path: Path) -> None:
    rows: tuple[dict[str, str], ...] = ({}, {"NoTroops": "310", "ave.no.troops": "310"}, {"year": "long ago"})
    report = take_in(people, bases_file(tmp_path, *rows))
    (path,) = (tmp_path / "kept").rglob("*.csv")
    lines = {(line["row"], line["verdict"]) for line in csv.DictReader(path.read_text("utf-8-sig").splitlines())}
    assert (report.rows, report.refused, counts(report)) == (3, 1, (1, 0, 0))
    assert {("2", "corrected"), ("4", "refused")} <= lines


def test_its_end_is_in_the_ledger_and_its_run_is_kept(people: People, tmp_path: Path) -> None:
    shares: list[float] = []
    report = take_in(people, bases_file(tmp_path), progress=shares.append)
    run = ImportRun.objects.get()
    entry = last_event(MISSION, "exchange.import_finished", run.reference)
    assert entry is not None
    assert (run.report, payload(entry)["new"], shares) == (report.as_json(), 1, [1.0])


def test_a_mission_without_areas_takes_its_bases_and_says_what_they_lack(people: People, tmp_path: Path) -> None:
    report = take_in(people, bases_file(tmp_path), actor=people.outsider.actor, mission_in_file="ORVANE")
    assert report.notes[-1].startswith("The mission has no areas yet; import this file again once it has")
    import_areas(actor=people.outsider.actor, clock=people.clock, areas=[area("LI01", "Lithe", 20, 22)])
    again = take_in(people, tmp_path / "bases.csv", actor=people.outsider.actor, mission_in_file="ORVANE")
    assert (counts(again), len(again.notes)) == ((0, 1, 0), 1)


RUBBISH = rubbish(text({"location": "Étang"}).encode(), "bases.csv")


@pytest.mark.parametrize("kind", list(RUBBISH))
def test_a_file_that_cannot_be_used_changes_nothing(people: People, tmp_path: Path, kind: str) -> None:
    content, words = RUBBISH[kind]
    refusal = refused(people, write(tmp_path / "bases.csv", content), Refusal)
    assert re.search(words, refusal.message)
    assert refusal.message.startswith("bases.csv ")
    assert refusal.remedy


def test_a_table_without_the_mission_names_those_that_it_has(people: People, tmp_path: Path) -> None:
    path = bases_file(tmp_path, {"mission": "UNFAR"}, {"mission": "UNNEAR"})
    refusal = refused(people, path, NoSuchMission)
    assert str(refusal) == "The table has no mission ORVANE. Name one of these: UNFAR, UNNEAR."


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"latitude": "50.0"}, OutsideMission),
        ({"latitude": "20.5", "longitude": "5.0"}, CoordinatesExchanged),
        ({"year": "long ago"}, NothingReadable),
        ({"latitude": "north"}, NothingReadable),
    ],
)
def test_a_table_of_elsewhere_or_without_a_row_of_use_changes_nothing(
    people: People, tmp_path: Path, change: dict[str, str], kind: type[Refusal]
) -> None:
    refusal = refused(people, bases_file(tmp_path, change, {"location": "Loumé"} | change), kind)
    assert "bases.csv" in refusal.message


@pytest.mark.parametrize("permission", [Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.BASE_CHANGE])
def test_a_post_without_the_permission_takes_nothing_in(people: People, tmp_path: Path, permission: Permission) -> None:
    actor = people.in_charge.actor
    without = replace(actor, permissions=actor.permissions - {permission})
    refused(people, bases_file(tmp_path), NotAllowed, actor=without)


@pytest.mark.parametrize("shape", ["gzip", "zip", "mark"])
def test_each_way_to_pack_a_file_is_read(people: People, tmp_path: Path, shape: str) -> None:
    plain = text().encode()
    packed = {"gzip": gzip.compress(plain), "zip": zip_of("bases.csv", plain), "mark": b"\xef\xbb\xbf" + plain}
    assert counts(take_in(people, write(tmp_path / "packed", packed[shape]))) == (1, 0, 0)
