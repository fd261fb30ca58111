"""The figures of the response: rates with their rules, times, where, by whom, and what of it may leave the mission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.periods import Month
from tutela.know.alerts.pages import charts
from tutela.know.alerts.pages.marks import span
from tutela.know.alerts.pages.wording import (
    CHANNEL,
    COUNT,
    NO_RESPONSE,
    RATE,
    RESPONDER,
    STAGE,
    URGENCY,
    Words,
    labels_of,
)
from tutela.know.alerts.queries.figures import HEADQUARTERS, DeskFigures, alert_figures
from tutela.know.alerts.rules.figures import Count, Dimension, Figures, Outcome, Rate, Stage, Tally, rates, shares
from tutela.mission.queries import areas, parameter_value
from tutela.web.components import filters
from tutela.web.components.errors import in_readers_language
from tutela.web.components.figures import number, percent
from tutela.web.components.querystrings import with_changes

FIRST_MONTHS = 2
"""So many whole months stand before the present one when nobody asks for a period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class RateView:
    """A rate in words: the share, what it is made of, what it would be at the least, and both rules."""

    label: Words
    share: str
    made_of: str
    lowest: str
    numerator_rule: Words
    denominator_rule: Words
    is_few: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its name, its numbers and its shares, ready to be shown."""

    label: Words
    numbers: tuple[str, ...]
    shares: tuple[str, ...]
    is_few: bool


@dataclass(frozen=True, slots=True)
class Split:
    """One table: what the figures are split by."""

    key: str
    title: Words
    note: Words
    lines: tuple[Line, ...]


COLUMNS = (Outcome.VERIFIED, Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE, Outcome.OPEN, Outcome.NOT_VERIFIABLE)
SHARED_BY = (Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE)
SERIES = (
    charts.Series("part-at-once", gettext_lazy("The mission, at once")),
    charts.Series("part-mission", gettext_lazy("The mission, later")),
    charts.Series("part-others", gettext_lazy("Others only")),
    charts.Series("part-nobody", gettext_lazy("Nobody")),
    charts.Series("part-open", gettext_lazy("Still open")),
    charts.Series("part-unknown", gettext_lazy("Cannot be verified")),
)


def figure_filters(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow the figures."""
    return filters.FilterSet(
        (
            filters.Days(name="on", label=gettext_lazy("Received")),
            filters.OneOf(
                name="area",
                label=gettext_lazy("Area"),
                choices=cache(lambda: list(areas(actor).order_by("name").values_list("code", "name"))),
            ),
        )
    )


def period_of(state: filters.FilterState, today: date) -> Period:
    """Return the span of days that is asked for: without any the present month and two before it."""
    asked = state.values.get("on")
    wanted = asked if isinstance(asked, filters.Span) else filters.Span(None, None)
    until = wanted.last or today
    since = wanted.first or Month.of(until).plus(-FIRST_MONTHS).first_day
    return Period(min(since, until), until)


def asked_figures(request: ActorRequest) -> tuple[filters.FilterState, Period, DeskFigures]:
    """Return the figures that an address asks for."""
    state = figure_filters(request.actor).read(request.GET)
    now = request.clock.now()
    period = period_of(state, now.date())
    area = str(state.values.get("area", ""))
    found = alert_figures(request.actor, since=period.since, until=period.until, now=now, area=area)
    return state, period, found


@require_safe
@needs(Permission.ALERT_READ)
def figures(request: ActorRequest) -> HttpResponse:
    """Show how alerts were responded to in a period, each figure with its rule under it."""
    state, period, found = asked_figures(request)
    least = int(parameter_value(request.actor.mission, "small_number", at=request.clock.now()))
    whole = found.figures.whole
    context = {
        "filters": state,
        "period": period,
        "spans": _spans(request, request.clock.now().date()),
        "whole": whole,
        "aside": _aside(whole),
        "rates": [rate_view(rate, least) for rate in rates(whole, found.figures.at_once)],
        "chart": _chart(found.figures),
        "series": [(charts.key_mark(one.css), one.word) for one in SERIES],
        "stages": [_stage(whole, stage) for stage in Stage],
        "heads": [COUNT[name] for name in COLUMNS],
        "share_heads": [RATE[name] for name in SHARED_BY],
        "splits": _splits(found, least),
        "responses": _responses(found.figures, least),
        "reasons": _reasons(whole),
        "least": least,
        "may_share": request.actor.may(Permission.ALERT_FIGURES_SHARE) and not request.actor.area_path,
        "minutes": int(found.figures.at_once / timedelta(minutes=1)),
    }
    return render(request, "alerts/figures.html", context)


def _spans(request: ActorRequest, today: date) -> list[tuple[str, str]]:
    """Return the spans that people ask for most, each with its address."""
    month = Month.of(today)
    last, year = month.plus(-1), month.plus(-11)
    named = (
        (_("This month"), month.first_day, today),
        (_("Last month"), last.first_day, last.last_day),
        (_("Twelve months"), year.first_day, today),
    )
    return [
        (words, with_changes(request.GET, {"on_from": first.isoformat(), "on_to": until.isoformat()}))
        for words, first, until in named
    ]


def rate_view(rate: Rate, least: int) -> RateView:
    """Return a rate in words; one of few cases says so."""
    share = "–" if rate.share is None else percent(rate.share)
    lowest = "" if rate.lowest is None else percent(rate.lowest)
    return RateView(
        label=RATE[rate.code],
        share=share,
        made_of=_("%(part)s of %(whole)s verified")
        % {"part": number(rate.numerator), "whole": number(rate.denominator)},
        lowest=_("%(share)s at the least") % {"share": lowest} if lowest else "",
        numerator_rule=in_readers_language(rate.numerator_rule),
        denominator_rule=in_readers_language(rate.denominator_rule),
        is_few=rate.denominator < least,
    )


