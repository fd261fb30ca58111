"""Linking an alert to the incident that it tells of, from either side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.queries import Alert, alert_named, alerts_of_record
from tutela.know.incidents.commands import link_alert as link_alert_to
from tutela.know.incidents.commands import unlink_alert as unlink_alert_from
from tutela.know.incidents.models import Incident
from tutela.know.incidents.pages.lists import act_label, incident_title
from tutela.know.incidents.queries import Filters, filtered
from tutela.web.components.figures import day_text
from tutela.web.components.linking import Linking, link_page

LIKELY = 8
WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class LinkedAlert:
    """An alert that told of an incident, as the incident's page lists it."""

    reference: str
    words: str
    address: str
    unlink: str


def linked_alerts(actor: Actor, incident: Incident) -> list[LinkedAlert]:
    """Return the alerts that told of an incident and that the actor may know of."""
    if not actor.may(Permission.ALERT_READ):
        return []
    may_unlink = actor.may(Permission.INCIDENT_RECORD)
    return [
        LinkedAlert(
            reference=row.reference,
            words=f"{row.place_name or (row.area.name if row.area else '')} · {day_text(row.received_at.date())}",
            address=reverse("alerts:alert", args=[row.reference]),
            unlink=reverse("incidents:unlink_alert", args=[incident.reference, row.reference]) if may_unlink else "",
        )
        for row in alerts_of_record(actor, incident.reference)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INCIDENT_RECORD)
def link_alert(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask which incident an alert tells of; those of its area and days stand first."""
    row = alert_named(request.actor, ref)
    if row is None:
        raise Http404
    linking = Linking(
        title=_("Link %(reference)s to an incident") % {"reference": row.reference},
        lead=_("The incident that it tells of. If there is none yet, record it from the alert."),
        back=reverse("alerts:alert", args=[row.reference]),
        likely=[(one.reference, f"{one.reference} · {incident_title(one)}") for one in _likely(request.actor, row)],
    )

    def work(chosen: str) -> object:
        return link_alert_to(actor=request.actor, clock=request.clock, incident=chosen, alert=row.reference)

    return link_page(request, linking, work)


def _likely(actor: Actor, alert: Alert) -> list[Incident]:
    around = (alert.occurred_at or alert.known_at).date()
    area = alert.area.code if alert.area else ""
    wanted = Filters(since=around - WINDOW, until=around + WINDOW, area=area)
    return list(filtered(actor, wanted)[:LIKELY])


@require_POST
@needs(Permission.INCIDENT_RECORD)
def unlink_alert(request: ActorRequest, ref: str, alert: str) -> HttpResponse:
    """Take an alert off an incident, and go back to the incident."""
    unlink_alert_from(actor=request.actor, clock=request.clock, incident=ref, alert=alert)
    return redirect("incidents:incident", ref)


def told_by_alert(actor: Actor, reference: str) -> dict[str, object]:
    """Return what the form of a new incident can take over from an alert; nothing when it may not be known of."""
    row = alert_named(actor, reference) if reference else None
    if row is None:
        return {}
    day = (row.occurred_at or row.known_at).date()
    taken: dict[str, object] = {
        "occurred_from": day,
        "place_name": row.place_name or (row.area.name if row.area else ""),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "place_precision": row.place_precision,
        # What is kept closed is not carried over: the specialist says in the form what may stand there.
        "narrative": "" if row.compartment else row.text,
        "language": row.language if row.language in {"en", "fr"} else "en",
        "sensitivity": row.sensitivity,
        "actor_a": row.actor_name,
        "actor_a_kind": row.actor_kind or "unidentified",
    }
    if act_label(row.headline) != row.headline:
        taken["act"] = row.headline
    return taken
