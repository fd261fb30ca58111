"""Figures and moments in words: low–best–high, the share unknown, and how long ago something was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK_AGO = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people or events with its bounds.

    `unknown_share` is the part (0 to 1) of the count for which the breakdown in question is not known; `few` marks
    a figure made from so few cases that it must be read with care. Raises ValueError when the bounds cross.
    """

    low: int
    best: int
    high: int
    unknown_share: float | None = None
    few: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.best <= self.high:
            raise ValueError(f"{self.low}, {self.best}, {self.high} is not low, best, high.")

    @property
    def is_exact(self) -> bool:
        """Return whether nothing is uncertain about the count."""
        return self.low == self.best == self.high

    def sentence(self) -> str:
        """Say the figure for a screen reader and for titles."""
        if self.is_exact:
            return number(self.best)
        return _("%(best)s, best estimate; low %(low)s, high %(high)s") % {
            "best": number(self.best),
            "low": number(self.low),
            "high": number(self.high),
        }


def number(value: float, decimals: int = 0) -> str:
    """Write a number the reader's way, thousands grouped, with `decimals` places."""
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def percent(share: float) -> str:
    """Write a share (0 to 1) as a whole percentage, the reader's way."""
    return _("%(share)s%%") % {"share": number(round(share * 100))}


def day_text(day: date) -> str:
    """Write a day the reader's way, short and unambiguous (the month is a word)."""
    return formats.date_format(day, _("j M Y"))


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment in the mission's zone with its UTC time beside it."""
    local = moment.astimezone(zone)
    utc = moment.astimezone(ZoneInfo("UTC"))
    local_text = formats.date_format(local, _("D j M Y, H:i"))
    if local.utcoffset() == utc.utcoffset():
        return _("%(local)s UTC") % {"local": local_text}
    utc_format = _("H:i") if utc.date() == local.date() else _("j M H:i")
    return _("%(local)s (%(utc)s UTC)") % {"local": local_text, "utc": formats.date_format(utc, utc_format)}


def minutes_ago(count: int) -> str:
    """Say how many minutes ago."""
    return ngettext("%(n)d min ago", "%(n)d min ago", count) % {"n": count}


def hours_ago(count: int) -> str:
    """Say how many hours ago."""
    return ngettext("%(n)d hour ago", "%(n)d hours ago", count) % {"n": count}


def days_ago(count: int) -> str:
    """Say how many days ago."""
    return ngettext("%(n)d day ago", "%(n)d days ago", count) % {"n": count}


def ago_text(moment: datetime, now: datetime) -> str:
    """Say how long ago `moment` was; from two weeks on the day itself says more. The future is told as its day."""
    passed = now - moment
    if passed < timedelta(0) or passed >= WEEK_AGO:
        return day_text(moment.date())
    if passed < MINUTE:
        return _("just now")
    steps: tuple[tuple[timedelta, timedelta, Callable[[int], str]], ...] = (
        (HOUR, MINUTE, minutes_ago),
        (DAY, HOUR, hours_ago),
        (WEEK_AGO, DAY, days_ago),
    )
    unit, words = next((unit, words) for limit, unit, words in steps if passed < limit)
    return words(int(passed / unit))
