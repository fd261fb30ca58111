"""Linking an alert to the threat that it bears on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands import link_alert as link_alert_to
from tutela.assess.threats.commands import unlink_alert as unlink_alert_from
from tutela.assess.threats.queries import threat_board
from tutela.know.alerts.queries import Alert, alert_named, alerts_of_record
from tutela.web.components.figures import day_text
from tutela.web.components.linking import Linking, link_page

LIKELY = 8


@dataclass(frozen=True, slots=True)
class LinkedAlert:
    """An alert that bears on a threat, as the threat's page lists it."""

    reference: str
    words: str
    address: str
    unlink: str


def linked_alerts(actor: Actor, threat: str) -> list[LinkedAlert]:
    """Return the alerts that bear on a threat and that the actor may know of."""
    if not actor.may(Permission.ALERT_READ):
        return []
    may_unlink = actor.may(Permission.THREAT_RAISE)
    return [
        LinkedAlert(
            reference=row.reference,
            words=f"{row.place_name or (row.area.name if row.area else '')} · {day_text(row.received_at.date())}",
            address=reverse("alerts:alert", args=[row.reference]),
            unlink=reverse("threats:unlink_alert", args=[threat, row.reference]) if may_unlink else "",
        )
        for row in alerts_of_record(actor, threat)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def link_alert(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask which threat an alert bears on; the open threats of its area stand first."""
    row = alert_named(request.actor, ref)
    if row is None:
        raise Http404
    linking = Linking(
        title=_("Link %(reference)s to a threat") % {"reference": row.reference},
        lead=_("The threat that it bears on. Its next assessment shows the alert as evidence."),
        back=reverse("alerts:alert", args=[row.reference]),
        likely=_likely(request, row),
    )

    def work(chosen: str) -> object:
        return link_alert_to(actor=request.actor, clock=request.clock, threat=chosen, alert=row.reference)

    return link_page(request, linking, work)


def _likely(request: ActorRequest, alert: Alert) -> list[tuple[str, str]]:
    held = [one for one in threat_board(request.actor, now=request.clock.now()).threats if one.is_open]
    path = alert.area.code if alert.area else ""
    near = [one for one in held if path and one.area_code and path.startswith(one.area_code)]
    rest = [one for one in held if one not in near]
    return [(one.reference, f"{one.reference} · {one.label}") for one in [*near, *rest][:LIKELY]]


@require_POST
@needs(Permission.THREAT_RAISE)
def unlink_alert(request: ActorRequest, ref: str, alert: str) -> HttpResponse:
    """Take an alert off a threat, and go back to the threat."""
    unlink_alert_from(actor=request.actor, clock=request.clock, threat=ref, alert=alert)
    return redirect("threats:threat", ref)
