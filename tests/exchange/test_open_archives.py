"""A zip is opened with care: damaged, hostile, ambiguous ones are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.exchange.samples import ged, write, zipped
from tutela.exchange.readers import refusals
from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.files import open_input

GOOD = ged({}).encode()


def test_it_reads_the_one_table_in_a_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"a/ged.csv": GOOD, "readme.pdf": b"%PDF", "__MACOSX/._ged.csv": b"x"})
    assert len(list(open_events(path).rows())) == 1


def test_it_refuses_a_zip_with_several_tables(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"one.csv": GOOD, "two.csv": GOOD})
    with pytest.raises(refusals.ArchiveAmbiguous, match=r"holds 2 data files.*Choose one: one\.csv, two\.csv"):
        open_events(path)


def test_a_choice_settles_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"one.csv": GOOD, "two.csv": GOOD})
    member = open_input(path, choose="two").member
    assert member is not None
    assert member.name == "two.csv"
    with pytest.raises(refusals.ArchiveAmbiguous):
        open_input(path, choose="three")


@pytest.mark.parametrize("files", [{}, {"readme.txt.pdf": b"%PDF"}])
def test_it_refuses_a_zip_without_a_table(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(refusals.ArchiveAmbiguous, match="no data file"):
        open_events(zipped(tmp_path / "ged.zip", files))


def test_it_refuses_a_zip_that_was_cut(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"ged.csv": GOOD})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(refusals.FileTruncated, match="table of contents is missing"):
        open_events(path)


def test_it_refuses_a_zip_whose_content_was_changed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"ged.csv": GOOD})
    content = bytearray(path.read_bytes())
    content[60:70] = bytes(10)
    with pytest.raises(refusals.FileDamaged, match="cannot be unpacked"):
        open_events(write(path, bytes(content)))


def test_it_refuses_a_zip_bomb_by_its_own_index(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"ged.csv": bytes(60_000_000)})
    with pytest.raises(refusals.ArchiveTooLarge):
        open_events(path)


def test_it_refuses_a_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"ged.csv": b"id\n" + b"1\n" * 35_000_000})
    content = path.read_bytes()
    size = (70_000_003).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (900).to_bytes(4, "little")))
    with pytest.raises((refusals.ArchiveTooLarge, refusals.FileDamaged)):
        open_events(path)


@pytest.mark.parametrize("name", ["../../events.csv", "/etc/events.csv", "a/../../events.csv", "C:\\events.csv"])
def test_it_refuses_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), GOOD)
    with pytest.raises(refusals.ArchiveUnsafe, match="leads outside"):
        open_events(path)


def test_it_refuses_a_nested_archive(tmp_path: Path) -> None:
    with pytest.raises(refusals.ArchiveUnsafe, match="holds another archive"):
        open_events(zipped(tmp_path / "ged.zip", {"inner.zip": b"PK\x05\x06"}))


def test_it_refuses_a_password(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {"ged.csv": GOOD})
    content = bytearray(path.read_bytes())
    for marker in (b"PK\x03\x04", b"PK\x01\x02"):
        flags = content.index(marker) + (6 if marker.endswith(b"\x04") else 8)
        content[flags] |= 1
    with pytest.raises(refusals.ArchiveUnsafe, match="password"):
        open_events(write(path, bytes(content)))


def test_it_refuses_very_many_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ged.zip", {f"{number}.txt": b"" for number in range(20)})
    with pytest.raises(refusals.ArchiveUnsafe, match="holds 20 files"):
        open_input(path, Limits(members=19))


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel"),
        ({"xl/workbook.bin": b""}, "xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, "OpenDocument"),
    ],
)
def test_it_knows_a_spreadsheet_in_disguise(tmp_path: Path, files: dict[str, bytes], kind: str) -> None:
    with pytest.raises(refusals.FileIsSpreadsheet, match=kind) as caught:
        open_events(zipped(tmp_path / "ged.csv", files))
    assert "CSV UTF-8" in caught.value.remedy
