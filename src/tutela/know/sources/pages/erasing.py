"""Erasing who a source is, once it was said what goes and what stays."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.sources.commands import erase_identity
from tutela.know.sources.forms import ReasonForm
from tutela.know.sources.pages.acting import address_of, carried_out, done, source_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IDENTITY_ERASE)
def erase(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask before erasing who a source is; erase it, and go back to what stays of the source."""
    source = source_or_404(request, ref)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": source.version})
    if request.method == "POST":
        erased = carried_out(
            form, lambda: erase_identity(actor=request.actor, clock=request.clock, source=ref, **form.cleaned_data)
        )
        if erased is not None:
            return done(request, _("Who it was is erased."), "sources:source", source.reference)
    context = {
        "title": _("Erase who %(reference)s is") % {"reference": source.reference},
        "question": _("Erase it for good?"),
        "consequences": [
            _("Name, telephone, whereabouts, notes and the reasons of assessments go, and nobody can bring them back."),
            _("The source’s reference, its grade, what it told, and who had opened it when, stay."),
            _("What rested on its consent ends: no message, no case, no report in its name."),
            _("Backups made before still hold it, locked, until they are thrown away or their key is."),
        ],
        "confirm_label": _("Erase who it is"),
        "cancel_url": address_of(source),
        "back": address_of(source),
        "back_label": source.reference,
        "fields": [("version", form["version"].value())],
        "form": form,
        "is_danger": True,
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)
