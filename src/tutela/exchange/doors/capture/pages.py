"""The page for the field: the page itself, what it keeps for work without a connection, and what it hands in."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.exchange.doors.capture.facts import facts_for
from tutela.exchange.doors.capture.parcels import LARGEST_PARCEL, parcel_in
from tutela.exchange.doors.capture.queries import MOST_KEYS, Arrived, arrived, captured_by
from tutela.exchange.doors.capture.refusals import NotUnderstood
from tutela.exchange.doors.capture.shell import page_html, worker_script
from tutela.exchange.doors.capture.taking import is_words, take_file, take_words
from tutela.exchange.doors.incoming import body_of
from tutela.kernel.clock import instant
from tutela.kernel.refusals import Refusal
from tutela.web.components.errors import refusal_plain, said

MEMORY = "capture_waiting"
"""The cookie in which the page notes what waits, so that it notices when everything else was cleared."""
_MEMORY = re.compile(r"[0-9a-z.~-]{0,3000}")
REMEMBERED = timedelta(days=30)
LARGEST_QUESTION = 20_000
R = TypeVar("R", bound=HttpResponse)


@require_safe
@needs(Permission.ALERT_RECEIVE)
def page(request: ActorRequest) -> HttpResponse:
    """Show the page. It is the same for everybody, and the telephone keeps it."""
    return HttpResponse(page_html())


@require_safe
@needs(Permission.ALERT_RECEIVE)
def worker(request: ActorRequest) -> HttpResponse:
    """Send the service worker; it holds the version of the page and is asked for anew each time."""
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@needs(Permission.ALERT_RECEIVE)
def manifest(request: ActorRequest) -> JsonResponse:
    """Say what the page is called and looks like once it is on a home screen (W3C Web Application Manifest)."""
    start = reverse("doors:capture")
    icons = [
        {"src": static("components/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
        *(
            {"src": static(f"doors/capture/icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"}
            for size in (192, 512)
        ),
        {
            "src": static("doors/capture/icon-maskable-512.png"),
            "type": "image/png",
            "sizes": "512x512",
            "purpose": "maskable",
        },
    ]
    told = {
        "name": _("Tutela: field reports"),
        "short_name": _("Field reports"),
        "lang": get_language() or "en",
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#0e2136",
        "theme_color": "#0e2136",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
@needs(Permission.ALERT_RECEIVE)
def facts(request: ActorRequest) -> JsonResponse:
    """Return words, places and the key to seal with, for the telephone to keep."""
    return _unkept(JsonResponse(facts_for(request.actor, request.clock.now())))


@require_safe
@needs(Permission.ALERT_RECEIVE)
def ready(request: ActorRequest) -> HttpResponse:
    """Say that somebody is signed in who may send, in which mission; the header has the token that sending needs."""
    response = JsonResponse({"mission": request.actor.mission})
    response["X-CSRFToken"] = get_token(request)
    return _unkept(response)


@require_POST
@needs(Permission.ALERT_RECEIVE)
def send(request: ActorRequest) -> HttpResponse:
    """Take in one parcel: the words of a report, or one of its files. The same parcel again changes nothing."""
    try:
        parcel = parcel_in(body_of(request, LARGEST_PARCEL))
        if is_words(parcel):
            return _unkept(JsonResponse(take_words(parcel, actor=request.actor, clock=request.clock)))
        attached = take_file(parcel, actor=request.actor, clock=request.clock)
    except Refusal as refused:
        return _unkept(JsonResponse(refusal_plain(refused), status=refused.status))
    told = {"is_kept": attached.is_kept, "why": said(attached.refusal) if attached.refusal else ""}
    return _unkept(JsonResponse(told))


@require_POST
@needs(Permission.ALERT_RECEIVE)
def receipts(request: ActorRequest) -> HttpResponse:
    """Say which of the reports that a telephone remembers are in, and what the post sent from the field of late."""
    try:
        keys = _keys_in(request)
    except Refusal as refused:
        return _unkept(JsonResponse(refusal_plain(refused), status=refused.status))
    found = arrived(request.actor, keys)
    since = request.clock.now() - REMEMBERED
    told = {
        "arrived": {key: _plain(one) for key, one in found.items()},
        "post": [_plain(one) for one in captured_by(request.actor, since)],
    }
    return _unkept(_remembering(request, JsonResponse(told)))


def _keys_in(request: HttpRequest) -> list[str]:
    try:
        told = json.loads(body_of(request, LARGEST_QUESTION).decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood from wrong
    keys: Any = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(keys, list) or len(keys) > MOST_KEYS or not all(isinstance(key, str) for key in keys):
        raise NotUnderstood
    return keys


def _plain(one: Arrived) -> dict[str, Any]:
    return {"references": list(one.references), "received_at": instant(one.received_at)}


def _remembering(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set the page's own note of what waits again: some browsers forget after a week what only a script set."""
    noted = request.COOKIES.get(MEMORY, "")
    if noted and _MEMORY.fullmatch(noted):
        response.set_cookie(
            MEMORY,
            noted,
            max_age=REMEMBERED,
            path=reverse("doors:capture"),
            samesite="Strict",
            secure=request.is_secure(),
        )
    return response


def _unkept(response: R) -> R:
    response["Cache-Control"] = "no-store"
    return response
