"""Moments as people and programs write them; one without a zone is the mission's own time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from tutela.know.alerts.rules.report import Precision

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"\d{9,13}")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(.*)", re.DOTALL)
_CLOCK = re.compile(r"[\sT,]*(?:at|à|a)?\s*(\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment_in(text: str, zone: ZoneInfo) -> tuple[datetime, str] | None:
    """Return a moment and how precisely it is given (codes of `Precision`), None for what is none.

    Understood are ISO 8601, `14/05/2031 09:30` with the day first, and seconds or milliseconds since 1970. A day alone
    is its noon, so that it stays the same day in any zone.
    """
    words = text.strip()
    if not words or len(words) > 60:
        return None
    try:
        found = _counted(words) or _iso(words, zone) or _day_first(words, zone)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    try:
        moment = found[0].astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (moment, found[1]) if moment >= EARLIEST else None


def _counted(words: str) -> tuple[datetime, str] | None:
    if not _NUMBER.fullmatch(words):
        return None
    seconds = int(words) / (1000 if len(words) > 11 else 1)
    return datetime.fromtimestamp(seconds, UTC), Precision.MINUTE


def _iso(words: str, zone: ZoneInfo) -> tuple[datetime, str] | None:
    if _DAY.fullmatch(words):
        return _noon(date.fromisoformat(words), zone), Precision.DAY
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)), Precision.MINUTE


def _day_first(words: str, zone: ZoneInfo) -> tuple[datetime, str] | None:
    found = _DAY_FIRST.fullmatch(words)
    if found is None:
        return None
    day, rest = date(int(found[3]), int(found[2]), int(found[1])), found[4]
    if not rest.strip():
        return _noon(day, zone), Precision.DAY
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        return None
    moment = datetime.combine(day, time(int(clock[1]), int(clock[2] or 0)), zone)
    return moment, Precision.MINUTE if clock[2] else Precision.HOUR


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), zone)


def header_moment(text: str) -> datetime | None:
    """Return the moment in a header like `Date` of mail and HTTP, None for what is none."""
    try:
        moment = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def nearest_half_day(moment: datetime, received_at: datetime) -> datetime:
    """Return a clock's moment moved by twelve hours where that brings it nearer.

    ODK Collect writes the hour of its `Date` header from 1 to 12 without saying which half of the day it is.
    """
    half = timedelta(hours=12)
    return min((moment, moment + half, moment - half), key=lambda one: abs(one - received_at))
