"""Recording an incident and correcting one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField, ChoiceField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.ids import time_ordered_uuid
from tutela.kernel.refusals import Invalid, Refusal, Stale
from tutela.know.incidents.commands import correct_incident, link_alert, record_incident
from tutela.know.incidents.forms import IncidentForm, initial_from, key_of
from tutela.know.incidents.models import Incident, IncidentRevision
from tutela.know.incidents.pages.linking import told_by_alert
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
    alert = request.GET.get("alert", "")
    form = IncidentForm(
        request.POST or None,
        actor=request.actor,
        initial={
            "record_key": made,
            "occurred_from": request.clock.now().date(),
            **told_by_alert(request.actor, alert),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = record_incident(
                actor=request.actor, clock=request.clock, facts=form.facts(source_key=key_of(form, made))
            )
        except Refusal as refused:
            _refuse(form, refused)
        else:
            if told_by_alert(request.actor, alert):
                link_alert(actor=request.actor, clock=request.clock, incident=row.reference, alert=alert)
            messages.success(request, _("%(reference)s was recorded.") % {"reference": row.reference})
            return redirect("incidents:incident", row.reference)
    context = {"form": form, "title": _("Record an incident"), "back": "incidents:list"}
    return render(request, "incidents/form.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what is on record now, what was read and what was typed are not all the same."""

    label: str
    read: str
    now: str
    typed: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INCIDENT_CORRECT)
def correct(request: ActorRequest, ref: str) -> HttpResponse:
    """Correct an incident by a new revision; what somebody else changed meanwhile is shown, not overwritten."""
    row = incident_named(request.actor, ref)
    if row is None:
        raise Http404
    revisions = revisions_of(request.actor, row)
    now = facts_from_json(revisions[0].facts)
    form = _form(request, now, row.revision, request.POST or None)
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            _correct(request, row, now, form)
        except Stale as refused:
            read = _as_read(form, now, revisions)
            differences = _differences(form, read, now)
            # What was typed stands beside what is on record now; sent again, it is a correction of that.
            form = _form(request, now, row.revision, _merged(request, read, now, row.revision))
            form.full_clean()
            _refuse(form, refused)
        except Refusal as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("%(reference)s was corrected.") % {"reference": row.reference})
            return redirect("incidents:incident", row.reference)
    context = {
        "form": form,
        "title": _("Correct %(reference)s") % {"reference": row.reference},
        "incident": row,
        "differences": differences,
    }
    return render(request, "incidents/form.html", context, status=422 if form.errors else 200)


def _form(request: ActorRequest, now: IncidentFacts, revision: int, typed: Mapping[str, Any] | None) -> IncidentForm:
    return IncidentForm(typed, actor=request.actor, correcting=True, initial=initial_from(now, revision))


def _correct(request: ActorRequest, row: Incident, now: IncidentFacts, form: IncidentForm) -> None:
    correct_incident(
        actor=request.actor,
        clock=request.clock,
        key=row.pk,
        expected_revision=form.cleaned_data.get("revision") or 0,
        facts=form.correction(now),
        reason=form.cleaned_data["reason"],
    )


def _as_read(form: IncidentForm, now: IncidentFacts, revisions: Sequence[IncidentRevision]) -> IncidentFacts:
    """Return what the revision said from which the form was filled."""
    read = form.cleaned_data.get("revision")
    return next((facts_from_json(one.facts) for one in revisions if one.number == read), now)


def _merged(request: ActorRequest, read: IncidentFacts, now: IncidentFacts, revision: int) -> dict[str, Any]:
    """Return what was typed where somebody changed what they had read, and what is on record now everywhere else."""
    form = _form(request, read, revision, request.POST)
    typed, current = request.POST.dict(), initial_from(now, revision)
    changed = set(form.changed_data) - {"revision"}
    return {name: (typed if name in changed else current).get(name, "") for name in form.fields}


def _differences(form: IncidentForm, read: IncidentFacts, now: IncidentFacts) -> list[Difference]:
    """Return the fields that somebody changed since the form was read, beside what was typed."""
    then, current = initial_from(read, 0), initial_from(now, 0)
    return [
        Difference(
            str(field.label),
            _shown(field, then.get(field.name)),
            _shown(field, current.get(field.name)),
            _shown(field, form.cleaned_data.get(field.name)),
        )
        for field in form.visible_fields()
        if then.get(field.name) != current.get(field.name)
    ]


def _shown(field: BoundField, value: object) -> str:
    """Return a value as its field shows it: a choice by its words, an empty one as a dash."""
    if isinstance(field.field, ChoiceField):
        choices: Any = field.field.choices
        return str(dict(choices).get(value, "–"))
    return "–" if value in (None, "") else str(value)
