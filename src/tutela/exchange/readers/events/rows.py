"""The row that every event reader yields, whatever the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from tutela.exchange.readers.problems import Correction, Remark
from tutela.kernel.places import PlacePrecision

UCDP = "ucdp"
ACLED = "acled"
UNIT_SEPARATOR = "\x1f"


class ActorKind(StrEnum):
    """What kind of actor the source says it is. Who counts as a civilian (para 15) is not decided here."""

    GOVERNMENT = "government"
    NON_STATE = "non_state"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external"
    UNKNOWN = "unknown"


class Actor(NamedTuple):
    """An actor as the source names it: name, the source's number for it, kind, states and associates."""

    name: str
    source_id: str
    kind: ActorKind
    source_kind: str = ""
    states: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()


NOBODY = Actor("", "", ActorKind.UNKNOWN)

Coding = tuple[tuple[str, str], ...]
"""The source's own coding of the type of event: pairs of column and value, in the source's order."""


class EventRow(NamedTuple):
    """One event as its source reports it, in one shape for all sources.

    Dates are days without time. `date_precision` follows UCDP: 1 day, 2 within six days, 3 week, 4 month, 5
    up to a year. `place_precision` is 1 exact, 2 within 25 km, 3 district, 4 province, 5 region or line, 6
    country, 7 international; `place_precision_code` is the source's own number. Deaths are people; None means
    that the source does not say. `original` values stay beside the row as they came.
    """

    source: str
    source_key: str
    occurred_from: date
    occurred_to: date
    date_precision: int | None
    coding: Coding
    actor_a: Actor
    actor_b: Actor
    latitude: float
    longitude: float
    place_precision: PlacePrecision
    place_precision_code: str
    place_name: str
    place_description: str
    admin_1: str
    admin_2: str
    admin_3: str
    country: str
    country_code: str
    priogrid_cell: int | None
    deaths_low: int | None
    deaths_best: int
    deaths_high: int | None
    deaths_side_a: int | None
    deaths_side_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None
    clarity: int | None
    number_of_sources: int | None
    status: str
    headline: str
    summary: str
    updated_at: datetime | None
    row_number: int
    columns: tuple[str, ...]
    cells: Sequence[str]
    corrections: tuple[Correction, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def needs_check(self) -> bool:
        """Whether the source itself marks the event as not yet clear (UCDP candidate events)."""
        return self.status not in {"", "Clear"}

    @property
    def original(self) -> dict[str, str]:
        """The source's row as it came: column to text, blanks left out."""
        return {column: cell for column, cell in zip(self.columns, self.cells, strict=False) if cell}

    def original_json(self) -> str:
        """Return the source's row as a compact JSON object, blanks left out."""
        return json.dumps(self.original, ensure_ascii=False, separators=(",", ":"))

    def original_line(self) -> str:
        """Return the source's cells as one line, parted by the unit separator; keep the header once."""
        line = UNIT_SEPARATOR.join(self.cells)
        if line.count(UNIT_SEPARATOR) >= len(self.cells):
            line = UNIT_SEPARATOR.join(cell.replace(UNIT_SEPARATOR, " ") for cell in self.cells)
        return line

    def fingerprint(self) -> bytes:
        """Return 16 bytes that change when, and only when, what the source says of the event changes.

        Taken from the values as read, so that it does not change with the order of columns, with CSV or
        GeoJSON, or with another way to write dates and numbers. A column that a file lacks counts as blank.
        """
        told = self[2:6] + self.actor_a[:2] + self.actor_b[:2] + self[8:10] + self[11:17] + self[20:32]
        return blake2b(UNIT_SEPARATOR.join(map(str, told)).encode(), digest_size=16).digest()


def from_original_line(line: str, columns: Sequence[str]) -> dict[str, str]:
    """Read what `original_line` wrote."""
    return dict(zip(columns, line.split(UNIT_SEPARATOR), strict=False))
