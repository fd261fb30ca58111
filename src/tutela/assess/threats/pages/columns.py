"""The columns in which threats and proposals are listed, and how their rows are sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tutela.assess.threats.queries import Scored, ThreatView
from tutela.assess.threats.rules.proposing import Figures
from tutela.assess.threats.rules.ranking import Line
from tutela.web.components import marks
from tutela.web.components.cursors import Cursor, write_cursor
from tutela.web.components.figures import Figure, ago_text
from tutela.web.components.tables import CappedCount, Column, Page, TableSpec, TableState, Words

LAST = 10**9


def civilians(figures: Figures) -> Figure:
    """Return the civilians killed as low, best and high."""
    return Figure(figures.civilians_low, figures.civilians_best, figures.civilians_high)


def rank_mark(line: Line | None) -> SafeString:
    """Draw a place in the order: equal places and places that one step would flip are said in words."""
    if line is None or line.rank is None:
        return marks.NOTHING
    notes = []
    if line.is_tied:
        notes.append(now_("tied"))
    if line.is_near_tie:
        notes.append(now_("near tie"))
    noted = format_html(' <span class="rank-note">{}</span>', ", ".join(notes)) if notes else ""
    return format_html('<span class="rank">{}</span>{}', line.rank, noted)


def name_mark(row: ThreatView, now: datetime) -> SafeString:
    """Draw a threat's name; under it its reference, whether it is ongoing or potential, and what it waits for."""
    return format_html(
        '{} <span class="row-under">{} · {}</span>{}', row.label, row.reference, row.nature_words, owed_mark(row, now)
    )


def step_mark(scored: Scored | None, name: str) -> SafeString:
    """Draw one score as its step on the mission's scale: the number and how many there are."""
    if scored is None:
        return marks.NOTHING
    return format_html(
        '<span class="score">{}<span class="score-of">/{}</span></span>', getattr(scored, name), scored.steps
    )


def risk_mark(scored: Scored | None) -> SafeString:
    """Draw the risk by bars, number and word; a threat without scores says so."""
    if scored is None:
        return format_html('<span class="owed-mark">{}{}</span>', marks.icon("circle-dashed"), now_("not assessed"))
    return marks.risk(scored.risk_step)


def owed_words(row: ThreatView, now: datetime) -> list[str]:
    """Return what a threat waits for, in words; nothing when it waits for nothing."""
    found = []
    if row.new_incidents:
        found.append(
            ngettext("%(count)s new incident", "%(count)s new incidents", row.new_incidents)
            % {"count": row.new_incidents}
        )
    if row.is_stale and row.assessed_at:
        found.append(now_("stale, assessed %(ago)s") % {"ago": ago_text(row.assessed_at, now)})
    if row.scored and not row.has_gender_view:
        found.append(now_("no gender view"))
    if row.scored and not row.has_child_view:
        found.append(now_("no child view"))
    return found


def owed_mark(row: ThreatView, now: datetime) -> SafeString:
    """Draw what a threat waits for, nothing when it waits for nothing."""
    found = owed_words(row, now)
    if not found:
        return SafeString("")
    icon = marks.icon("clock-exclamation", now_("Waits for"))
    return format_html(' <span class="row-under owed-line">{} {}</span>', icon, ", ".join(found))


def priority_mark(row: ThreatView) -> SafeString:
    """Draw what the last ranking decided: comes first, or why not."""
    place = row.place_recorded
    if place is None:
        return marks.NOTHING
    if place.is_prioritised:
        return format_html('<span class="comes-first">{}{}</span>', marks.icon("flag"), now_("Comes first"))
    if place.is_prioritised is None:
        return format_html('<span class="text-quiet">{}</span>', now_("not decided"))
    return format_html('<span class="priority-why">{}</span>', place.reason)