def _aside(whole: Tally) -> list[tuple[Words, str]]:
    """Return what stands beside the rates: alerts that are in none of them, each kind apart."""
    kinds = (Outcome.OPEN, Outcome.NOT_VERIFIABLE, Outcome.REFUTED, Outcome.SET_ASIDE, Outcome.MERGED)
    return [(COUNT[kind], number(whole.count(kind))) for kind in kinds]


def _chart(found: Figures) -> object:
    months = found.by.get(Dimension.MONTH, {})
    columns = [charts.Column(month_label(value), parts_of(part)) for value, part in sorted(months.items())]
    return charts.columns_chart(SERIES, columns, _("Alerts by month and by who responded")) if columns else ""


def parts_of(part: Tally) -> tuple[int, ...]:
    """Return what became of some alerts, in the order of the chart: all that count but those that were refuted."""
    answered, mission, at_once = (part.count(name) for name in (Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE))
    return (
        at_once,
        mission - at_once,
        answered - mission,
        part.count(Outcome.VERIFIED) - answered,
        part.count(Outcome.OPEN),
        part.count(Outcome.NOT_VERIFIABLE),
    )


def month_label(text: str) -> str:
    """Write a month that stands as `2031-05` the reader's way."""
    year, _dash, month = text.partition("-")
    return formats.date_format(date(int(year), int(month), 1), _("M Y"))


def _stage(whole: Tally, stage: Stage) -> tuple[Words, str, str, str]:
    spread = whole.spread(stage)
    middle, ninth = (span(one) if one is not None else "–" for one in (spread.median, spread.ninetieth))
    reached = _("%(count)s of %(whole)s") % {"count": number(spread.count), "whole": number(spread.of)}
    return STAGE[stage], reached, middle, ninth


def _splits(found: DeskFigures, least: int) -> list[Split]:
    by = found.figures.by
    at_once = found.figures.at_once

    def lines(parts: Mapping[str, Tally], name: object) -> tuple[Line, ...]:
        return tuple(_line(name(value), part, at_once, least) for value, part in parts.items())  # type: ignore[operator]

    return [
        Split(
            "month",
            _("By month"),
            _("Of reception, by the mission's calendar."),
            lines(by[Dimension.MONTH], month_label),
        ),
        Split("area", _("By area"), "", lines(by[Dimension.AREA], lambda code: area_name(found, code))),
        Split(
            "desk",
            _("By desk"),
            _("The post that an alert was handed to, else the office that covers the area, else headquarters."),
            lines(found.desks, lambda name: desk_name(found, name)),
        ),
        Split("urgency", _("By urgency"), "", lines(by[Dimension.URGENCY], lambda level: URGENCY[int(level)])),
        Split(
            "channel",
            _("By the way it came in"),
            "",
            lines(by[Dimension.CHANNEL], lambda code: CHANNEL.get(code, code)),
        ),
    ]


def area_name(found: DeskFigures, code: str) -> str:
    """Return the name of an area of the figures."""
    return found.area_names.get(code, code) or _("In no area")


def desk_name(found: DeskFigures, desk: str) -> str:
    """Return the name of a desk of the figures."""
    return _("Mission headquarters") if desk == HEADQUARTERS else found.desk_names.get(desk, desk)


def _line(label: Words, part: Tally, at_once: timedelta, least: int) -> Line:
    by_code = {rate.code: rate for rate in rates(part, at_once)}
    chosen = [by_code[name] for name in SHARED_BY]
    return Line(
        label=label,
        numbers=tuple(number(part.count(name)) for name in COLUMNS),
        shares=tuple("–" if rate.share is None else percent(rate.share) for rate in chosen),
        is_few=0 < part.count(Outcome.VERIFIED) < least,
    )


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """Who responded, or in which tier: how many verified alerts, and the share of all that were verified."""

    label: Words
    number: str
    share: str
    is_few: bool


def _responses(found: Figures, least: int) -> list[tuple[Words, Words, list[ResponseLine]]]:
    """Return the tables by responder and by tier, each with its rule."""
    titles = {Dimension.RESPONDER: _("By who responded"), Dimension.TIER: _("By tier of action")}
    held = {dimension: shares(found, dimension) for dimension in titles}
    return [
        (
            titles[dimension],
            _rule(rows),
            [_response_line(rate, _responder(dimension, rate.code), least) for rate in rows],
        )
        for dimension, rows in held.items()
        if rows
    ]


def _responder(dimension: Dimension, code: str) -> Words:
    return labels_of("tiers", [code]) if dimension == Dimension.TIER else RESPONDER.get(code, code)


def _rule(held: Sequence[Rate]) -> Words:
    return in_readers_language(held[0].numerator_rule) if held else ""


def _response_line(rate: Rate, label: Words, least: int) -> ResponseLine:
    share = "–" if rate.share is None else percent(rate.share)
    return ResponseLine(label, number(rate.numerator), share, rate.numerator < least)


def _reasons(whole: Tally) -> Iterable[tuple[Words, str]]:
    """Return why nobody responded to verified alerts, most first; those without a reason are told apart."""
    why = [(NO_RESPONSE.get(code, code), count) for code, count in whole.reasons.items()]
    none = [(COUNT[name], whole.count(name)) for name in (Count.WAITING, Count.UNEXPLAINED)]
    return [(words, number(count)) for words, count in (*why, *none) if count]
