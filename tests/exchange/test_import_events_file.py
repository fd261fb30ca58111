"""An event file is taken in whole, once, and told of to the last row; one that cannot be used changes nothing."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.samples import ACLED_35, collection, ged_feature, table, write
from tests.exchange.taking import acled_file, counts, ged_file, ged_text, rubbish, store, take_events, zip_of
from tests.people import ELSEWHERE, MISSION, People
from tests.products_app.scene import told
from tutela.access.permissions import Permission
from tutela.exchange.intake.inside import CoordinatesExchanged, NoAreas, OutsideMission
from tutela.exchange.intake.unreadable import NothingReadable
from tutela.exchange.models import ImportRun
from tutela.kernel.refusals import NotAllowed, Refusal
from tutela.know.incidents.commands import correct_incident
from tutela.know.incidents.models import Actor, Incident, IncidentRevision
from tutela.know.incidents.queries import incidents_as_known, totals_that_drifted
from tutela.know.incidents.rules import facts_from_json
from tutela.ledger.queries import entries_of, last_event, payload, verify
from tutela.mission.models import Snapshot

GOOD = ged_text({}, {"id": "9002", "where_coordinates": "Étang"}).encode()
RUBBISH = rubbish(GOOD, "events.csv")


def incident(key: str = "9001") -> Incident:
    return Incident.objects.select_related("area", "actor_a", "actor_b", "snapshot").get(source_key=key)


def report_rows(folder: Path) -> list[dict[str, str]]:
    """Return the lines of the newest report below a folder."""
    newest = max((folder / "kept" / "imports" / MISSION).glob("*.csv"))
    return list(csv.DictReader(newest.read_text("utf-8-sig").splitlines()))


def test_a_row_becomes_an_incident_with_its_place_its_actors_and_its_own_words(people: People, tmp_path: Path) -> None:
    report = take_events(people, ged_file(tmp_path, {}), release="25.1")
    row = incident()
    assert (report.rows, counts(report), report.refused, report.elsewhere) == (1, (1, 0, 0), 0, 0)
    assert row.area is not None
    assert row.snapshot is not None
    assert (row.area.code, row.snapshot.release, row.snapshot.filename) == ("OV0101", "25.1", "events.csv")
    assert (str(row.actor_a), str(row.actor_b), row.act) == ("Grey Sail", "Civilians", "killing")
    assert (row.deaths_low, row.deaths_best, row.deaths_high, row.civilians_best) == (5, 8, 12, 8)
    assert (row.occurred_from, row.occurred_to) == (date(2014, 4, 13), date(2014, 4, 14))
    assert totals_that_drifted(MISSION) == []


def test_the_source_s_own_row_is_kept_under_its_own_heads(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {}))
    revision, held = IncidentRevision.objects.get(), incident().snapshot
    assert held is not None
    said = dict(zip(held.header, revision.original.split("\x1f"), strict=True))
    assert (said["relid"], said["source_headline"], said["longitude"]) == ("VEL-1", "Market burned", "20.5")


def test_the_same_file_twice_adds_nothing(people: People, tmp_path: Path) -> None:
    path = ged_file(tmp_path, {}, {"id": "9002"})
    take_events(people, path)
    before = store()
    assert counts(take_events(people, path)) == (0, 0, 2)
    after = store()
    assert {name for name in before if before[name] != after[name]} == {"head", "ImportRun"}


def test_the_same_events_in_another_order_and_another_file_add_nothing(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {}, {"id": "9002"}))
    again = ged_file(tmp_path, {"id": "9002"}, {}, name="again.csv")
    assert counts(take_events(people, again)) == (0, 0, 2)
    assert (IncidentRevision.objects.count(), Snapshot.objects.count()) == (2, 2)


def test_a_newer_release_updates_what_it_changed_and_says_so(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {}, {"id": "9002"}), release="24.1")
    before = people.clock.now()
    people.clock.advance(timedelta(days=1))
    newer = ged_file(tmp_path, {"best": "9", "deaths_unknown": "2"}, {"id": "9002"}, {"id": "9003"}, name="newer.csv")
    assert counts(take_events(people, newer, release="25.1")) == (1, 1, 1)
    row = incident()
    assert row.snapshot is not None
    assert (row.deaths_best, row.revision, row.snapshot.release, incident("9002").revision) == (9, 2, "25.1", 1)
    (then, _other) = incidents_as_known(
        people.in_charge.actor, before, since=date(2014, 1, 1), until=date(2014, 12, 31)
    )
    assert then.deaths_best == 8
    assert totals_that_drifted(MISSION) == []


def test_the_final_release_takes_the_place_of_a_candidate(people: People, tmp_path: Path) -> None:
    candidate = {"code_status": "Check Deaths", "event_clarity": "2", "best": "4", "low": "4", "high": "4"}
    take_events(people, ged_file(tmp_path, candidate), release="25.0.3")
    assert (incident().status, incident().deaths_best) == ("Check Deaths", 4)
    assert counts(take_events(people, ged_file(tmp_path, {}, name="final.csv"), release="25.1")) == (0, 1, 0)
    assert (incident().status, incident().deaths_best, Incident.objects.count()) == ("Clear", 8, 1)


def test_a_key_that_comes_twice_is_one_incident_as_its_last_row_says(people: People, tmp_path: Path) -> None:
    report = take_events(people, ged_file(tmp_path, {"where_coordinates": "Mill"}, {"where_coordinates": "Weir"}))
    assert counts(report) == (1, 1, 0)
    assert (incident().place_name, incident().revision) == ("Weir", 2)


def corrected(people: People) -> None:
    """Correct the first incident: somebody knows that nobody was killed."""
    row = incident()
    facts = facts_from_json(IncidentRevision.objects.get(pk=row.revision_key).facts)
    nobody: dict[str, Any] = dict.fromkeys(
        [name for name in facts._fields if name.startswith(("deaths_", "civilians_"))], 0
    )
    correct_incident(
        actor=people.in_charge.actor, clock=people.clock, key=row.pk, expected_revision=row.revision,
        facts=facts._replace(**nobody), reason="The patrol counted.",
    )  # fmt: skip


def test_a_file_that_says_nothing_new_leaves_a_correction_alone(people: People, tmp_path: Path) -> None:
    path = ged_file(tmp_path, {})
    take_events(people, path)
    corrected(people)
    report = take_events(people, path)
    assert (counts(report), report.notes, incident().deaths_best) == ((0, 0, 1), [], 0)


def test_a_file_that_goes_over_a_correction_is_noted_with_its_incidents(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {}))
    corrected(people)
    report = take_events(people, ged_file(tmp_path, {"best": "9"}, name="newer.csv"))
    assert (counts(report), incident().deaths_best, incident().revision) == ((0, 1, 0), 9, 3)
    assert report.notes[0].startswith("1 incidents that people had corrected are told anew by this file")
    entry = last_event(MISSION, "know.incidents.incidents_imported")
    assert entry is not None
    assert payload(entry)["over_corrections"] == 1
    assert "I-000001" in entry.related


def test_what_people_recorded_is_never_touched(people: People, tmp_path: Path) -> None:
    from tests.products_app.scene import record

    record(people, told("9001", date(2014, 4, 13)))
    assert counts(take_events(people, ged_file(tmp_path, {}))) == (1, 0, 0)
    assert Incident.objects.get(source="mission").revision == 1


MIXED: list[dict[str, str]] = [
    {},
    {"id": "9002", "high": "3"},
    {"id": "9003", "date_start": "one day"},
    {"id": "9004", "latitude": "40.0"},
    {"id": "9005", "deaths_unknown": "5"},
    {"id": "9006", "latitude": "20.5", "longitude": "5.0"},
]


def test_every_row_is_accounted_for(people: People, tmp_path: Path) -> None:
    report = take_events(people, ged_file(tmp_path, *MIXED))
    assert (report.rows, counts(report)) == (6, (3, 0, 0))
    assert (report.corrected, report.refused, report.elsewhere) == (1, 1, 2)
    lines = [(line["row"], line["verdict"], line["column"]) for line in report_rows(tmp_path)]
    assert lines == [
        ("3", "corrected", "high"), ("4", "refused", "date_start"), ("5", "elsewhere", ""), ("6", "look", "best"),
        ("7", "elsewhere", ""),
    ]  # fmt: skip
    assert "exchanged" in report_rows(tmp_path)[-1]["why"]


def test_the_report_is_kept_with_the_run_and_in_the_ledger(people: People, tmp_path: Path) -> None:
    report = take_events(people, ged_file(tmp_path, *MIXED))
    run = ImportRun.objects.get()
    assert (run.status, run.report) == ("finished", json.loads(json.dumps(report.as_json())))
    entry = last_event(MISSION, "exchange.import_finished", run.reference)
    assert entry is not None
    assert payload(entry)["refused"] == 1
    assert verify(MISSION).is_intact


def test_no_cell_of_a_report_is_a_formula(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {}, {"id": "9002", "date_start": "=HYPERLINK(1)"}))
    (line,) = report_rows(tmp_path)
    assert line["was"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("kind", list(RUBBISH))
def test_a_file_that_cannot_be_used_changes_nothing(people: People, tmp_path: Path, kind: str) -> None:
    content, words = RUBBISH[kind]
    path, before = write(tmp_path / "events.csv", content), store()
    with pytest.raises(Refusal) as refused:
        take_events(people, path)
    assert re.search(words, refused.value.message)
    assert refused.value.message.startswith("events.csv ")
    assert (refused.value.message.count("\n"), bool(refused.value.remedy)) == (0, True)
    assert store() == before
    assert not list(tmp_path.glob("kept/**/*.csv*"))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"latitude": "50.0"}, OutsideMission),
        ({"latitude": "20.5", "longitude": "5.0"}, CoordinatesExchanged),
        ({"date_start": "one day"}, NothingReadable),
    ],
)
def test_a_file_of_another_country_or_without_a_row_of_use_changes_nothing(
    people: People, tmp_path: Path, change: dict[str, str], refusal: type[Refusal]
) -> None:
    before = store()
    with pytest.raises(refusal, match=r"events\.csv"):
        take_events(people, ged_file(tmp_path, change, {"id": "9002"} | change))
    assert store() == before


def test_a_mission_without_areas_takes_no_events(people: People, tmp_path: Path) -> None:
    with pytest.raises(NoAreas):
        take_events(people, ged_file(tmp_path, {}), actor=people.outsider.actor)
    assert not Incident.objects.filter(mission_id=ELSEWHERE).exists()


@pytest.mark.parametrize("permission", [Permission.IMPORT_RUN, Permission.SNAPSHOT_ADD, Permission.INCIDENT_IMPORT])
def test_a_post_without_the_permission_takes_nothing_in(people: People, tmp_path: Path, permission: Permission) -> None:
    actor = people.in_charge.actor
    before = store()
    with pytest.raises(NotAllowed):
        take_events(people, ged_file(tmp_path, {}), actor=replace(actor, permissions=actor.permissions - {permission}))
    assert store() == before


@pytest.mark.parametrize("shape", ["csv", "gzip", "zip", "semicolons", "mark", "geojson"])
def test_each_way_to_pack_a_file_gives_the_same_incidents(people: People, tmp_path: Path, shape: str) -> None:
    features = [
        ged_feature(id=key, side_a="Grey Sail", gwnoa="", country="Orvane", where_coordinates=place, priogrid_gid="",
                    ) | {"geometry": {"type": "Point", "coordinates": [20.5, 5.0]}}
        for key, place in ((9001, "Loumé"), (9002, "Étang"))
    ]  # fmt: skip
    content = {
        "csv": GOOD, "gzip": gzip.compress(GOOD), "zip": zip_of("events.csv", GOOD),
        "semicolons": re.sub(rb",", b";", GOOD), "mark": b"\xef\xbb\xbf" + GOOD,
        "geojson": collection(*features).encode(),
    }[shape]  # fmt: skip
    assert counts(take_events(people, write(tmp_path / "file", content))) == (2, 0, 0)
    assert (incident().deaths_best, incident("9002").place_name) == (8, "Étang")


def test_an_encoding_that_is_named_is_read(people: People, tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", GOOD.decode().encode("latin-1"))
    take_events(people, path, encoding="latin-1")
    assert incident("9002").place_name == "Étang"


@pytest.mark.parametrize("columns", [ACLED_35, None])
def test_a_file_of_acled_is_taken_in(people: People, tmp_path: Path, columns: list[str] | None) -> None:
    path = acled_file(tmp_path, {}, {"event_id_cnty": "VEL124", "fatalities": "0"})
    if columns:
        rows = list(csv.DictReader(path.read_text().splitlines()))
        write(path, table(columns, rows))
    assert counts(take_events(people, path)) == (2, 0, 0)
    row, quiet = incident("VEL123"), incident("VEL124")
    assert (row.source, row.act, quiet.act) == ("acled", "killing", "attempted_killing")
    assert (str(row.actor_a), row.civilians_best, row.one_sided) == ("Blue Hills Front", 3, True)
    assert (row.date_precision, row.place_precision, row.place_name) == (3, 3, "Loumé")
    assert totals_that_drifted(MISSION) == []


def test_a_later_time_stamp_of_acled_alone_is_no_change(people: People, tmp_path: Path) -> None:
    take_events(people, acled_file(tmp_path, {}))
    later = acled_file(tmp_path, {"timestamp": "1800000000"}, name="later.csv")
    assert counts(take_events(people, later)) == (0, 0, 1)


def test_two_sources_keep_their_own_keys(people: People, tmp_path: Path) -> None:
    take_events(people, ged_file(tmp_path, {"id": "123"}))
    take_events(people, acled_file(tmp_path, {"event_id_cnty": "123"}))
    assert sorted(Incident.objects.values_list("source", "source_key")) == [("acled", "123"), ("ucdp", "123")]


def test_names_too_long_for_a_column_do_not_stop_a_file(people: People, tmp_path: Path) -> None:
    long: dict[str, Any] = {
        "where_coordinates": "Loumé " * 80,
        "source_headline": "Mill " * 300,
        "side_a": "Sail " * 60,
    }
    assert counts(take_events(people, ged_file(tmp_path, {}, {"id": "9002"} | long))) == (2, 0, 0)
    assert len(incident("9002").place_name) <= 300
    assert max(len(actor.name) for actor in Actor.objects.all()) <= 200


def test_a_file_is_written_in_pieces_each_with_its_rows_in_the_ledger(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutela.exchange.intake import events

    monkeypatch.setattr(events, "AT_ONCE", 2)
    monkeypatch.setattr(events, "BATCHES", 1)
    shares: list[float] = []
    report = take_events(people, ged_file(tmp_path, *({"id": f"{key}"} for key in range(5))), progress=shares.append)
    run = ImportRun.objects.get().reference
    pieces = [payload(one) for one in entries_of(MISSION, "know.incidents.incidents_imported", run)]
    assert [(one["first_row"], one["last_row"], one["new"]) for one in pieces] == [(2, 3, 2), (4, 5, 2), (6, 6, 1)]
    assert counts(report) == (5, 0, 0)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