def _score_columns() -> tuple[Column, ...]:
    return (
        Column(
            "likelihood",
            _("Likelihood"),
            value=lambda row: step_mark(row.scored, "likelihood"),
            sort="likelihood",
            descending_first=True,
        ),
        Column(
            "impact",
            _("Impact"),
            value=lambda row: step_mark(row.scored, "impact"),
            sort="impact",
            descending_first=True,
            help=_("First test of para 17: the potential impact on civilians, mass atrocities included."),
        ),
        Column(
            "destabilising",
            _("Destabilising"),
            value=lambda row: step_mark(row.scored, "destabilising"),
            sort="destabilising",
            descending_first=True,
            help=_("Second test of para 17: the destabilising effect."),
        ),
    )


def threat_columns(now: datetime) -> tuple[Column, ...]:
    """Return the columns of the board's list."""
    return (
        Column(
            "threat",
            _("Threat"),
            value=lambda row: name_mark(row, now),
            link=lambda row: reverse("threats:threat", args=[row.reference]),
        ),
        Column("rank", _("Order"), value=lambda row: rank_mark(row.standing), sort="rank"),
        Column("risk", _("Risk"), value=lambda row: risk_mark(row.scored), sort="risk", descending_first=True),
        _score_column("likelihood", _("Likelihood"), ""),
        _score_column(
            "impact",
            _("Impact"),
            _("First test of para 17: the potential impact on civilians, mass atrocities included."),
        ),
        _score_column("destabilising", _("Destabilising"), _("Second test of para 17: the destabilising effect.")),
        Column(
            "civilians",
            _("Civilians killed"),
            kind="figure",
            value=lambda row: civilians(row.figures),
            sort="civilians",
            descending_first=True,
            help=_("In the months that proposals look at, by incidents behind the threat."),
        ),
        Column("priority", _("Last ranking"), value=priority_mark),
        Column(
            "last",
            _("Last incident"),
            kind="day",
            value="figures.last_on",
            sort="last",
            descending_first=True,
            on_phone="hide",
        ),
    )


def _score_column(name: str, label: Words, help_text: Words) -> Column:
    return Column(
        name,
        label,
        value=lambda row: step_mark(row.scored, name),
        sort=name,
        descending_first=True,
        help=help_text,
    )


def threat_spec(now: datetime) -> TableSpec:
    """Return the board's list as a table."""
    return TableSpec(
        key="threats", caption=_("Open threats"), columns=threat_columns(now), default_sort="rank", size=100
    )


def _score(name: str) -> Callable[[ThreatView], Any]:
    return lambda row: getattr(row.scored, name) if row.scored else 0


_SORTS: dict[str, Callable[[ThreatView], Any]] = {
    "rank": lambda row: (row.standing.rank if row.standing and row.standing.rank else LAST, row.number),
    "risk": _score("risk"),
    "likelihood": _score("likelihood"),
    "impact": _score("impact"),
    "destabilising": _score("destabilising"),
    "civilians": lambda row: row.figures.civilians_best,
    "last": lambda row: row.figures.last_on.toordinal() if row.figures.last_on else 0,
}


def in_order(rows: Sequence[ThreatView], state: TableState) -> list[ThreatView]:
    """Return the threats in the order that the address asks for; equal ones stay in the order of their scores."""
    return sorted(rows, key=_SORTS[state.column_key], reverse=state.is_descending)


def page_of(rows: Sequence[ThreatView], state: TableState) -> Page[ThreatView]:
    """Return the rows of one page; its cursors hold places in the list, which is short enough to be counted."""
    start = _place(state.after) if state.after else max(0, _place(state.before) - state.size)
    end = start + state.size
    return Page(
        rows=tuple(rows[start:end]),
        count=CappedCount(len(rows), is_capped=False),
        next_cursor=write_cursor(Cursor(end, end)) if end < len(rows) else "",
        previous_cursor=write_cursor(Cursor(start, start)) if start else "",
    )


def _place(cursor: Cursor | None) -> int:
    return cursor.value if cursor and isinstance(cursor.value, int) and cursor.value > 0 else 0
