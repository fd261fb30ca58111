"""Figures as files: all of them for the mission, and for people outside it those in which no small number shows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.know.alerts.pages.exporting import neutral
from tutela.know.alerts.pages.figures import Period, area_name, asked_figures, desk_name, month_label
from tutela.know.alerts.pages.wording import CHANNEL, COUNT, RATE, SPLIT, URGENCY, Words
from tutela.know.alerts.queries.figures import DeskFigures, alert_figures, area_codes
from tutela.know.alerts.rules.figures import (
    COUNTED,
    Count,
    Dimension,
    Figures,
    Group,
    Outcome,
    Shared,
    Shown,
    Stage,
    Tally,
    rates,
    suppressed,
)
from tutela.mission.queries import parameter_value
from tutela.web.components.errors import in_readers_language

QUARTERS = 8
"""So many past quarters may be asked for."""
NUMBERS = (
    *COUNTED, Outcome.SET_ASIDE, Outcome.MERGED, Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE, Count.BY_STATE,
)  # fmt: skip
SHARED_NUMBERS = (*COUNTED, Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE, Count.BY_STATE)
TIMES = tuple(f"{stage}_{kind}_minutes" for stage in Stage for kind in ("median", "ninetieth"))
MINUTE = timedelta(minutes=1)


@require_safe
@needs(Permission.ALERT_READ)
def figures_csv(request: ActorRequest) -> HttpResponse:
    """Send the figures that the page shows as CSV: a line for each value, and the rules at the end."""
    _state, period, found = asked_figures(request)
    lines: list[Sequence[object]] = [("by", "value", "name", "counted", *NUMBERS, *TIMES)]
    lines.extend(
        (by, value, name, part.counted, *(part.count(one) for one in NUMBERS), *_minutes(part))
        for by, value, name, part in _parts(found)
    )
    lines.extend(
        ("response", dimension, code, part.count(Outcome.VERIFIED)) for dimension, code, part in _by_whom(found)
    )
    lines.extend(("reason", code, "", count) for code, count in found.figures.whole.reasons.items())
    lines.extend(("rule", code, *rules) for code, *rules in _rules(found.figures))
    return _sent(_csv(lines), "text/csv; charset=utf-8", _name(period, "csv"))


@require_safe
@needs(Permission.ALERT_READ)
def figures_json(request: ActorRequest) -> HttpResponse:
    """Send the figures that the page shows as JSON."""
    _state, period, found = asked_figures(request)
    told: dict[str, Any] = {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "at_once_minutes": found.figures.at_once // MINUTE,
        "rules": {code: {"numerator": str(one), "denominator": str(two)} for code, one, two in _rules(found.figures)},
        "whole": _told(found.figures.whole),
        "by": {},
        "responses": {},
        "no_response": found.figures.whole.reasons,
    }
    for by, value, name, part in _parts(found):
        if value:
            told["by"].setdefault(by, {})[value] = {"name": str(name), **_told(part)}
    for dimension, code, part in _by_whom(found):
        told["responses"].setdefault(str(dimension), {})[code] = part.count(Outcome.VERIFIED)
    return _sent(json.dumps(told, ensure_ascii=False, indent=1), "application/json", _name(period, "json"))


def _parts(found: DeskFigures) -> Iterator[tuple[str, str, object, Tally]]:
    yield "whole", "", "", found.figures.whole
    by = found.figures.by
    for dimension in (Dimension.MONTH, Dimension.AREA, Dimension.URGENCY, Dimension.CHANNEL):
        for value, part in by[dimension].items():
            yield dimension, value or "-", area_name(found, value) if dimension == Dimension.AREA else "", part
    for value, part in found.desks.items():
        yield "desk", value, desk_name(found, value), part


def _by_whom(found: DeskFigures) -> Iterator[tuple[Dimension, str, Tally]]:
    for dimension in (Dimension.RESPONDER, Dimension.TIER):
        for code, part in found.figures.by[dimension].items():
            yield dimension, code, part


def _rules(found: Figures) -> list[tuple[str, object, object]]:
    return [
        (rate.code, in_readers_language(rate.numerator_rule), in_readers_language(rate.denominator_rule))
        for rate in rates(found.whole, found.at_once)
    ]


def _minutes(part: Tally) -> list[int | str]:
    spreads = [part.spread(stage) for stage in Stage]
    return ["" if one is None else one // MINUTE for held in spreads for one in (held.median, held.ninetieth)]


def _told(part: Tally) -> dict[str, object]:
    times = dict(zip(TIMES, _minutes(part), strict=True))
    numbers = {str(name): part.count(name) for name in NUMBERS}
    return {"counted": part.counted, **numbers, "times": {name: None if n == "" else n for name, n in times.items()}}


def _csv(lines: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    text.write("\ufeff")
    csv.writer(text).writerows(
        [neutral(str(cell) if not isinstance(cell, int) else cell) for cell in line] for line in lines
    )
    return text.getvalue()


def _name(period: Period, kind: str) -> str:
    return f"alert-figures-{period.since.isoformat()}-{period.until.isoformat()}.{kind}"


def _sent(text: str, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shared(request: ActorRequest) -> tuple[Quarter, Shared, DeskFigures]:
    """Return the figures of a whole quarter that may leave the mission.

    Whole quarters and the whole mission alone: figures of spans that overlap, or of a part of the mission, could be
    taken from each other until the small numbers stand there again. Closed rooms are left out altogether.
    """
    if request.actor.area_path:
        raise NotAllowed(
            _("Figures for people outside are made for the whole mission, not for one office."),
            remedy=_("Ask mission headquarters for them."),
        )
    today = request.clock.now().date()
    quarter = _quarter(str(request.GET.get("quarter", "")), today)
    found = alert_figures(
        request.actor, since=quarter.first_day, until=quarter.last_day, now=request.clock.now(), is_open_desk=True
    )
    least = int(parameter_value(request.actor.mission, "small_number", at=request.clock.now()))
    return quarter, suppressed(found.figures, least, areas=area_codes(request.actor)), found


def quarters(today: date) -> list[Quarter]:
    """Return the quarters that may be asked for, the newest first: whole ones, which are over."""
    last = Quarter.of(today).plus(-1)
    return [last.plus(-back) for back in range(QUARTERS)]


def _quarter(text: str, today: date) -> Quarter:
    offered = {str(one): one for one in quarters(today)}
    if not text:
        return quarters(today)[0]
    if text not in offered:
        raise Invalid(
            _("These figures are made for whole quarters that are over."), remedy=_("Choose one of the list.")
        )
    return offered[text]


@require_safe
@needs(Permission.ALERT_FIGURES_SHARE)
def outside(request: ActorRequest) -> HttpResponse:
    """Show what may leave the mission of a quarter's figures, before somebody takes it away."""
    quarter, shared, found = _shared(request)
    context = {
        "quarter": quarter,
        "quarters": quarters(request.clock.now().date()),
        "shared": shared,
        "heads": [COUNT[name] for name in ("counted", *SHARED_NUMBERS)],
        "lines": [
            (SPLIT[str(by)], value_name(str(by), str(value)), numbers)
            for by, value, *numbers in _shared_lines(shared, found)
        ],
        "rates": [{"label": RATE[code], "rule": rule} for code, rule, _of in _shared_rules(shared)],
    }
    return render(request, "alerts/outside.html", context)


