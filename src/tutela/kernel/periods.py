"""Periods: months and quarters as values that can be stepped, compared and spread over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"There is no month {self.month}.")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that holds `day`."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Month:
        """Return the month `ordinal` months after January of year 0."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Months since January of year 0."""
        return self.year * 12 + self.month - 1

    @property
    def first_day(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return self.plus(1).first_day - timedelta(days=1)

    def plus(self, months: int) -> Month:
        """Return the month that many months later (earlier when negative)."""
        return Month.from_ordinal(self.ordinal + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter: the rhythm of the threat assessment (para 77)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"There is no quarter {self.number}.")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that holds `day`."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2018Q4` or `2018-Q4`. Raises ValueError for other text."""
        year, mark, number = text.strip().upper().replace("-", "").partition("Q")
        if not (mark and year.isdigit() and number.isdigit() and len(year) == 4):
            raise ValueError(f"A quarter is written like 2018Q4, not {text!r}.")
        return cls(int(year), int(number))

    @property
    def ordinal(self) -> int:
        """Quarters since the first quarter of year 0."""
        return self.year * 4 + self.number - 1

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """The quarter's three months."""
        first = Month(self.year, 3 * self.number - 2)
        return first, first.plus(1), first.plus(2)

    @property
    def first_day(self) -> date:
        """The quarter's first day."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """The quarter's last day."""
        return self.months[2].last_day

    def plus(self, quarters: int) -> Quarter:
        """Return the quarter that many quarters later (earlier when negative)."""
        ordinal = self.ordinal + quarters
        return Quarter(ordinal // 4, ordinal % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from `first` to `last`, both included; nothing when `last` is earlier."""
    for ordinal in range(first.ordinal, last.ordinal + 1):
        yield Month.from_ordinal(ordinal)


def share_by_month(start: date, end: date) -> dict[Month, float]:
    """Return how a span of days divides over its months, by day; the shares add up to 1.

    This is the stated spreading rule for events that last longer than a month. Raises ValueError when the
    span ends before it starts.
    """
    if end < start:
        raise ValueError("A span cannot end before it starts.")
    days = (end - start).days + 1
    shares: dict[Month, float] = {}
    for month in months_between(Month.of(start), Month.of(end)):
        inside = (min(end, month.last_day) - max(start, month.first_day)).days + 1
        shares[month] = inside / days
    return shares


def start_of(day: date) -> datetime:
    """Return midnight UTC at the start of `day`."""
    return datetime.combine(day, time.min, tzinfo=UTC)
