"""Marks: every badge, figure and time as the one piece of HTML that all pages and tables share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.web.components.figures import Figure, ago_text, day_text, moment_text, number, percent
from tutela.web.components.scales import (
    PHASE_WORDS,
    PRECISION_WORDS,
    RISK_WORDS,
    SENSITIVITY_WORDS,
    TIER_WORDS,
    TIME_ICONS,
    TIME_WORDS,
    Phase,
    Sensitivity,
    TimeState,
    Words,
    is_area_level,
)

NOTHING = SafeString('<span class="nothing" aria-hidden="true">–</span>')
ROMAN = {1: "I", 2: "II", 3: "III"}


def icon(name: str, label: Words = "") -> SafeString:
    """Draw an icon from the sprite; without a label it is decoration and hidden from screen readers."""
    address = f"{static('vendor/icons.svg')}#{name}"
    if not label:
        return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)


def shape(name: str) -> SafeString:
    """Draw one of our own shapes (scale steps, phases, precision), always beside its word."""
    address = f"{static('components/marks.svg')}#{name}"
    return format_html('<svg class="shape" aria-hidden="true"><use href="{}"></use></svg>', address)


def risk(step: int, word: Words = "", *, compact: bool = False) -> SafeString:
    """Draw a step (1 to 5) of the risk scale: bars, number and word. `word` replaces the scale's own word.

    Raises KeyError for a step outside the scale. `compact` hides the word from the eye, not from a screen reader.
    """
    return format_html(
        '<span class="risk risk-{}">{}<span class="risk-step">{}</span> <span class="{}">{}</span></span>',
        step,
        shape(f"risk-{step}"),
        step,
        "visually-hidden" if compact else "risk-word",
        word or RISK_WORDS[step],
    )


def time_state(state: str, text: Words = "") -> SafeString:
    """Draw a time state with its icon; `text` says more ("2 h left, Sector Centre") and replaces the word."""
    known = TimeState(state)
    word = TIME_WORDS[known]
    spoken = format_html('<span class="visually-hidden">{}: </span>', word) if text else ""
    return format_html(
        '<span class="time-state time-{}">{}{}{}</span>',
        known.value.replace("_", "-"),
        icon(TIME_ICONS[known]),
        spoken,
        text or word,
    )


def cite(paragraph: str, address: str = "") -> SafeString:
    """Draw the number of a paragraph of the policy; `address` is its page."""
    if address:
        return format_html('<a class="cite" href="{}">{}</a>', address, paragraph)
    return format_html('<span class="cite">{}</span>', paragraph)


def phase(name: str) -> SafeString:
    """Draw an operational phase by shape and label (paras 36 and 37)."""
    known = Phase(name)
    return format_html('<span class="sign">{}{}</span>', shape(f"phase-{known.value}"), PHASE_WORDS[known])


def tier(step: int, *, compact: bool = False) -> SafeString:
    """Draw a tier (1 to 3) by its Roman number and label (para 39)."""
    return format_html(
        '<span class="sign"><span class="tier tier-{}">{}</span><span class="{}">{}</span></span>',
        step,
        ROMAN[step],
        "visually-hidden" if compact else "sign-word",
        TIER_WORDS[step],
    )


def precision(step: int, *, compact: bool = False) -> SafeString:
    """Draw how precisely a place is known (1 exact … 7 international); from 4 on it is an area, never a point."""
    return format_html(
        '<span class="sign{}">{}<span class="{}">{}</span></span>',
        " sign-area" if is_area_level(step) else "",
        shape(f"place-{min(step, 4)}"),
        "visually-hidden" if compact else "sign-word",
        PRECISION_WORDS[step],
    )


def sensitivity(level: str) -> SafeString:
    """Draw how closely a record is held; an unclassified record carries a word and no lock."""
    known = Sensitivity(level)
    lock = "" if known is Sensitivity.UNCLASSIFIED else icon("lock")
    css = known.value.replace("_", "-")
    return format_html('<span class="sign sensitivity-{}">{}{}</span>', css, lock, SENSITIVITY_WORDS[known])


def figure(value: Figure | None) -> SafeString:
    """Draw low–best–high: the best estimate strong, the range beside it, what is unknown said in words."""
    if value is None:
        return NOTHING
    best = number(value.best)
    if value.is_exact:
        drawn = format_html("<strong>{}</strong>", best)
    else:
        drawn = format_html(
            '<span aria-hidden="true"><strong>{}</strong> <span class="figure-range" dir="ltr">{}–{}</span></span>'
            '<span class="visually-hidden">{}</span>',
            best,
            number(value.low),
            number(value.high),
            value.sentence(),
        )
    return format_html('<span class="figure">{}{}</span>', drawn, figure_notes(value))


def figure_notes(value: Figure) -> SafeString:
    """Say what weakens a figure: a share unknown, or few cases."""
    notes = []
    if value.unknown_share:
        notes.append(_("%(share)s unknown") % {"share": percent(value.unknown_share)})
    if value.few:
        notes.append(_("few cases"))
    if not notes:
        return SafeString("")
    return format_html(' <span class="figure-note">{}</span>', ", ".join(notes))


def day(value: date | None) -> SafeString:
    """Draw a day."""
    if value is None:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day_text(value))


def moment(value: datetime | None, zone: ZoneInfo | None = None) -> SafeString:
    """Draw a moment in full: mission time and UTC."""
    if value is None:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', iso(value), moment_text(value, zone or mission_zone()))


def ago(value: datetime | None, now: datetime, zone: ZoneInfo | None = None, *, focusable: bool = True) -> SafeString:
    """Draw "12 min ago"; the exact time appears on hover and on focus, and is always there for screen readers."""
    if value is None:
        return NOTHING
    return format_html(
        '<time class="ago" datetime="{}" data-ago{}><span class="ago-text">{}</span>'
        '<span class="ago-exact"><span class="visually-hidden">, </span>{}</span></time>',
        iso(value),
        SafeString(' tabindex="0"') if focusable else "",
        ago_text(value, now),
        moment_text(value, zone or mission_zone()),
    )


def iso(value: datetime) -> str:
    """Write a moment as UTC for machines, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def mission_zone() -> ZoneInfo:
    """Return the zone that the request runs in, which the mission sets."""
    return timezone.get_current_timezone()
