"""Section 10: a simple baseline for the next quarter with its own record, and what people make of it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tutela.account.products.rendering import charts, numbers
from tutela.account.products.rendering.sections.summary import own_words
from tutela.account.products.rules.baseline import BORROWED, HALF_LIFE, LEAST_HISTORY, AreaOutlook, TrackRecord
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.figures import whole
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Role,
    Table,
)
from tutela.web.components.documents.drawing import as_picture

WORTH_A_LINE = 0.1  # areas with a smaller chance of any civilian death are counted in a note


def outlook_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 10: the baseline in its frame, range and chances by area, the record, then people's own words."""
    return (*_baseline_blocks(content), *_meaning(content))


def _meaning(content: QuarterlyAssessment) -> tuple[Block, ...]:
    heading = Heading(_("What this may mean for the mandate"))
    if not content.implications:
        return (heading, Paragraph(_("Nobody has written down what this means for the mandate."), Role.EMPTY))
    return (heading, *own_words(content.implications))


def _baseline_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    outlook = content.outlook
    if outlook.overall is None:
        text = _("The history is too short for a baseline: %(have)s months, %(need)s are needed.") % {
            "have": outlook.history_months,
            "need": LEAST_HISTORY,
        }
        return (Paragraph(text, Role.EMPTY),)
    blocks: list[Block] = [
        Paragraph(
            _statement(content, outlook.overall), Role.ADVICE, _("Advice: a simple baseline, not a forecast engine")
        ),
        Paragraph(_record(outlook.record)),
    ]
    shown = tuple(area for area in outlook.areas if whole(area.high) >= 1 or area.at_least_1 >= WORTH_A_LINE)
    if shown:
        blocks += [_figure(shown), _table(shown, len(outlook.areas) - len(shown))]
    return tuple(blocks)


def _statement(content: QuarterlyAssessment, ahead: AreaOutlook) -> str:
    return _(
        "For the %(quarter)s the recent past alone points to %(middle)s civilian deaths in the mission’s area, with "
        "four chances in five of between %(low)s and %(high)s. The baseline takes the sums of past three-month "
        "windows, the latest weighing most (half as much every %(half)s months), with %(borrowed)s borrowed from all "
        "areas. It knows nothing of seasons, plans, talks or warnings."
    ) % {
        "quarter": numbers.quarter_in_sentence(content.quarter.plus(1)),
        "middle": numbers.count(ahead.middle),
        "low": numbers.count(ahead.low),
        "high": numbers.count(ahead.high),
        "half": numbers.decimal(HALF_LIFE, 0),
        "borrowed": numbers.percent(BORROWED),
    }


def _record(record: TrackRecord | None) -> str:
    if record is None:
        return _("There is no earlier quarter on which the baseline could be tested.")
    text = _(
        "Track record: replayed over the last %(quarters)s quarters, the range held the outcome in %(share)s of "
        "%(cases)s cases (an area in a quarter); 80%% is what it promises."
    ) % {
        "quarters": record.quarters,
        "share": numbers.percent(record.coverage),
        "cases": numbers.count(record.cases),
    }
    harder = _(
        "Where civilians did die, it held in %(share)s of %(cases)s cases: that is the figure to judge it by. The "
        "replay uses today’s data, which know more than was known then."
    ) % {"share": numbers.percent(record.coverage_with_harm), "cases": numbers.count(record.cases_with_harm)}
    return f"{text} {harder}"


def _figure(areas: tuple[AreaOutlook, ...]) -> Figure:
    caption = _("Range of civilian deaths in the next three months (bar: four chances in five; stroke: middle)")
    drawn = min(len(areas), charts.MOST_BARS)
    note = ngettext(
        "One area is drawn; the scale is compressed towards the right.",
        "The %s areas with the widest range are drawn; the scale is compressed towards the right.",
        drawn,
    )
    picture = as_picture("outlook", charts.outlook_svg(areas, "drawing-outlook"), charts.outlook_alt(areas))
    return Figure(picture, caption, note % drawn if drawn > 1 else note)


def _table(areas: tuple[AreaOutlook, ...], left_out: int) -> Table:
    columns = (
        Column(_("Area"), weight=2.6),
        Column(pgettext("estimate", "Low (10%)"), Align.END),
        Column(pgettext("estimate", "Middle"), Align.END),
        Column(pgettext("estimate", "High (90%)"), Align.END),
        Column(_("Chance of 1 or more"), Align.END, 1.3),
        Column(_("of 5 or more"), Align.END, 1.3),
        Column(_("of 25 or more"), Align.END, 1.3),
    )
    rows = tuple(
        (
            Cell(area.name),
            *(Cell(numbers.count(value)) for value in (area.low, area.middle, area.high)),
            *(Cell(numbers.percent(share)) for share in (area.at_least_1, area.at_least_5, area.at_least_25)),
        )
        for area in areas
    )
    note = ""
    if left_out:
        note = ngettext(
            "%(count)s further area has a chance below %(share)s of any civilian death on record.",
            "%(count)s further areas have a chance below %(share)s of any civilian death on record.",
            left_out,
        ) % {"count": numbers.count(left_out), "share": numbers.percent(WORTH_A_LINE)}
    return Table(_("Baseline by area: civilian deaths in the next three months"), columns, rows, note)
