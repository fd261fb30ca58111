"""The alert desk: the queue, what changed in it since a moment ago, and what is done on it by a single key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.clock import from_instant, instant
from tutela.kernel.refusals import Invalid
from tutela.know.alerts.commands import acknowledge_alert, leave_alert, work_on_alert
from tutela.know.alerts.pages.narrowing import desk_filters, desk_wanted, view_named, views_of
from tutela.know.alerts.pages.rows import PLACEHOLDER, drawing_for, rows_html
from tutela.know.alerts.queries.desk import DeskRow, Pulse, Queue, desk_pulse, desk_queue
from tutela.know.alerts.rules.clocks import Targets, targets_from
from tutela.mission.queries import parameter_values
from tutela.web.components.filters import FilterState
from tutela.web.components.marks import mission_zone
from tutela.web.components.navigation import address_of

MOST_PAGES = 100
# What a page of the desk carries besides what narrows it.
NOT_NARROWING = ("since",)
# What a desk may ask for by a single key or button, and the command behind it.
ACTS: Mapping[str, Callable[..., Any]] = {
    "acknowledge": acknowledge_alert,
    "work": work_on_alert,
    "leave": leave_alert,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the desk asks for."""

    query: QueryDict
    post: str
    view: str
    state: FilterState
    page: int
    now: datetime

    @property
    def back(self) -> str:
        """What a link carries so that one comes back to the desk as it was."""
        kept = self.query.copy()
        for name in NOT_NARROWING:
            kept.pop(name, None)
        carried = QueryDict(mutable=True)
        carried["desk"] = kept.urlencode()
        return f"?{carried.urlencode()}"


def _asked(request: ActorRequest, query: QueryDict) -> Asked:
    page = str(query.get("page", ""))
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    return Asked(
        query=query,
        post=request.actor.post,
        view=view_named(query),
        state=desk_filters(request.actor).read(query),
        page=min(max(number, 1), MOST_PAGES),
        now=request.clock.now(),
    )


def _queue(request: ActorRequest, asked: Asked, since: datetime | None = None) -> Queue:
    wanted = desk_wanted(asked.view, asked.state, asked.now)
    return desk_queue(request.actor, wanted, page=asked.page, changed_since=since)


def _drawn(request: ActorRequest, asked: Asked, rows: tuple[DeskRow, ...]) -> str:
    targets, zone = _targets(request), mission_zone()
    return rows_html(rows, drawing_for(request.actor, rows, targets, now=asked.now, zone=zone, back=asked.back))


def _targets(request: ActorRequest) -> Targets:
    return targets_from(parameter_values(request.actor.mission, at=request.clock.now()))


@require_safe
@needs(Permission.ALERT_READ)
def desk(request: ActorRequest) -> HttpResponse:
    """Show what is open, the most urgent first, with every clock; the page keeps itself up to date."""
    asked = _asked(request, request.GET)
    pulse = desk_pulse(request.actor, now=asked.now)
    queue = _queue(request, asked)
    context = {
        "views": views_of(request.GET, pulse),
        "filters": asked.state,
        "rows": _drawn(request, asked, queue.rows),
        "shown": len(queue.rows),
        "queue": queue,
        "pulse": pulse,
        "page": asked.page,
        "summary": summary(queue, pulse),
        "is_narrowed": asked.state.is_active or asked.view != "open",
        "etag": _etag(pulse, asked),
        "since": _since(pulse),
        "may": _abilities(request),
        "opens": _opens(request),
        "phone": address_of("doors:phone") if request.actor.may(Permission.ALERT_RECEIVE) else "",
        "back": asked.back,
    }
    return render(request, "alerts/desk.html", context)


def summary(queue: Queue, pulse: Pulse) -> str:
    """Say how many alerts the page shows of how many that are open."""
    shown = len(queue.order)
    if shown == pulse.open:
        return ngettext("%(count)s open alert", "%(count)s open alerts", shown) % {"count": shown}
    told = ngettext("%(shown)s of %(count)s open alert", "%(shown)s of %(count)s open alerts", pulse.open)
    return told % {"shown": shown, "count": pulse.open}


def _abilities(request: ActorRequest) -> dict[str, bool]:
    return {
        "handle": request.actor.may(Permission.ALERT_HANDLE),
        "receive": request.actor.may(Permission.ALERT_RECEIVE),
    }


