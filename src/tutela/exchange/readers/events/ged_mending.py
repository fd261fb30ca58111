"""Rules for UCDP rows that are not clean. Each is stated in `Why`, `Look` or `Reason`."""

from __future__ import annotations

from collections.abc import Mapping

from tutela.exchange.readers.events.codes import CLARITIES, DATE_PRECISIONS, PLACES, SIDES, TYPES
from tutela.exchange.readers.events.mending import Bench, Mended
from tutela.exchange.readers.problems import Look, Problem, Reason, Why
from tutela.kernel.places import Point, priogrid_cell
from tutela.know.incidents.rules import LARGEST_FIGURE


def mend(places: Mapping[str, int], cells: list[str]) -> Mended | list[Problem]:
    """Look over one row of a UCDP table: the mended row, or the problems for which it is refused."""
    bench = Bench(places, cells)
    _identity(bench)
    _codes(bench)
    _estimates(bench)
    _sides(bench)
    _sources(bench)
    _dates(bench)
    _coordinates(bench)
    return bench.result()


def _identity(bench: Bench) -> None:
    bench.key("id")
    if bench.text("id"):
        bench.whole("id")
    bench.required("side_a", Reason.NO_ACTOR)
    bench.required("side_b", Reason.NO_ACTOR)


def _codes(bench: Bench) -> None:
    bench.code("type_of_violence", TYPES)
    bench.code("where_prec", PLACES)
    bench.code("date_prec", DATE_PRECISIONS)
    bench.code("event_clarity", CLARITIES)


def _estimates(bench: Bench) -> None:
    """The best estimate stands: it is the sum of the sides, and the totals that people compare rest on it."""
    low, best, high = bench.figure("low"), bench.figure("best"), bench.figure("high")
    if best is None:
        return
    if low is not None and low > best:
        bench.correct("low", str(best), Why.LOW_ABOVE_BEST)
    if high is not None and high < best:
        bench.correct("high", str(best), Why.HIGH_BELOW_BEST)


def _sides(bench: Bench) -> None:
    if not all(bench.has(side) for side in SIDES):
        return
    numbers = [bench.figure(side, blank=True) for side in SIDES]
    for side in SIDES:
        if not bench.text(side):
            bench.correct(side, "0", Why.SIDE_BLANK)
    if sum(number or 0 for number in numbers) > LARGEST_FIGURE:
        bench.refuse(SIDES[-1], Reason.TOO_LARGE)
    best = bench.text("best")
    if best.isdecimal() and sum(number or 0 for number in numbers) != int(best):
        bench.remark("best", Look.SIDES_DO_NOT_ADD_UP)


def _sources(bench: Bench) -> None:
    count = bench.figure("number_of_sources", blank=True, negative=True)
    if count == -1:
        bench.correct("number_of_sources", "", Why.SOURCES_NOT_CODED)
    elif count is not None and count < 0:
        bench.refuse("number_of_sources", Reason.NEGATIVE)


def _dates(bench: Bench) -> None:
    start, end = bench.day("date_start"), bench.day("date_end")
    if start is None or end is None:
        return
    if end < start:
        first, last = bench.text("date_end"), bench.text("date_start")
        bench.correct("date_start", first, Why.DATES_EXCHANGED)
        bench.correct("date_end", last, Why.DATES_EXCHANGED)
        start, end = end, start
    year = bench.whole("year", blank=True)
    if year is not None and year not in {start.year, end.year}:
        bench.correct("year", str(start.year), Why.YEAR_FROM_DATES)


def _coordinates(bench: Bench) -> None:
    latitude, longitude = bench.degrees("latitude", 90), bench.degrees("longitude", 180)
    cell = bench.whole("priogrid_gid", blank=True)
    if latitude is None or longitude is None or cell is None:
        return
    if priogrid_cell(Point(latitude, longitude)) == cell:
        return
    # The source computed its grid cell from the true coordinates: if it fits them exchanged, that is proof.
    if -90 <= longitude <= 90 and priogrid_cell(Point(longitude, latitude)) == cell:
        bench.refuse("latitude", Reason.EXCHANGED)
    else:
        bench.remark("priogrid_gid", Look.GRID_CELL_DISAGREES)
