"""Section 3: this quarter beside the last one and the same one a year ago: in all, by month, by act, by area."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.account.products.rendering import charts, numbers, words
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.figures import (
    FEW_CASES,
    AreaComparison,
    Comparison,
    PeriodFigures,
    areas_by_harm,
    change,
)
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Role,
    Table,
)
from tutela.web.components.documents.drawing import as_picture

Read = Callable[[PeriodFigures], float | None]


def trend_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 3; an empty or uncovered quarter is said in words before any figure."""
    blocks: list[Block] = []
    now = content.trend.overall.now
    if not now.is_covered:
        blocks.append(Paragraph(_("The data do not cover this quarter. Unknown is not the same as none."), Role.EMPTY))
    elif not now.incidents:
        blocks.append(
            Paragraph(_("No incident is recorded for this quarter. This may be peace, or silence."), Role.EMPTY)
        )
    blocks.append(_overall_table(content))
    if content.trend.months:
        blocks.append(_months_figure(content))
    tables = (_act_table(content), _area_table(content))
    # Without data, "none recorded" would say too much.
    return (*blocks, *(table for table in tables if isinstance(table, Table) or now.is_covered))


def _period_columns(content: QuarterlyAssessment, first: str) -> tuple[Column, ...]:
    quarter = content.quarter
    return (
        Column(first, weight=2.3),
        Column(numbers.quarter_short(quarter), Align.END, 1.25),
        Column(numbers.quarter_short(quarter.plus(-1)), Align.END, 1.25),
        Column(_("Change on last quarter"), weight=2.3),
        Column(numbers.quarter_short(quarter.plus(-4)), Align.END, 1.25),
        Column(_("Change on a year ago"), weight=2.3),
    )


def _few_note() -> str:
    return _("A percentage is left out where the earlier figure is below %s.") % FEW_CASES


def _overall_table(content: QuarterlyAssessment) -> Table:
    lines: tuple[tuple[str, Read, bool], ...] = (
        (_("Incidents"), lambda f: f.incidents, True),
        (_("All deaths, best estimate"), lambda f: f.deaths.best, True),
        (_("– low estimate"), lambda f: f.deaths.low, False),
        (_("– high estimate"), lambda f: f.deaths.high, False),
        (_("Civilian deaths (para 15)"), lambda f: f.civilians, True),
        (_("– coded as civilian"), lambda f: f.civilians_coded, False),
        (_("– status in doubt, counted as civilian"), lambda f: f.civilians_in_doubt, False),
        (_("Deaths in one-sided violence alone"), lambda f: f.one_sided, True),
    )
    rows = tuple(_figure_row(title, content.trend.overall, read, strong) for title, read, strong in lines)
    note = _("One-sided violence is aimed at civilians; civilians also die in fighting, so it is only a part.")
    return Table(_("Harm compared"), _period_columns(content, ""), rows, f"{note} {_few_note()}")


def _figure_row(title: str, comparison: Comparison, read: Read, strong: bool) -> tuple[Cell, ...]:
    now, last, year_ago = read(comparison.now), read(comparison.last_quarter), read(comparison.year_ago)
    return (
        Cell(title, strong=strong),
        Cell(numbers.count(now), strong=strong),
        Cell(numbers.count(last)),
        Cell(numbers.movement(change(last, now))),
        Cell(numbers.count(year_ago)),
        Cell(numbers.movement(change(year_ago, now))),
    )


def _months_figure(content: QuarterlyAssessment) -> Figure:
    months = content.trend.months
    picture = as_picture(
        "months", charts.months_svg(months, content.quarter, "drawing-months"), charts.months_alt(months)
    )
    note = _("Grey bands: this quarter and the same quarter a year earlier. “?” marks months without data.")
    return Figure(picture, _("Deaths by month, last %s months") % len(months), note)


def _act_table(content: QuarterlyAssessment) -> Block:
    acts = [entry for entry in content.trend.by_act if _has_any(entry.comparison)]
    if not acts:
        return Paragraph(_("No incident is recorded under any hostile act of para 16 in these periods."), Role.EMPTY)
    columns = (
        Column(_("Hostile act (para 16)"), weight=2.5),
        Column(_("Incidents"), Align.END, 1.1),
        Column(_("Change on last quarter"), weight=2.3),
        Column(_("Civilian deaths"), Align.END, 1),
        Column(_("Change on last quarter"), weight=2.3),
        Column(_("Change on a year ago"), weight=2.3),
    )
    rows = []
    for entry in sorted(acts, key=lambda act: (-(act.comparison.now.incidents or 0), act.code)):
        now, last, year_ago = entry.comparison.now, entry.comparison.last_quarter, entry.comparison.year_ago
        rows.append(
            (
                Cell(words.term("acts", entry.code)),
                Cell(numbers.count(now.incidents)),
                Cell(numbers.movement(change(last.incidents, now.incidents))),
                Cell(numbers.count(now.civilians)),
                Cell(numbers.movement(change(last.civilians, now.civilians))),
                Cell(numbers.movement(change(year_ago.civilians, now.civilians))),
            )
        )
    note = _("Each source’s own coding is kept; a documented table maps it to these acts.")
    return Table(_("By hostile act, %s") % numbers.quarter_in_sentence(content.quarter), columns, tuple(rows), note)


def _area_table(content: QuarterlyAssessment) -> Block:
    areas = areas_by_harm(content.trend.by_area)
    shown = [area for area in areas if _has_any(area.comparison)]
    if not shown:
        return Paragraph(_("No incident is recorded in any area in these periods."), Role.EMPTY)
    left_out = len(areas) - len(shown)
    note = ngettext(
        "%s further area has no incident on record in the three periods.",
        "%s further areas have no incident on record in the three periods.",
        left_out,
    ) % numbers.count(left_out)
    rows = tuple(_area_row(area) for area in shown)
    return Table(
        _("Civilian deaths by area"),
        _period_columns(content, _("Area")),
        rows,
        f"{note} {_few_note()}" if left_out else _few_note(),
    )


def _area_row(area: AreaComparison) -> tuple[Cell, ...]:
    return _figure_row(area.name, area.comparison, lambda figures: figures.civilians, strong=False)


def _has_any(comparison: Comparison) -> bool:
    periods = (comparison.now, comparison.last_quarter, comparison.year_ago)
    return any(period.incidents or period.civilians for period in periods)
