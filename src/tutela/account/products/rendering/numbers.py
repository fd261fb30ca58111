"""Numbers, dates and movements in words, as readers of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tutela.account.products.rules.figures import Change, DeathRange, Direction, whole
from tutela.kernel.periods import Month, Quarter

THIN = "\u202f"  # narrow no-break space
FIXED = "\u00a0"  # no-break space
ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.LEVEL: "→"}


def is_french() -> bool:
    """Whether the active language is French."""
    return (translation.get_language() or "").startswith("fr")


def grouped(value: int) -> str:
    """Write a whole number with its thousands apart: 1,234 in English, 1 234 in French."""
    return f"{value:,}".replace(",", THIN if is_french() else ",").replace("-", "\N{MINUS SIGN}")


def count(value: float | None) -> str:
    """Write a figure of people or incidents; unknown is said, and a small fraction is not shown as nothing."""
    if value is None:
        return _("not known")
    if 0 < value < 0.5:
        return _("under 1")
    return grouped(whole(value))


def decimal(value: float, places: int = 1) -> str:
    """Write a number with decimals and the language's own mark."""
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if is_french() else text


def percent(share: float | None) -> str:
    """Write a share (0 to 1) as a percentage; the ends are kept for what is truly none or all."""
    if share is None:
        return _("not known")
    shown = whole(100 * share)
    if 0 < share < 0.01:
        return _("under %s") % _percent_sign("1")
    if shown == 100 and share < 1:
        return _("over %s") % _percent_sign("99")
    return _percent_sign(str(shown))


def death_range(deaths: DeathRange) -> str:
    """Write deaths as best estimate with low and high in brackets."""
    if deaths.best is None and deaths.low is None and deaths.high is None:
        return _("not known")
    ends = tuple("?" if end is None else count(end) for end in (deaths.low, deaths.high))
    if ends[0] == ends[1] == count(deaths.best):
        return count(deaths.best)
    return _("%(best)s (%(low)s–%(high)s)") % {"best": count(deaths.best), "low": ends[0], "high": ends[1]}


def movement(change: Change) -> str:
    """Write a change as arrow, word, difference and (where the base allows it) percentage."""
    if change.direction is Direction.UNKNOWN or change.difference is None:
        return _("cannot be compared")
    arrow = ARROWS[change.direction]
    if change.direction is Direction.LEVEL:
        return f"{arrow}{FIXED}" + pgettext("change", "unchanged")
    word = pgettext("change", "up %s") if change.direction is Direction.UP else pgettext("change", "down %s")
    text = f"{arrow}{FIXED}" + word.replace(" %s", FIXED + "%s") % grouped(abs(int(change.difference)))
    return text if change.percent is None else f"{text} ({signed_percent(change.percent)})"


def signed_percent(points: int) -> str:
    """Write a percentage with its sign."""
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return sign + _percent_sign(grouped(abs(points)))


def day(value: date | None) -> str:
    """Write a date in full; French says 1er for the first."""
    if value is None:
        return _("not known")
    text = date_format(value, "j F Y")
    return "1er" + text[1:] if is_french() and value.day == 1 else text


def short_day(value: date | None) -> str:
    """Write a date for a narrow column: 5 Nov 2018 in English, 05/11/2018 in French."""
    if value is None:
        return _("not known")
    return date_format(value, "d/m/Y" if is_french() else "j M Y").replace(" ", FIXED)


def moment(value: datetime) -> str:
    """Write a moment in UTC."""
    in_utc = value.astimezone(UTC)
    return _("%(day)s, %(time)s UTC") % {"day": day(in_utc.date()), "time": in_utc.strftime("%H:%M")}


def month(value: Month) -> str:
    """Write a month in full."""
    return date_format(value.first_day, "F Y")


def month_initial(value: Month) -> str:
    """Write a month as its first letter, for an axis."""
    return month(value)[0].upper()


def quarter(value: Quarter) -> str:
    """Write a quarter in full: fourth quarter of 2018, 4e trimestre 2018."""
    words = (
        _("First quarter of %s"),
        _("Second quarter of %s"),
        _("Third quarter of %s"),
        _("Fourth quarter of %s"),
    )
    return words[value.number - 1] % value.year


def quarter_in_sentence(value: Quarter) -> str:
    """Write a quarter in full as it stands inside a sentence."""
    text = quarter(value)
    return text[0].lower() + text[1:]


def quarter_short(value: Quarter) -> str:
    """Write a quarter for a table heading: Q4 2018, T4 2018."""
    return pgettext("quarter", "Q%(number)s %(year)s") % {"number": value.number, "year": value.year}


def listed(names: tuple[str, ...]) -> str:
    """Join names as a sentence does: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _percent_sign(number: str) -> str:
    return f"{number}{THIN}%" if is_french() else f"{number}%"
