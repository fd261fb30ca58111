"""The first page: what needs attention and why, the key figures, the newest incidents; and search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.queries import ThreatView, threat_board
from tutela.kernel.ids import number_of
from tutela.kernel.periods import Month
from tutela.know.incidents.queries import Incident, MonthFigures, data_span, incidents, month_figures
from tutela.know.incidents.rules import title_of
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import Figure, number
from tutela.web.components.maps import month_words
from tutela.web.home.attention import attention

NEWEST = 8
TOP_THREATS = 5
TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Stat:
    """A key figure with its change and its trend."""

    label: object
    value: str = ""
    figure: Figure | None = None
    change: str = ""
    trend: tuple[float, ...] = ()
    trend_label: str = ""
    note: str = ""
    address: str = ""


@require_safe
@for_anybody_in_a_post
def home(request: ActorRequest) -> HttpResponse:
    """Show what needs attention, the key figures and the newest incidents."""
    actor, now = request.actor, request.clock.now()
    sees_incidents = actor.may(Permission.INCIDENT_READ)
    context = {
        "attention": attention(actor, now),
        "stats": _stats(actor, now.date()) if sees_incidents else [],
        "newest": [_listed(row) for row in incidents(actor)[:NEWEST]],
        "threats": _threats(request),
        "sees_incidents": sees_incidents,
        "sees_threats": actor.may(Permission.THREAT_READ),
    }
    return render(request, "home/home.html", context)


def _threats(request: ActorRequest) -> tuple[ThreatView, ...]:
    if not request.actor.may(Permission.THREAT_READ):
        return ()
    return threat_board(request.actor, now=request.clock.now()).threats[:TOP_THREATS]


def _stats(actor: Actor, today: date) -> list[Stat]:
    span = data_span(actor)
    if span is None:
        return []
    last = min(Month.of(today), Month.of(span[1]))
    rows = month_figures(actor, last.plus(1 - 2 * TREND_MONTHS), last)
    now, before = rows[-3:], rows[-6:-3]
    shown = {"first": month_words(now[0].month), "last": month_words(now[-1].month)}
    period = _("%(first)s to %(last)s") % shown
    trend = rows[-TREND_MONTHS:]
    address = f"{reverse('incidents:list')}?on_from={now[0].month.first_day.isoformat()}"
    return [
        Stat(
            label=_("Civilians killed"),
            figure=Figure(_sum(now, "civilians_low"), _sum(now, "civilians_best"), _sum(now, "civilians_high")),
            change=_change(now, before, "civilians_best"),
            trend=tuple(row.civilians_best for row in trend),
            trend_label=_("Civilians killed by month, the last twelve months"),
            note=period,
            address=address,
        ),
        Stat(
            label=_("Incidents"),
            value=number(_sum(now, "incidents")),
            change=_change(now, before, "incidents"),
            trend=tuple(row.incidents for row in trend),
            trend_label=_("Incidents by month, the last twelve months"),
            note=period,
            address=address,
        ),
        Stat(
            label=_("Killed in all"),
            figure=Figure(_sum(now, "deaths_low"), _sum(now, "deaths_best"), _sum(now, "deaths_high")),
            change=_change(now, before, "deaths_best"),
            trend=tuple(row.deaths_best for row in trend),
            trend_label=_("People killed by month, the last twelve months"),
            note=period,
            address=address,
        ),
    ]


def _sum(rows: list[MonthFigures], name: str) -> int:
    figures: list[float] = [getattr(row, name) for row in rows]
    return round(sum(figures))


def _change(now: list[MonthFigures], before: list[MonthFigures], name: str) -> str:
    step = _sum(now, name) - _sum(before, name)
    if not step:
        return _("as many as in the three months before")
    said = {"step": number(abs(step))}
    if step > 0:
        return _("%(step)s more than in the three months before") % said
    return _("%(step)s fewer than in the three months before") % said


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident as the first page lists it."""

    title: str
    area: str
    day: date
    civilians: Figure
    address: str
    row: Incident


def _listed(row: Incident) -> Listed:
    label = term_label("acts", row.act, get_language() or "en")
    return Listed(
        title=title_of(row.headline, label, row.place_name, row.occurred_from),
        area=row.area.name if row.area else row.place_name,
        day=row.occurred_from,
        civilians=Figure(row.civilians_low, row.civilians_best, row.civilians_high),
        address=reverse("incidents:incident", args=[row.reference]),
        row=row,
    )


PLACES = {
    "A": "alerts:alert",
    "C": "communities:community",
    "I": "incidents:incident",
    "P": "products:product",
    "SRC": "sources:source",
    "T": "threats:threat",
}


@require_safe
@for_anybody_in_a_post
def search(request: ActorRequest) -> HttpResponse:
    """Go to the record whose reference was typed; anything else is looked for among the incidents."""
    text = request.GET.get("q", "").strip()
    for kind, page in PLACES.items():
        if number_of(kind, text) is not None:
            return redirect(page, text.upper())
    return redirect(f"{reverse('incidents:list')}?{_query(text)}")


def _query(text: str) -> str:
    return urlencode({"q": text[:200]})
