"""Tables of text: which separator, which header, is it whole? Then its records, one by one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, TypeVar

from tutela.exchange.readers.files import CHUNK_BYTES, Gauge, InputFile
from tutela.exchange.readers.problems import Problem, Reason, RowRefusal, refuse
from tutela.exchange.readers.refusals import (
    DoubledColumn,
    FileDamaged,
    FileIsBinary,
    FileTruncated,
    NoRows,
    UnknownEncoding,
    WrongEncoding,
)
from tutela.kernel.sentences import Sentence

SEPARATORS = ",;\t|"
# A tag as the HXL standard writes it: #geo+lat, #affected+killed.
HXL_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*( *\+ *[A-Za-z][A-Za-z0-9_]*)*")
TAIL_BYTES = 1 << 20
LONGEST_NAME = 60

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class TextSurvey:
    """What one pass over a text counted: lines, quotation marks, and whether it ends with a line end."""

    lines: int
    quotes: int
    ends_with_newline: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A text table that is whole: its columns as the file spells them, and its HXL tags when it has them."""

    file: InputFile
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    hxl_tags: tuple[str, ...] | None
    lines: int

    @property
    def first_row(self) -> int:
        """The number of the first data row; the header is row 1, an HXL tag row is row 2."""
        return 2 if self.hxl_tags is None else 3

    def rows(
        self, parse: Callable[[int, list[str]], Row | None], *, after: int = 0, gauge: Gauge | None = None
    ) -> Iterator[Row | RowRefusal]:
        """Yield `parse(number, cells)` for each record after row `after`; None (a blank row) is passed over.

        The number is the record's, as a spreadsheet counts: a cell with line breaks in it is one row.
        """
        with _records(self.file, self.encoding, self.delimiter, gauge) as reader:
            number = max(self.first_row - 1, after)
            # Passing over what was read before costs a tenth of reading it: nothing is parsed.
            for _ in islice(reader, number):
                pass
            yield from _parsed(reader, parse, number)
        if gauge is not None:
            gauge.finish()


def _parsed(
    reader: Iterator[list[str]], parse: Callable[[int, list[str]], Row | None], number: int
) -> Iterator[Row | RowRefusal]:
    while True:
        try:
            for cells in reader:
                number += 1
                row = parse(number, cells)
                if row is not None:
                    yield row
        except csv.Error as error:
            # The reader goes on at the next line, so what the open quotation mark swallowed is in this
            # refusal.
            number += 1
            yield refuse(number, Problem("", str(error), Reason.UNREADABLE_ROW))
        else:
            return


@contextmanager
def _records(
    file: InputFile, codec: str, delimiter: str, gauge: Gauge | None = None, *, strict: bool = False
) -> Iterator[Iterator[list[str]]]:
    with file.open(gauge) as binary, io.TextIOWrapper(binary, encoding=codec, newline="") as text:
        yield csv.reader(text, delimiter=delimiter, strict=strict)


def open_table(file: InputFile, encoding: str = "utf-8") -> Table:
    """Judge a text table: encoding, wholeness, separator, header. Reads the file once.

    Raises UnknownEncoding, WrongEncoding, FileIsBinary, FileTruncated, FileDamaged, DoubledColumn or NoRows.
    """
    codec = _codec(encoding, file.name)
    survey = survey_text(file, codec)
    with file.open() as binary:
        delimiter = _delimiter(_first_lines(binary, codec))
    records = _first_records(file, codec, delimiter)
    columns = tuple(cell.strip() for cell in records[0])
    tags = hxl_tags(records[1]) if len(records) > 1 else None
    _refuse_doubled(columns, file.name)
    if not any(any(cells) for cells in records[1 if tags is None else 2 :]):
        raise NoRows(name=file.name)
    _refuse_truncated(file, codec, delimiter, len(columns), survey)
    return Table(file, codec, delimiter, columns, tags, survey.lines)


def _codec(encoding: str, name: str) -> str:
    """Return the codec for an encoding's name. Raises UnknownEncoding when it is none of text."""
    try:
        with io.TextIOWrapper(io.BytesIO(b"a"), encoding=encoding) as text:
            text.read()
        known = codecs.lookup(encoding).name
    except UnicodeDecodeError:
        return encoding  # One of more bytes for a letter.
    except (LookupError, ValueError) as unknown:
        raise UnknownEncoding(name=name, encoding=encoding[:LONGEST_NAME]) from unknown
    return "utf-8-sig" if known == "utf-8" else encoding


