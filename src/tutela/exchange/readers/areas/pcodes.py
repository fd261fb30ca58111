"""The list of P-codes of all countries: which codes a place has, since when, and whether two list it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.events.layout import Layout, layout_of
from tutela.exchange.readers.events.mending import Bench
from tutela.exchange.readers.files import KNOWN_KINDS, Kind, open_input
from tutela.exchange.readers.problems import Reason, RowRefusal, refuse
from tutela.exchange.readers.refusals import FileIsOtherKind, UnknownColumns
from tutela.exchange.readers.tables import Table, open_table
from tutela.kernel.names import place_key
from tutela.kernel.sentences import Sentence

REQUIRED = ("location", "admin level", "p-code", "name")
# A name of one such word is no sign that another name that begins with it means the same place.
_TOO_COMMON = {"north", "south", "east", "west", "central", "upper", "lower", "new", "greater"}
LIMITS = Limits(file_bytes=50_000_000, unpacked_bytes=50_000_000)


@dataclass(frozen=True, slots=True)
class PCode:
    """A P-code: country (ISO 3), level, code, name, parent's code, and the first day on which it holds."""

    country: str
    level: int
    code: str
    name: str
    parent: str
    valid_on: date | None


@dataclass(frozen=True, slots=True)
class PCodeFile:
    """A list of P-codes that has been judged whole and known."""

    table: Table
    sha256: str

    def rows(self, countries: Collection[str] = ()) -> Iterator[PCode | RowRefusal]:
        """Yield the codes of these countries (all without `countries`) and the rows refused."""
        return self.table.rows(_Reader(layout_of(self.table.columns), countries).read)


class _Reader:
    """Reads one row of the list."""

    def __init__(self, layout: Layout, countries: Collection[str]) -> None:
        self._layout = layout
        self._countries = {country.upper() for country in countries}

    def read(self, number: int, cells: list[str]) -> PCode | RowRefusal | None:
        """Read one row; None for a blank row or another country's."""
        fitted = self._layout.fitted(cells)
        if fitted is None:
            return refuse(number, self._layout.misfit(cells))
        bench = Bench(self._layout.places, fitted)
        country = bench.text("location").upper()
        if not any(cells) or (self._countries and country not in self._countries):
            return None
        bench.required("p-code", Reason.NO_KEY)
        bench.required("name", Reason.NO_PLACE_NAME)
        level = bench.whole("admin level")
        valid_on = bench.day("valid from date") if bench.text("valid from date") else None
        if bench.problems or level is None:
            return refuse(number, *bench.problems)
        return PCode(country, level, bench.text("p-code"), bench.text("name"), bench.text("parent p-code"), valid_on)


def open_pcodes(path: Path, *, limits: Limits = LIMITS) -> PCodeFile:
    """Judge a list of P-codes (CSV). Raises a `FileRefusal`."""
    file = open_input(path, limits)
    if file.kind is not Kind.TEXT:
        raise FileIsOtherKind(
            name=file.name,
            kind=KNOWN_KINDS[file.kind],
            expected=Sentence("Give P-codes as CSV."),
        )
    table = open_table(file)
    present = {column.casefold() for column in table.columns}
    missing = [column for column in REQUIRED if column not in present]
    if missing:
        raise UnknownColumns(
            name=file.name,
            expected=Sentence("a P-code list"),
            missing=", ".join(missing),
            found=", ".join(table.columns[:4]),
        )
    return PCodeFile(table, file.sha256())


def listed_by_several(codes: Iterable[PCode]) -> dict[str, tuple[PCode, ...]]:
    """Return the places that more than one of the countries list, by the first word of their key.

    Give the codes of neighbours only: names that two countries share by chance are listed too. It is a
    question to a person (disputed, divided, or namesakes?), not an answer.
    """
    by_word: dict[str, list[PCode]] = {}
    for code in codes:
        words = place_key(code.name).split()
        if words:
            by_word.setdefault(words[0], []).append(code)
    return {
        word: tuple(found)
        for word, found in by_word.items()
        if len({code.country for code in found}) > 1 and _one_place(found)
    }


def _one_place(codes: Collection[PCode]) -> bool:
    """Return whether some name in one country is the whole beginning of a name in another."""
    keys = {(code.country, tuple(place_key(code.name).split())) for code in codes}
    return any(
        one_country != other_country and other[: len(one)] == one and not _TOO_COMMON.issuperset(one)
        for one_country, one in keys
        for other_country, other in keys
    )
