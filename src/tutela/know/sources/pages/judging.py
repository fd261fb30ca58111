"""Grading a source, noting what endangers it, and judging what disclosure would do."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.sources.commands import assess_disclosure, grade_source, note_risk
from tutela.know.sources.forms import DisclosureForm, GradeForm, RiskForm
from tutela.know.sources.pages.acting import address_of, carried_out, done, shown, source_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_GRADE)
def grade(request: ActorRequest, ref: str) -> HttpResponse:
    """Grade how far a source can be relied on."""
    source = source_or_404(request, ref)
    initial = {"version": source.version, "reliability": source.reliability}
    form = GradeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        graded = carried_out(
            form,
            lambda: grade_source(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data),
        )
        if graded is not None:
            return done(request, _("The grade is recorded."), "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Grade the source"),
        kicker=source.reference,
        lead=_("The person, not what they said this time: each alert grades its information apart, from 1 to 6."),
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Record the grade"),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_KEEP)
def risk(request: ActorRequest, ref: str) -> HttpResponse:
    """Note how much danger a source is in, and what endangers it."""
    source = source_or_404(request, ref)
    initial = {"version": source.version, "risk": source.risk}
    form = RiskForm(request.POST if request.method == "POST" else None, initial=initial)
    if source.erased_at is not None:
        del form.fields["note"]
    if request.method == "POST":
        noted = carried_out(
            form,
            lambda: note_risk(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data),
        )
        if noted is not None:
            return done(request, _("The danger is noted."), "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Note the danger to the source"),
        kicker=source.reference,
        lead=_("How much danger is seen by all who may know of the source; what it is lies with the name."),
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Note it"),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IDENTITY_DECIDE)
def disclosure(request: ActorRequest, ref: str) -> HttpResponse:
    """Judge, as custodian, whether disclosing a case of this source puts anybody at risk (para 32)."""
    source = source_or_404(request, ref)
    form = DisclosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        judged = carried_out(
            form,
            lambda: assess_disclosure(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data),
        )
        if judged is not None:
            return done(request, _("The assessment is recorded."), "sources:source", source.reference)
    return shown(
        request,
        form,
        title=_("Assess what disclosure would do"),
        kicker=source.reference,
        lead=_("A case is reported, referred or pursued only with consent and once this is assessed (para 32)."),
        back=address_of(source),
        back_label=source.reference,
        submit_label=_("Record the assessment"),
    )
