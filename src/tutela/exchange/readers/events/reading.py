"""Opening an event file: judged as a whole first, then read row by row in constant memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.events.detect import Format, detect_format
from tutela.exchange.readers.events.layout import RowReader
from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.features import read_features
from tutela.exchange.readers.files import KNOWN_KINDS, Gauge, InputFile, Kind, open_input
from tutela.exchange.readers.problems import Problem, Reason, RowRefusal, refuse
from tutela.exchange.readers.projections import check_geojson_crs
from tutela.exchange.readers.refusals import FileIsOtherKind, NoRows
from tutela.exchange.readers.tables import Table, open_table
from tutela.kernel.sentences import Sentence

FROM_GEOMETRY = ("latitude", "longitude")
# Coordinates printed with six decimals differ from the geometry by half a unit of the last one at most.
SAME_PLACE_DEGREES = 1e-5
_RELEASE = re.compile(r"v?(\d{2})[._](\d{1,2})(?:[._](\d{1,2}))?")

Item = EventRow | RowRefusal
Feature = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EventFile:
    """An event file that has been judged whole and known.

    `source` is `ucdp` or `acled`, `shape` is `csv` or `geojson`; `release` is what the file says of its
    version, blank when it says nothing. `approximate_rows` is for a progress bar: exact for GeoJSON, lines of
    text for CSV (cells may hold line breaks, so it is an upper bound).
    """

    file: InputFile
    format: Format
    shape: str
    columns: tuple[str, ...]
    release: str
    sha256: str
    approximate_rows: int
    table: Table | None = field(default=None, repr=False)

    @property
    def source(self) -> str:
        """The source's mark: `ucdp` or `acled`."""
        return self.format.source

    def rows(self, *, after: int = 0, gauge: Gauge | None = None) -> Iterator[Item]:
        """Yield one EventRow or RowRefusal for each row above `after` (to go on where a run stopped).

        In CSV the header is row 1 and an HXL tag row is row 2; in GeoJSON the first feature is row 1. Rows in
        which every cell is blank are passed over. A key that comes twice is yielded twice, in the file's
        order.
        """
        if self.table is not None:
            return self.table.rows(self.format.reader(self.columns), after=after, gauge=gauge)
        return _feature_rows(self.file, self.format, after, gauge)


def open_events(path: Path, *, limits: Limits | None = None, encoding: str = "utf-8") -> EventFile:
    """Judge an event file: CSV (also gzipped or zipped) or GeoJSON. Reads it through once, changes nothing.

    `encoding` may name an 8-bit encoding for a CSV that is not UTF-8. Raises a `FileRefusal`.
    """
    file = open_input(path, limits)
    if file.kind is Kind.JSON:
        return _open_features(file)
    if file.kind is not Kind.TEXT:
        raise FileIsOtherKind(
            name=file.name, kind=KNOWN_KINDS[file.kind], expected=Sentence("Give events as CSV or GeoJSON.")
        )
    table = open_table(file, encoding)
    known = detect_format(table.columns, file.name)
    return EventFile(file, known, "csv", table.columns, "", file.sha256(), max(1, table.lines), table)


def _open_features(file: InputFile) -> EventFile:
    about: dict[str, object] = {}
    count = 0
    columns: tuple[str, ...] = ()
    for feature in read_features(file, about):
        count += 1
        if not columns:
            columns = tuple(_properties(feature) or ())
    if not count:
        raise NoRows(name=file.name)
    check_geojson_crs(about.get("crs"), file.name)
    known = detect_format(columns, file.name, given=FROM_GEOMETRY)
    release = release_in(str(about.get("name") or ""))
    return EventFile(file, known, "geojson", columns, release, file.sha256(), count)


def release_in(text: str) -> str:
    """Return the release that a data set's name tells (`GEDEvent_v23_1` gives `23.1`), or blank."""
    found = _RELEASE.search(text)
    return ".".join(part for part in found.groups() if part) if found else ""


def _properties(feature: object) -> dict[str, object] | None:
    if not isinstance(feature, dict):
        return None
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else None


def _feature_rows(file: InputFile, known: Format, after: int, gauge: Gauge | None) -> Iterator[Item]:
    readers: dict[tuple[str, ...], RowReader] = {}
    for number, feature in enumerate(read_features(file, {}, gauge), start=1):
        if number <= after:
            continue
        properties = _properties(feature)
        if properties is None:
            yield refuse(number, Problem("", type(feature).__name__, Reason.NOT_A_FEATURE))
            continue
        cells = {name: _text(value) for name, value in properties.items()}
        problem = _add_point(cells, cast("Feature", feature).get("geometry")) or _unreadable(cells)
        if problem is not None:
            yield refuse(number, problem)
            continue
        columns = tuple(cells)
        if columns not in readers:
            readers[columns] = known.reader(columns)
        row = readers[columns](number, list(cells.values()))
        if row is not None:
            yield row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "; ".join(_text(part) for part in value)
    return json.dumps(value, ensure_ascii=False)


def _unreadable(cells: Mapping[str, str]) -> Problem | None:
    """Return a problem when a text cannot be stored: half a character, or the character zero."""
    for column, text in cells.items():
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            return Problem(column, "", Reason.UNREADABLE_TEXT)
    return None


def _add_point(cells: dict[str, str], geometry: object) -> Problem | None:
    """Fill latitude and longitude from a point; return a problem when the properties say otherwise."""
    point = _point(geometry)
    if point is None:
        if cells.get("latitude") and cells.get("longitude"):
            return None
        return Problem("geometry", _text(geometry), Reason.NOT_A_COORDINATE)
    for column, degrees in zip(("longitude", "latitude"), point, strict=True):
        said = cells.get(column, "")
        if said and not _same(said, degrees):
            return Problem(column, f"{said}, geometry {degrees!r}", Reason.TWO_PLACES)
        cells.setdefault(column, repr(degrees))
        cells[column] = cells[column] or repr(degrees)
    return None


def _same(said: str, degrees: float) -> bool:
    try:
        return abs(float(said) - degrees) <= SAME_PLACE_DEGREES
    except ValueError:
        return True  # Not a number at all: the row reader says so.


def _point(geometry: object) -> tuple[float, float] | None:
    """Return longitude, latitude of a GeoJSON point."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates: Sequence[object] = geometry.get("coordinates") or ()
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    longitude, latitude = coordinates[0], coordinates[1]
    if isinstance(longitude, int | float) and isinstance(latitude, int | float):
        return float(longitude), float(latitude)
    return None
