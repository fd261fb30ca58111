"""Opening a file: is it there, small enough, and of a kind that can be read? Bytes decide, not its name."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, BinaryIO

from tutela.exchange.readers.archives import (
    Limits,
    Member,
    data_member,
    open_gzip,
    open_member,
    spreadsheet_in,
)
from tutela.exchange.readers.refusals import (
    FileEmpty,
    FileIsBinary,
    FileIsOtherKind,
    FileIsSpreadsheet,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    WrongEncoding,
)
from tutela.kernel.sentences import Sentence

HEAD_BYTES = 4096
CHUNK_BYTES = 1 << 20
UTF8_BOM = b"\xef\xbb\xbf"
EXPECTED = Sentence("Give a CSV, GeoJSON, TopoJSON or shapefile.")


class Kind(StrEnum):
    """What a file is, by its first bytes."""

    EMPTY = "empty"
    TEXT = "text"
    JSON = "json"
    ZIP = "zip"
    GZIP = "gzip"
    SHAPEFILE = "shapefile"
    DBASE = "dbase"
    OLD_SPREADSHEET = "old spreadsheet"
    UTF16 = "utf-16"
    UTF32 = "utf-32"
    BINARY = "binary"
    PDF = "pdf"
    SQLITE = "sqlite"
    MARKUP = "markup"
    PICTURE = "picture"
    COMPRESSED = "other archive"


# What there is a reader for, in words for a reader that wants another kind.
KNOWN_KINDS = {
    Kind.TEXT: Sentence("a text file"),
    Kind.JSON: Sentence("a JSON file"),
    Kind.SHAPEFILE: Sentence("a shapefile"),
}
# What is recognised but cannot be read here.
OTHER_KINDS = {
    Kind.PDF: Sentence("a PDF document"),
    Kind.SQLITE: Sentence("a database (SQLite or GeoPackage)"),
    Kind.MARKUP: Sentence("a web page or other markup"),
    Kind.PICTURE: Sentence("a picture"),
    Kind.COMPRESSED: Sentence("an archive of a kind other than zip or gzip"),
}


MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_SPREADSHEET),
    (b"\x00\x00\x27\x0a", Kind.SHAPEFILE),
    (b"%PDF-", Kind.PDF),
    (b"SQLite format 3\x00", Kind.SQLITE),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"7z\xbc\xaf", Kind.COMPRESSED),
    (b"Rar!", Kind.COMPRESSED),
    (b"BZh", Kind.COMPRESSED),
    (b"\xfd7zXZ", Kind.COMPRESSED),
    (b"\xff\xfe\x00\x00", Kind.UTF32),
    (b"\x00\x00\xfe\xff", Kind.UTF32),
    (b"\xff\xfe", Kind.UTF16),
    (b"\xfe\xff", Kind.UTF16),
)


def sniff(head: bytes) -> Kind:
    """Return what a file is from its first bytes (4,096 are plenty)."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    body = head.removeprefix(UTF8_BOM).lstrip()
    if not body:
        return Kind.EMPTY
    if b"\x00" in head:
        return _with_zeros(head)
    if body[:1] in b"{[":
        return Kind.JSON
    if body[:1] == b"<":
        return Kind.MARKUP
    return Kind.TEXT if _is_mostly_text(head) else Kind.BINARY


def _with_zeros(head: bytes) -> Kind:
    # Western text in UTF-16 without a mark has a zero in every second byte, and in one half only.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.7 * (len(head) // 2) and min(even, odd) < 0.05 * len(head):
        return Kind.UTF16
    if head[:1] == b"\x03" and len(head) >= 32:
        return Kind.DBASE
    return Kind.BINARY


