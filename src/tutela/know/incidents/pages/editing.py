"""Recording an incident and correcting one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.ids import time_ordered_uuid
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.incidents.commands import correct_incident, record_incident
from tutela.know.incidents.forms import IncidentForm, initial_from, key_of
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import incident_named, revisions_of
from tutela.know.incidents.rules import IncidentFacts, facts_from_json
from tutela.web.components.errors import said


def _refuse(form: IncidentForm, refused: Refusal) -> None:
    problems = refused.problems if isinstance(refused, Invalid) else {}
    placed = {name: told for name, told in problems.items() if name in form.fields}
    for name, told in placed.items():
        form.add_error(name, told)
    if len(placed) < max(len(problems), 1):
        form.add_error(None, said(refused))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INCIDENT_RECORD)
def new_incident(request: ActorRequest) -> HttpResponse:
    """Record an incident. Sent twice, it is recorded once: the page carries the record's key."""
    made = time_ordered_uuid(request.clock.now())
    form = IncidentForm(
        request.POST or None,
        actor=request.actor,
        initial={"record_key": made, "occurred_from": request.clock.now().date()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = record_incident(
                actor=request.actor, clock=request.clock, facts=form.facts(source_key=key_of(form, made))
            )
        except Refusal as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("%(reference)s was recorded.") % {"reference": row.reference})
            return redirect("incidents:incident", row.reference)
    context = {"form": form, "title": _("Record an incident"), "back": "incidents:list"}
    return render(request, "incidents/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INCIDENT_CORRECT)
def correct(request: ActorRequest, ref: str) -> HttpResponse:
    """Correct an incident by a new revision; what somebody else changed meanwhile is shown, not overwritten."""
    row = incident_named(request.actor, ref)
    if row is None:
        raise Http404
    now = facts_from_json(revisions_of(request.actor, row)[0].facts)
    form = IncidentForm(
        request.POST or None, actor=request.actor, correcting=True, initial=initial_from(now, row.revision)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _correct(request, row, now, form)
        except Refusal as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("%(reference)s was corrected.") % {"reference": row.reference})
            return redirect("incidents:incident", row.reference)
    context = {"form": form, "title": _("Correct %(reference)s") % {"reference": row.reference}, "incident": row}
    return render(request, "incidents/form.html", context, status=422 if form.errors else 200)


def _correct(request: ActorRequest, row: Incident, now: IncidentFacts, form: IncidentForm) -> None:
    typed = form.facts(source_key=row.source_key)
    kept = typed._replace(
        actor_b=now.actor_b,
        admin=now.admin,
        attack=now.attack if typed.act == now.act else typed.attack,
        clarity=now.clarity,
        coding=now.coding,
        compartment=typed.compartment or now.compartment,
        date_precision=now.date_precision,
        headline=now.headline,
        number_of_sources=now.number_of_sources,
        one_sided=now.one_sided if typed.act == now.act else typed.one_sided,
        place_note=now.place_note,
        status=now.status,
        harm=typed.harm + tuple(one for one in now.harm if one.kind != "killed" or one.status == "fighter"),
    )
    correct_incident(
        actor=request.actor,
        clock=request.clock,
        key=row.pk,
        expected_revision=form.cleaned_data.get("revision") or 0,
        facts=kept,
        reason=form.cleaned_data["reason"],
    )
