"""The areas: as a table, one by one, and as outlines for the map."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.ledger.queries import last_event
from tutela.mission.models import Area, AreaVersion
from tutela.mission.outlines import area_feature, collection, picture
from tutela.mission.pages.short_tables import short_table
from tutela.mission.queries import area_aliases, areas
from tutela.mission.standing import (
    area_by_code,
    area_versions,
    areas_in,
    areas_matching,
    bases_within,
    listed_areas,
    smallest_areas,
)
from tutela.web.components import filters, marks
from tutela.web.components.tables import Column, Table, TableSpec, page_of

AREAS = TableSpec(
    key="areas",
    caption=gettext_lazy("Areas"),
    columns=(
        Column("name", gettext_lazy("Area"), sort="name", template="mission/cells/area.html"),
        Column("code", gettext_lazy("Code"), sort="path"),
        Column("level", gettext_lazy("Level"), kind="number", sort="level"),
        Column("parent", gettext_lazy("Lies in"), value="parent.name"),
        Column("pcode", gettext_lazy("P-code"), template="mission/cells/pcode.html", on_phone="hide"),
        Column("version", gettext_lazy("Version"), kind="number", on_phone="hide"),
        Column("standing", gettext_lazy("Borders"), value="disputed", template="mission/cells/borders.html"),
    ),
    default_sort="code",
)


def filter_set(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow areas."""
    levels = areas(actor).order_by("level").values_list("level", flat=True).distinct()
    return filters.FilterSet(
        (
            filters.Text(name="q", label=gettext_lazy("Name, other name or code")),
            filters.OneOf(
                name="level", label=gettext_lazy("Level"), choices=[(str(level), str(level)) for level in levels]
            ),
            filters.Flag(name="disputed", label=gettext_lazy("Only disputed borders")),
        )
    )


@require_safe
@needs(Permission.MISSION_READ)
def area_list(request: ActorRequest) -> HttpResponse:
    """Show the areas in the order of their codes, each below the one that holds it."""
    state = filter_set(request.actor).read(request.GET)
    rows = listed_areas(request.actor)
    if "q" in state.values:
        rows = areas_matching(rows, str(state.values["q"]))
    if "level" in state.values:
        rows = rows.filter(level=int(str(state.values["level"])))
    if state.values.get("disputed"):
        rows = rows.filter(disputed=True)
    order = AREAS.read(request.GET)
    table = Table(
        spec=AREAS,
        page=page_of(rows, AREAS, order),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="mission/empty_areas.html",
        context={"indented": order.column_key == "code" and not order.is_descending and not state.is_active},
    )
    return render(request, "mission/areas.html", {"filters": state, "table": table})


def valid_words(row: Area | AreaVersion) -> str:
    """Say from when to when an area is valid as the file says; a dash when it says nothing."""
    if row.valid_from is None and row.valid_to is None:
        return ""
    return filters.Days(name="valid", label="").say(filters.Span(row.valid_from, row.valid_to))


VERSIONS = TableSpec(
    key="versions",
    caption=gettext_lazy("Versions of the area"),
    columns=(
        Column("version", gettext_lazy("Version"), kind="number", sort="version"),
        Column("name", gettext_lazy("Name then")),
        Column("parent_code", gettext_lazy("Lay in")),
        Column("valid", gettext_lazy("Valid"), value=valid_words),
        Column("borders", gettext_lazy("Borders"), value="disputed", template="mission/cells/borders.html"),
        Column("snapshot", gettext_lazy("From the file"), value=lambda row: row.snapshot and str(row.snapshot)),
        Column("recorded_at", gettext_lazy("Recorded"), kind="ago"),
    ),
    default_sort="-version",
)


@require_safe
@needs(Permission.MISSION_READ)
def area_page(request: ActorRequest, code: str) -> HttpResponse:
    """Show an area with its outline, names, versions, the areas and the bases in it; 404 for an unknown code."""
    area = area_by_code(request.actor, code)
    if area is None:
        raise Http404
    below, bases = areas_in(request.actor, area), bases_within(request.actor, area)
    versions = short_table(request, VERSIONS, area_versions(request.actor, area))
    context = {
        "area": area,
        "facts": _facts(request.actor, area),
        "below": below,
        "bases": bases,
        "versions": versions,
        "picture": picture(below or [area], bases, _("Outline of %(area)s") % {"area": area.name}),
    }
    return render(request, "mission/area.html", context)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about an area."""

    label: str
    value: object
    note: str = ""


def _facts(actor: Actor, area: Area) -> list[Fact]:
    others = ", ".join(area_aliases(actor, area))
    generated = _("made by the software, not an official code") if area.pcode_generated else ""
    return [
        Fact(_("Code"), area.code),
        Fact(_("P-code"), area.pcode or marks.NOTHING, generated),
        Fact(_("Level"), area.level),
        Fact(_("Other names"), others or marks.NOTHING),
        Fact(_("Valid"), valid_words(area) or _("no dates given")),
        Fact(_("Borders"), _("disputed") if area.disputed else _("not marked as disputed")),
    ]


def _outline_version(request: HttpRequest) -> str | None:
    """Name the state of the outlines, so that a browser that has it need not fetch it again."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.MISSION_READ):
        return None
    entry = last_event(actor.mission, "mission.areas_imported")
    return f'"{entry.hash[:32] if entry else "none"}-{actor.mission}-{request.GET.get("level", "")[:8]}"'


@require_safe
@needs(Permission.MISSION_READ)
@condition(etag_func=_outline_version)
def areas_json(request: ActorRequest) -> HttpResponse:
    """Return outlines as GeoJSON: the smallest areas, or with `?level=N` those of a level, or with `?level=all` all.

    Properties: `id` (the code), `key`, `code`, `name`, `level`, `disputed`, `label` [longitude, latitude].
    """
    level = request.GET.get("level", "")
    rows = smallest_areas(request.actor)
    if level == "all":
        rows = areas(request.actor)
    elif level.isdecimal() and len(level) <= 3:
        rows = areas(request.actor).filter(level=int(level))
    features = (area_feature(area) for area in rows.defer("geometry"))
    return JsonResponse(collection(features), content_type="application/geo+json")


def area_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the areas as choices of a form, each set in below the one that holds it."""
    rows = areas(actor).values_list("code", "name", "level")
    return [(code, f"{'  ' * (level - 1)}{name} ({code})") for code, name, level in rows]


def area_address(area: Area | None) -> str:
    """Return an area's page, or nothing."""
    return reverse("mission:area", args=[area.code]) if area else ""