def _is_mostly_text(head: bytes) -> bool:
    strange = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f")
    return strange <= max(2, len(head) // 50)


@dataclass(slots=True)
class Gauge:
    """How far a file has been read, for a progress bar; a reader ties it to what it opens."""

    total: int = 0
    _stream: IO[bytes] | None = field(default=None, repr=False)
    _done: bool = False

    def watch(self, stream: IO[bytes], total: int) -> None:
        """Tie the gauge to an open file of `total` bytes."""
        self._stream, self.total, self._done = stream, total, False

    def finish(self) -> None:
        """Note that everything has been read."""
        self._stream, self._done = None, True

    @property
    def share(self) -> float:
        """The share that has been read, 0 to 1."""
        if self._done or self._stream is None or not self.total:
            return 1.0 if self._done else 0.0
        return min(1.0, self._stream.tell() / self.total)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that passed the first look. `kind` is what it holds once unpacked; `size` is bytes on disk."""

    path: Path
    kind: Kind
    size: int
    container: Kind | None
    member: Member | None
    limits: Limits

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def open(self, gauge: Gauge | None = None) -> BinaryIO:
        """Open the content, unpacked, for reading from the start. Raises FileTruncated, FileDamaged and
        ArchiveTooLarge while reading, when the packing turns out to be broken or harmful."""
        raw = self.path.open("rb")
        if gauge is not None:
            gauge.watch(raw, self.size)
        if self.container is Kind.GZIP:
            return open_gzip(raw, self.name, self.size, self.limits)
        if self.container is Kind.ZIP and self.member is not None:
            return open_member(raw, self.name, self.member, self.limits)
        return raw

    def sha256(self) -> str:
        """Return the SHA-256 of the file as it lies on disk, 64 hexadecimal characters."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def human_size(count: int) -> str:
    """Return a number of bytes as people write it: `640 kB`, `2.1 GB` (decimal units)."""
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if size >= 10 or unit == "bytes" else f"{size:.1f} {unit}"


def open_input(path: Path, limits: Limits | None = None, *, choose: str = "") -> InputFile:
    """Take a first look at a file: present, not too large, of a kind that can be read.

    A gzip, or a zip with one data file (or several, of which `choose` names one), is looked into. Raises a
    `FileRefusal`.
    """
    limits = limits or Limits()
    size = _checked_size(path, limits)
    head = _head(path)
    kind = sniff(head)
    if kind is Kind.ZIP:
        return _zipped(path, size, limits, choose)
    if kind is Kind.GZIP:
        packed = InputFile(path, kind, size, Kind.GZIP, None, limits)
        with packed.open() as stream:
            inside = sniff(stream.read(HEAD_BYTES))
        return InputFile(path, _usable(inside, path.name), size, Kind.GZIP, None, limits)
    return InputFile(path, _usable(kind, path.name), size, None, None, limits)


def _checked_size(path: Path, limits: Limits) -> int:
    if not path.is_file():
        raise FileMissing(name=path.name)
    size = path.stat().st_size
    if size == 0:
        raise FileEmpty(name=path.name)
    if size > limits.file_bytes:
        raise FileTooLarge(name=path.name, size=human_size(size), limit=human_size(limits.file_bytes))
    return size


def _head(path: Path) -> bytes:
    if not os.access(path, os.R_OK):
        raise FileUnreadable(name=path.name)
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def _zipped(path: Path, size: int, limits: Limits, choose: str) -> InputFile:
    spreadsheet = spreadsheet_in(path)
    if spreadsheet:
        raise FileIsSpreadsheet(name=path.name, kind=spreadsheet)
    member = data_member(path, limits, choose)
    packed = InputFile(path, Kind.ZIP, size, Kind.ZIP, member, limits)
    with packed.open() as stream:
        inside = sniff(stream.read(HEAD_BYTES))
    return InputFile(path, _usable(inside, path.name), size, Kind.ZIP, member, limits)


def _usable(kind: Kind, name: str) -> Kind:
    """Return the kind when a reader exists for it; raise the refusal that fits it otherwise."""
    if kind in {Kind.TEXT, Kind.JSON, Kind.SHAPEFILE}:
        return kind
    if kind is Kind.EMPTY:
        raise FileEmpty(name=name)
    if kind is Kind.OLD_SPREADSHEET:
        raise FileIsSpreadsheet(name=name, kind=Sentence("Excel 97–2003 or another Office document"))
    if kind in {Kind.UTF16, Kind.UTF32}:
        raise WrongEncoding(name=name, line=1, encoding=str(kind).upper())
    if kind is Kind.BINARY:
        raise FileIsBinary(name=name, expected=EXPECTED)
    if kind is Kind.DBASE:
        raise FileIsOtherKind(
            name=name, kind=Sentence("the .dbf part of a shapefile"), expected=Sentence("Give its .shp file.")
        )
    if kind in {Kind.ZIP, Kind.GZIP}:
        raise FileIsOtherKind(
            name=name, kind=Sentence("an archive inside an archive"), expected=Sentence("Unpack the outer one.")
        )
    raise FileIsOtherKind(name=name, kind=OTHER_KINDS[kind], expected=EXPECTED)
