"""A large file is read ahead by a second process: the same rows, the same faults, and nothing left of it after."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.samples import ged, write
from tests.exchange.taking import counts, ged_file, take_events
from tests.people import People
from tutela.exchange.readers.events import ahead
from tutela.exchange.readers.events.ahead import reading
from tutela.exchange.readers.events.reader_process import packed_fault, unpacked_fault
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.events.ready import Portion, Wanted, portions
from tutela.exchange.readers.refusals import FileDamaged, ReadingBrokenOff
from tutela.kernel.sentences import Sentence
from tutela.know.incidents.models import Incident

WORLD = Wanted(0, (-180.0, -90.0, 180.0, 90.0), 2)
SLIPS: list[dict[str, str]] = [
    {"id": "1"}, {"id": "2", "number_of_sources": "-1"}, {"id": "3", "best": "many"}, {"id": "4", "priogrid_gid": "5"},
    {"id": "5", "date_end": "2014-05-02", "side_b": "Élan"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _always_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "LARGE", 0)
    monkeypatch.setattr(ahead, "_cores", lambda: 2)


def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that fills with the numbers of the processes that are started."""
    pids: list[int] = []
    start = ahead._started

    def watched() -> object:
        process = start()
        assert process is not None
        pids.append(process.pid)
        return process

    monkeypatch.setattr(ahead, "_started", watched)
    return pids


def test_it_gives_the_same_rows_as_reading_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids = started(monkeypatch)
    file = open_events(write(tmp_path / "events.csv", ged(*SLIPS)))
    with reading(file, WORLD) as found:
        rows = [row for portion in found for row in portion.rows]
    assert rows == [row for portion in portions(file, WORLD) for row in portion.rows]
    assert len(pids) == 1


def test_it_makes_ready_what_is_wanted_and_no_more(tmp_path: Path) -> None:
    file = open_events(write(tmp_path / "events.csv", ged({"id": "1"}, {"id": "2"}, {"id": "3", "longitude": "9"})))
    with reading(file, WORLD._replace(after=2, bounds=(30.0, 4.0, 32.0, 5.0))) as found:
        rows = [row for portion in found for row in portion.rows]
    assert [getattr(row, "told", None) is not None for row in rows] == [False, True, False]


def test_the_process_is_gone_when_the_reading_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids = started(monkeypatch)
    file = open_events(write(tmp_path / "events.csv", ged(*({"id": str(n)} for n in range(1, 3000)))))
    with reading(file, WORLD) as found:
        assert next(found).rows
        os.kill(pids[0], 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_it_says_when_the_process_was_ended_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids = started(monkeypatch)
    file = open_events(write(tmp_path / "events.csv", ged(*({"id": str(n)} for n in range(1, 3000)))))

    def all_of(found: Iterator[Portion]) -> None:
        next(found)
        os.kill(pids[0], signal.SIGTERM)
        for _portion in found:
            pass

    with reading(file, WORLD) as found, pytest.raises(ReadingBrokenOff):
        all_of(found)


def test_it_reads_here_when_no_process_comes_to_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "READER", "tutela.there_is_no_such_module")
    file = open_events(write(tmp_path / "events.csv", ged(*SLIPS)))
    with reading(file, WORLD) as found:
        assert sum(len(portion.rows) for portion in found) == len(SLIPS)


def test_a_fault_while_reading_is_the_same_fault_here(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", ged(*SLIPS))
    file = open_events(path)
    path.unlink()
    with reading(file, WORLD) as found, pytest.raises(FileNotFoundError):
        next(found)


def test_a_refusal_travels_with_its_words() -> None:
    refusal = FileDamaged(name="a.csv", where=Sentence("it stops before its end"))
    came = unpacked_fault(packed_fault(refusal))
    assert isinstance(came, FileDamaged)
    assert came.as_json() == refusal.as_json()
    assert isinstance(came.message, Sentence)
    assert came.message.facts == {"name": "a.csv", "where": "it stops before its end"}


def test_an_import_ahead_ends_like_one_that_is_not(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = started(monkeypatch)
    report = take_events(people, ged_file(tmp_path, {"id": "1"}, {"id": "2", "best": "many"}, {"id": "3"}))
    assert (counts(report), report.refused) == ((2, 0, 0), 1)
    assert sorted(Incident.objects.values_list("source_key", flat=True)) == ["1", "3"]
    assert len(pids) == 1
