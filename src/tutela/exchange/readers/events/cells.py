"""Cells into values, remembered: the same few dates, actors and codes come back again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_REMEMBERED = 50_000
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?")
_WRITTEN_DATE = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE = re.compile(r"-?\d+(\.0+)?")


class Remembered(dict[Key, Value]):
    """A dictionary that makes what it is asked for, and forgets all when it has grown too large.

    The bound keeps memory constant for a file in which every value differs. A maker that raises is not
    remembered.
    """

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self._make(key)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = value
        return value


class AmbiguousDate(ValueError):
    """Day and month could be either way round."""


def read_date(text: str) -> date:
    """Read a date as UCDP and ACLED write it. Raises ValueError, AmbiguousDate for `03/04/2015`.

    `2014-04-13`, `2014-04-13 00:00:00.000`, `2009-02-20T00:00:00`, `13 April 2014`, and `13/04/2014` where
    the day is above twelve or equal to the month.
    """
    text = text.strip()
    found = _ISO_DATE.fullmatch(text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _WRITTEN_DATE.fullmatch(text)
    if found:
        return date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    found = _SLASHED_DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    if one == two or one > 12:
        return date(year, two, one)
    if two > 12:
        return date(year, one, two)
    raise AmbiguousDate(text)


def read_whole(text: str) -> int:
    """Read a whole number, also when a program wrote it as `3.0`. Raises ValueError."""
    text = text.strip()
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text.partition(".")[0])


def read_moment(text: str) -> datetime | None:
    """Read a time stamp in seconds since 1970 as an aware UTC datetime; None when it cannot be read."""
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def split_list(text: str) -> tuple[str, ...]:
    """Split a list in one cell at semicolons or commas: `500, 501` or `500;501`."""
    return tuple(part.strip() for part in re.split(r"[;,]", text) if part.strip())
