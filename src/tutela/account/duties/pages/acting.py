"""Doing what a form of the duties asks: a refusal comes back into the form, nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.forms import Form

from tutela.access.gate import ActorRequest
from tutela.account.duties.commands import excuse_duty, record_deed, record_occurrence
from tutela.account.duties.forms import DeedForm, ExcuseForm, OccurrenceForm
from tutela.account.duties.pages.narrowing import today_of
from tutela.account.duties.pages.wording import deeds, occurrences
from tutela.kernel.refusals import Invalid, NotAllowed, Refusal
from tutela.policy.vocabulary import Term
from tutela.web.components.errors import said

DEED, OCCURRENCE, EXCUSE = "deed", "occurrence", "excuse"


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
    except Refusal as refused:
        problems = refused.problems if isinstance(refused, Invalid) else {}
        for name, told in problems.items():
            form.add_error(name if name in form.fields else None, told)
        if not problems:
            form.add_error(None, said(refused))
        return False
    return True


def open_kinds(request: ActorRequest, known: Iterable[Term], among: Iterable[str] | None = None) -> list[Term]:
    """Return the kinds of record that are not closed to the post, narrowed to some codes."""
    wanted = None if among is None else set(among)
    return [one for one in known if request.actor.enters(one.compartment) and (wanted is None or one.code in wanted)]


def deed_form(request: ActorRequest, among: Iterable[str] | None = None, **initial: str) -> DeedForm:
    """Return the form of a deed, filled when it was sent."""
    return DeedForm(
        sent(request, DEED),
        prefix=DEED,
        initial={"what": DEED, **initial},
        kinds=open_kinds(request, deeds().values(), among),
        today=today_of(request),
    )


def occurrence_form(request: ActorRequest, among: Iterable[str] | None = None, **initial: str) -> OccurrenceForm:
    """Return the form of an occurrence, filled when it was sent."""
    return OccurrenceForm(
        sent(request, OCCURRENCE),
        prefix=OCCURRENCE,
        initial={"what": OCCURRENCE, **initial},
        kinds=open_kinds(request, occurrences().values(), among),
        today=today_of(request),
    )


def excuse_form(request: ActorRequest, occasions: list[tuple[str, str]]) -> ExcuseForm:
    """Return the form of an excuse, filled when it was sent."""
    return ExcuseForm(sent(request, EXCUSE), prefix=EXCUSE, initial={"what": EXCUSE}, occasions=occasions)


def sent(request: ActorRequest, what: str) -> dict[str, str] | None:
    """Return what was sent for one of the forms of a page, None when another or none was."""
    return request.POST.dict() if request.POST.get(f"{what}-what") == what else None


def keep_deed(request: ActorRequest, form: DeedForm) -> bool:
    """Record the deed of a form; return whether it was."""
    return carried_out(
        form,
        lambda: record_deed(
            actor=request.actor,
            clock=request.clock,
            kind=form.cleaned_data["kind"],
            done_on=form.cleaned_data["day"],
            evidence=form.cleaned_data["evidence"],
            about=form.cleaned_data["about"],
        ),
    )


def keep_occurrence(request: ActorRequest, form: OccurrenceForm) -> bool:
    """Record the occurrence of a form; return whether it was."""
    return carried_out(
        form,
        lambda: record_occurrence(
            actor=request.actor,
            clock=request.clock,
            kind=form.cleaned_data["kind"],
            occurred_on=form.cleaned_data["day"],
            note=form.cleaned_data["note"],
            about=form.cleaned_data["about"],
        ),
    )


def keep_excuse(request: ActorRequest, form: ExcuseForm, duty: str) -> bool:
    """Excuse a duty as a form says; return whether it was."""
    return carried_out(
        form,
        lambda: excuse_duty(
            actor=request.actor,
            clock=request.clock,
            duty=duty,
            occasion=form.cleaned_data["occasion"],
            reason=form.cleaned_data["reason"],
        ),
    )
