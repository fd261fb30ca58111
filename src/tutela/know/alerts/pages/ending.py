"""An alert ended: the community told, closed, set aside; and taken up again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import answer_source, close_alert, reopen_alert, set_aside_alert, tell_community
from tutela.know.alerts.forms import AnswerForm, CloseForm, ReasonForm, SetAsideForm, TellForm
from tutela.know.alerts.pages.asking import Asking, answered, found, seen
from tutela.know.alerts.pages.judging import GET_AND_POST


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_TELL)
def tell(request: ActorRequest, ref: str) -> HttpResponse:
    """Record what the community was told in return, or why it was not safe to tell."""
    alert = found(request, ref)
    form = TellForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Tell the community"),
        submit=_("Record it"),
        lead=_("Those who told us hear what came of it, or the network falls silent (para 42)."),
        said=_("It was recorded what the community was told."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: tell_community(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            means=form.cleaned_data["means"],
            text=form.cleaned_data["text"],
            told_at=form.cleaned_data["told_at"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_TELL)
def answer(request: ActorRequest, ref: str) -> HttpResponse:
    """Write a neutral text message to whoever gave an alert, where they consent to be contacted."""
    alert = found(request, ref)
    form = AnswerForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Write to who told us"),
        submit=_("Send it"),
        lead=_(
            "It leaves as a text message in the language of the call. Nobody here sees the number, and consent is asked"
            " once more when it leaves."
        ),
        said=_("The message waits to be sent."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: answer_source(
            actor=request.actor, clock=request.clock, alert=alert.reference, text=form.cleaned_data["text"]
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def close(request: ActorRequest, ref: str) -> HttpResponse:
    """Close an alert with what came of it for the people concerned."""
    alert = found(request, ref)
    form = CloseForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Close the alert"),
        submit=_("Close it"),
        lead=_("It leaves the desk and stays in the list, with everything about it. It can be taken up again."),
        said=_("The alert was closed."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: close_alert(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            result=form.cleaned_data["result"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def set_aside(request: ActorRequest, ref: str) -> HttpResponse:
    """Set an alert aside, with a reason from the list and in words."""
    alert = found(request, ref)
    form = SetAsideForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Set the alert aside"),
        submit=_("Set it aside"),
        lead=_("It leaves the desk and stays in the list. It can be taken up again."),
        said=_("The alert was set aside."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: set_aside_alert(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            why=form.cleaned_data["why"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def reopen(request: ActorRequest, ref: str) -> HttpResponse:
    """Take up again what was closed or set aside."""
    alert = found(request, ref)
    form = ReasonForm(request.POST or None, question=_("Why is it taken up again?"), initial=seen(alert))
    asking = Asking(
        title=_("Take the alert up again"),
        submit=_("Take it up again"),
        lead=_("Its clocks go on from where they were."),
        said=_("The alert is open again."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: reopen_alert(
            actor=request.actor, clock=request.clock, alert=alert.reference, reason=form.cleaned_data["reason"]
        ),
    )
