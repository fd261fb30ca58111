"""Recording what was done and what happened, and withdrawing what was recorded in error."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.commands import withdraw_record
from tutela.account.duties.forms import WithdrawForm
from tutela.account.duties.pages.acting import (
    carried_out,
    deed_form,
    keep_deed,
    keep_occurrence,
    occurrence_form,
)
from tutela.account.duties.pages.records import record_view
from tutela.account.duties.queries import is_withdrawn, record_named


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DUTY_RECORD)
def new_deed(request: ActorRequest) -> HttpResponse:
    """Record that something the policy asks for was done. Sent twice within the hour, it is recorded once."""
    form = deed_form(request, kind=request.GET.get("kind", ""), about=request.GET.get("about", ""))
    if request.method == "POST" and keep_deed(request, form):
        messages.success(request, _("It is on record."))
        return redirect("duties:records")
    lead = _("Record it on the day it is done, with the document that shows it; what it answers is worked out.")
    return _asked(request, form, _("Record what was done"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DUTY_RECORD)
def new_occurrence(request: ActorRequest) -> HttpResponse:
    """Record that something happened after which the policy asks for an act."""
    form = occurrence_form(request, kind=request.GET.get("kind", ""), about=request.GET.get("about", ""))
    if request.method == "POST" and keep_occurrence(request, form):
        messages.success(request, _("It is on record. The duties that it sets off are on the board."))
        return redirect("duties:records")
    lead = _("What the policy asks for after it, from whom and by when, follows by itself.")
    return _asked(request, form, _("Record what happened"), lead)


def _asked(request: ActorRequest, form: object, title: str, lead: str) -> HttpResponse:
    errors = getattr(form, "errors", None)
    context = {"form": form, "title": title, "lead": lead, "back": reverse("duties:records")}
    return render(request, "duties/form.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DUTY_WITHDRAW)
def withdraw(request: ActorRequest, sequence: int) -> HttpResponse:
    """Withdraw a record with a reason; 404 for one that is not there or not to be known."""
    held = record_named(request.actor, sequence)
    if held is None:
        raise Http404
    back = reverse("duties:records")
    if request.method != "POST" and is_withdrawn(request.actor.mission, sequence):
        messages.info(request, _("It was withdrawn already."))
        return redirect(back)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, lambda: _withdraw(request, sequence, form)):
        messages.success(request, _("It is withdrawn and does not count from now on."))
        return redirect(back)
    context = {"form": form, "record": record_view(held, {}), "back": back}
    return render(request, "duties/withdraw.html", context, status=422 if form.errors else 200)


def _withdraw(request: ActorRequest, sequence: int, form: WithdrawForm) -> None:
    withdraw_record(actor=request.actor, clock=request.clock, entry=sequence, reason=form.cleaned_data["reason"])
