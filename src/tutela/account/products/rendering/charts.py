"""Charts as Vega-Lite specifications, drawn once as SVG so that page, PDF and DOCX show the same picture."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tutela.account.products.rendering import numbers
from tutela.account.products.rules.baseline import AreaOutlook
from tutela.account.products.rules.figures import MonthFigures, total, whole
from tutela.kernel.periods import Quarter
from tutela.web.components.documents.drawing import INK, PALE, SHADE, TEXT, vega_svg

Spec = dict[str, Any]
WIDTH = 560
MOST_BARS = 15
LOWEST_TOP = 5
TICKS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
MARK = "\u241f"  # between a row's place and its name; no name holds it


def months_svg(months: tuple[MonthFigures, ...], quarter: Quarter, prefix: str) -> str:
    """Draw deaths and civilian deaths by month; the quarter and the same one a year ago stand on a grey band."""
    order = [entry.month.ordinal for entry in months]
    labels = {entry.month.ordinal: _month_label(entry) for entry in months}
    spec: Spec = {
        "width": WIDTH,
        "height": 190,
        "data": {"values": _month_rows(months)},
        "encoding": {"x": _month_axis(order, labels)},
        "layer": [_bands(months, quarter), *_bar_layers(months), _gaps(months)],
    }
    return vega_svg(spec, prefix)


def _month_label(entry: MonthFigures) -> str:
    month = entry.month
    initial = numbers.month_initial(month)
    return f"{initial}|{month.year}" if month.month == 1 else initial


def _series() -> tuple[tuple[str, str, str, float], ...]:
    """Return title, fill, outline and width of the three nested bars, widest first."""
    return (
        (_("All deaths, best estimate"), "#ffffff", SHADE, 17),
        (_("Civilians, with those in doubt"), PALE, PALE, 12),
        (_("Coded as civilian"), INK, INK, 6),
    )


def _month_rows(months: tuple[MonthFigures, ...]) -> list[Spec]:
    rows = []
    for entry in months:
        figures = entry.figures
        values = (figures.deaths.best, figures.civilians, figures.civilians_coded)
        for series, value in zip(_series(), values, strict=True):
            rows.append({"month": entry.month.ordinal, "series": series[0], "deaths": value})
    return rows


def _month_axis(order: list[int], labels: dict[int, str]) -> Spec:
    names = ", ".join(f"'{key}': '{label}'" for key, label in labels.items())
    return {
        "field": "month",
        "type": "ordinal",
        "scale": {"domain": order, "paddingInner": 0, "paddingOuter": 0.1},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelExpr": f"split({{{names}}}[datum.value], '|')",
            "labelLineHeight": 12,
            "ticks": False,
            "domainColor": TEXT,
        },
    }


def _bands(months: tuple[MonthFigures, ...], quarter: Quarter) -> Spec:
    """Return the grey bands behind the quarter and the same quarter a year earlier."""
    marked = {month.ordinal for q in (quarter, quarter.plus(-4)) for month in q.months}
    rows = [{"month": entry.month.ordinal} for entry in months if entry.month.ordinal in marked]
    return {"data": {"values": rows}, "mark": {"type": "rect", "color": "#eceff3"}}


def _gaps(months: tuple[MonthFigures, ...]) -> Spec:
    """Return a question mark on the ground line for each month that the data do not cover."""
    rows = [{"month": entry.month.ordinal} for entry in months if not entry.figures.is_covered]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "text": "?", "baseline": "bottom", "dy": -3, "color": TEXT},
        "encoding": {"y": {"datum": 0, "type": "quantitative"}},
    }


def _bar_layers(months: tuple[MonthFigures, ...]) -> list[Spec]:
    highest = max((row["deaths"] or 0 for row in _month_rows(months)), default=0)
    at_least = {"domainMax": LOWEST_TOP} if highest < LOWEST_TOP else {}  # no axis of nothing
    titles = [series[0] for series in _series()]
    color = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": titles, "range": [series[1] for series in _series()]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal", "symbolStrokeColor": SHADE},
    }
    layers = []
    for title, _fill, outline, width in _series():
        layers.append(
            {
                "transform": [{"filter": {"field": "series", "equal": title}}],
                "mark": {"type": "bar", "width": width, "stroke": outline, "strokeWidth": 0.8},
                "encoding": {
                    "y": {
                        "field": "deaths",
                        "type": "quantitative",
                        "stack": None,
                        "scale": {"domainMin": 0, **at_least},
                        "axis": {"title": _("Deaths in the month"), "tickCount": 5, "tickMinStep": 1},
                    },
                    "color": color,
                },
            }
        )
    return layers


def outlook_svg(areas: tuple[AreaOutlook, ...], prefix: str) -> str:
    """Draw each area's range (10 to 90 %) as a bar with its middle as a stroke; areas with the widest range first."""
    rows = [
        {
            "area": f"{place:02d}{MARK}{area.name}",
            "low": area.low,
            "middle": area.middle,
            "high": area.high,
            "label": f"{numbers.count(area.low)}–{numbers.count(area.high)}",
        }
        for place, area in enumerate(areas[:MOST_BARS])
    ]
    axis = {"title": _("Civilian deaths in the next three months"), "values": TICKS}
    values = {
        "type": "quantitative",
        "scale": {"type": "symlog", "constant": 3, "domainMin": 0},
        "axis": axis,
    }
    spec: Spec = {
        "width": WIDTH - 190,
        "height": {"step": 19},
        "data": {"values": rows},
        "encoding": {"y": _names_axis()},
        "layer": _range_layers(values),
    }
    return vega_svg(spec, prefix)


def _names_axis() -> Spec:
    show = f"split(datum.value, '{MARK}')[1]"
    return {
        "field": "area",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelExpr": show, "labelLimit": 185, "ticks": False},
    }


def _range_layers(values: Spec) -> list[Spec]:
    """Return the bar from low to high, the stroke at the middle and the range in figures at the end."""
    high = {"field": "high", **values}
    label = {"field": "label", "type": "nominal"}
    return [
        {
            "mark": {"type": "bar", "height": 9, "color": PALE},
            "encoding": {"x": {"field": "low", **values}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "tick", "height": 15, "thickness": 3, "color": INK},
            "encoding": {"x": {"field": "middle", **values}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 7, "fontSize": 10.5, "color": TEXT},
            "encoding": {"x": high, "text": label},
        },
    ]


def months_alt(months: tuple[MonthFigures, ...]) -> str:
    """Say in words what the chart by month shows."""
    known = [entry for entry in months if entry.figures.civilians is not None]
    if not known:
        return _("Chart by month; no month is covered by the data.")
    worst = max(known, key=lambda entry: (entry.figures.civilians or 0, -entry.month.ordinal))
    return _(
        "Bar chart of deaths by month from %(first)s to %(last)s. Civilian deaths add up to %(sum)s; the highest "
        "month is %(worst)s with %(most)s."
    ) % {
        "first": numbers.month(months[0].month),
        "last": numbers.month(months[-1].month),
        "sum": numbers.count(total(entry.figures.civilians for entry in known)),
        "worst": numbers.month(worst.month),
        "most": numbers.count(worst.figures.civilians),
    }


def outlook_alt(areas: tuple[AreaOutlook, ...]) -> str:
    """Say in words what the outlook chart shows."""
    shown = areas[:MOST_BARS]
    parts = [f"{area.name} {whole(area.low)}–{whole(area.high)}" for area in shown[:5]]
    return _("Ranges of civilian deaths in the next three months for %(count)s areas, widest first: %(areas)s.") % {
        "count": len(shown),
        "areas": "; ".join(parts),
    }
