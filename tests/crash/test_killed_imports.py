"""An import that is killed at any moment, again and again, ends where one that was never killed ends."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.crash.database import Database, own_database

ROWS, BROKEN_EVERY = 6000, 50
MOST_KILLS = int(os.environ.get("TUTELA_CRASH_ROUNDS", "8"))
SEED = 20310515
pytestmark = pytest.mark.crash
SAME = ("rows", "new", "updated", "unchanged", "corrected", "refused", "elsewhere")


def event_file(folder: Path) -> Path:
    """Write a file of invented events, some of which cannot be taken over and some of which are mended."""
    from tests.exchange.samples import ged, write

    chance = random.Random(SEED)  # noqa: S311  # the same file again
    rows = []
    for number in range(ROWS):
        latitude, longitude = chance.uniform(4.1, 5.9), chance.uniform(20.1, 23.9)
        day = f"{chance.randint(2010, 2017)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        row = {
            "id": str(number + 1), "year": day[:4], "date_start": day, "date_end": day, "side_a": f"Front {number % 9}",
            "latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}", "geom_wkt": "", "priogrid_gid": "",
        }  # fmt: skip
        if number % BROKEN_EVERY == 7:
            row["date_start"] = "no day at all"
        rows.append(row)
    return write(folder / "events.csv", ged(*rows))


def start(store: Database, path: Path, words: Path) -> subprocess.Popen[bytes]:
    with words.open("wb") as out, words.with_suffix(".err").open("wb") as err:
        command = [sys.executable, "-m", "tests.crash.importer", str(path)]
        return subprocess.Popen(command, cwd=store.root, env=store.env, stdout=out, stderr=err)


def killed_at_its_work(store: Database, path: Path, words: Path, seconds: float) -> bool:
    """Start an import, kill it some time after it began, and return whether it had not come to its end."""
    process = start(store, path, words)
    until = time.monotonic() + 60
    try:
        while not words.stat().st_size:
            assert process.poll() is None, words.with_suffix(".err").read_text("utf-8")
            assert time.monotonic() < until
            time.sleep(0.005)
        time.sleep(seconds)
    finally:
        children = children_of(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert_gone(children)
    return b"end" not in words.read_bytes()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started, where the system tells."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in told.read_text("ascii").split()] if told.exists() else []


def is_alive(pid: int) -> bool:
    """Return whether a process is there and is not a mere entry that waits to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def assert_gone(pids: list[int]) -> None:
    """What a killed import had started ends of itself within seconds."""
    until = time.monotonic() + 10
    while alive := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < until, alive
        time.sleep(0.02)


def finished(store: Database, path: Path) -> dict[str, Any]:
    """Import the file to its end and return the report."""
    said = store.run("tests.crash.importer", str(path))
    report: dict[str, Any] = json.loads(said.splitlines()[-1].removeprefix("end "))
    return report


def look(store: Database) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads(store.run("tests.crash.witness", "import"))
    return seen


def assert_whole(seen: dict[str, Any]) -> None:
    """What the ledger says was imported is there, each incident once and whole."""
    assert (seen["problem"], seen["drifted"], seen["harm_of_nothing"]) == ("", [], 0)
    assert seen["new"] == len(seen["incidents"]) == seen["revisions"]
    ends = [0, *(last for _first, last in seen["rows"])]
    assert all(first > end for (first, _last), end in zip(seen["rows"], ends, strict=False))


def report_lines(store: Database) -> list[str]:
    (report,) = Path(store.env["TUTELA_HOME"]).joinpath("reports").rglob("*.csv")
    return sorted(report.read_text("utf-8-sig").splitlines())


def test_a_killed_import_goes_on_and_ends_like_one_that_was_not(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same moments again
    path = event_file(tmp_path)
    (tmp_path / "killed").mkdir()
    with own_database(tmp_path / "killed") as store:
        store.run("tests.crash.witness", "setup")
        kills = 0
        while kills < MOST_KILLS and killed_at_its_work(
            store, path, tmp_path / f"{kills}.out", chance.uniform(0, 2 / MOST_KILLS)
        ):
            kills += 1
            assert_whole(look(store))
        after_kills, seen, lines = finished(store, path), look(store), report_lines(store)
    (tmp_path / "calm").mkdir()
    with own_database(tmp_path / "calm") as store:
        store.run("tests.crash.witness", "setup")
        calm, expected, wanted = finished(store, path), look(store), report_lines(store)
    assert kills >= 3
    assert {name: after_kills[name] for name in SAME} == {name: calm[name] for name in SAME}
    assert seen["incidents"] == expected["incidents"]
    assert lines == wanted
    assert calm["refused"] == ROWS // BROKEN_EVERY
