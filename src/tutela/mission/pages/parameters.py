"""The parameters: what the policy leaves open and the mission sets, each with its reason and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.mission.commands import set_parameter
from tutela.mission.forms import ParameterForm
from tutela.mission.pages.acting import carried_out, done
from tutela.mission.pages.short_tables import short_table
from tutela.mission.pages.wording import cited, language, unit_words, value_words
from tutela.mission.queries import parameter_history
from tutela.mission.standing import ParameterStanding, parameter_standings
from tutela.policy.parameters import Parameter, Value
from tutela.web.components.tables import Column, Table, TableSpec


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter as the pages show it."""

    name: str
    label: str
    value: str
    default: str
    is_default: bool
    set_at: datetime | None
    reason: str
    default_reason: str
    paragraphs: tuple[str, ...]


PARAMETERS = TableSpec(
    key="parameters",
    caption=gettext_lazy("Parameters"),
    columns=(
        Column(
            "label",
            gettext_lazy("What is set"),
            sort="label",
            link=lambda row: reverse("mission:parameter", args=[row.name]),
        ),
        Column("value", gettext_lazy("Value"), template="mission/cells/value.html"),
        Column("default", gettext_lazy("Default"), on_phone="hide"),
        Column("reason", gettext_lazy("Why"), template="mission/cells/why.html"),
        Column("paragraphs", gettext_lazy("Paragraphs"), template="mission/cells/paragraphs.html"),
        Column("set_at", gettext_lazy("Set"), kind="ago"),
    ),
    default_sort="label",
)
HISTORY = TableSpec(
    key="history",
    caption=gettext_lazy("What it was set to"),
    columns=(
        Column("valid_from", gettext_lazy("In force from"), kind="moment", sort="valid_from", descending_first=True),
        Column("value", gettext_lazy("Value")),
        Column("reason", gettext_lazy("Why")),
    ),
    default_sort="-valid_from",
)


def view_of(standing: ParameterStanding) -> ParameterView:
    """Return a parameter with its value, default and reason in words."""
    parameter = standing.parameter
    return ParameterView(
        name=parameter.name,
        label=parameter.label(language()),
        value=value_words(parameter, standing.value),
        default=value_words(parameter, parameter.default),
        is_default=standing.is_default,
        set_at=standing.set_at,
        reason=standing.reason,
        default_reason=_(parameter.reason),
        paragraphs=tuple(cited(parameter.cites)),
    )


@require_safe
@needs(Permission.MISSION_READ)
def parameter_list(request: ActorRequest) -> HttpResponse:
    """Show every parameter with what is in force now."""
    views = [view_of(one) for one in parameter_standings(request.actor, request.clock.now())]
    table = short_table(request, PARAMETERS, views)
    changed = sum(not view.is_default for view in views)
    return render(request, "mission/parameters.html", {"table": table, "changed": changed})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MISSION_READ)
def parameter_page(request: ActorRequest, name: str) -> HttpResponse:
    """Show one parameter with its history, and change it when the post may."""
    standings = parameter_standings(request.actor, request.clock.now())
    standing = next((one for one in standings if one.parameter.name == name), None)
    if standing is None:
        raise Http404
    if request.method == "POST":
        request.actor.require(Permission.PARAMETER_SET)
    parameter = standing.parameter
    form = ParameterForm(
        request.POST if request.method == "POST" else None,
        initial={"value": _plain(standing.value)},
        parameter=parameter,
        unit=_asked_in(parameter),
        choices=[(one, value_words(parameter, one)) for one in parameter.choices],
    )
    if request.method == "POST" and carried_out(form, lambda: _set(request, parameter, form)):
        return done(request, _("The parameter is set."), "mission:parameter", name)
    context = {
        "parameter": view_of(standing),
        "form": form if request.actor.may(Permission.PARAMETER_SET) else None,
        "history": _history(request, parameter),
        "bounds": _asked_in(parameter),
    }
    return render(request, "mission/parameter.html", context, status=422 if form.errors else 200)


def _set(request: ActorRequest, parameter: Parameter, form: ParameterForm) -> None:
    set_parameter(
        actor=request.actor,
        clock=request.clock,
        name=parameter.name,
        value=form.value,
        reason=form.cleaned_data["reason"],
    )


def _plain(value: Value) -> Value:
    """Return a whole number without its decimals, as people would type it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _asked_in(parameter: Parameter) -> str:
    if parameter.choices:
        return ""
    low, high = parameter.minimum, parameter.maximum
    if low is None or high is None:
        return unit_words(parameter)
    words = {"low": value_words(parameter, low).split(" ")[0], "high": value_words(parameter, high)}
    return _("From %(low)s to %(high)s.") % words


def _history(request: ActorRequest, parameter: Parameter) -> Table[object]:
    rows = parameter_history(request.actor, parameter.name)
    told = [
        {"value": value_words(parameter, row.value), "reason": row.reason, "valid_from": row.valid_from} for row in rows
    ]
    return short_table(request, HISTORY, told, empty="mission/empty_history.html")
