"""The bases: when each stood and where, as a table and as points for the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid
from tutela.mission.models import Base, BasePeriod
from tutela.mission.outlines import base_feature, collection
from tutela.mission.pages.areas import area_address
from tutela.mission.pages.overview import today_in_mission
from tutela.mission.pages.wording import BASE_KINDS, known, period_words
from tutela.mission.queries import base_periods, bases_on
from tutela.mission.standing import light_bases, periods_on
from tutela.web.components import filters
from tutela.web.components.figures import day_text, number
from tutela.web.components.tables import Column, Table, TableSpec, page_of


@dataclass(frozen=True, slots=True)
class BaseView:
    """A base as the table shows it."""

    code: str
    name: str
    kind: str
    area: str
    area_address: str
    place: str
    periods: tuple[str, ...]
    stands: bool
    troops: int | None


BASES = TableSpec(
    key="bases",
    caption=gettext_lazy("Bases"),
    columns=(
        Column("name", gettext_lazy("Base"), sort="name", template="mission/cells/base.html"),
        Column("kind", gettext_lazy("Kind"), sort="kind"),
        Column("area", gettext_lazy("Area"), template="mission/cells/base_area.html"),
        Column("stands", gettext_lazy("Stands"), template="mission/cells/stands.html"),
        Column("periods", gettext_lazy("Stood"), template="mission/cells/periods.html"),
        Column("troops", gettext_lazy("Uniformed that day"), kind="number"),
        Column("place", gettext_lazy("Latitude, longitude"), on_phone="hide"),
    ),
    default_sort="name",
)


@dataclass(frozen=True, kw_only=True)
class Day(filters.Filter[date]):
    """A single day."""

    widget: ClassVar[str] = "date"

    def parse(self, texts: list[str]) -> date:
        day = filters.read_day(texts[0], last=False)
        if day is None:
            raise filters.BadFilter(_("Enter a day like 2018-03-09."))
        return day

    def say(self, value: date) -> str:
        return day_text(value)


FILTERS = filters.FilterSet(
    (
        Day(name="on", label=gettext_lazy("On the day")),
        filters.Text(name="q", label=gettext_lazy("Name")),
        filters.Flag(name="standing", label=gettext_lazy("Only those that stood that day")),
    )
)


@require_safe
@needs(Permission.MISSION_READ)
def base_list(request: ActorRequest) -> HttpResponse:
    """Show every base with the periods in which it stood; `?on=` asks for another day than today."""
    state = FILTERS.read(request.GET)
    day = state.values.get("on")
    if not isinstance(day, date):
        day = today_in_mission(request.clock)
    rows = light_bases(request.actor)
    if "q" in state.values:
        rows = rows.filter(name__icontains=str(state.values["q"]))
    if state.values.get("standing"):
        rows = rows.filter(pk__in=bases_on(request.actor, day).order_by().values("pk"))
    order = BASES.read(request.GET)
    periods = base_periods(request.actor)
    page = page_of(rows, BASES, order).map(lambda row: _view(row, periods.get(row.pk, []), day))
    table = Table(
        spec=BASES,
        page=page,
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="mission/empty_bases.html",
    )
    return render(request, "mission/bases.html", {"filters": state, "table": table, "day": day})


def _view(base: Base, periods: Sequence[BasePeriod], day: date) -> BaseView:
    now = periods_on(periods, day)
    return BaseView(
        code=base.code,
        name=base.name,
        kind=known(BASE_KINDS, base.kind),
        area=base.area.name if base.area else "",
        area_address=area_address(base.area),
        place=f"{number(base.latitude, 4)}, {number(base.longitude, 4)}",
        periods=tuple(period_words(period) for period in periods),
        stands=bool(now),
        troops=now[0].troops if now else None,
    )


@require_safe
@needs(Permission.MISSION_READ)
def bases_json(request: ActorRequest) -> HttpResponse:
    """Return the bases that stood on a day (`?on=2018-03-09`, today without it) as GeoJSON points.

    Raises Invalid for text that is no day.
    """
    state = FILTERS.read(request.GET)
    if "on" in state.problems:
        raise Invalid(state.problems["on"], remedy=_("Write the day like this: ?on=2018-03-09"))
    asked = state.values.get("on")
    day = asked if isinstance(asked, date) else today_in_mission(request.clock)
    periods = base_periods(request.actor)
    rows = bases_on(request.actor, day).defer("area__geometry", "area__outline")
    features = (base_feature(base, _lines(base, periods_on(periods.get(base.pk, []), day))) for base in rows)
    return JsonResponse(collection(features), content_type="application/geo+json")


def _lines(base: Base, periods: Sequence[BasePeriod]) -> list[str]:
    area = [base.area.name] if base.area else []
    return [known(BASE_KINDS, base.kind), *area, *(period_words(period) for period in periods)]


def base_choices(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the bases as choices of a form."""
    return [(base.code, base.name) for base in light_bases(request.actor)]
