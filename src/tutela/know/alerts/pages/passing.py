"""An alert passed on: to another post, up to headquarters, out of a closed room; and notes added to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import add_note, answer_offer, escalate_alert, offer_alert, tell_desk
from tutela.know.alerts.forms import DeclineForm, DeskRequestForm, NoteForm, OfferForm, ReasonForm
from tutela.know.alerts.pages.asking import Asking, answered, found, seen
from tutela.know.alerts.pages.judging import GET_AND_POST
from tutela.know.alerts.queries.desk import posts_to_offer


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_RECEIVE)
def note(request: ActorRequest, ref: str) -> HttpResponse:
    """Add what became known, a question to whoever told it, or a note for the desk."""
    alert = found(request, ref)
    form = NoteForm(request.POST or None)
    asking = Asking(title=_("Add to the alert"), submit=_("Add it"), said=_("It was added."))
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: add_note(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            language=get_language() or "",
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def offer(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask another post to take an alert over."""
    alert = found(request, ref)
    form = OfferForm(request.POST or None, posts=posts_to_offer(request.actor, alert), initial=seen(alert))
    asking = Asking(
        title=_("Hand over"),
        submit=_("Offer it"),
        lead=_("It is theirs when they accept, and not before."),
        said=_("It was offered. You answer for it until they accept."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: offer_alert(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            to_post=form.cleaned_data["to_post"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_POST
@needs(Permission.ALERT_HANDLE)
def accept(request: ActorRequest, ref: str) -> HttpResponse:
    """Take an alert over that was offered to one's own post."""
    alert = found(request, ref)
    answer_offer(actor=request.actor, clock=request.clock, alert=alert.reference, is_accepted=True)
    return redirect("alerts:alert", alert.reference)


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def decline(request: ActorRequest, ref: str) -> HttpResponse:
    """Hand an offer back, or take one's own offer back, with the reason."""
    alert = found(request, ref)
    form = DeclineForm(request.POST or None)
    asking = Asking(title=_("Not taken over"), submit=_("Record it"), said=_("It stays with whoever offered it."))
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: answer_offer(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            is_accepted=False,
            answer=form.cleaned_data["answer"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def escalate(request: ActorRequest, ref: str) -> HttpResponse:
    """Pass an alert up to mission headquarters (para 77)."""
    alert = found(request, ref)
    form = ReasonForm(
        request.POST or None,
        question=_("What is beyond the office's means?"),
        help_text=_("For example: no helicopter here, and the road is cut."),
        initial=seen(alert),
    )
    asking = Asking(
        title=_("Escalate to mission headquarters"),
        submit=_("Escalate"),
        lead=_("Headquarters then answers for it too; your office goes on with what it can."),
        said=_("It was passed up to mission headquarters."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: escalate_alert(
            actor=request.actor, clock=request.clock, alert=alert.reference, reason=form.cleaned_data["reason"]
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def ask_desk(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask the open desk to protect somebody, out of a closed room, with no more than it needs (paras 31 and 32)."""
    alert = found(request, ref)
    form = DeskRequestForm(request.POST or None, initial=seen(alert))
    asking = Asking(
        title=_("Ask the desk to act"),
        submit=_("Put it on the desk"),
        lead=_("The desk gets an alert of its own: the place, the urgency and the words you write here, nothing else."),
        said=_("The desk has been asked to act."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: tell_desk(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            what=form.cleaned_data["what"],
            request=form.cleaned_data["request"],
        ),
    )