@require_safe
@needs(Permission.ALERT_FIGURES_SHARE)
def outside_csv(request: ActorRequest) -> HttpResponse:
    """Send a quarter's figures for people outside the mission as CSV: small numbers are not in it."""
    quarter, shared, found = _shared(request)
    lines: list[Sequence[object]] = [("by", "value", "counted", *SHARED_NUMBERS)]
    lines.extend(_shared_lines(shared, found))
    for dimension, held in shared.responses.items():
        lines.extend((f"response by {dimension}", code, _cell(n)) for code, n in held.items())
    lines.extend(("no response", code, _cell(n)) for code, n in shared.reasons.items())
    lines.extend(("rule", *rules) for rules in _shared_rules(shared))
    return _sent(_csv(lines), "text/csv; charset=utf-8", f"alert-figures-{quarter}.csv")


@require_safe
@needs(Permission.ALERT_FIGURES_SHARE)
def outside_json(request: ActorRequest) -> HttpResponse:
    """Send a quarter's figures for people outside the mission as JSON: small numbers are not in it."""
    quarter, shared, _found = _shared(request)
    told = {
        "quarter": str(quarter),
        "least": shared.least,
        "rules": {code: [one, two] for code, one, two in _shared_rules(shared)},
        "whole": _group(shared.whole),
        "by": {dimension: {v: _group(part) for v, part in held.items()} for dimension, held in shared.by.items()},
        "responses": {d: {code: _cell(n) for code, n in held.items()} for d, held in shared.responses.items()},
        "no_response": {code: _cell(n) for code, n in shared.reasons.items()},
    }
    return _sent(json.dumps(told, ensure_ascii=False, indent=1), "application/json", f"alert-figures-{quarter}.json")


def value_name(by: str, value: str) -> Words:
    """Return one value of what figures are split by in words."""
    if by == Dimension.MONTH:
        return month_label(value)
    if by == Dimension.URGENCY:
        return URGENCY[int(value)]
    return CHANNEL.get(value, value) if by == Dimension.CHANNEL else value


def _shared_rules(shared: Shared) -> list[tuple[str, str, str]]:
    return [
        (rate.code, str(in_readers_language(rate.numerator_rule)), str(in_readers_language(rate.denominator_rule)))
        for rate in shared.whole.rates(shared.at_once)
    ]


def _shared_lines(shared: Shared, found: DeskFigures) -> Iterator[tuple[object, ...]]:
    yield "whole", "", *_numbers(shared.whole.numbers)
    for dimension, held in shared.by.items():
        for value, part in held.items():
            name = area_name(found, value) if dimension == Dimension.AREA else value
            yield dimension, name, *_numbers(part.numbers)


def _numbers(numbers: Mapping[str, Shown]) -> list[object]:
    return [_cell(numbers[name]) for name in ("counted", *SHARED_NUMBERS)]


def _group(part: Group) -> dict[str, object]:
    times = {stage: [one // MINUTE for one in held] if held else None for stage, held in part.times.items()}
    return {"numbers": {name: _cell(n) for name, n in part.numbers.items()}, "times_minutes": times}


def _cell(shown: Shown) -> int | str:
    """Return a number, or in the reader's language what stands in its place."""
    return shown if isinstance(shown, int) else str(in_readers_language(shown))
