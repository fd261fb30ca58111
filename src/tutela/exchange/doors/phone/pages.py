"""Taking a call: the form, and the places that its field completes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.doors.phone.answers import report_from
from tutela.exchange.doors.phone.forms import CallForm
from tutela.exchange.doors.phone.queries import known_places
from tutela.exchange.doors.phone.receipts import receipts_in, remember
from tutela.exchange.doors.phone.words import (
    ACT_ON_DESK,
    CHOOSE_ACT,
    GOES_TO,
    KEYED,
    NOT_ON_DESK,
    REST_ON_DESK,
    ROUTES,
    SEEN_BY_YOU,
)
from tutela.exchange.doors.takings import take_in_with_files
from tutela.kernel.ids import time_ordered_uuid
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.alerts.rules.report import what_terms
from tutela.web.components.errors import said

BY_SCRIPT = "X-Tutela-Script"
FIELDS = {"people_at_risk": "people", "place_name": "place", "latitude": "place", "longitude": "place"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ALERT_RECEIVE)
def take_call(request: ActorRequest) -> HttpResponse:
    """Take a call. Sent twice, it is one alert: the page carries its key.

    No answer of this page is kept anywhere on the way or in the browser: a form that comes back with an error still
    holds who called.
    """
    key = str(time_ordered_uuid(request.clock.now()))
    form = CallForm(request.POST or None, actor=request.actor, initial={"submission_key": key})
    if request.method == "POST" and form.is_valid() and _taken(request, form):
        response = _gone_on(request)
    else:
        response = render(request, "doors/phone/call.html", _context(request, form), status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _taken(request: ActorRequest, form: CallForm) -> bool:
    """Take the report in and remember its receipt; put what is refused onto the form."""
    answers, actor = form.answers(), request.actor
    report = report_from(answers, actor=actor, now=request.clock.now())
    source = form.caller().as_source(answers.language)
    try:
        receipt = take_in_with_files(actor=actor, clock=request.clock, report=report, source=source).receipt
    except Refusal as refused:
        problems = refused.problems if isinstance(refused, Invalid) else {}
        placed = {FIELDS.get(name, name): told for name, told in problems.items()}
        for name, told in placed.items():
            form.add_error(name if name in form.fields else None, told)
        if not placed:
            form.add_error(None, said(refused))
        return False
    remember(request.session, receipt, report)
    return True


def _gone_on(request: ActorRequest) -> HttpResponse:
    """Lead to an empty form with the receipt; a script is told where, because it cannot follow by itself."""
    address = f"{reverse('doors:phone')}?taken=1"
    return JsonResponse({"next": address}) if request.headers.get(BY_SCRIPT) else HttpResponseRedirect(address)


def _context(request: ActorRequest, form: CallForm) -> dict[str, Any]:
    return {
        "form": form,
        "title": _("Take a call"),
        "receipts": receipts_in(request.session, request.actor),
        "is_taken": "taken" in request.GET and request.method != "POST",
        "script": _for_script(request.actor),
    }


def _for_script(actor: Actor) -> dict[str, Any]:
    """Return what the page's script says and knows: its sentences, keys, and where what goes."""
    return {
        "places": reverse("doors:phone_places"),
        "owner": _owner(actor),
        "keys": {code: str(number) for number, code in enumerate(KEYED, start=1)},
        "rooms": {code: term.compartment for code, term in what_terms().items() if term.compartment},
        "concerns": ROUTES,
        "goes": {
            room: f"{words} {SEEN_BY_YOU if actor.enters(room) else NOT_ON_DESK}" for room, words in GOES_TO.items()
        },
        "desk": {"rest": str(REST_ON_DESK), "act": str(ACT_ON_DESK), "choose": str(CHOOSE_ACT)},
        "words": {
            "what": _("Type, or press a number"),
            "chosen": _("Chosen:"),
            "take_out": _("Take out"),
            "none": _("Nothing by that name"),
            "not_chosen": _("This is none of the choices; it is sent in words."),
            "point": _("Read as coordinates"),
            "grid": _("Read as a grid reference"),
            "free": _("Kept as it is written; the desk is told that the place is unclear."),
            "seconds": _("seconds since this form was opened"),
            "sending": _("Sending …"),
            "offline": _("The server cannot be reached. Everything is still here: press Enter again in a moment."),
            "signed_out": _(
                "You were signed out. Everything is still here: sign in again in another window, then press Enter here."
            ),
            "failed": _("The server met an error. Everything is still here: press Enter again; it is taken once."),
            "restored": _(
                "What you had typed before this page was left is here again, without the caller: ask for them again."
            ),
            "discard": _("Begin anew"),
        },
    }


def _owner(actor: Actor) -> str:
    """Return a mark of who types, so that nobody who signs in later in the same tab gets their draft."""
    return salted_hmac("tutela.doors.draft", f"{actor.mission}|{actor.post}|{actor.person}").hexdigest()[:16]


@require_safe
@needs(Permission.ALERT_RECEIVE)
def places(request: ActorRequest) -> JsonResponse:
    """Return every place of the mission that can be chosen, with its other names, for the field to complete."""
    found = known_places(request.actor, request.clock.now().date())
    return JsonResponse({"places": [[one.choice, one.name, one.within, *one.others] for one in found]})
