"""Locking a source away by hand, and finding one by telephone: typed in a body, shown in no address, kept by nobody."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.sources.commands import find_source, keep_source
from tutela.know.sources.forms import FindForm, KeepForm
from tutela.know.sources.pages.acting import carried_out, done, shown
from tutela.know.sources.queries import source_named
from tutela.mission.queries import areas


def area_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the areas as choices, each set in below the one that holds it."""
    rows = areas(actor).values_list("code", "name", "level")
    return [(code, f"{'  ' * (level - 1)}{name}") for code, name, level in rows]


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_KEEP)
def keep(request: ActorRequest) -> HttpResponse:
    """Lock somebody away, and go to the reference by which everything else speaks of them."""
    form = KeepForm(
        request.POST if request.method == "POST" else None,
        areas=area_choices(request.actor),
        initial={"submission": uuid4()},
    )
    if request.method == "POST":
        kept = carried_out(
            form,
            lambda: keep_source(
                actor=request.actor,
                clock=request.clock,
                submission_key=str(form.cleaned_data["submission"]),
                facts=form.facts,
            ),
        )
        if kept is not None:
            told = _("%(reference)s is locked away.") % {"reference": kept.reference}
            if source_named(request.actor, kept.reference) is None:
                return done(request, told, "sources:list")
            return done(request, told, "sources:source", kept.reference)
    return shown(
        request,
        form,
        title=_("Lock a source away"),
        lead=_("Write here, and nowhere else, who told us. Everything else in Tutela knows a reference only."),
        back=reverse("sources:list"),
        back_label=_("Sources"),
        submit_label=_("Lock it away"),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SOURCE_FIND)
def find(request: ActorRequest) -> HttpResponse:
    """Look for a source by a telephone number and show references. The number is not shown again."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[str] | None = None
    if request.method == "POST":
        references = carried_out(
            form,
            lambda: find_source(actor=request.actor, clock=request.clock, number=form.cleaned_data["number"]),
        )
        if references is not None:
            found, form = list(references), FindForm()
    context = {"form": form, "found": found, "back": reverse("sources:list")}
    return render(request, "sources/find.html", context, status=422 if form.errors else 200)
