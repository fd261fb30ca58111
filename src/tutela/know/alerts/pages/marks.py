"""Marks of the desk: how urgent, how much time is left, how exact. Each can be read without its colour."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.know.alerts.pages.wording import OUTCOME, OUTCOME_ICON, URGENCY, URGENCY_HELP
from tutela.know.alerts.rules.clocks import DUE_SOON_SHARE, Targets
from tutela.web.components import marks
from tutela.web.components.scales import TimeState

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


def state_of(due: datetime, whole: timedelta, now: datetime) -> TimeState:
    """Return how a clock stands that runs out at `due` and runs for `whole` in all."""
    if now > due:
        return TimeState.OVERDUE
    return TimeState.DUE_SOON if due - now < whole * DUE_SOON_SHARE else TimeState.IN_TIME


def wholes(targets: Targets) -> dict[tuple[str, int], timedelta]:
    """Return how long each step may take at each level of urgency."""
    return {(step.value, level): targets.within(step, level) for step in targets.others for level in URGENCY}
