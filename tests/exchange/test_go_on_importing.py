"""An import that was cut off goes on where the ledger says it had come to, and ends like one that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.taking import counts, ged_file, take_events
from tests.people import MISSION, People, area, country
from tutela.exchange.intake import events
from tutela.exchange.models import ImportRun
from tutela.know.incidents.models import Incident, IncidentRevision
from tutela.know.incidents.queries import totals_that_drifted
from tutela.ledger.queries import entries_of, payload
from tutela.mission.commands import import_areas

ROWS: list[dict[str, str]] = [
    {"id": "1"}, {"id": "2", "high": "3"}, {"id": "3", "best": "many"}, {"id": "4", "longitude": "24.1"}, {"id": "5"},
    {"id": "6", "latitude": "50.0"},
]  # fmt: skip


class CutOffError(Exception):
    """Stands for whatever ends a process: the power, the operator."""


def cut_off(_share: float) -> None:
    raise CutOffError


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "AT_ONCE", 2)
    monkeypatch.setattr(events, "BATCHES", 1)


def begun(people: People, path: Path) -> None:
    """Import a file's first piece and no more."""
    with pytest.raises(CutOffError):
        take_events(people, path, progress=cut_off)


def pieces() -> list[tuple[int, int]]:
    said = [payload(one) for one in entries_of(MISSION, events.IMPORTED, "R-000001")]
    return [(one["first_row"], one["last_row"]) for one in said]


def test_what_was_written_before_it_was_cut_off_stands(people: People, tmp_path: Path) -> None:
    begun(people, ged_file(tmp_path, *ROWS))
    assert sorted(Incident.objects.values_list("source_key", flat=True)) == ["1", "2"]
    assert ImportRun.objects.get().status == "running"
    assert not list((tmp_path / "kept").rglob("*.csv*"))
    assert totals_that_drifted(MISSION) == []


def test_it_goes_on_in_the_same_run_and_writes_nothing_twice(people: People, tmp_path: Path) -> None:
    path = ged_file(tmp_path, *ROWS)
    begun(people, path)
    report = take_events(people, path)
    assert ImportRun.objects.get().status == "finished"
    assert pieces() == [(2, 3), (4, 5), (6, 7)]
    assert IncidentRevision.objects.count() == Incident.objects.count() == 4
    assert (report.rows, counts(report), report.corrected) == (6, (4, 0, 0), 1)
    assert (report.refused, report.elsewhere, report.notes) == (1, 1, [])


def test_its_report_is_that_of_an_import_that_was_not_cut_off(people: People, tmp_path: Path) -> None:
    path = ged_file(tmp_path, *ROWS)
    begun(people, path)
    take_events(people, path)
    take_events(people, path)
    first, second = sorted((tmp_path / "kept").rglob("*.csv"))
    assert first.read_text("utf-8-sig") == second.read_text("utf-8-sig")


def test_it_says_when_the_areas_changed_in_between(people: People, tmp_path: Path) -> None:
    path = ged_file(tmp_path, {"id": "1", "longitude": "19.9"}, {"id": "2"}, {"id": "3"})
    begun(people, path)
    moved = [area("OV01", "Sambéré-Loï", 20.4, 22), area("OV0101", "Haut-Sambéré", 20.4, 21, "OV01"), *country()[1:2]]
    import_areas(actor=people.in_charge.actor, clock=people.clock, areas=moved)
    report = take_events(people, path)
    assert report.notes == ["The mission's areas changed while this import was interrupted; import the file once more."]
