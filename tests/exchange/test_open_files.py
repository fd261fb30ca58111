"""A wrong file gets one clear sentence, whatever its name says."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import ged, write, zipped
from tutela.exchange.readers import refusals
from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.files import Gauge, Kind, human_size, open_input, sniff
from tutela.exchange.readers.refusals import FileRefusal

GOOD = ged({}, {"id": "9002"}).encode()


@pytest.mark.parametrize(
    ("content", "expected", "words"),
    [
        (b"", refusals.FileEmpty, "is empty"),
        (b" \r\n\n", refusals.FileEmpty, "is empty"),
        (b"\xef\xbb\xbf", refusals.FileEmpty, "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refusals.FileIsSpreadsheet, "spreadsheet"),
        (b"%PDF-1.7\n...", refusals.FileIsOtherKind, "a PDF document"),
        (b"<!DOCTYPE html><html>Sign in</html>", refusals.FileIsOtherKind, "a web page"),
        (b"\x89PNG\r\n\x1a\n", refusals.FileIsOtherKind, "a picture"),
        (b"SQLite format 3\x00" + bytes(90), refusals.FileIsOtherKind, "GeoPackage"),
        (b"Rar!\x1a\x07", refusals.FileIsOtherKind, "other than zip or gzip"),
        (bytes(range(256)) * 20, refusals.FileIsBinary, "neither text nor any format"),
        (b"\x01\x02\x03\x04\x05\x06" * 100, refusals.FileIsBinary, "neither text nor any format"),
        (GOOD.decode().encode("utf-16"), refusals.WrongEncoding, "UTF-16"),
        (GOOD.decode().encode("utf-16-le"), refusals.WrongEncoding, "UTF-16"),
        (GOOD.decode().encode("utf-32"), refusals.WrongEncoding, "UTF-32"),
        (b"\x03" + bytes(99), refusals.FileIsOtherKind, "the .dbf part of a shapefile"),
    ],
)
def test_it_refuses_what_it_cannot_read(
    tmp_path: Path, content: bytes, expected: type[FileRefusal], words: str
) -> None:
    path = write(tmp_path / "events.csv", content)
    with pytest.raises(expected) as caught:
        open_events(path)
    assert words in caught.value.message
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.remedy


def test_it_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileMissing, match=r"There is no file nothing\.csv"):
        open_events(tmp_path / "nothing.csv")


def test_it_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileMissing):
        open_events(tmp_path)


def test_it_refuses_a_file_that_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "events.csv", GOOD)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(refusals.FileUnreadable, match="may not be read"):
        open_events(path)


def test_it_refuses_two_gigabytes_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(refusals.FileTooLarge, match=r"huge\.csv holds 2\.0 GB, more than the limit of 1\.0 GB"):
        open_events(path)


def test_its_limit_can_be_set(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", GOOD)
    with pytest.raises(refusals.FileTooLarge):
        open_input(path, Limits(file_bytes=len(GOOD) - 1))
    assert open_input(path, Limits(file_bytes=len(GOOD))).size == len(GOOD)


def test_it_reads_a_gzipped_table(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv.gz", gzip.compress(GOOD))
    assert [row.row_number for row in open_events(path).rows()] == [2, 3]


@pytest.mark.parametrize("kept", [12, 40, 200])
def test_it_refuses_a_gzip_that_was_cut(tmp_path: Path, kept: int) -> None:
    path = write(tmp_path / "events.csv.gz", gzip.compress(GOOD)[:kept])
    with pytest.raises(refusals.FileTruncated):
        open_events(path)


def test_it_refuses_a_gzip_that_was_changed(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(GOOD))
    packed[-6] ^= 0xFF
    with pytest.raises(refusals.FileDamaged):
        open_events(write(tmp_path / "events.csv.gz", bytes(packed)))


def test_it_refuses_a_gzip_bomb(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,best\n" + b"1,2\n" * 15_000_000)
    with pytest.raises(refusals.ArchiveTooLarge, match="would unpack to more than 50 MB"):
        open_events(write(tmp_path / "events.csv.gz", packed))


def test_it_refuses_an_archive_inside_an_archive(tmp_path: Path) -> None:
    path = write(tmp_path / "events.gz", gzip.compress(gzip.compress(GOOD)))
    with pytest.raises(refusals.FileIsOtherKind, match="an archive inside an archive"):
        open_events(path)


def test_a_shapefile_is_no_event_file(tmp_path: Path) -> None:
    with pytest.raises(refusals.FileIsOtherKind, match="a shapefile"):
        open_events(write(tmp_path / "events.csv", b"\x00\x00\x27\x0a" + bytes(200)))


def test_its_hash_is_that_of_the_file_on_disk(tmp_path: Path) -> None:
    import hashlib

    packed = gzip.compress(GOOD)
    events = open_events(write(tmp_path / "events.csv.gz", packed))
    assert events.sha256 == hashlib.sha256(packed).hexdigest()


def test_a_gauge_goes_from_nothing_to_all(tmp_path: Path) -> None:
    path = write(tmp_path / "events.csv", ged(*({"id": str(n)} for n in range(9000, 12000))))
    gauge = Gauge()
    assert gauge.share == 0.0
    shares = [gauge.share for _ in open_events(path).rows(gauge=gauge)]
    assert 0.0 < shares[0] < 0.9
    assert shares == sorted(shares)
    assert gauge.share == 1.0


@pytest.mark.parametrize(
    ("count", "text"), [(7, "7 bytes"), (2_140, "2.1 kB"), (640_000, "640 kB"), (2_000_000_000, "2.0 GB")]
)
def test_sizes_are_written_as_people_write_them(count: int, text: str) -> None:
    assert human_size(count) == text


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(head: bytes) -> None:
    assert sniff(head) in Kind


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    path = zipped(tmp_path / "events.csv", {"xl/workbook.xml": b"<workbook/>"})
    with pytest.raises(refusals.FileIsSpreadsheet, match="Excel"):
        open_events(path)
