"""Doing what a form asks: a refusal comes back into the form, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tutela.access.gate import ActorRequest
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, NotFound, Refusal
from tutela.web.components.errors import in_readers_language, said

FORM_PAGE = "communities/form.html"


def carried_out(form: Form, act: Callable[[], object]) -> bool:
    """Run a command for a valid form; put its refusal into the form and return whether it was carried out.

    Raises NotFound: what is gone meanwhile has no form to mend.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        tell(form, refusal)
        return False
    return True


def tell(form: Form, refusal: Refusal) -> None:
    """Put a refusal into a form: each problem at its field where there is one, the rest above."""
    problems = refusal.problems if isinstance(refusal, Invalid) else {}
    for name, sentence in problems.items():
        form.add_error(name if name in form.fields else None, str(in_readers_language(sentence)))
    if not problems:
        form.add_error(None, said(refusal))


def asked(request: ActorRequest, form: Form, *, page: str = FORM_PAGE, **context: object) -> HttpResponse:
    """Show a form on a page of its own; with errors the answer is 422.

    `context` needs `title`, `back` (an address) and `back_label`, and may hold `lead`, `kicker` and `submit_label`.
    """
    return render(request, page, {"form": form, **context}, status=422 if form.errors else 200)


def done(request: ActorRequest, told: str, page: str, *args: object) -> HttpResponse:
    """Say what was done and go to the page that shows it."""
    messages.success(request, told)
    return redirect(page, *args)


def today(clock: Clock) -> date:
    """Return the day that it is in the mission."""
    return timezone.localtime(clock.now()).date()
