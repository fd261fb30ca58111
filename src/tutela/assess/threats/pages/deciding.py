"""What people do with a threat: raise, revise, assess, merge, close, open again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.assess.threats.commands import (
    assess_threat,
    close_threat,
    merge_threats,
    raise_threat,
    reopen_threat,
    revise_threat,
)
from tutela.assess.threats.forms import WHOLE_MISSION, AssessForm, MergeForm, ReasonForm, ThreatForm, tell
from tutela.assess.threats.pages.stories import advice_lines
from tutela.assess.threats.queries import ThreatView, open_choices, threat_named, threat_story
from tutela.kernel.refusals import Refusal

Work = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Asking:
    """A page that asks: its heading, what to press, and where to go back to."""

    title: str
    submit: str
    back: str
    lead: str = ""
    template: str = "threats/form.html"


def _answered(request: ActorRequest, form: forms.Form, asking: Asking, work: Work, **context: Any) -> HttpResponse:
    """Do the work when the form is sent and complete; else, or when it is refused, show the form with the reasons."""
    names = context.pop("names", None)
    if request.method == "POST" and form.is_valid():
        try:
            reference = work()
        except Refusal as refused:
            tell(form, refused, names)
        else:
            messages.success(request, _("%(reference)s was recorded.") % {"reference": reference})
            return redirect("threats:threat", reference)
    shown = {"form": form, "asking": asking, **context}
    return render(request, asking.template, shown, status=422 if form.errors else 200)


def _found(request: ActorRequest, ref: str) -> ThreatView:
    row = threat_named(request.actor, ref, now=request.clock.now())
    if row is None:
        raise Http404
    return row


def _back(row: ThreatView) -> str:
    return reverse("threats:threat", args=[row.reference])


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def new_threat(request: ActorRequest) -> HttpResponse:
    """Raise a threat from scratch: what is feared, though no pattern of incidents shows it."""
    form = ThreatForm(request.POST or None, actor=request.actor)
    asking = Asking(
        _("Raise a threat"),
        _("Raise"),
        reverse("threats:board"),
        _("For what is feared though no pattern of incidents shows it. Incidents that fit are linked by themselves."),
    )

    def work() -> str:
        reason = form.cleaned_data["reason"]
        return raise_threat(actor=request.actor, clock=request.clock, facts=form.facts(), reason=reason).reference

    return _answered(request, form, asking, work)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def revise(request: ActorRequest, ref: str) -> HttpResponse:
    """Say a threat anew; what was said before stays on record."""
    row = _found(request, ref)
    form = ThreatForm(request.POST or None, actor=request.actor, initial=_said(row))
    asking = Asking(_("Revise %(reference)s") % {"reference": row.reference}, _("Save"), _back(row), row.label)

    def work() -> str:
        return revise_threat(
            actor=request.actor,
            clock=request.clock,
            threat=row.reference,
            version=form.cleaned_data["version"] or 0,
            facts=form.facts(),
            reason=form.cleaned_data["reason"],
        ).reference

    return _answered(request, form, asking, work)


def _said(row: ThreatView) -> dict[str, Any]:
    is_known = row.actor_id is not None
    return {
        "nature": row.nature,
        "acts": list(row.acts),
        "actor_id": row.actor_id,
        "actor_name": "" if is_known else row.actor_name,
        "actor_kind": "" if is_known else row.actor_kind,
        "area_code": row.area_code or WHOLE_MISSION,
        "includes_below": row.includes_below,
        "at_risk": list(row.at_risk),
        "grounds": row.grounds,
        "title": row.title,
        "description": row.description,
        "owner": row.owner,
        "being_done": row.being_done,
        "sensitivity": row.sensitivity,
        "version": row.version,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_ASSESS)
def assess(request: ActorRequest, ref: str) -> HttpResponse:
    """Score a threat: a step and a reason for every part. The machine's advice stands beside, marked as such."""
    story = threat_story(request.actor, ref, now=request.clock.now())
    if story is None:
        raise Http404
    row, aid = story.threat, story.aid
    form = AssessForm(
        request.POST or None,
        steps=aid.steps,
        asks_mass_atrocity=aid.asks_mass_atrocity,
        initial={"version": row.version},
    )
    asking = Asking(
        _("Assess %(reference)s") % {"reference": row.reference},
        _("Record the assessment"),
        _back(row),
        row.label,
        "threats/assess.html",
    )

    def work() -> str:
        assess_threat(
            actor=request.actor,
            clock=request.clock,
            threat=row.reference,
            version=form.cleaned_data["version"] or 0,
            sheet=form.sheet(),
        )
        return row.reference

    context = {"story": story, "aid": aid, "advice": advice_lines(aid.suggestions), "names": _reason_fields(form)}
    return _answered(request, form, asking, work, **context)


def _reason_fields(form: AssessForm) -> dict[str, str]:
    # What the form itself let through and the command refuses can only be a missing reason.
    return {part: f"{part}_reason" for part, step, _reason in form.asked if step.data}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def merge(request: ActorRequest, ref: str) -> HttpResponse:
    """Merge other open threats into this one."""
    row = _found(request, ref)
    others = [
        (f"{one.reference}:{one.version}", f"{one.reference} · {one.label}")
        for one in open_choices(request.actor)
        if one.reference != row.reference and one.compartment == row.compartment
    ]
    form = MergeForm(request.POST or None, threats=others, initial={"version": row.version})
    asking = Asking(
        _("Merge into %(reference)s") % {"reference": row.reference},
        _("Merge"),
        _back(row),
        _("%(label)s takes in what the others hold: acts, groups, incidents. They stay on record, merged.")
        % {"label": row.label},
    )

    def work() -> str:
        parted = (one.partition(":") for one in form.cleaned_data["others"])
        return merge_threats(
            actor=request.actor,
            clock=request.clock,
            into=row.reference,
            version=form.cleaned_data["version"] or 0,
            others={reference: int(version) for reference, _colon, version in parted},
            reason=form.cleaned_data["reason"],
        ).reference

    return _answered(request, form, asking, work)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def close(request: ActorRequest, ref: str) -> HttpResponse:
    """Close a threat, with a reason."""
    row = _found(request, ref)
    lead = _("It leaves the board and stays in the register. It is proposed again only when its incidents change.")
    asking = Asking(_("Close %(reference)s") % {"reference": row.reference}, _("Close"), _back(row), lead)
    return _turned(request, row, asking, close_threat)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def reopen(request: ActorRequest, ref: str) -> HttpResponse:
    """Open a closed threat again, with a reason."""
    row = _found(request, ref)
    asking = Asking(
        _("Open %(reference)s again") % {"reference": row.reference}, _("Open again"), _back(row), row.label
    )
    return _turned(request, row, asking, reopen_threat)


def _turned(request: ActorRequest, row: ThreatView, asking: Asking, verb: Callable[..., Any]) -> HttpResponse:
    form = ReasonForm(request.POST or None, initial={"version": row.version})

    def work() -> str:
        verb(
            actor=request.actor,
            clock=request.clock,
            threat=row.reference,
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
        )
        return row.reference

    return _answered(request, form, asking, work)