def survey_text(file: InputFile, codec: str) -> TextSurvey:
    """Count lines and quotation marks and prove the encoding in one pass.

    Raises WrongEncoding, FileIsBinary or FileTruncated.
    """
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    lines = quotes = 0
    last = ""
    with file.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                # Bytes held back from the chunk before cannot hold a line end, so the count is right.
                line = lines + 1 + bytes(error.object[: error.start]).count(b"\n")
                raise WrongEncoding(name=file.name, line=line, encoding=guess_encoding(chunk)) from error
            if "\x00" in text:
                raise FileIsBinary(name=file.name, expected=Sentence("Export it again as CSV in UTF-8."))
            lines += text.count("\n")
            quotes += text.count('"')
            last = text[-1:] or last
    if decoder.getstate()[0]:
        raise FileTruncated(name=file.name, where=Sentence("it stops in the middle of a letter"))
    return TextSurvey(lines, quotes, last in {"\n", "\r"})


def guess_encoding(chunk: bytes) -> str:
    """Name the encoding that bytes are probably in, for a sentence; never used to decode."""
    try:
        chunk.decode("cp1252")
    except UnicodeDecodeError:
        return Sentence("an older or a damaged encoding")
    return Sentence("Windows-1252 or Latin-1 (Western European)")


def _first_lines(binary: BinaryIO, codec: str) -> str:
    return binary.read(1 << 16).decode(codec, errors="ignore")


def _delimiter(head: str) -> str:
    """Return the separator that cuts the header into most cells; a comma when none does."""

    def cells(separator: str) -> int:
        return len(next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), []))

    return max(SEPARATORS, key=cells)


def _first_records(file: InputFile, codec: str, delimiter: str) -> list[list[str]]:
    """Return the header and up to two hundred records, as far as they can be split into cells."""
    found: list[list[str]] = []
    with _records(file, codec, delimiter) as reader:
        try:
            for cells in islice(reader, 200):
                found.append(cells)  # noqa: PERF402 (what came before an error is kept)
        except csv.Error as error:
            if len(found) < 2:
                raise FileDamaged(
                    name=file.name, where=Sentence("its first rows cannot be split into cells")
                ) from error
    return found or [[]]


def hxl_tags(cells: list[str]) -> tuple[str, ...] | None:
    """Return the tags when the row under the header is an HXL tag row: each cell a tag or blank.

    Only that row is asked: ordinary cells may begin with # too (a headline that is a hashtag).
    """
    words = [cell.strip() for cell in cells]
    tagged = [word for word in words if word]
    if tagged and all(HXL_TAG.fullmatch(word) for word in tagged):
        return tuple(words)
    return None


def _refuse_doubled(columns: tuple[str, ...], name: str) -> None:
    seen: set[str] = set()
    for column in columns:
        key = column.casefold()
        if key and key in seen:
            raise DoubledColumn(name=name, column=column)
        seen.add(key)


def _refuse_truncated(file: InputFile, codec: str, delimiter: str, width: int, survey: TextSurvey) -> None:
    """Refuse a table whose last record is cut: an open quotation mark, or too few cells and no line end."""
    if survey.quotes % 2:
        _refuse_open_quote(file, codec, delimiter)
    elif not survey.ends_with_newline:
        last = _last_record(file, codec, delimiter)
        if 0 < len(last) < width:
            where = Sentence("its last row has {cells} cells instead of {width}", cells=len(last), width=width)
            raise FileTruncated(name=file.name, where=where)


def _refuse_open_quote(file: InputFile, codec: str, delimiter: str) -> None:
    with _records(file, codec, delimiter, strict=True) as reader:
        try:
            for _ in reader:
                pass
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise FileTruncated(
                    name=file.name, where=Sentence("a quotation mark is opened and never closed")
                ) from error
            # Another slip in a row: that row is refused when it is read, the file is whole.


def _last_record(file: InputFile, codec: str, delimiter: str) -> list[str]:
    """Return the cells of the last record. The number of quotation marks in the file must be even."""
    tail = b""
    with file.open() as binary:
        while chunk := binary.read(TAIL_BYTES):
            tail = (tail + chunk)[-TAIL_BYTES:]
    text = tail.decode(codec, errors="ignore")
    # Even in all, so a line end with an even number of marks behind it lies outside any quoted cell.
    start, marks = len(text), 0
    while (newline := text.rfind("\n", 0, start)) >= 0:
        marks += text.count('"', newline, start)
        start = newline
        if marks % 2 == 0:
            break
    return next(csv.reader(io.StringIO(text[start:].lstrip("\r\n"), newline=""), delimiter=delimiter), [])
