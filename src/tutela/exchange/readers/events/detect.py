"""Which source an event table comes from, told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from tutela.exchange.readers.events import acled, ged
from tutela.exchange.readers.events.layout import RowReader
from tutela.exchange.readers.events.rows import ACLED, UCDP
from tutela.exchange.readers.refusals import UnknownColumns
from tutela.kernel.sentences import Sentence

FEW = 4


class Format(NamedTuple):
    """A source whose tables can be read: its mark in EventRow, its name for people, the columns it needs."""

    source: str
    title: str
    required: tuple[str, ...]
    reader: Callable[[Sequence[str]], RowReader]


FORMATS = (
    Format(UCDP, "UCDP GED", ged.REQUIRED, ged.ged_reader),
    Format(ACLED, "ACLED", acled.REQUIRED, acled.acled_reader),
)


def detect_format(columns: Sequence[str], name: str, *, given: Collection[str] = ()) -> Format:
    """Return the format that these columns belong to; `given` ones come from elsewhere (a geometry).

    Raises UnknownColumns, which names the nearest format and what is missing for it; `name` is the file's.
    """
    present = {column.strip().casefold() for column in columns} | set(given)
    for known in FORMATS:
        if present.issuperset(known.required):
            return known
    # The format of which the smallest share is missing.
    nearest = min(FORMATS, key=lambda known: len(set(known.required) - present) / len(known.required))
    missing = [column for column in nearest.required if column not in present]
    one_present = len(missing) < len(nearest.required)
    either = Sentence("{one} or {other}", one=FORMATS[0].title, other=FORMATS[-1].title)
    expected = nearest.title if one_present else either
    raise UnknownColumns(
        name=name,
        expected=expected,
        missing=_some(missing),
        found=_some([c[:40] for c in columns if c.strip()]),
    )


def _some(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:FEW])
    return f"{shown} …" if len(columns) > FEW else shown or Sentence("nothing")
