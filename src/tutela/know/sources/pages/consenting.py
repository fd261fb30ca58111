"""Recording what a source consents to, and that it takes it back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.sources.commands import record_consent, withdraw_consent
from tutela.know.sources.forms import ConsentForm, WithdrawForm
from tutela.know.sources.pages.acting import address_of, carried_out, done, shown, source_or_404
from tutela.know.sources.rules.consents import How
from tutela.know.sources.rules.facts import PURPOSES


def _initial(request: ActorRequest) -> dict[str, str]:
    asked = request.GET.get("purpose", "")
    return {"how": How.IN_PERSON, **({"purpose": asked} if asked in PURPOSES else {})}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_CONSENT)
def consent(request: ActorRequest, ref: str) -> HttpResponse:
    """Record that a source consents to one purpose."""
    source = source_or_404(request, ref)
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=_initial(request))
    if request.method == "POST":
        row = carried_out(
            form, lambda: record_consent(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data)
        )
        if row is not None:
            return done(request, _("The consent is recorded."), "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Record a consent"),
        kicker=source.reference,
        lead=_("Each purpose by itself. It can be taken back at any time, and holds no more from that moment."),
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Record the consent"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_CONSENT)
def withdraw(request: ActorRequest, ref: str) -> HttpResponse:
    """Record that a source no longer consents to one purpose."""
    source = source_or_404(request, ref)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        withdraw_consent(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data)
        return done(request, _("The consent holds no more."), "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Take a consent back"),
        kicker=source.reference,
        lead=_("It holds no more from this moment: nothing else is sent or passed on for this purpose."),
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Record that it is taken back"),
    )
