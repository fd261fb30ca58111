"""Doing what a form asks: a refusal comes back into the form; a page on which a person may be named is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.gate import ActorRequest
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal
from tutela.know.sources.models import Source
from tutela.know.sources.queries import source_named
from tutela.web.components.errors import in_readers_language, said

Result = TypeVar("Result")


def carried_out(form: Form, act: Callable[[], Result]) -> Result | None:
    """Run a command for a valid form and return its result; for a refusal put it into the form and return None.

    Raises NotAllowed and NotFound: who may not do or know a thing gets the page that says so, not a form to mend.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        _tell(form, refusal)
        return None


def _tell(form: Form, refusal: Refusal) -> None:
    problems = refusal.problems if isinstance(refusal, Invalid) else {}
    for name, sentence in problems.items():
        form.add_error(name if name in form.fields else None, str(in_readers_language(sentence)))
    if not problems:
        form.add_error(None, said(refusal))


def shown(request: HttpRequest, form: Form, **context: object) -> HttpResponse:
    """Show a form on a page of its own; with errors the answer is 422. `context` needs title, back and back_label."""
    return render(request, "sources/form.html", {"form": form, **context}, status=422 if form.errors else 200)


def done(request: HttpRequest, told: str, page: str, *args: object) -> HttpResponse:
    """Say what was done, never to whom, and go to the page that shows it."""
    messages.success(request, told)
    return redirect(page, *args)


def source_or_404(request: ActorRequest, ref: str) -> Source:
    """Return a source. Raises NotFound for one that is not there or not to be known of."""
    source = source_named(request.actor, ref)
    if source is None:
        raise NotFound(_("There is no such source."), remedy=_("Look for it in the list of sources."))
    return source


def address_of(source: Source) -> str:
    """Return the address of a source's page."""
    return reverse("sources:source", args=[source.reference])
