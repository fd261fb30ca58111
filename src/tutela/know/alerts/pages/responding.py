"""What is done about an alert: a response decided, its steps, or why nobody responds."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import advance_response, decide_no_response, decide_response
from tutela.know.alerts.forms import NoResponseForm, ResponseForm, StepForm
from tutela.know.alerts.pages.asking import Asking, answered, found, seen
from tutela.know.alerts.pages.judging import GET_AND_POST


@require_http_methods(GET_AND_POST)
@needs(Permission.RESPONSE_RECORD)
def decide(request: ActorRequest, ref: str) -> HttpResponse:
    """Record that somebody responds: nothing need come first where violence is imminent (para 52)."""
    alert = found(request, ref)
    form = ResponseForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Decide a response"),
        submit=_("Record the response"),
        lead=_("The political and the unarmed count as much as the armed. It need not be verified first."),
        said=_("The response was recorded. Say when it was ordered, set out and arrived."),
        template="alerts/decide.html",
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: decide_response(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            responder=form.cleaned_data["responder"],
            tier=form.cleaned_data["tier"],
            means=form.cleaned_data["means"],
            note=form.cleaned_data["note"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.RESPONSE_RECORD)
def no_response(request: ActorRequest, ref: str) -> HttpResponse:
    """Record that nobody responds, and why."""
    alert = found(request, ref)
    form = NoResponseForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Nobody responds"),
        submit=_("Record that nobody responds"),
        lead=_("The reasons are kept apart, because each is mended by somebody else."),
        said=_("It was recorded that nobody responds, and why."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: decide_no_response(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            why=form.cleaned_data["why"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.RESPONSE_RECORD)
def advance(request: ActorRequest, ref: str, number: int) -> HttpResponse:
    """Record a step of a response: now by one press, or with its time and, at the end, with what came of it."""
    alert = found(request, ref)
    asked = str(request.GET.get("step", ""))
    form = StepForm(request.POST or None, initial={"step": asked or "ended"})
    asking = Asking(
        title=_("How far did the response come?"),
        submit=_("Record it"),
        lead=_("A later step stands for the earlier ones: whoever arrived had set out."),
        said=_("The step was recorded."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: advance_response(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            number=number,
            step=form.cleaned_data["step"],
            happened_at=form.cleaned_data["happened_at"],
            result=form.cleaned_data["result"],
            note=form.cleaned_data["note"],
        ),
    )