def _opens(request: ActorRequest) -> dict[str, str]:
    """Return the page that each key opens for a row, by the key; none for what the post may not do."""
    pages = {
        "e": (Permission.ALERT_HANDLE, "alerts:escalate"),
        "v": (Permission.ALERT_VERIFY, "alerts:verify"),
        "d": (Permission.RESPONSE_RECORD, "alerts:decide"),
        "x": (Permission.ALERT_HANDLE, "alerts:set_aside"),
    }
    return {key: reverse(name, args=[PLACEHOLDER]) for key, (may, name) in pages.items() if request.actor.may(may)}


@require_safe
@needs(Permission.ALERT_READ)
def mark(request: ActorRequest) -> HttpResponse:
    """Answer an open desk: nothing new (304), or the order of the queue with the rows that changed.

    `since` is the moment of the newest change that the desk has; without it every row is told. What a post may not
    know of moves neither the mark nor anything else here.
    """
    asked = _asked(request, request.GET)
    pulse = desk_pulse(request.actor, now=asked.now)
    etag = f'"{_etag(pulse, asked)}"'
    if request.headers.get("If-None-Match") == etag:
        return _marked(HttpResponseNotModified(), etag)
    return _marked(JsonResponse(_told(request, asked, pulse)), etag)


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _told(request: ActorRequest, asked: Asked, pulse: Pulse) -> dict[str, object]:
    since = _moment(str(asked.query.get("since", "")))
    queue = _queue(request, asked, since)
    return {
        "etag": f'"{_etag(pulse, asked)}"',
        "since": _since(pulse),
        "order": queue.order,
        "html": _drawn(request, asked, queue.rows) if queue.rows else "",
        "counts": {view.name: view.count for view in views_of(asked.query, pulse)},
        "summary": summary(queue, pulse),
        "whole": since is None,
        "post": asked.post,
    }


def _etag(pulse: Pulse, asked: Asked) -> str:
    """Return the mark of what this address shows a post in this language: it changes when the page would."""
    shown = sorted((name, texts) for name, texts in asked.query.lists() if name not in NOT_NARROWING)
    return sha256(repr((pulse.mark, asked.post, get_language(), shown)).encode()).hexdigest()[:32]


def _since(pulse: Pulse) -> str:
    return instant(pulse.changed_at) if pulse.changed_at else ""


def _moment(text: str) -> datetime | None:
    try:
        return from_instant(text) if text else None
    except ValueError:
        return None


@require_POST
@needs(Permission.ALERT_HANDLE)
def act(request: ActorRequest) -> HttpResponse:
    """Acknowledge an alert, show that one works on it, or leave it: by a button of its row or by a key."""
    name = next((name for name in ACTS if name in request.POST), "")
    if not name:
        raise Invalid(_("Nothing was asked."), remedy=_("Load the desk again and repeat what you did."))
    reference = request.POST[name]
    # Leaving an alert that was closed meanwhile is no reason to refuse.
    ACTS[name](actor=request.actor, clock=request.clock, alert=reference)
    query = QueryDict(request.POST.get("query", ""))
    said = _said(name, reference)
    if request.headers.get("X-Desk"):
        asked = _asked(request, query)
        pulse = desk_pulse(request.actor, now=asked.now)
        return _marked(JsonResponse({**_told(request, asked, pulse), "said": said}), f'"{_etag(pulse, asked)}"')
    messages.success(request, said)
    return redirect(_way_back(request, query, reference))


def _way_back(request: ActorRequest, query: QueryDict, reference: str) -> str:
    """Return where a button without scripts leads: the alert's own page if it stands there, else the desk."""
    if request.POST.get("stay") == "alert":
        return reverse("alerts:alert", args=[reference])
    return desk_address(query, reference)


def desk_address(query: QueryDict, reference: str) -> str:
    """Return the desk as it was, at a row."""
    kept = {name: texts for name, texts in query.lists() if name not in NOT_NARROWING}
    narrowed = QueryDict(mutable=True)
    for name, texts in kept.items():
        narrowed.setlist(name, [str(text) for text in texts])
    start = f"?{narrowed.urlencode()}" if kept else ""
    return f"{reverse('alerts:desk')}{start}#{reference}"


def _said(name: str, reference: str) -> str:
    words = {
        "acknowledge": _("%(reference)s is acknowledged. You work on it."),
        "work": _("You work on %(reference)s."),
        "leave": _("You leave %(reference)s to others."),
    }
    return words[name] % {"reference": reference}
