"""UCDP GED and UCDP Candidate events: a row of cells into an event.

The fast path converts and checks a clean row in a few microseconds; a row that is not clean goes to
`ged_mending`, which finds out why, mends what has a stated rule and refuses the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutela.exchange.readers.events.cells import Remembered, read_date, split_list
from tutela.exchange.readers.events.codes import CLARITIES, DATE_PRECISIONS, ONE_SIDED, PLACES, SIDES, TYPES
from tutela.exchange.readers.events.ged_mending import mend
from tutela.exchange.readers.events.layout import Layout, RowReader, layout_of
from tutela.exchange.readers.events.mending import Mended
from tutela.exchange.readers.events.rows import UCDP, Actor, ActorKind, EventRow
from tutela.exchange.readers.problems import Correction, Remark, RowRefusal, Why, refuse
from tutela.know.incidents.rules import LARGEST_FIGURE, LONGEST_KEY

REQUIRED = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude",
    "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
# The columns in the order in which the reader takes them; of several names the first that a file has is used.
TAKEN = (
    ("id",), ("type_of_violence",), ("date_prec",), ("where_prec",), ("where_coordinates",), ("where_description",),
    ("adm_1",), ("adm_2",), ("country",), ("iso3", "country_id"), ("event_clarity",), ("number_of_sources",),
    ("code_status",), ("source_headline",), ("date_start",), ("date_end",), ("year",), ("latitude",), ("longitude",),
    ("priogrid_gid",), ("side_a",), ("side_a_new_id", "side_a_dset_id"), ("gwnoa",), ("side_b",),
    ("side_b_new_id", "side_b_dset_id"), ("gwnob",),
)  # fmt: skip
DEATHS = (("low",), ("best",), ("high",), *((side,) for side in SIDES))
NOT_CODED = (Correction("number_of_sources", "-1", "", Why.SOURCES_NOT_CODED),)
Deaths = tuple[int, int, int, int | None, int | None, int | None, int | None]


class Unclean(ValueError):
    """A row that the fast path will not take; the bench finds out why."""


def ged_reader(columns: Sequence[str]) -> RowReader:
    """Return the function that reads one row of a UCDP table with these columns."""
    return _GedReader(layout_of(columns)).read


def _actor(side: tuple[str, ...]) -> Actor:
    name, number, states, *kind = side
    name = name.strip()
    if not name:
        raise Unclean
    if kind == [ONE_SIDED]:
        return Actor(name, number, ActorKind.CIVILIANS)
    # The state's number is the codebook's mark of a government; files without that column only have the name.
    named = split_list(states)
    government = bool(named) or name.startswith("Government of ")
    return Actor(name, number, ActorKind.GOVERNMENT if government else ActorKind.NON_STATE, "", named)


class _GedReader:
    """Reads the rows of one table; remembers dates, actors and figures between them."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._width = layout, layout.width
        self._taken, self._deaths = layout.pick(TAKEN), layout.pick(DEATHS)
        self._has_sides = all(side in layout.places for side in SIDES)
        self._dates = Remembered(read_date)
        self._actors = Remembered(_actor)

    def read(self, number: int, cells: list[str]) -> EventRow | RowRefusal | None:
        """Read one row: an event, a refusal, or None for a blank row."""
        try:
            if len(cells) == self._width:
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
        """Turn cells into an event. Raises ValueError or KeyError for cells that are not clean.

        What the bench only remarked on is not asked again of a mended row. All in one, as it runs for every row.
        """
        (
            key, kind, date_prec, where, place, description, adm_1, adm_2, country, iso, clarity, sources, status,
            headline, start_text, end_text, year, latitude_text, longitude_text, cell_text, side_a, number_a, states_a,
            side_b, number_b, states_b,
        ) = self._taken(cells)  # fmt: skip
        start, end = self._dates[start_text], self._dates[end_text]
        latitude, longitude = float(latitude_text), float(longitude_text)
        # The formula of `priogrid_cell`, without making a point.
        cell = int(2 * (latitude + 90)) * 720 + int(2 * (longitude + 180)) + 1
        told_cell = int(cell_text or cell)
        if not key.isdecimal() or len(key) > LONGEST_KEY:
            raise Unclean
        if mended is None:
            corrections: tuple[Correction, ...] = ()
            remarks: tuple[Remark, ...] = ()
            if end < start or not (start_text.startswith(year) or end_text.startswith(year) or not year):
                raise Unclean
            if not (-90 <= latitude < 90 and -180 <= longitude < 180 and cell == told_cell):
                raise Unclean
        else:
            corrections, remarks = mended.corrections, mended.remarks
        sources_told = None
        if sources == "-1":
            # So common (a third of older rows) that it does not go over the bench.
            corrections = NOT_CODED
        elif sources:
            sources_told = int(sources)
            if not 0 <= sources_told <= LARGEST_FIGURE:
                raise Unclean
        # In the order of EventRow.
        return EventRow._make(
            (
                UCDP, key, start, end, DATE_PRECISIONS[date_prec], TYPES[kind],
                self._actors[side_a, number_a, states_a], self._actors[side_b, number_b, states_b, kind],
                latitude, longitude, PLACES[where], where, place, description, adm_1, adm_2, "", country, iso,
                told_cell, *self._numbers(cells, mended is None), CLARITIES[clarity], sources_told, status, headline,
                "", None, number, self._layout.columns, original, corrections, remarks,
            )
        )  # fmt: skip

    def _numbers(self, cells: list[str], strict: bool) -> Deaths:
        low, best, high, a, b, civilians, unknown = self._deaths(cells)
        if not self._has_sides:
            estimates = int(low), int(best), int(high)
            if not 0 <= estimates[0] <= estimates[1] <= estimates[2] <= LARGEST_FIGURE:
                raise Unclean
            return *estimates, None, None, None, None
        numbers = int(low), int(best), int(high), int(a), int(b), int(civilians), int(unknown)
        low_told, best_told, high_told, *sides = numbers
        if not 0 <= low_told <= best_told <= high_told <= LARGEST_FIGURE:
            raise Unclean
        if strict and (sum(sides) != best_told or min(sides) < 0):
            raise Unclean
        return numbers
