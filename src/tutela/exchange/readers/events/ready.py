"""Events made ready to be written, batch by batch, and their way through a pipe: what costs time before the store.

Nothing here knows of Django, so that a second process can do it.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from tutela.exchange.readers.events.cells import Remembered
from tutela.exchange.readers.events.facts import incident_facts
from tutela.exchange.readers.events.reading import EventFile, Item
from tutela.exchange.readers.files import Gauge
from tutela.exchange.readers.problems import Correction, Remark, RowRefusal
from tutela.know.incidents.rules import ActorName, IncidentFacts, Told, told

Said = tuple[tuple[Correction, ...], tuple[Remark, ...]]


class Wanted(NamedTuple):
    """Which events are made ready: rows above `after` that lie in `bounds` (west, south, east, north in degrees).

    The others are told of all the same; `at_once` rows make a batch.
    """

    after: int
    bounds: tuple[float, float, float, float]
    at_once: int


class Ready(NamedTuple):
    """An event that can be written; `told` is None for one that is not wanted."""

    row_number: int
    latitude: float
    longitude: float
    country: str
    corrections: tuple[Correction, ...]
    remarks: tuple[Remark, ...]
    told: Told | None


class Portion(NamedTuple):
    """Rows in the order of the file, and the share of it that has been read with them, 0 to 1."""

    share: float
    rows: list[Ready | RowRefusal]


def portions(file: EventFile, wanted: Wanted) -> Iterator[Portion]:
    """Read a file and make its events ready. Raises what the readers raise."""
    gauge = Gauge()
    items = file.rows(gauge=gauge)
    while some := list(islice(items, wanted.at_once)):
        yield Portion(gauge.share, [_ready(item, wanted) for item in some])


def _ready(item: Item, wanted: Wanted) -> Ready | RowRefusal:
    if isinstance(item, RowRefusal):
        return item
    number, latitude, longitude = item.row_number, item.latitude, item.longitude
    west, south, east, north = wanted.bounds
    is_wanted = number > wanted.after and south <= latitude <= north and west <= longitude <= east
    made = told(incident_facts(item)) if is_wanted else None
    return Ready(number, latitude, longitude, item.country, item.corrections, item.remarks, made)


class Packer:
    """Packs portions as bytes of plain values; remembers what is said of many rows."""

    def __init__(self) -> None:
        self._said: Callable[[Said], bytes] = Remembered[Said, bytes](_packed).__getitem__

    def pack(self, portion: Portion) -> bytes:
        """Return a portion as bytes for `Unpacker.unpack`."""
        return marshal.dumps((portion.share, [self._plain(row) for row in portion.rows]))

    def _plain(self, row: Ready | RowRefusal) -> Any:
        if isinstance(row, RowRefusal):
            return pickle.dumps(row)
        number, latitude, longitude, country, corrections, remarks, made = row
        said = self._said((corrections, remarks)) if corrections or remarks else None
        if made is None:
            return number, latitude, longitude, country, said, None
        facts = made.facts
        plain = (
            *facts[:2], facts[2].isoformat(), facts[3].isoformat(), *facts[4:10], tuple(facts[10]), tuple(facts[11]),
            *facts[12:],
        )  # fmt: skip
        return number, latitude, longitude, country, said, (plain, made.text, made.digest)


class Unpacker:
    """Unpacks what a Packer packed; remembers days and actors, which come again and again."""

    def __init__(self) -> None:
        self._said: Callable[[bytes], Said] = Remembered[bytes, Said](_unpacked).__getitem__
        self._day: Callable[[str], date] = Remembered[str, date](date.fromisoformat).__getitem__
        self._actor: Callable[[tuple[str, ...]], ActorName] = Remembered[tuple[str, ...], ActorName](
            ActorName._make
        ).__getitem__

    def unpack(self, packed: bytes) -> Portion:
        """Return the portion in bytes of a process of our own."""
        share, rows = marshal.loads(packed)  # noqa: S302 (written by our own process)
        return Portion(share, [self._row(row) for row in rows])

    def _row(self, plain: Any) -> Ready | RowRefusal:
        if isinstance(plain, bytes):
            refused: RowRefusal = pickle.loads(plain)  # noqa: S301 (written by our own process)
            return refused
        number, latitude, longitude, country, packed, made = plain
        corrections, remarks = ((), ()) if packed is None else self._said(packed)
        if made is None:
            return Ready(number, latitude, longitude, country, corrections, remarks, None)
        values, text, mark = made
        source, key, begins, ends, *between, actor_a, actor_b = values[:12]
        facts = IncidentFacts._make(
            (
                source, key, self._day(begins), self._day(ends), *between, self._actor(actor_a), self._actor(actor_b),
                *values[12:],
            )
        )  # fmt: skip
        return Ready(number, latitude, longitude, country, corrections, remarks, Told(facts, text, mark))


def _packed(said: Said) -> bytes:
    return pickle.dumps(said)


def _unpacked(packed: bytes) -> Said:
    said: Said = pickle.loads(packed)  # noqa: S301 (written by our own process)
    return said
