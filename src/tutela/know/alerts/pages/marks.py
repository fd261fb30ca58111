"""Marks of the desk: how urgent, how much time is left, how exact. Each can be read without its colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.know.alerts.pages.wording import OUTCOME, OUTCOME_ICON, URGENCY, URGENCY_HELP
from tutela.know.alerts.rules.clocks import DUE_SOON_SHARE, Targets
from tutela.web.components import marks
from tutela.web.components.scales import TIME_ICONS, TIME_WORDS, TimeState

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TWO_DAYS = 2 * DAY


def urgency(level: int) -> SafeString:
    """Draw how urgent an alert is: a shape, the number and the word. Raises KeyError for a level that is none."""
    return _urgency(level, get_language() or "en")


@cache
def _urgency(level: int, language: str) -> SafeString:
    address = f"{static('alerts/shapes.svg')}#urgency-{level}"
    return format_html(
        '<span class="urgency urgency-{}" title="{}"><svg class="shape" aria-hidden="true"><use href="{}"></use></svg>'
        '<span class="urgency-step">{}</span> <span class="urgency-word">{}</span></span>',
        level,
        URGENCY_HELP[level],
        address,
        level,
        URGENCY[level],
    )


def outcome(code: str) -> SafeString:
    """Draw what verification found: an icon and its word."""
    return format_html(
        '<span class="outcome outcome-{}">{}{}</span>',
        code.replace("_", "-"),
        marks.icon(OUTCOME_ICON.get(code, "circle-dashed")),
        OUTCOME.get(code, code),
    )


def span(length: timedelta) -> str:
    """Say a length of time in one or two units: `12 min`, `3 h 20 min`, `2 d 4 h`."""
    if length < HOUR:
        return _("%(n)s min") % {"n": int(length / MINUTE)}
    if length < DAY:
        hours, minutes = divmod(int(length / MINUTE), 60)
        told = _("%(n)s h") % {"n": hours}
        return f"{told} {_('%(n)s min') % {'n': minutes}}" if minutes and hours < 10 else told
    days, hours = divmod(int(length / HOUR), 24)
    told = _("%(n)s d") % {"n": days}
    return f"{told} {_('%(n)s h') % {'n': hours}}" if hours and length < TWO_DAYS else told


def left(due: datetime, now: datetime) -> str:
    """Say how much time is left, or by how much it is over."""
    if now > due:
        return _("%(span)s over") % {"span": span(now - due)}
    return _("%(span)s left") % {"span": span(due - now)}


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock that runs: its state and its words now, and what the page needs to let it run on."""

    state: str
    text: str
    due: str
    whole: int
    icon: SafeString
    word: str

    @property
    def css(self) -> str:
        """The class of its state."""
        return f"time-{self.state.replace('_', '-')}"


def countdown(due: datetime, whole: timedelta, now: datetime) -> Countdown:
    """Return a clock that runs out at `due` and runs for `whole` in all."""
    state = _state(due, whole, now)
    return Countdown(
        state=state.value,
        text=left(due, now),
        due=marks.iso(due),
        whole=int(whole.total_seconds()),
        icon=_icon(TIME_ICONS[state]),
        word=str(TIME_WORDS[state]),
    )


def _state(due: datetime, whole: timedelta, now: datetime) -> TimeState:
    if now > due:
        return TimeState.OVERDUE
    return TimeState.DUE_SOON if due - now < whole * DUE_SOON_SHARE else TimeState.IN_TIME


@cache
def _icon(name: str) -> SafeString:
    return marks.icon(name)


def exact(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment as `moment_text` of the components does; the words of each day are made once, not for each row."""
    local, utc = moment.astimezone(zone), moment.astimezone(ZoneInfo("UTC"))
    language = get_language() or "en"
    told = f"{_day(local.date(), language)}, {local:%H:%M}"
    if local.utcoffset() == utc.utcoffset():
        return _("%(local)s UTC") % {"local": told}
    other = f"{utc:%H:%M}" if utc.date() == local.date() else f"{_short_day(utc.date(), language)} {utc:%H:%M}"
    return _("%(local)s (%(utc)s UTC)") % {"local": told, "utc": other}


@lru_cache(maxsize=1000)
def _day(day: date, language: str) -> str:
    return formats.date_format(day, _("D j M Y"))


@lru_cache(maxsize=1000)
def _short_day(day: date, language: str) -> str:
    return formats.date_format(day, _("j M"))


def wholes(targets: Targets) -> dict[tuple[str, int], timedelta]:
    """Return how long each step may take at each level of urgency."""
    return {(step.value, level): targets.within(step, level) for step in targets.others for level in URGENCY}
