"""Letting programs in: who shows a token acts in its post, for one request, without a session.

The middleware of the configuration asks `admit` before a view that was opened with `gate.by_token`.
"""

from __future__ import annotations

import hashlib
from typing import cast

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.gate import BY_TOKEN, ActorRequest, Door
from tutela.access.queries import acting_by_token
from tutela.access.rules import Actor
from tutela.access.tokens import secret_in
from tutela.kernel.refusals import Refusal
from tutela.web.components.errors import as_machine, refused

CHALLENGE = 'Basic realm="Tutela", charset="UTF-8"'
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_FAILURES = 30
FORGOTTEN_AFTER_SECONDS = 300

# In the process's own memory: a flood of wrong secrets must not become a flood of writes to the store. What it counts
# is digests of network addresses, never what was shown.
_failures = LocMemCache(
    "tutela-failed-tokens", {"TIMEOUT": FORGOTTEN_AFTER_SECONDS, "OPTIONS": {"MAX_ENTRIES": 10_000}}
)


class NoToken(Refusal):
    """The request shows no token, or one that is unknown, expired, revoked or left by its holder: all told alike."""

    code = "no_token"
    status = 401


class TooManyTries(Refusal):
    """This network address showed too many secrets that are none."""

    code = "too_many_tries"
    status = 429


class BodyTooLarge(Refusal):
    """The body is larger than this address takes."""

    code = "too_large"
    status = 413


def admit(request: HttpRequest, door: Door) -> HttpResponse | None:
    """Set `request.actor` from the token that is shown, or return the refusal: 401, 403, 413 or 429, as JSON."""
    as_machine(request)
    # A program reads and writes UTC, also where a person's session has put the mission's time in force.
    timezone.deactivate()
    try:
        actor = _whoever_asks(request, door)
        permission = door.permission_for(request.method or "")
        if permission != BY_TOKEN:
            actor.require(permission)
        _within(request, door.most_bytes)
    except Refusal as refusal:
        return _told(request, refusal)
    request.actor = actor  # type: ignore[attr-defined]
    return None


def _told(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    response = refused(request, refusal)
    if isinstance(refusal, NoToken):
        response["WWW-Authenticate"] = CHALLENGE
    elif isinstance(refusal, TooManyTries):
        response["Retry-After"] = str(FORGOTTEN_AFTER_SECONDS)
    return response


def _whoever_asks(request: HttpRequest, door: Door) -> Actor:
    shown = request.headers.get("Authorization", "")
    secret = secret_in(shown)
    if secret is None:
        signed_in: Actor | None = getattr(request, "actor", None)
        if door.reads_by_session and signed_in is not None and request.method in SAFE:
            return signed_in
    else:
        actor = acting_by_token(secret, at=cast("ActorRequest", request).clock.now())
        if actor is not None:
            return actor
    if shown:
        _count_failure(request)
    raise NoToken(
        _("This address opens with a token, and the request shows none that is valid."),
        remedy=_("Send the header “Authorization: Token …” with a token in force. Who issues tokens has them."),
    )


def _count_failure(request: HttpRequest) -> None:
    """Count a secret that is none; raise TooManyTries once an address has shown too many.

    A valid token is never counted nor refused: many telephones may share one address, with one of them set up wrongly.
    """
    key = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()
    tries = _failures.get(key, 0) + 1
    _failures.set(key, tries)
    if tries > MOST_FAILURES:
        raise TooManyTries(
            _("Too many requests with a wrong token came from this address."),
            remedy=_("Mend the token that the program sends, wait five minutes, then try again."),
        )


def forget_failures() -> None:
    """Begin counting anew."""
    _failures.clear()


def _within(request: HttpRequest, most: int) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        raise BodyTooLarge(
            _("The request is too large: this address takes %(most)s bytes at most.") % {"most": most},
            remedy=_("Send less at once."),
        )
