"""The custodians' queue: what waits, what is open now, deciding, and taking a grant back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotFound
from tutela.know.sources.commands import decide_on_identity, revoke_grant
from tutela.know.sources.forms import DecideForm, ReasonForm
from tutela.know.sources.models import RevealRequest
from tutela.know.sources.pages.acting import carried_out, done
from tutela.know.sources.pages.records import line_of
from tutela.know.sources.pages.wording import post_title, risk_mark, state_now, words
from tutela.know.sources.queries import grants_in_force, request_named, waiting_requests
from tutela.know.sources.rules.facts import KINDS
from tutela.know.sources.rules.reveals import REVEAL_PURPOSES, State, is_own
from tutela.mission.queries import parameter_value
from tutela.web.components.tables import Column, Page, Table, TableSpec

COLUMNS = (
    Column("request", gettext_lazy("Request"), value="reference", template="sources/cells/request.html"),
    Column("asked_by", gettext_lazy("Asked by")),
    Column("purpose", gettext_lazy("What for")),
    Column("risk", gettext_lazy("Danger to them")),
)
WAITING = TableSpec(
    key="waiting",
    caption=gettext_lazy("Requests that wait"),
    columns=(*COLUMNS, Column("asked_at", gettext_lazy("Asked"), kind="ago", sort="asked_at")),
    default_sort="asked_at",
)
OPEN = TableSpec(
    key="open",
    caption=gettext_lazy("Open at this moment"),
    columns=(*COLUMNS, Column("expires_at", gettext_lazy("Open until"), kind="moment", sort="expires_at")),
    default_sort="expires_at",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A request as the queue shows it."""

    reference: str
    source: str
    reason: str
    asked_by: str
    purpose: str
    risk: Any
    asked_at: datetime
    expires_at: datetime | None


@require_safe
@needs(Permission.IDENTITY_DECIDE)
def request_list(request: ActorRequest) -> HttpResponse:
    """Show what waits for a custodian, the oldest first, and what is open at this moment."""
    now = request.clock.now()
    context = {
        "waiting": _table(request, WAITING, waiting_requests(request.actor), "sources/empty_requests.html"),
        "open": _table(request, OPEN, grants_in_force(request.actor, now), "sources/empty_open.html"),
    }
    return render(request, "sources/requests.html", context)


def _table(request: ActorRequest, spec: TableSpec, rows: Iterable[RevealRequest], empty: str) -> Table[Row]:
    shown = [_row(one) for one in rows]
    context = {"now": request.clock.now()}
    return Table(spec, Page.of_all(shown), spec.read({}), request.GET, empty=empty, context=context)


def _row(request: RevealRequest) -> Row:
    return Row(
        reference=request.reference,
        source=request.source.reference,
        reason=request.reason,
        asked_by=post_title(request.asked_label),
        purpose=words(REVEAL_PURPOSES, request.purpose),
        risk=risk_mark(request.source.risk),
        asked_at=request.asked_at,
        expires_at=request.expires_at,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IDENTITY_DECIDE)
def request_page(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one request; decide on it while it waits, take it back while it is open."""
    found = request_named(request.actor, ref)
    if found is None:
        raise NotFound(_("There is no such request."), remedy=_("Look for it among the requests that wait."))
    now, actor = request.clock.now(), request.actor
    state = state_now(found, now)
    own = is_own(asked_post=found.asked_post, asked_person=found.asked_person, post=actor.post, person=actor.person)
    form = _form(request, found, state, own=own)
    if request.method == "POST" and form is not None:
        told = _acted(request, found, form)
        if told:
            return done(request, told, "sources:requests")
    context = {
        "line": line_of(found, now, ()),
        "source": found.source,
        "kind": words(KINDS, found.source.kind),
        "risk": risk_mark(found.source.risk),
        "form": form,
        "is_own": own and state is State.WAITING,
        "is_open": state is State.GRANTED,
        "back": reverse("sources:requests"),
    }
    return render(request, "sources/request.html", context, status=422 if form is not None and form.errors else 200)


def _form(request: ActorRequest, found: RevealRequest, state: State, *, own: bool) -> DecideForm | ReasonForm | None:
    """Return the form for what can be done, None where nothing can. What was sent for what is over is told so."""
    typed = request.POST if request.method == "POST" else None
    initial = {"version": found.version}
    if state is State.GRANTED:
        return ReasonForm(typed, initial=initial)
    if (state is State.WAITING and not own and found.source.erased_at is None) or typed is not None:
        most = int(parameter_value(request.actor.mission, "identity_hours", at=request.clock.now()))
        return DecideForm(typed, initial=initial, most=most)
    return None


def _acted(request: ActorRequest, found: RevealRequest, form: DecideForm | ReasonForm) -> str:
    """Decide or take back, and return what to say; nothing when a refusal went into the form."""
    scope: dict[str, Any] = {"actor": request.actor, "clock": request.clock, "request": found.reference}
    if isinstance(form, ReasonForm):
        revoked = carried_out(form, lambda: revoke_grant(**scope, **form.cleaned_data))
        return "" if revoked is None else _("It is closed again.")
    decided = carried_out(
        form,
        lambda: decide_on_identity(
            **scope,
            version=form.cleaned_data["version"],
            is_granted=form.is_granted,
            hours=form.cleaned_data["hours"],
            reason=form.cleaned_data["reason"],
        ),
    )
    if decided is None:
        return ""
    return _("It is open for them now.") if decided.is_granted else _("They may not see it.")
