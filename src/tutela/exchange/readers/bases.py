"""The Geo-PKO table of United Nations deployments: base-years, and the periods in which a base stood.

The table has one row for each deployment map, place and year, so a year with three maps has three rows for a
place. Merging rule: one base-year for each mission, year and place name. Troops are the table's own average
over the year; the lowest and the highest of the maps stand beside it; the headquarters is the highest of
them; a service that any of the maps shows counts; of different coordinates the last row's stand. Period rule:
a base stands from 1 January of the first to 31 December of the last of consecutive years. A year without a
row, or a move of more than one kilometre, ends the period and the next row begins another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.events.layout import Layout, layout_of
from tutela.exchange.readers.events.mending import Bench, Mended
from tutela.exchange.readers.files import KNOWN_KINDS, Gauge, Kind, open_input
from tutela.exchange.readers.problems import Correction, Reason, RowRefusal, Why, refuse
from tutela.exchange.readers.refusals import FileIsOtherKind, UnknownColumns
from tutela.exchange.readers.tables import Table, open_table
from tutela.kernel.places import Point, distance_km
from tutela.kernel.sentences import Sentence

REQUIRED = ("mission", "year", "location", "latitude", "longitude")
# Rows are grouped in memory, so the table may not be of any size; the whole of Geo-PKO is under 1 MB.
LIMITS = Limits(file_bytes=50_000_000, unpacked_bytes=50_000_000)
NOT_KNOWN = {"", "na", "n/a", "nan", "unknown"}
SAME_BASE_KM = 1.0
# The table's spellings differ between releases.
TROOPS = ("notroops", "no.troops", "no_troops")
AVERAGE = ("ave.no.troops", "ave_no_troops")
AVIATION = ("av", "avia", "aviation")
MEDICAL = ("med", "medical")


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A base in one year. Troops are people, None when the table does not know; degrees on WGS 84.

    `headquarters` is the table's level: 0 none, 3 the mission's. `aviation` is as coded, 0 to 2.
    """

    mission: str
    year: int
    country: str
    location: str
    latitude: float
    longitude: float
    troops: int | None
    troops_low: int | None
    troops_high: int | None
    infantry: int | None
    reserve: int | None
    headquarters: int
    police: bool
    medical: bool
    aviation: int
    observers: bool
    row_number: int
    rows: tuple[int, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class BasePeriod:
    """A base while it stood at one place: both days included.

    `strength` is year and troops; `at_end_of_data` says that the table itself ends with this period's last
    year for the mission, so that the base may have gone on.
    """

    mission: str
    country: str
    location: str
    latitude: float
    longitude: float
    valid_from: date
    valid_to: date
    headquarters: int
    strength: tuple[tuple[int, int | None], ...]
    at_end_of_data: bool


@dataclass(frozen=True, slots=True)
class BaseFile:
    """A deployment table that has been judged whole and known."""

    table: Table
    sha256: str

    def rows(self, *, mission: str | None = None, gauge: Gauge | None = None) -> Iterator[BaseRow | RowRefusal]:
        """Yield merged base-years by mission, year and place, then the rows refused; without `mission`, all.

        A row that names no mission is refused whatever mission was asked for.
        """
        read: Callable[[int, list[str]], BaseRow | RowRefusal | None]
        read = _BaseReader(layout_of(self.table.columns), mission).read
        groups: dict[tuple[str, int, str], list[BaseRow]] = {}
        refused: list[RowRefusal] = []
        for item in self.table.rows(read, gauge=gauge):
            if isinstance(item, RowRefusal):
                refused.append(item)
            elif isinstance(item, BaseRow):
                groups.setdefault((item.mission, item.year, item.location), []).append(item)
        for key in sorted(groups):
            yield _merged(groups[key])
        yield from refused

    def missions(self) -> list[str]:
        """Return the missions that the table names, sorted."""
        position = layout_of(self.table.columns).position("mission")

        def mission_of(_number: int, cells: list[str]) -> str | None:
            return cells[position].strip() or None if len(cells) > position else None

        return sorted({item for item in self.table.rows(mission_of) if isinstance(item, str)})


def open_bases(path: Path, *, limits: Limits = LIMITS, encoding: str = "utf-8") -> BaseFile:
    """Judge a Geo-PKO table (CSV). Raises a `FileRefusal`."""
    file = open_input(path, limits)
    if file.kind is not Kind.TEXT:
        raise FileIsOtherKind(
            name=file.name,
            kind=KNOWN_KINDS[file.kind],
            expected=Sentence("Give bases as CSV."),
        )
    table = open_table(file, encoding)
    present = {column.casefold() for column in table.columns}
    missing = [column for column in (*REQUIRED, TROOPS[0]) if column not in present]
    if TROOPS[0] in missing and present.intersection(TROOPS):
        missing.remove(TROOPS[0])
    if missing:
        raise UnknownColumns(
            name=file.name, expected="Geo-PKO", missing=", ".join(missing), found=", ".join(table.columns[:4])
        )
    return BaseFile(table, file.sha256())


class _BaseReader:
    """Reads one row of the table at a time, before merging."""

    def __init__(self, layout: Layout, mission: str | None) -> None:
        self._layout = layout
        self._mission = mission.casefold() if mission else None

    def read(self, number: int, cells: list[str]) -> BaseRow | RowRefusal | None:
        """Read one row; None for a blank row or another mission's."""
        if not any(cells):
            return None
        fitted = self._layout.fitted(cells)
        if fitted is None:
            return refuse(number, self._layout.misfit(cells))
        bench = Bench(self._layout.places, fitted)
        mission = bench.text("mission")
        if self._mission is not None and mission and mission.casefold() != self._mission:
            return None
        return self._row(number, bench)

    def _row(self, number: int, bench: Bench) -> BaseRow | RowRefusal:
        bench.required("mission", Reason.NO_PLACE_NAME)
        bench.required("location", Reason.NO_PLACE_NAME)
        year = bench.whole("year") or 0
        if not 1945 <= year <= 2200 and not bench.problems:
            bench.refuse("year", Reason.NOT_A_DATE)
        latitude, longitude = bench.degrees("latitude", 90), bench.degrees("longitude", 180)
        troops = _people(bench, *TROOPS)
        average = _people(bench, *AVERAGE)
        infantry, reserve = _people(bench, "infantry"), _people(bench, "reserve")
        services = [_people(bench, *names) or 0 for names in (("hq",), ("unpol",), MEDICAL, AVIATION, ("unmo",))]
        found = bench.result()
        if not isinstance(found, Mended):
            return refuse(number, *found)
        headquarters, police, medical, aviation, observers = services
        return BaseRow(
            mission=bench.text("mission"), year=year, country=bench.text("country"),
            location=bench.text("location"),
            latitude=latitude or 0.0, longitude=longitude or 0.0,
            troops=average if average is not None else troops, troops_low=troops, troops_high=troops,
            infantry=infantry, reserve=reserve, headquarters=headquarters, police=bool(police),
            medical=bool(medical), aviation=aviation, observers=bool(observers),
            row_number=number, rows=(number,), corrections=found.corrections,
        )  # fmt: skip


def _people(bench: Bench, *columns: str) -> int | None:
    """Return the number in the first of the columns that the table has; None for NA and blank."""
    column = next((name for name in columns if bench.has(name)), "")
    if not column or bench.text(column).casefold() in NOT_KNOWN:
        return None
    return bench.whole(column)


def _merged(group: Sequence[BaseRow]) -> BaseRow:
    """Merge the rows of one mission, year and place by the rule at the head of this module."""
    last = group[-1]
    if len(group) == 1:
        return last
    troops = [row.troops_low for row in group if row.troops_low is not None]
    corrections = [correction for row in group for correction in row.corrections]
    numbers = ", ".join(str(row.row_number) for row in group)
    corrections.append(Correction("location", f"rows {numbers}", last.location, Why.REPEAT_MERGED))
    places = {(row.latitude, row.longitude) for row in group}
    if len(places) > 1:
        was = "; ".join(f"{latitude}, {longitude}" for latitude, longitude in sorted(places))
        corrections.append(Correction("latitude", was, f"{last.latitude}, {last.longitude}", Why.COORDINATES_OF_LAST))
    return replace(
        last,
        troops=_average([row.troops for row in group]),
        troops_low=min(troops, default=None),
        troops_high=max(troops, default=None),
        infantry=max((row.infantry for row in group if row.infantry is not None), default=None),
        reserve=max((row.reserve for row in group if row.reserve is not None), default=None),
        headquarters=max(row.headquarters for row in group),
        police=any(row.police for row in group),
        medical=any(row.medical for row in group),
        aviation=max(row.aviation for row in group),
        observers=any(row.observers for row in group),
        row_number=group[0].row_number,
        rows=tuple(row.row_number for row in group),
        corrections=tuple(corrections),
    )


def _average(numbers: Sequence[int | None]) -> int | None:
    """Return the mean of what is known; a yearly average that each row repeats stays as it is."""
    known = [number for number in numbers if number is not None]
    return round(sum(known) / len(known)) if known else None


def base_periods(rows: Iterable[BaseRow]) -> list[BasePeriod]:
    """Return the periods in which bases stood, by mission, place and first day (rule: this module's head)."""
    ordered = sorted(rows, key=lambda row: (row.mission, row.location, row.year))
    last_years: dict[str, int] = {}
    for row in ordered:
        last_years[row.mission] = max(row.year, last_years.get(row.mission, row.year))
    periods: list[BasePeriod] = []
    for _, years in groupby(ordered, key=lambda row: (row.mission, row.location)):
        periods += [_period(run, last_years) for run in _runs(list(years))]
    return periods


def _runs(years: Sequence[BaseRow]) -> Iterator[list[BaseRow]]:
    run = [years[0]]
    for row in years[1:]:
        before = run[-1]
        moved = distance_km(Point(before.latitude, before.longitude), Point(row.latitude, row.longitude))
        if row.year > before.year + 1 or moved > SAME_BASE_KM:
            yield run
            run = []
        run.append(row)
    yield run


def _period(run: Sequence[BaseRow], last_years: dict[str, int]) -> BasePeriod:
    first, last = run[0], run[-1]
    return BasePeriod(
        mission=last.mission,
        country=last.country,
        location=last.location,
        latitude=last.latitude,
        longitude=last.longitude,
        valid_from=date(first.year, 1, 1),
        valid_to=date(last.year, 12, 31),
        headquarters=last.headquarters,
        strength=tuple((row.year, row.troops) for row in run),
        at_end_of_data=last.year == last_years[last.mission],
    )
