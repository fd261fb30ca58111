"""Files are kept sealed under names that say nothing, whole or not at all, and cleared away when nobody needs them."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.doors import samples
from tutela.exchange.doors.files import StoredFileMissing, StoreFull, open_file, put_away, remove_orphans, rewrap_files
from tutela.exchange.doors.files.refusals import ManyFiles, OtherKind
from tutela.exchange.doors.files.store import discard
from tutela.kernel.clock import SetClock
from tutela.kernel.sealing import Keyring, new_key

NOTE = b"Seen at the ford at dawn."


class Keys:
    """A keyring that a test holds."""

    def __init__(self) -> None:
        self.keys = [new_key("first")]

    def keyring(self) -> Keyring:
        """Return it."""
        return Keyring(self.keys)


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Keys:
    settings.MEDIA_ROOT = tmp_path / "kept"
    settings.VAULT_KEYS = Keys()
    kept: Keys = settings.VAULT_KEYS
    return kept


def put(*contents: bytes, key: str = "r-1", mission: str = "orvane") -> Any:
    return put_away(contents, mission=mission, submission_key=key)


def paths(tmp_path: Path) -> list[Path]:
    return samples.stored_paths(tmp_path)


def test_a_file_is_read_back_as_it_was_cleaned() -> None:
    (file,) = put(NOTE).files
    assert open_file("orvane", file.key) == NOTE
    assert (file.media_type, file.size) == ("text/plain", len(NOTE))


def test_on_the_disk_nothing_can_be_read(tmp_path: Path) -> None:
    (file,) = put(NOTE).files
    (path,) = paths(tmp_path)
    assert path == tmp_path / "kept" / "alerts" / "orvane" / file.key
    assert NOTE not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_file_of_the_same_report_is_one(tmp_path: Path) -> None:
    first, second = put(NOTE, NOTE), put(NOTE)
    assert first.files == second.files
    assert (len(first.new), len(second.new), len(paths(tmp_path))) == (1, 0, 1)


def test_the_same_file_of_two_reports_shows_no_likeness() -> None:
    (one,), (other,) = put(NOTE).files, put(NOTE, key="r-2").files
    assert one.key != other.key


def test_a_file_of_another_mission_does_not_open() -> None:
    (file,) = put(NOTE).files
    with pytest.raises(StoredFileMissing):
        open_file("lithe", file.key)


def test_a_file_that_was_exchanged_on_the_disk_does_not_open(tmp_path: Path) -> None:
    one, other = put(NOTE, b"Another note.").files
    folder = tmp_path / "kept" / "alerts" / "orvane"
    (folder / other.key).replace(folder / one.key)
    with pytest.raises(StoredFileMissing):
        open_file("orvane", one.key)


@pytest.mark.parametrize("key", ["", "../../vault.keys", "x" * 32, "0" * 32, "0" * 31, "a/b"])
def test_a_key_that_is_none_reads_nothing(key: str) -> None:
    with pytest.raises(StoredFileMissing):
        open_file("orvane", key)


@pytest.mark.parametrize("mission", ["", "..", "../lithe", "a/b"])
def test_a_mission_that_is_none_reads_nothing(mission: str) -> None:
    with pytest.raises(StoredFileMissing):
        open_file(mission, "0" * 32)


def test_a_file_that_is_not_taken_leaves_the_others() -> None:
    found = put(NOTE, samples.archive(), b"Another note.")
    assert [file.size for file in found.files] == [len(NOTE), len("Another note.")]
    assert [type(no) for no in found.refused] == [OtherKind]


def test_more_files_than_a_report_may_have_are_refused() -> None:
    found = put(*(f"Note {number}.".encode() for number in range(7)))
    assert (len(found.files), [type(no) for no in found.refused]) == (5, [ManyFiles, ManyFiles])


@pytest.mark.parametrize("fails_at", [1, 2])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fails_at: int, code: int
) -> None:
    calls = 0
    real = os.fsync

    def fsync(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= fails_at:
            raise OSError(code, "full")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StoreFull, match="no room left"):
        put(NOTE, b"Another note.")
    assert paths(tmp_path) == []


def test_another_fault_of_the_disk_is_not_told_as_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        put(NOTE)
    assert paths(tmp_path) == []


def test_files_that_nobody_refers_to_are_cleared_away_after_a_day() -> None:
    kept, orphan = put(NOTE, b"Another note.").files
    now = SetClock(datetime.now(UTC))
    assert remove_orphans("orvane", referred={kept.key}, clock=now) == 0
    now.advance(timedelta(hours=25))
    assert remove_orphans("orvane", referred={kept.key}, clock=now) == 1
    assert open_file("orvane", kept.key) == NOTE
    with pytest.raises(StoredFileMissing):
        open_file("orvane", orphan.key)


def test_clearing_away_where_nothing_lies_is_no_fault() -> None:
    assert remove_orphans("lithe", referred=(), clock=SetClock(datetime.now(UTC))) == 0


def test_what_was_discarded_is_gone_and_may_be_discarded_again(tmp_path: Path) -> None:
    found = put(NOTE)
    discard(found.new, mission="orvane")
    discard(found.new, mission="orvane")
    assert paths(tmp_path) == []


def test_a_new_key_takes_over_the_files(keys: Keys) -> None:
    (file,) = put(NOTE).files
    keys.keys.insert(0, new_key("second"))
    assert (rewrap_files("orvane"), rewrap_files("orvane")) == (1, 0)
    keys.keys.pop()
    assert open_file("orvane", file.key) == NOTE


def test_without_its_key_a_file_does_not_open(keys: Keys) -> None:
    (file,) = put(NOTE).files
    keys.keys[:] = [new_key("other")]
    with pytest.raises(StoredFileMissing):
        open_file("orvane", file.key)
    assert rewrap_files("orvane") == 0
