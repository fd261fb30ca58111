"""The list of incidents."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import Filters, filtered, incident_actors
from tutela.know.incidents.rules import title_of
from tutela.mission.queries import areas, parameter_value
from tutela.policy.vocabulary import term_label, terms
from tutela.web.components import filters
from tutela.web.components.figures import Figure
from tutela.web.components.tables import Column, Table, TableSpec, page_of


def act_label(code: str) -> str:
    """Return an act in the reader's language."""
    return term_label("acts", code, get_language() or "en")


def incident_title(row: Incident) -> str:
    """Return what a list shows for an incident."""
    return title_of(row.headline, act_label(row.act), row.place_name, row.occurred_from)


def civilians(row: Incident) -> Figure:
    """Return the civilian deaths as low, best and high."""
    return Figure(row.civilians_low, row.civilians_best, row.civilians_high)


def _place(row: Incident) -> str:
    return row.area.name if row.area else row.place_name


LIST = TableSpec(
    key="incidents",
    caption=_("Incidents"),
    columns=(
        Column(
            "title",
            _("What happened"),
            value=incident_title,
            link=lambda row: reverse("incidents:incident", args=[row.reference]),
        ),
        Column("occurred_from", _("Began"), kind="day", sort="occurred_from", descending_first=True),
        Column("act", _("Kind of violence"), value=lambda row: act_label(row.act), on_phone="hide"),
        Column("actor_a", _("By"), value="actor_a.name", on_phone="hide"),
        Column("area", _("Area"), value=_place),
        Column("place_precision", _("Place known to"), kind="precision", on_phone="hide"),
        Column("civilians", _("Civilians killed"), kind="figure", value=civilians),
        Column("base_distance_km", _("Nearest base, km"), kind="number", on_phone="hide"),
    ),
    default_sort="-occurred_from",
    count_cap=500,
)


def filter_set(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow incidents, for what this actor may see."""
    language = get_language() or "en"
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Reference, place, area or actor")),
            filters.Days(name="on", label=_("Began")),
            filters.OneOf(
                name="act",
                label=_("Kind of violence"),
                choices=[(code, term.label(language)) for code, term in terms("acts").items()],
            ),
            filters.OneOf(
                name="actor",
                label=_("Actor"),
                choices=cache(lambda: [(str(row.pk), row.name) for row in incident_actors(actor)]),
            ),
            filters.OneOf(
                name="area",
                label=_("Area"),
                choices=cache(lambda: list(areas(actor).order_by("name").values_list("code", "name"))),
            ),
            filters.AtLeast(name="civilians", label=_("Civilians killed, at least")),
            filters.Flag(name="near", label=_("Near a base")),
        )
    )


def wanted_from(actor: Actor, state: filters.FilterState, near_km: float) -> Filters:
    """Return what the address asks for, as the queries take it."""
    values = state.values
    span = values.get("on")
    days = span if isinstance(span, filters.Span) else filters.Span(None, None)
    act = values.get("act")
    least = values.get("civilians")
    return Filters(
        since=days.first,
        until=days.last,
        acts=(str(act),) if act else (),
        actor=int(str(values["actor"])) if "actor" in values else None,
        area=str(values.get("area", "")),
        least_civilians=least if isinstance(least, int) else None,
        near_base_km=near_km if values.get("near") else None,
        text=str(values.get("q", "")),
    )


def near_base_km(request: ActorRequest) -> float:
    """Return the mission's own distance that counts as near a base."""
    return float(parameter_value(request.actor.mission, "near_base_km", at=request.clock.now()))


@require_safe
@needs(Permission.INCIDENT_READ)
def incident_list(request: ActorRequest) -> HttpResponse:
    """Show the incidents, newest first, narrowed by the address."""
    state = filter_set(request.actor).read(request.GET)
    rows = filtered(request.actor, wanted_from(request.actor, state, near_base_km(request)))
    order = LIST.read(request.GET)
    table = Table(
        spec=LIST,
        page=page_of(rows, LIST, order),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="incidents/empty.html",
    )
    context = {"filters": state, "table": table, "may_record": request.actor.may(Permission.INCIDENT_RECORD)}
    return render(request, "incidents/list.html", context)
