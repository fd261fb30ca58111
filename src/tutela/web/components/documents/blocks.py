"""The parts a document is composed of, in one language and no format: each renderer knows these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is, so that each format can show whose words it reads."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    ADVICE = "advice"
    AUTHOR = "author"
    EMPTY = "empty"


class Align(StrEnum):
    """Where a column's text stands."""

    START = "start"
    END = "end"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `mark` says whose words it is (for advice and authors), `language` if not the document's."""

    text: str
    role: Role = Role.BODY
    mark: str = ""
    language: str = ""
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences in one frame."""

    items: tuple[str, ...]
    role: Role = Role.BODY
    mark: str = ""
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, where its text stands and its share of the width."""

    title: str
    align: Align = Align.START
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `filled` of `boxes` draws a small scale beside the text, `strong` marks sums and firsts."""

    text: str
    filled: int = 0
    boxes: int = 0
    strong: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is the row's heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text with what it shows in words; `name` is unique in the document.

    `width` is in pixels: all drawings share one scale, so that their lettering has one size.
    """

    name: str
    svg: str
    alt: str
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption."""

    picture: Picture
    caption: str
    note: str = ""
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, read as pairs."""

    pairs: tuple[tuple[str, str], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline figure: what it counts, the figure, what to compare it with."""

    label: str
    value: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiles:
    """Headline figures in a row."""

    tiles: tuple[Tile, ...]
    kind: str = field(default="tiles", init=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; level 3 under the section's own 2."""

    text: str
    language: str = ""
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Card:
    """A framed whole with its own heading, such as one threat."""

    title: str
    tag: str
    blocks: tuple[Block, ...]
    language: str = ""
    kind: str = field(default="card", init=False)


Block = Paragraph | Bullets | Table | Figure | Facts | Tiles | Heading | Card


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `name` is its anchor and the same in every language."""

    number: int
    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language; `marking` stands on every page, `ledger` in every footer."""

    language: str
    title: str
    subtitle: str
    mission: str
    mission_code: str
    classification: str
    marking: str
    exercise: str
    ledger: str
    page_of: str
    contents_title: str
    facts: Facts
    sections: tuple[Section, ...]
    author: str
    prepared_at: str
    keywords: tuple[str, ...] = ()
