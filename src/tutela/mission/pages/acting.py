"""Doing what a form asks: a refusal comes back into the form, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tutela.kernel.refusals import Invalid, NotAllowed, Refusal
from tutela.web.components.errors import said

FORM_PAGE = "mission/form.html"


def carried_out(form: Form, act: Callable[[], object]) -> bool:
    """Run a command for a valid form; put its refusal into the form and return whether it was carried out.

    Raises NotAllowed: whoever may not do a thing gets the page that says so, not a form to mend.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        _tell(form, refusal)
        return False
    return True


def _tell(form: Form, refusal: Refusal) -> None:
    problems = refusal.problems if isinstance(refusal, Invalid) else {}
    for name, sentence in problems.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not problems:
        form.add_error(None, said(refusal))


def asked(request: HttpRequest, form: Form, **context: object) -> HttpResponse:
    """Show a form on a page of its own; with errors the answer is 422.

    `context` needs `title`, `back` (an address) and `back_label`, and may hold `lead`, `kicker` and `submit_label`.
    """
    return render(request, FORM_PAGE, {"form": form, **context}, status=422 if form.errors else 200)


def done(request: HttpRequest, told: str, page: str, *args: object) -> HttpResponse:
    """Say what was done and go to the page that shows it."""
    messages.success(request, told)
    return redirect(page, *args)
