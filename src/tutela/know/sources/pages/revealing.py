"""Seeing who a source is: asking, deciding, and opening, which says that it is recorded before it opens."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.sources.commands import ask_for_identity, open_identity
from tutela.know.sources.forms import AskForm
from tutela.know.sources.pages.acting import address_of, carried_out, done, shown, source_or_404
from tutela.know.sources.queries import grant_for


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IDENTITY_ASK)
def ask(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask a custodian to see who a source is."""
    source = source_or_404(request, ref)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        asked = carried_out(
            form, lambda: ask_for_identity(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data)
        )
        if asked is not None:
            told = _("Your request is with the custodians.")
            return done(request, told, "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Ask to see who this is"),
        kicker=source.reference,
        lead=_("A custodian decides, for some hours. Ask only where nothing less will do."),
        is_recorded=True,
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Ask a custodian"),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IDENTITY_ASK)
def open_page(request: ActorRequest, ref: str) -> HttpResponse:
    """Say that opening is recorded; then, on being sent, open it once on a page that nobody keeps."""
    source = source_or_404(request, ref)
    if request.method == "POST":
        identity = open_identity(actor=request.actor, clock=request.clock, source=source.reference)
        # The template is given what shows nothing of itself, so that no fault in it can write down what it holds.
        context = {"source": source, "identity": identity, "back": address_of(source)}
        return render(request, "sources/identity.html", context)
    grant = grant_for(request.actor, source.reference, request.clock.now())
    context = {
        "title": _("See who %(reference)s is") % {"reference": source.reference},
        "question": _("Open it now?"),
        "consequences": [
            _("The post that recorded the source, and the custodians, see that you opened it."),
            _("It is shown once. Do not copy it, photograph it, or say it on an open line."),
        ],
        "confirm_label": _("Open it"),
        "cancel_url": address_of(source),
        "back": address_of(source),
        "back_label": source.reference,
        "is_recorded": True,
    }
    if grant is None:
        context = {**context, "source": source}
        return render(request, "sources/not_granted.html", context, status=403)
    return render(request, "components/confirm.html", context)
