"""The list of communities: who they are, who warns whom, and who has fallen silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.communities.models import CONTACT_COLUMNS, Community
from tutela.know.communities.pages.acting import today
from tutela.know.communities.pages.wording import figure_of, group_label, silence_mark, word
from tutela.know.communities.queries import (
    Beside,
    CommunityWanted,
    beside,
    count_not_heard_from,
    listed_communities,
    recent_alerts,
)
from tutela.know.communities.queries.lists import CLOSED, EVERY
from tutela.know.communities.rules import Since, groups_asked, quiet_before, since
from tutela.know.communities.rules.words import KINDS
from tutela.mission.queries import areas, parameter_values
from tutela.web.components import filters
from tutela.web.components.figures import Figure
from tutela.web.components.tables import Column, Page, Table, TableSpec, page_of

QUIET, NEVER_HEARD = "quiet", "never"


@dataclass(frozen=True, slots=True)
class Row:
    """A community as the list shows it."""

    community: Community
    since: Since
    beside: Beside

    @property
    def figure(self) -> Figure | None:
        """How many people live there."""
        return figure_of(self.community)


@cache
def spec_for(clearance: int) -> TableSpec:
    """Return the table; its clock runs from the last contact that a reader of this clearance may know of."""
    return TableSpec(
        key="communities",
        caption=_("Communities"),
        columns=(
            Column(
                "name",
                _("Community"),
                sort="name",
                value="community.name",
                template="communities/cells/name.html",
                link=lambda row: reverse("communities:community", args=[row.community.reference]),
            ),
            Column("kind", _("Kind"), value=lambda row: word(KINDS, row.community.kind), on_phone="hide"),
            Column("area", _("Area"), value="community.area.name"),
            Column("people", _("People"), kind="figure", value="figure"),
            Column(
                "contact",
                _("Last heard from"),
                value=lambda row: silence_mark(row.since),
                sort=CONTACT_COLUMNS[clearance],
            ),
            Column(
                "networks", _("Alert networks"), value="beside.networks", template="communities/cells/networks.html"
            ),
            Column("plan", _("Protection plan"), value="beside.plan_status", template="communities/cells/plan.html"),
            Column(
                "base_km", _("Nearest base, km"), kind="number", value="community.base_distance_km", on_phone="hide"
            ),
        ),
        default_sort="name",
        count_cap=500,
    )


def filter_set(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow communities."""
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Name, language, area or reference")),
            filters.OneOf(
                name="area",
                label=_("Area"),
                choices=cache(lambda: list(areas(actor).order_by("name").values_list("code", "name"))),
            ),
            filters.OneOf(name="kind", label=_("Kind"), choices=[(code, word(KINDS, code)) for code in KINDS]),
            filters.OneOf(
                name="silence",
                label=_("Silence"),
                choices=[(QUIET, _("Not heard from in time")), (NEVER_HEARD, _("Never heard from"))],
            ),
            filters.OneOf(
                name="unheard",
                label=_("Not heard within a year"),
                choices=[(code, group_label(code)) for code in groups_asked()],
            ),
            filters.OneOf(
                name="group",
                label=_("Who lives there"),
                choices=[(code, group_label(code)) for code in groups_asked()],
            ),
            filters.OneOf(
                name="standing",
                label=_("Standing"),
                choices=[(CLOSED, _("Closed")), (EVERY, _("Open and closed"))],
            ),
            filters.Flag(name="no_network", label=_("Without an alert network")),
            filters.Flag(name="no_plan", label=_("Without a protection plan")),
        )
    )


def wanted_from(state: filters.FilterState, day: date, every: float, alerts: Mapping[int, datetime]) -> CommunityWanted:
    """Return what the address asks for, as the queries take it."""
    told = {name: str(value) for name, value in state.values.items()}
    return CommunityWanted(
        text=told.get("q", ""),
        area=told.get("area", ""),
        kind=told.get("kind", ""),
        group=told.get("group", ""),
        quiet_before=quiet_before(day, every) if told.get("silence") == QUIET else None,
        never_heard=told.get("silence") == NEVER_HEARD,
        unheard=told.get("unheard", ""),
        today=day,
        without_network=bool(state.values.get("no_network")),
        without_plan=bool(state.values.get("no_plan")),
        standing=told.get("standing", ""),
        last_alerts=alerts,
    )


def heard_on(actor: Actor, row: Community, alerts: Mapping[int, datetime]) -> date:
    """Return the day on which a community was last heard from: by a contact, or by an alert from its area."""
    contact, alert = row.contact_on(int(actor.clearance)), alerts.get(row.area_id)
    return max(contact, timezone.localtime(alert).date()) if alert else contact


@require_safe
@needs(Permission.COMMUNITY_READ)
def community_list(request: ActorRequest) -> HttpResponse:
    """Show the communities that the actor may know of, narrowed by the address."""
    actor, now, day = request.actor, request.clock.now(), today(request.clock)
    numbers = parameter_values(actor.mission, at=now)
    every, warn = float(numbers["community_days"]), float(numbers["short_notice_days"])
    state, spec = filter_set(actor).read(request.GET), spec_for(int(actor.clearance))
    order, alerts = spec.read(request.GET), recent_alerts(actor, now)
    page = page_of(listed_communities(actor, wanted_from(state, day, every, alerts)), spec, order)
    extra = beside(actor, [row.pk for row in page.rows])
    rows = tuple(
        Row(row, since(heard_on(actor, row, alerts), day, every=every, warn=warn), extra[row.pk]) for row in page.rows
    )
    context = {
        "filters": state,
        "table": Table(
            spec=spec,
            page=Page(rows, page.count, page.next_cursor, page.previous_cursor),
            state=order,
            query=request.GET,
            is_filtered=state.is_active,
            empty="communities/empty.html",
            context={"today": day},
        ),
        "quiet": count_not_heard_from(actor, now, last_alerts=alerts),
        "every": int(every),
        "may_change": actor.may(Permission.COMMUNITY_CHANGE),
    }
    return render(request, "communities/list.html", context)
