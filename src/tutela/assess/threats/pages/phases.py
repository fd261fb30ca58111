"""Phases by area: what was decided, what the register suggests, and deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.assess.threats.commands import set_phase
from tutela.assess.threats.forms import PhaseForm, tell
from tutela.assess.threats.queries import phase_history, phase_now, phases
from tutela.kernel.refusals import Refusal


@require_safe
@needs(Permission.THREAT_READ)
def phase_list(request: ActorRequest) -> HttpResponse:
    """Show the phases of every area that has one, or an open threat, or stands at the top."""
    context = {"rows": phases(request.actor), "may_decide": request.actor.may(Permission.THREAT_RAISE)}
    return render(request, "threats/phases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RAISE)
def phase(request: ActorRequest, code: str) -> HttpResponse:
    """Say in which phases an area is; the register's advice stands beside."""
    now = phase_now(request.actor, code)
    if now is None:
        raise Http404
    today = request.clock.now().date()
    initial = {"phases": list(now.phases), "since_on": today, "number": now.number}
    form = PhaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_phase(
                actor=request.actor,
                clock=request.clock,
                area_code=code,
                phases=form.cleaned_data["phases"],
                since_on=form.cleaned_data["since_on"],
                reason=form.cleaned_data["reason"],
                number=form.cleaned_data["number"] or 0,
            )
        except Refusal as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The phase of %(area)s was recorded.") % {"area": now.area_name})
            return redirect("threats:phases")
    context = {"form": form, "area": now, "history": phase_history(request.actor, code)}
    return render(request, "threats/phase.html", context, status=422 if form.errors else 200)
