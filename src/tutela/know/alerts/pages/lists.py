"""The list of all alerts, open or not, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.pages import marks as own
from tutela.know.alerts.pages.narrowing import list_filters, wanted_from
from tutela.know.alerts.pages.parts import title_of
from tutela.know.alerts.pages.wording import STATE
from tutela.know.alerts.queries import Alert, filtered_alerts
from tutela.web.components import marks
from tutela.web.components.tables import Column, Table, TableSpec, page_of


def _title(row: Alert) -> SafeString:
    lock = marks.icon("lock", _("Kept in a closed room")) if row.compartment else ""
    return format_html('{} {} <span class="row-under">{}</span>', title_of(row), lock, row.reference)


def _where(row: Alert) -> str:
    return " · ".join(dict.fromkeys(part for part in (row.place_name, row.area.name if row.area else "") if part))


LIST = TableSpec(
    key="alerts",
    caption=_("Alerts"),
    columns=(
        Column(
            "title", _("What was told"), value=_title, link=lambda row: reverse("alerts:alert", args=[row.reference])
        ),
        Column("urgency", _("Urgency"), value=lambda row: own.urgency(row.urgency)),
        Column("received_at", _("Received"), kind="moment", sort="received_at", descending_first=True),
        Column("where", _("Where"), value=_where),
        Column("people_at_risk", _("At risk"), kind="number", on_phone="hide"),
        Column("state", _("State"), value=lambda row: STATE.get(row.state, row.state)),
        Column("outcome", _("Verified as"), value=lambda row: own.outcome(row.outcome), on_phone="hide"),
    ),
    default_sort="-received_at",
    count_cap=500,
)


@require_safe
@needs(Permission.ALERT_READ)
def alert_list(request: ActorRequest) -> HttpResponse:
    """Show the alerts that the filters let through, newest first."""
    state = list_filters(request.actor).read(request.GET)
    order = LIST.read(request.GET)
    rows = filtered_alerts(request.actor, wanted_from(state))
    table = Table(
        spec=LIST,
        page=page_of(rows, LIST, order),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="alerts/list_empty.html",
    )
    return render(request, "alerts/list.html", {"filters": state, "table": table})
