"""ACLED's export, old and new columns: a row of cells into an event.

ACLED gives one number of deaths and not who died, so low, high and the sides stay unknown;
`civilian_targeting` stays in the coding. Its date is one day; when only the week or month is known the day
stands and the precision says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutela.exchange.readers.events.cells import Remembered, read_date, read_moment
from tutela.exchange.readers.events.codes import ACLED_ACTORS, ACLED_DATES, ACLED_PLACES
from tutela.exchange.readers.events.layout import Layout, RowReader, layout_of
from tutela.exchange.readers.events.mending import Bench, Mended
from tutela.exchange.readers.events.rows import ACLED, NOBODY, Actor, ActorKind, Coding, EventRow
from tutela.exchange.readers.problems import Problem, Reason, RowRefusal, Why, refuse
from tutela.know.incidents.rules import LARGEST_FIGURE, LONGEST_KEY

REQUIRED = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1",
    "latitude", "longitude", "geo_precision", "fatalities",
)  # fmt: skip
CODED = ("disorder_type", "event_type", "sub_event_type", "civilian_targeting")
CODING = tuple((column,) for column in CODED)
ACTOR_1 = (("actor1",), ("inter1",), ("assoc_actor_1",))
ACTOR_2 = (("actor2",), ("inter2",), ("assoc_actor_2",))
REST = (
    ("event_id_cnty",), ("event_date",), ("time_precision",),
    ("latitude",), ("longitude",), ("geo_precision",),
    ("location",), ("admin1",), ("admin2",), ("admin3",), ("country",), ("iso3", "iso"), ("fatalities",),
    ("source",), ("notes",), ("timestamp",), ("year",),
)  # fmt: skip


class Unclean(ValueError):
    """A row that the fast path will not take; the bench finds out why."""


def acled_reader(columns: Sequence[str]) -> RowReader:
    """Return the function that reads one row of an ACLED table with these columns."""
    return _AcledReader(layout_of(columns)).read


def _actor(side: tuple[str, ...]) -> Actor:
    name, kind, associates = side
    if not name.strip():
        return NOBODY
    known = ACLED_ACTORS.get(kind.strip().casefold(), ActorKind.UNKNOWN)
    parts = tuple(part.strip() for part in associates.split(";") if part.strip())
    return Actor(name.strip(), "", known, kind.strip(), (), parts)


def _coding(cells: tuple[str, ...]) -> Coding:
    return tuple((column, cell.strip()) for column, cell in zip(CODED, cells, strict=True) if cell.strip())


class _AcledReader:
    """Reads the rows of one table; remembers dates, actors and codings between them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._coding, self._rest = layout.pick(CODING), layout.pick(REST)
        self._actor_1, self._actor_2 = layout.pick(ACTOR_1), layout.pick(ACTOR_2)
        self._dates, self._actors, self._codings = (
            Remembered(read_date),
            Remembered(_actor),
            Remembered(_coding),
        )
        self._moments = Remembered(read_moment)

    def read(self, number: int, cells: list[str]) -> EventRow | RowRefusal | None:
        """Read one row: an event, a refusal, or None for a blank row."""
        try:
            if len(cells) == len(self._layout.columns):
                return self._build(number, cells, cells, None)
        except (ValueError, KeyError, OverflowError):
            pass  # Not clean: examined below.
        return self._examine(number, cells)

    def _examine(self, number: int, cells: list[str]) -> EventRow | RowRefusal | None:
        if not any(cells):
            return None
        fitted = self._layout.fitted(cells)
        if fitted is None:
            return refuse(number, self._layout.misfit(cells))
        found = mend(self._layout.places, fitted)
        if not isinstance(found, Mended):
            return refuse(number, *found)
        return self._build(number, found.cells, fitted, found)

    def _build(self, number: int, cells: list[str], original: list[str], mended: Mended | None) -> EventRow:
        (
            key, day_text, time_precision, latitude_text, longitude_text, where,
            place, admin_1, admin_2, admin_3, country, iso, deaths_text, sources, notes, timestamp, year,
        ) = self._rest(cells)  # fmt: skip
        day = self._dates[day_text]
        latitude, longitude, deaths = float(latitude_text), float(longitude_text), int(deaths_text)
        actor_1 = self._actors[self._actor_1(cells)]
        key = key.strip()
        if not (
            0 < len(key) <= LONGEST_KEY
            and 0 <= deaths <= LARGEST_FIGURE
            and -90 <= latitude <= 90
            and -180 <= longitude <= 180
            and actor_1 is not NOBODY
            and (mended is not None or year in {"", str(day.year)})
        ):
            raise Unclean
        corrections, remarks = ((), ()) if mended is None else (mended.corrections, mended.remarks)
        return EventRow(
            ACLED, key, day, day, ACLED_DATES[time_precision], self._codings[self._coding(cells)],
            actor_1, self._actors[self._actor_2(cells)],
            latitude, longitude, ACLED_PLACES[where], where,
            place, "", admin_1, admin_2, admin_3, country, iso, None,
            None, deaths, None, None, None, None, None,
            None, (sources.count(";") + 1) if sources else None, "", "", notes, self._moments[timestamp],
            number, self._layout.columns, original, corrections, remarks,
        )  # fmt: skip


def mend(places: Mapping[str, int], cells: list[str]) -> Mended | list[Problem]:
    """Look over one row of an ACLED table: the mended row, or the problems for which it is refused."""
    bench = Bench(places, cells)
    bench.key("event_id_cnty")
    bench.tidy("event_id_cnty", bench.text("event_id_cnty"))
    bench.required("actor1", Reason.NO_ACTOR)
    bench.code("time_precision", ACLED_DATES)
    bench.code("geo_precision", ACLED_PLACES)
    bench.figure("fatalities")
    bench.degrees("latitude", 90)
    bench.degrees("longitude", 180)
    day = bench.day("event_date")
    year = bench.whole("year", blank=True)
    if day is not None and year is not None and year != day.year:
        bench.correct("year", str(day.year), Why.YEAR_FROM_DATES)
    return bench.result()
