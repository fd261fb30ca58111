"""Alerts that tell the same: what the machine suggests, joining them, and taking them apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid
from tutela.know.alerts.commands import merge_alert, unmerge_alert
from tutela.know.alerts.forms import MergeForm, ReasonForm
from tutela.know.alerts.pages.asking import Asking, answered, found, seen
from tutela.know.alerts.pages.judging import GET_AND_POST
from tutela.know.alerts.pages.parts import brief_of, title_of
from tutela.know.alerts.pages.wording import STATE
from tutela.know.alerts.queries import Alert, Resembling, alert_named, duplicates_of, resembling
from tutela.web.components.errors import in_readers_language

APART = "alerts_apart"
MOST_APART = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """An alert that resembles the one at hand, with what speaks for it and against it."""

    reference: str
    title: str
    where: str
    state: object
    known_at: datetime
    excerpt: str
    language: str
    percent: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    address: str
    join_address: str


def _alike(request: ActorRequest, alert: Alert, rows: Sequence[Resembling]) -> list[Alike]:
    apart = set(request.session.get(APART, []))
    may_join = alert.is_open and request.actor.may(Permission.ALERT_HANDLE)
    return [_view(alert, row, may_join) for row in rows if _pair(alert.reference, row.alert.reference) not in apart]


def _view(alert: Alert, row: Resembling, may_join: bool) -> Alike:
    other = row.alert
    reasons = tuple(str(in_readers_language(one)) for one in row.suggestion.reasons)
    join = {"into": other.reference}
    return Alike(
        reference=other.reference,
        title=title_of(other),
        where=other.place_name or (other.area.name if other.area else ""),
        state=STATE.get(other.state, other.state),
        known_at=other.known_at,
        excerpt=other.text[:200],
        language=other.language,
        percent=round(row.suggestion.score * 100),
        reasons=reasons,
        doubts=tuple(str(in_readers_language(one)) for one in row.suggestion.doubts),
        address=reverse("alerts:alert", args=[other.reference]),
        join_address=f"{reverse('alerts:merge', args=[alert.reference])}?{urlencode(join)}" if may_join else "",
    )


def _pair(one: str, other: str) -> str:
    return " ".join(sorted((one, other)))


@require_safe
@needs(Permission.ALERT_READ)
def alike(request: ActorRequest, ref: str) -> HttpResponse:
    """Show what the machine takes for the same, and what only resembles it: a part of the alert's page."""
    alert = found(request, ref)
    now = request.clock.now()
    same = _alike(request, alert, duplicates_of(request.actor, alert, now=now))
    named = {one.reference for one in same}
    earlier = [
        one for one in _alike(request, alert, resembling(request.actor, alert, now=now)) if one.reference not in named
    ]
    context = {"alert": alert, "same": same, "earlier": earlier}
    template = "alerts/alike.html" if request.headers.get("HX-Request") else "alerts/alike_page.html"
    return render(request, template, context)


@require_POST
@needs(Permission.ALERT_HANDLE)
def not_same(request: ActorRequest, ref: str) -> HttpResponse:
    """Suggest a pair no more for as long as one is signed in; nothing is recorded, for nothing was decided."""
    alert = found(request, ref)
    other = found(request, str(request.POST.get("other", "")))
    kept = [*request.session.get(APART, []), _pair(alert.reference, other.reference)]
    request.session[APART] = list(dict.fromkeys(kept))[-MOST_APART:]
    return redirect(f"{reverse('alerts:alert', args=[alert.reference])}#alike")


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def merge(request: ActorRequest, ref: str) -> HttpResponse:
    """Join an alert to another that tells the same."""
    alert = found(request, ref)
    rows = duplicates_of(request.actor, alert, now=request.clock.now()) if request.method != "POST" else []
    same = _alike(request, alert, rows)
    named = str(request.GET.get("into", ""))[:20]
    # What the machine says speaks for it is where a person's own reason may begin; it never stands in an address.
    said = next(("; ".join(one.reasons) for one in same if one.reference == named), "")
    form = MergeForm(request.POST or None, initial={**seen(alert), "into": named, "reason": said})
    asking = Asking(
        title=_("Join to another alert"),
        submit=_("Join them"),
        lead=_("This one leaves the desk and stays readable; its clocks stop. They can be taken apart again."),
        said=_("The two were joined."),
        template="alerts/merge.html",
    )
    into = _other(request, form)

    def work() -> object:
        if into is None:
            # Told beside the field: a slip of the pen must not cost what was typed.
            raise Invalid(
                _("There is no such alert."),
                remedy=_("Look for it on the alert desk."),
                problems={"into": _("There is no alert of this name, or your post may not know of it.")},
            )
        return merge_alert(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            into=form.cleaned_data["into"],
            reason=form.cleaned_data["reason"],
        )

    return answered(
        request, alert, form, asking, work, same=same, into=into, into_brief=brief_of(into) if into else None
    )


def _other(request: ActorRequest, form: MergeForm) -> Alert | None:
    """Return the alert that is named as the same, to be read beside this one; None while none is named."""
    named = form.data.get("into") if form.is_bound else form.initial.get("into")
    return alert_named(request.actor, str(named).strip().upper()) if named else None


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def unmerge(request: ActorRequest, ref: str) -> HttpResponse:
    """Take an alert apart from the one that it was joined to."""
    alert = found(request, ref)
    form = ReasonForm(request.POST or None, question=_("Why are the two not the same?"), initial=seen(alert))
    asking = Asking(
        title=_("Take the two apart"),
        submit=_("Take them apart"),
        lead=_("This alert is open again as it was, with its clocks running."),
        said=_("The two were taken apart."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: unmerge_alert(
            actor=request.actor, clock=request.clock, alert=alert.reference, reason=form.cleaned_data["reason"]
        ),
    )
