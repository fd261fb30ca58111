"""Shapefiles, plain or zipped, also without .shx and .cpg."""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

import shapefile

from tutela.exchange.readers.archives import members, read_member
from tutela.exchange.readers.areas.rows import Attribute, RawArea
from tutela.exchange.readers.files import InputFile, Kind
from tutela.exchange.readers.problems import Look, Remark
from tutela.exchange.readers.projections import check_prj
from tutela.exchange.readers.refusals import FileDamaged, FileIsOtherKind, FileTruncated, MissingPart
from tutela.kernel.sentences import Sentence

POLYGONS = {5, 15, 25}
SHP_HEADER_BYTES = 100
DBF_HEADER_BYTES = 32
BROKEN = (
    shapefile.ShapefileException, struct.error, IndexError, ValueError, TypeError, EOFError,
    OverflowError, KeyError,
)  # fmt: skip
# What .cpg files say, beside what Python knows.
CODE_PAGES = {"65001": "utf-8", "88591": "latin-1", "ansi 1252": "cp1252"}


@dataclass(frozen=True, slots=True)
class ShapeParts:
    """The files of a shapefile in memory; None for a part that is not there."""

    name: str
    shp: bytes
    dbf: bytes
    prj: str | None
    cpg: str | None


def gather_parts(file: InputFile) -> ShapeParts:
    """Find the files that belong to a .shp, beside it or in the same zip, whatever their capitals.

    Raises MissingPart without a .dbf: it holds the names.
    """
    found = _zipped_parts(file) if file.container is Kind.ZIP else _plain_parts(file)
    if ".dbf" not in found:
        raise MissingPart(name=file.name, part=".dbf", holds=Sentence("the names and codes of the areas"))
    with file.open() as stream:
        shp = stream.read()
    texts = {suffix: found[suffix].decode("utf-8", errors="replace") for suffix in (".prj", ".cpg") if suffix in found}
    return ShapeParts(file.name, shp, found[".dbf"], texts.get(".prj"), texts.get(".cpg"))


def _zipped_parts(file: InputFile) -> dict[str, bytes]:
    stem = PurePosixPath(file.member.name).with_suffix("") if file.member else PurePosixPath()
    return {
        member.suffix: read_member(file.path, member, file.limits)
        for member in members(file.path, file.limits)
        if PurePosixPath(member.name).with_suffix("") == stem and member.suffix in {".dbf", ".prj", ".cpg"}
    }


def _plain_parts(file: InputFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for beside in sorted(file.path.parent.iterdir()):
        suffix = beside.suffix.lower()
        if beside.stem == file.path.stem and suffix in {".dbf", ".prj", ".cpg"} and _small_enough(beside, file):
            found[suffix] = beside.read_bytes()
    return found


def _small_enough(part: Path, file: InputFile) -> bool:
    return part.is_file() and part.stat().st_size <= file.limits.file_bytes


def shapefile_areas(parts: ShapeParts) -> tuple[list[RawArea], tuple[Remark, ...]]:
    """Return the areas of a shapefile and remarks on the file as a whole.

    Raises FileTruncated, FileDamaged, FileIsOtherKind (points or lines) or WrongProjection.
    """
    _check_shp(parts)
    _check_dbf(parts)
    remarks: list[Remark] = []
    if parts.prj is None:
        remarks.append(Remark("", "", Look.PROJECTION_ASSUMED))
    else:
        check_prj(parts.prj, parts.name)
    encoding, guessed = _encoding(parts)
    if guessed:
        remarks.append(Remark("", encoding, Look.ENCODING_GUESSED))
    try:
        return list(_areas(parts, encoding)), tuple(remarks)
    except BROKEN as error:
        raise FileDamaged(name=parts.name, where=Sentence("its outlines or its table cannot be read")) from error


def _check_shp(parts: ShapeParts) -> None:
    if len(parts.shp) < SHP_HEADER_BYTES:
        raise FileTruncated(name=parts.name, where=Sentence("it is shorter than its own header"))
    # Length in 16-bit words, big-endian; then the shape type, little-endian.
    declared = 2 * int.from_bytes(parts.shp[24:28], "big")
    kind = int.from_bytes(parts.shp[32:36], "little")
    if declared > len(parts.shp):
        raise FileTruncated(
            name=parts.name,
            where=Sentence(
                "{there} of {declared} bytes are there", there=f"{len(parts.shp):,}", declared=f"{declared:,}"
            ),
        )
    if kind not in POLYGONS:
        raise FileIsOtherKind(
            name=parts.name,
            kind=Sentence("a shapefile of points or lines"),
            expected=Sentence("Give boundaries as polygons."),
        )


def _check_dbf(parts: ShapeParts) -> None:
    head = parts.dbf[:DBF_HEADER_BYTES]
    if len(head) < DBF_HEADER_BYTES:
        raise FileTruncated(name=parts.name, where=Sentence("its .dbf is shorter than its own header"))
    count, header, record = struct.unpack("<IHH", head[4:12])
    if header + count * record > len(parts.dbf):
        raise FileTruncated(
            name=parts.name, where=Sentence("its .dbf does not hold all of its {count} rows", count=f"{count:,}")
        )


def _encoding(parts: ShapeParts) -> tuple[str, bool]:
    """Return the names' encoding (the .cpg's word, or UTF-8 where that fits) and whether it is a guess."""
    said = (parts.cpg or "").strip().lower()
    if said:
        try:
            return codecs.lookup(CODE_PAGES.get(said, said)).name, False
        except LookupError:
            pass  # A word that nobody knows is as good as none.
    try:
        for record in _reader(parts, "utf-8").iterRecords():
            list(record or ())
    except (UnicodeDecodeError, shapefile.dbfFileException):
        return "cp1252", True
    except BROKEN as error:
        raise FileDamaged(name=parts.name, where=Sentence("its table cannot be read")) from error
    return "utf-8", False


def _reader(parts: ShapeParts, encoding: str) -> shapefile.Reader:
    return shapefile.Reader(
        shp=io.BytesIO(parts.shp), dbf=io.BytesIO(parts.dbf), encoding=encoding, encodingErrors="strict"
    )


def _areas(parts: ShapeParts, encoding: str) -> Iterator[RawArea]:
    reader = _reader(parts, encoding)
    records = [record.as_dict() for record in reader.iterRecords() if record is not None]
    outlines = list(reader.iterShapes())
    if len(records) != len(outlines):
        where = Sentence(
            "it has {outlines} outlines and {rows} rows of names", outlines=len(outlines), rows=len(records)
        )
        raise FileDamaged(name=parts.name, where=where)
    for number, (record, outline) in enumerate(zip(records, outlines, strict=True), start=1):
        attributes = {key: _attribute(value) for key, value in record.items()}
        geometry = None if outline is None or not outline.points else outline.__geo_interface__
        yield RawArea(number, attributes, geometry)


def _attribute(value: object) -> Attribute:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, int | float | bool) or value is None else str(value)
