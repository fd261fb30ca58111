"""Zip and gzip, opened in memory with limits, so that a hostile archive is refused and does no harm."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from tutela.exchange.readers.refusals import (
    ArchiveAmbiguous,
    ArchiveTooLarge,
    ArchiveUnsafe,
    FileDamaged,
    FileTruncated,
)
from tutela.kernel.sentences import Sentence

# Below this size an archive may be packed as tightly as it likes: very even tables are.
HARMLESS_BYTES = 50_000_000
DATA_SUFFIXES = {".csv", ".json", ".geojson", ".topojson", ".txt", ".tsv", ".shp"}
ENCRYPTED = 0x1
SPREADSHEETS = {
    "xl/workbook.xml": "Excel (.xlsx)",
    "xl/workbook.bin": "Excel (.xlsb)",
}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much. Sizes in bytes; `ratio` is unpacked to packed, judged above 50 MB unpacked."""

    file_bytes: int = 1_000_000_000
    unpacked_bytes: int = 2_000_000_000
    ratio: int = 200
    members: int = 500
    feature_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a zip: name, unpacked and packed size as the zip's index states them."""

    name: str
    size: int
    packed: int

    @property
    def suffix(self) -> str:
        """The lower-case ending of the name, with its dot."""
        return PurePosixPath(self.name).suffix.lower()


@contextmanager
def broken_packing(name: str) -> Iterator[None]:
    """Turn the many errors of a broken archive into FileTruncated or FileDamaged."""
    try:
        yield
    except EOFError as error:
        raise FileTruncated(name=name, where=Sentence("its packing stops before its end")) from error
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, NotImplementedError, ValueError) as error:
        raise FileDamaged(name=name, where=Sentence("it cannot be unpacked")) from error


class Metered(io.RawIOBase):
    """A stream that is refused once more comes out of it than the limits allow."""

    def __init__(self, inner: IO[bytes], name: str, packed: int, limits: Limits) -> None:
        super().__init__()
        self._inner, self._name = inner, name
        allowed = max(HARMLESS_BYTES, packed * limits.ratio)
        self._left = min(limits.unpacked_bytes, allowed)
        self._limit = self._left

    def readable(self) -> bool:
        """Return True: this is for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer; raises ArchiveTooLarge, FileTruncated or FileDamaged."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        with broken_packing(self._name):
            data = self._inner.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise ArchiveTooLarge(name=self._name, limit=f"{self._limit // 1_000_000:,} MB".replace(",", " "))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream underneath too."""
        if not self.closed:
            self._inner.close()
        super().close()


def open_gzip(raw: BinaryIO, name: str, size: int, limits: Limits) -> BinaryIO:
    """Return the unpacked content of a gzip file of `size` bytes, metered."""
    inner = cast("IO[bytes]", _OwningGzip(raw))
    return cast("BinaryIO", io.BufferedReader(Metered(inner, name, size, limits), 1 << 18))


class _OwningGzip(gzip.GzipFile):
    """A gzip stream that closes the file that it was given."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._raw_file = raw

    def close(self) -> None:
        super().close()
        self._raw_file.close()


def open_member(raw: BinaryIO, name: str, member: Member, limits: Limits) -> BinaryIO:
    """Return the unpacked content of one member of a zip, metered."""
    with broken_packing(name):
        inner = zipfile.ZipFile(raw).open(member.name)  # noqa: SIM115 (the stream returned closes it)
    stream = Metered(inner, name, member.packed, limits)
    return cast("BinaryIO", _OwningReader(stream, raw))


class _OwningReader(io.BufferedReader):
    """A buffered stream that closes the archive's file with itself."""

    def __init__(self, stream: Metered, raw: BinaryIO) -> None:
        super().__init__(stream, 1 << 18)
        self._raw_file = raw

    def close(self) -> None:
        super().close()
        self._raw_file.close()


def members(path: Path, limits: Limits) -> list[Member]:
    """List the files in a zip, refusing what is unsafe: paths that lead out, encryption, too many, too large.

    Raises FileTruncated (the index at the end is missing), FileDamaged, ArchiveUnsafe or ArchiveTooLarge.
    """
    infos = _index(path)
    if len(infos) > limits.members:
        raise ArchiveUnsafe(name=path.name, where=Sentence("it holds {count} files", count=len(infos)))
    found = [_safe(info, path.name) for info in infos if not info.is_dir()]
    total = sum(member.size for member in found)
    packed = sum(member.packed for member in found)
    if total > limits.unpacked_bytes or total > max(HARMLESS_BYTES, packed * limits.ratio):
        raise ArchiveTooLarge(name=path.name, limit=f"{limits.unpacked_bytes // 1_000_000:,} MB".replace(",", " "))
    return found


def _index(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except zipfile.BadZipFile as error:
        # A zip keeps its table of contents at its very end, so this is what a broken download looks like.
        raise FileTruncated(name=path.name, where=Sentence("the archive's table of contents is missing")) from error
    except (ValueError, NotImplementedError, OSError) as error:
        raise FileDamaged(name=path.name, where=Sentence("the archive's table of contents cannot be read")) from error


def _safe(info: zipfile.ZipInfo, archive: str) -> Member:
    place = PurePosixPath(info.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or ":" in info.filename:
        raise ArchiveUnsafe(name=archive, where=Sentence("a name in it leads outside the archive"))
    if info.flag_bits & ENCRYPTED:
        raise ArchiveUnsafe(name=archive, where=Sentence("it is protected with a password"))
    if place.suffix.lower() in {".zip", ".gz", ".7z", ".rar"}:
        raise ArchiveUnsafe(name=archive, where=Sentence("it holds another archive"))
    return Member(info.filename, info.file_size, info.compress_size)


def spreadsheet_in(path: Path) -> str | None:
    """Return the kind of spreadsheet that a zip really is, or None."""
    infos = _index(path)
    names = {info.filename for info in infos}
    for marker, kind in SPREADSHEETS.items():
        if marker in names:
            return kind
    if "mimetype" in names:
        with (
            path.open("rb") as raw,
            open_member(raw, path.name, Member("mimetype", 200, 200), Limits()) as stream,
        ):
            return "OpenDocument (.ods)" if stream.read(200).startswith(OPEN_DOCUMENT) else None
    return None


def data_member(path: Path, limits: Limits, choose: str = "") -> Member:
    """Return the one data file in a zip, or the one of several whose name or stem is `choose`.

    Raises ArchiveAmbiguous when there is none or more than one.
    """
    every = [member for member in members(path, limits) if _is_data(member)]
    found = [member for member in every if choose in _names_of(member)] if choose else every
    if choose and not found:
        found = every
    if len(found) == 1 and (not choose or choose in _names_of(found[0])):
        return found[0]
    choice = ", ".join(sorted(member.name for member in found)) or Sentence("a file that is not packed")
    count = Sentence("{count} data files", count=len(found)) if found else Sentence("no data file")
    raise ArchiveAmbiguous(name=path.name, found=count, choice=choice)


def _names_of(member: Member) -> set[str]:
    place = PurePosixPath(member.name)
    return {member.name, place.name, place.stem}


def _is_data(member: Member) -> bool:
    place = PurePosixPath(member.name)
    return member.suffix in DATA_SUFFIXES and "__MACOSX" not in place.parts and not place.name.startswith(".")


def read_member(path: Path, member: Member, limits: Limits) -> bytes:
    """Return the whole content of a small member (the parts of a shapefile), metered."""
    with path.open("rb") as raw, open_member(raw, path.name, member, limits) as stream:
        return stream.read()
