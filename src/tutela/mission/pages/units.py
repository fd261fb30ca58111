"""Units and partners: who protects, from inside the mission and from outside it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.mission.commands import set_partner, set_unit
from tutela.mission.forms import PARTNER_KINDS, PartnerForm, UnitForm
from tutela.mission.pages.acting import asked, carried_out, done
from tutela.mission.pages.areas import area_choices
from tutela.mission.pages.bases import base_choices
from tutela.mission.pages.wording import component_label, known
from tutela.mission.queries import PartnerSet, UnitSet, partners, units
from tutela.web.components.tables import Column, Table, TableSpec, page_of

UNITS = TableSpec(
    key="units",
    caption=gettext_lazy("Units"),
    columns=(
        Column("name", gettext_lazy("Unit"), sort="name", template="mission/cells/unit.html"),
        Column(
            "component",
            gettext_lazy("Part of the mission"),
            sort="component",
            value=lambda row: component_label(row.component),
        ),
        Column("base", gettext_lazy("Base"), value="base.name"),
        Column("area", gettext_lazy("Answers for"), template="mission/cells/answers_for.html"),
        Column("strength", gettext_lazy("Strength"), kind="number"),
    ),
    default_sort="component",
    prefix="u-",
)
PARTNERS = TableSpec(
    key="partners",
    caption=gettext_lazy("Partners"),
    columns=(
        Column("name", gettext_lazy("Partner"), sort="name", template="mission/cells/partner.html"),
        Column("kind", gettext_lazy("Kind"), sort="kind", value=lambda row: known(PARTNER_KINDS, row.kind)),
        Column("area", gettext_lazy("Where"), template="mission/cells/partner_area.html"),
        Column("note", gettext_lazy("What it does")),
    ),
    default_sort="kind",
    prefix="p-",
)


def light_units(request: ActorRequest) -> UnitSet:
    """Return the units without the shapes of their areas."""
    return units(request.actor).defer("area__geometry", "area__outline")


def light_partners(request: ActorRequest) -> PartnerSet:
    """Return the partners without the shapes of their areas."""
    return partners(request.actor).defer("area__geometry", "area__outline")


@require_safe
@needs(Permission.MISSION_READ)
def unit_list(request: ActorRequest) -> HttpResponse:
    """Show the units with what they answer for, and the partners."""
    may_units = request.actor.may(Permission.UNIT_CHANGE)
    may_partners = request.actor.may(Permission.PARTNER_CHANGE)
    by_unit, by_partner = UNITS.read(request.GET), PARTNERS.read(request.GET)
    unit_table = Table(
        spec=UNITS,
        page=page_of(light_units(request), UNITS, by_unit),
        state=by_unit,
        query=request.GET,
        empty="mission/empty_units.html",
        context={"may_change": may_units},
    )
    partner_table = Table(
        spec=PARTNERS,
        page=page_of(light_partners(request), PARTNERS, by_partner),
        state=by_partner,
        query=request.GET,
        empty="mission/empty_partners.html",
        context={"may_change": may_partners},
    )
    context = {"units": unit_table, "partners": partner_table, "may_units": may_units, "may_partners": may_partners}
    return render(request, "mission/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.UNIT_CHANGE)
def new_unit(request: ActorRequest) -> HttpResponse:
    """Add a unit, or change the one that `?code=` names."""
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        initial=_unit_now(request),
        areas=area_choices(request.actor),
        bases=base_choices(request),
    )
    act = lambda: set_unit(actor=request.actor, clock=request.clock, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carried_out(form, act):
        return done(request, _("The unit is recorded."), "mission:units")
    return asked(
        request,
        form,
        title=_("Change the unit") if request.GET.get("code") else _("Add a unit"),
        lead=_("Each unit answers for an area, even where it has no presence (para 18)."),
        back=reverse("mission:units"),
        back_label=_("Units and partners"),
    )


def _unit_now(request: ActorRequest) -> dict[str, object]:
    code = request.GET.get("code")
    if not code:
        return {}
    unit = light_units(request).filter(code=code).first()
    if unit is None:
        raise Http404
    return {
        "code": unit.code,
        "name": unit.name,
        "component": unit.component,
        "base_code": unit.base.code if unit.base else "",
        "area_code": unit.area.code if unit.area else "",
        "strength": unit.strength,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PARTNER_CHANGE)
def new_partner(request: ActorRequest) -> HttpResponse:
    """Add a partner, or change the one that `?name=` names."""
    form = PartnerForm(
        request.POST if request.method == "POST" else None,
        initial=_partner_now(request),
        areas=area_choices(request.actor),
    )
    act = lambda: set_partner(actor=request.actor, clock=request.clock, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carried_out(form, act):
        return done(request, _("The partner is recorded."), "mission:units")
    return asked(
        request,
        form,
        title=_("Change the partner") if request.GET.get("name") else _("Add a partner"),
        lead=_("Who else protects here, and where their strength lies (paras 27 and 28)."),
        back=reverse("mission:units"),
        back_label=_("Units and partners"),
    )


def _partner_now(request: ActorRequest) -> dict[str, object]:
    name = request.GET.get("name")
    if not name:
        return {}
    partner = light_partners(request).filter(name=name).first()
    if partner is None:
        raise Http404
    return {
        "name": partner.name,
        "kind": partner.kind,
        "area_code": partner.area.code if partner.area else "",
        "note": partner.note,
    }
