"""How every form of the desk is asked and answered: once, with what changed meanwhile beside what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.gate import ActorRequest
from tutela.kernel.clock import from_instant
from tutela.kernel.refusals import NotFound, Refusal, Stale
from tutela.know.alerts.forms import SeenForm, tell
from tutela.know.alerts.pages.desk import desk_address
from tutela.know.alerts.pages.parts import brief_of
from tutela.know.alerts.pages.wording import OUTCOME, STATE, URGENCY, what_label
from tutela.know.alerts.queries import Alert, alert_named
from tutela.ledger.queries import entries_about, sentence

Work = Callable[[], object]
NEWEST = 20


@dataclass(frozen=True, slots=True)
class Asking:
    """A page that asks: its heading, what to press, and what to know before."""

    title: str
    submit: str
    lead: str = ""
    said: str = ""
    template: str = "alerts/form.html"
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not any more as it was read."""

    label: str
    read: str
    now: str


@dataclass(frozen=True, slots=True)
class Since:
    """Something that was recorded since the form was read."""

    moment: datetime
    title: str
    who: str
    detail: str


def found(request: ActorRequest, ref: str) -> Alert:
    """Return an alert that the reader may know of. Raises NotFound, alike for what is hidden and what is not there."""
    alert = alert_named(request.actor, ref)
    if alert is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it on the alert desk."))
    return alert


def standing(alert: Alert) -> dict[str, str]:
    """Return how an alert stands, in words: what a form remembers of what its reader had read."""
    return {
        "urgency": f"{alert.urgency} – {URGENCY[alert.urgency]}",
        "state": str(STATE.get(alert.state, alert.state)),
        "outcome": str(OUTCOME.get(alert.outcome, alert.outcome)),
        "what": what_label(alert.headline) if alert.headline else "",
        "place": alert.place_name or (alert.area.name if alert.area else ""),
        "worked": alert.worked_by,
    }


def labels() -> dict[str, str]:
    """Return what each part of a standing is called."""
    return {
        "urgency": _("Urgency"),
        "state": _("State"),
        "outcome": _("Verified as"),
        "what": _("What was told first"),
        "place": _("Place"),
        "worked": _("Works on it"),
    }


def seen(alert: Alert) -> dict[str, Any]:
    """Return what a form carries of the alert as it is read now."""
    return {"version": alert.version, "was": json.dumps(standing(alert), ensure_ascii=False)}


def answered(
    request: ActorRequest,
    alert: Alert,
    form: forms.Form,
    asking: Asking,
    work: Work,
    *,
    names: Mapping[str, str] | None = None,
    after: str = "",
    **context: Any,
) -> HttpResponse:
    """Do the work when the form is sent and complete; else, or when it is refused, show the form with the reasons.

    `names` says which field stands for a name that the command uses, `after` where to go on instead of the alert.
    """
    differences: list[Difference] = []
    since: list[Since] = []
    if request.method == "POST" and form.is_valid():
        try:
            work()
        except Stale as refused:
            fresh = found(request, alert.reference)
            differences, since = _differences(form, fresh), _since(request, alert, form)
            _take_up(form, fresh)
            tell(form, refused, names)
            alert = fresh
        except NotFound:
            raise
        except Refusal as refused:
            tell(form, refused, names)
        else:
            if asking.said:
                messages.success(request, asking.said)
            return redirect(after or way_back(request, alert.reference))
    _take_focus(request, form)
    shown = {
        "form": form,
        "asking": asking,
        "alert": alert,
        "brief": brief_of(alert),
        "differences": differences,
        "since": since,
        "back": way_back(request, alert.reference),
        **context,
    }
    return render(request, asking.template, shown, status=422 if form.errors else 200)


def _take_focus(request: ActorRequest, form: forms.Form) -> None:
    """Let the first question have the focus of whoever came by a key of the desk and works without a mouse."""
    first = next(iter(form.visible_fields()), None)
    if "desk" in request.GET and not form.is_bound and first is not None:
        first.field.widget.attrs["autofocus"] = True


def way_back(request: ActorRequest, reference: str) -> str:
    """Return where one came from: the desk as it was, where the address says so, else the alert."""
    if "desk" in request.GET:
        return desk_address(QueryDict(request.GET["desk"]), reference)
    return reverse("alerts:alert", args=[reference])


def _take_up(form: forms.Form, alert: Alert) -> None:
    """Let the form rest on the alert as it is now: sent again, it is an answer to that."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    for name, value in seen(alert).items():
        typed[form.add_prefix(name)] = str(value)
    form.data = typed
    form.full_clean()


def _differences(form: forms.Form, alert: Alert) -> list[Difference]:
    read = _remembered(form)
    now, named = standing(alert), labels()
    return [
        Difference(named[name], read[name] or "–", now[name] or "–")
        for name in named
        if name in read and read[name] != now[name]
    ]


def _remembered(form: forms.Form) -> dict[str, str]:
    """Return what the form remembers; whoever tampers with it misleads nobody but themselves."""
    told = form.cleaned_data.get("was", "") if isinstance(form, SeenForm) else ""
    try:
        held = json.loads(told or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in held.items()} if isinstance(held, dict) else {}


def _since(request: ActorRequest, alert: Alert, form: forms.Form) -> list[Since]:
    """Return what was recorded since the form was read, newest first: one entry for each version that came after."""
    read = form.read_version if isinstance(form, SeenForm) else 0
    newer = min(max(alert.version - read, 1), NEWEST)
    return [
        Since(from_instant(entry.recorded_at), sentence(entry), entry.label, entry.reason)
        for entry in entries_about(request.actor, alert.reference)[:newer]
    ]
