"""Reading a table of alerts: whatever is wrong with a row is said of that row, and the others are read on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from tutela.exchange.doors.keys import private_key
from tutela.exchange.doors.languages import language_of
from tutela.exchange.doors.limits import MOST_ROWS
from tutela.exchange.doors.moments import moment_in
from tutela.exchange.doors.openrosa.workbook import list_named
from tutela.exchange.doors.queries import AreaChoice
from tutela.exchange.doors.table.columns import COLUMNS, named
from tutela.kernel.names import fold, place_key
from tutela.kernel.places import PlacePrecision
from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.report import Channel, Precision, Report, Timing, cleaned, problems_of
from tutela.know.sources.rules import Identity, Kind, Purpose, SourceFacts

SEPARATORS = ",;\t|"
YES = frozenset({"yes", "y", "oui", "o", "1", "true", "vrai", "x"})
NO = frozenset({"", "no", "n", "non", "0", "false", "faux"})
LONGEST_CELL = 20_000


class NotATable(Refusal):
    """The file as a whole cannot be read as a table of alerts; nothing was taken in."""

    code = "not_a_table"
    status = 422


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was cut into cells: where the known columns stand, heads that are none, and the rows."""

    places: Mapping[str, int]
    strange: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was understood, or why it was not: column name to a sentence.

    `number` is the row's in the file, the head being the first.
    """

    number: int
    report: Report | None = None
    source: SourceFacts | None = field(default=None, repr=False)
    problems: Mapping[str, str] = field(default_factory=dict)


def table_in(raw: bytes) -> Table:
    """Cut a table into cells. Raises NotATable."""
    if raw[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise _refused(Sentence("This is a spreadsheet, not a text file."), _SAVE)
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise _refused(Sentence("The table is not written in UTF-8."), _SAVE) from other
    if "\x00" in words:
        raise _refused(Sentence("The table holds bytes that are no text."), _SAVE)
    head, _end, _rest = words.partition("\n")
    separator = max(SEPARATORS, key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 17))
    try:
        lines = [tuple(row) for row in csv.reader(io.StringIO(words, newline=""), delimiter=separator)]
    except csv.Error as broken:
        raise _refused(Sentence("The table cannot be cut into cells."), _SAVE) from broken
    places, strange = named(lines[0] if lines else ())
    if not {"text", "what"} & set(places):
        raise _refused(
            Sentence("The table has no column for what happened."), Sentence("Name a column “text” or “what” at least.")
        )
    rows = tuple(lines[1:])
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise _refused(Sentence("The table has no rows."), _SAVE)
    if len(rows) > MOST_ROWS:
        raise _refused(
            Sentence("The table has more than {most} rows.", most=MOST_ROWS), Sentence("Hand it in in several files.")
        )
    return Table(places, tuple(strange), rows)


_SAVE = Sentence("Save it as “CSV UTF-8 (comma delimited)” and hand that file in.")


def _refused(why: Sentence, remedy: Sentence) -> NotATable:
    return NotATable(why, remedy=remedy)


class _Cells:
    """The cells of one row, and what is wrong with them."""

    def __init__(self, table: Table, row: tuple[str, ...]) -> None:
        self.row, self.places = row, table.places
        self.problems: dict[str, str] = {}

    def get(self, name: str) -> str:
        """Return a cell, blank where there is none; an apostrophe that keeps a formula from running is taken off."""
        position = self.places.get(name)
        cell = self.row[position].strip() if position is not None and position < len(self.row) else ""
        return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" and cell[1:2] else cell

    def wrong(self, name: str, sentence: Sentence) -> None:
        """Note what is wrong with a cell."""
        self.problems[name] = sentence

    def codes(self, name: str, list_name: str) -> tuple[str, ...]:
        """Return the codes that a cell names, by code or by label in either language."""
        known = _labels(list_name)
        found = []
        for part in self.get(name).replace("|", ";").split(";"):
            code = known.get(fold(part))
            if code:
                found.append(code)
            elif part.strip():
                self.wrong(name, Sentence("There is no choice {code}.", code=part.strip()[:60]))
        return tuple(dict.fromkeys(found))

    def code(self, name: str, list_name: str, default: str = "") -> str:
        """Return the one code that a cell names."""
        found = self.codes(name, list_name)
        if len(found) > 1:
            self.wrong(name, Sentence("Only one choice can stand here."))
        return found[0] if found else default

    def number(self, name: str, make: Callable[[str], float]) -> float | None:
        """Return a number."""
        cell = self.get(name).replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        if not cell:
            return None
        try:
            return make(cell.replace(",", "."))
        except ValueError:
            self.wrong(name, Sentence("This is not a number."))
            return None

    def is_yes(self, name: str) -> bool:
        """Return whether a cell says yes."""
        word = fold(self.get(name))
        if word not in YES | NO:
            self.wrong(name, Sentence("Write yes or no."))
        return word in YES


def _labels(list_name: str) -> dict[str, str]:
    """Return what may stand in a cell for each code: the code, and its labels in both languages."""
    known: dict[str, str] = {}
    for code, labels in list_named(list_name).items():
        for words in (code, code.replace("_", " "), *labels.values()):
            known.setdefault(fold(words), code)
    return known


def rows_of(table: Table, *, zone: ZoneInfo, areas: Collection[AreaChoice], first: int = 0) -> Iterator[Row]:
    """Yield the rows from a place on, understood or with what is wrong; blank rows are left out."""
    codes = {area.code: area.code for area in areas} | _unique_names(areas)
    for position, row in enumerate(table.rows[first:], start=first):
        if any(cell.strip() for cell in row):
            yield _row(_Cells(table, row), position + 2, zone, codes)


def _unique_names(areas: Collection[AreaChoice]) -> dict[str, str]:
    named_so: dict[str, list[str]] = {}
    for area in areas:
        named_so.setdefault(place_key(area.name), []).append(area.code)
    return {name: codes[0] for name, codes in named_so.items() if len(codes) == 1}


def _row(cells: _Cells, number: int, zone: ZoneInfo, areas: Mapping[str, str]) -> Row:
    if any(len(cell) > LONGEST_CELL for cell in cells.row):
        return Row(number, problems={"text": Sentence("A cell of this row is far too long.")})
    report, source = _report(cells, zone, areas), _source(cells)
    found = {**problems_of(cleaned(report)), **cells.problems}
    return Row(number, problems=found) if found else Row(number, report, source)


def _report(cells: _Cells, zone: ZoneInfo, areas: Mapping[str, str]) -> Report:
    latitude, longitude = cells.number("latitude", float), cells.number("longitude", float)
    occurred, precision = _moment(cells, "occurred_at", zone)
    people = cells.number("people", int)
    text, place = cells.get("text"), cells.get("place")
    return Report(
        channel=Channel.TABLE,
        submission_key=private_key("table", *_own_key(cells)),
        text=text,
        language=language_of(text),
        what=cells.codes("what", "what"),
        timing=cells.code("timing", "timing", Timing.UNKNOWN),
        occurred_at=occurred,
        occurred_precision=precision,
        told_at=_moment(cells, "told_at", zone)[0],
        place_name=place or ("" if cells.get("area") in areas else cells.get("area")),
        latitude=latitude,
        longitude=longitude,
        place_precision=int(PlacePrecision.NEAR if latitude is not None else PlacePrecision.COUNTRY),
        area_code=_area(cells, areas),
        people_at_risk=None if people is None else int(people),
        groups=cells.codes("groups", "groups_at_risk"),
        actor_kind=cells.code("actor_kind", "actor_kinds"),
        actor_name=cells.get("actor_name"),
        is_rights_case=cells.is_yes("rights_case"),
        is_child_case=cells.is_yes("child"),
    )


def _own_key(cells: _Cells) -> tuple[str, ...]:
    """Return what makes a row the same: its own number, else all that it says in the known columns.

    Blank cells count for nothing, so that a column that is added later makes no old row a new one.
    """
    key = cells.get("key")
    said = ((column.name, cells.get(column.name)) for column in COLUMNS)
    return ("key", key) if key else tuple(f"{name}={cell}" for name, cell in said if cell)


def _moment(cells: _Cells, name: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    cell = cells.get(name)
    found = moment_in(cell, zone) if cell else None
    if cell and found is None:
        cells.wrong(name, Sentence("This is not a date: write it like 2031-05-14 09:30."))
    return found or (None, Precision.UNKNOWN)


def _area(cells: _Cells, areas: Mapping[str, str]) -> str:
    cell = cells.get("area")
    found = areas.get(cell) or areas.get(place_key(cell), "")
    if cell and not found:
        cells.wrong("area", Sentence("There is no such area, or several of that name."))
    return found


def _source(cells: _Cells) -> SourceFacts | None:
    identity = Identity(
        name=cells.get("source_name"), phone=cells.get("source_phone"), contact=cells.get("source_contact")
    )
    kind = cells.code("source_kind", "source_kinds", Kind.UNKNOWN)
    agreed = {Purpose.CONTACT_BACK: cells.is_yes("call_back"), Purpose.SHARE_WITH_PARTNERS: cells.is_yes("share")}
    if not identity and kind == Kind.UNKNOWN:
        return None
    return SourceFacts(kind=kind, identity=identity, consents=tuple(one for one, is_so in agreed.items() if is_so))
