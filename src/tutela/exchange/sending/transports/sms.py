"""Text messages, through a gateway that speaks HTTP: a generic shape, or the broadcasts of RapidPro and TextIt."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from django.conf import settings

from tutela.exchange.sending.transports.parcels import NotSent, Parcel, safe_proof
from tutela.ledger.outbox.ways import LOCAL_HOSTS, is_private

SECONDS = 10.0
LONGEST_ANSWER = 64 * 1024
GENERIC, RAPIDPRO = "generic", "rapidpro"
_IDS = ("id", "uuid", "message_id", "messageId", "sid")


class _NoRedirect(HTTPRedirectHandler):
    """A gateway that sends us elsewhere is not followed: the number would go to whoever it names."""

    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        """Follow nothing."""
        return


def _opener(address: str) -> OpenerDirector:
    is_local = urlsplit(address).hostname in LOCAL_HOSTS
    return build_opener(_NoRedirect(), ProxyHandler({}) if is_local else ProxyHandler())


def request_for(parcel: Parcel) -> Request:
    """Return what the gateway is asked, in the shape of the settings."""
    body: Mapping[str, object]
    if settings.TUTELA_SMS_SHAPE == RAPIDPRO:
        scheme, body = "Token", {"urns": [f"tel:{parcel.to}"], "text": parcel.text}
    else:
        scheme, body = "Bearer", {"to": parcel.to, "text": parcel.text, "id": parcel.key}
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": parcel.key}
    if settings.TUTELA_SMS_TOKEN:
        headers["Authorization"] = f"{scheme} {settings.TUTELA_SMS_TOKEN}"
    data = json.dumps(body, ensure_ascii=False).encode()
    return Request(settings.TUTELA_SMS_URL, data=data, headers=headers, method="POST")  # noqa: S310  # TLS is asked first


class Sms:
    """The way to the gateway."""

    def send(self, parcel: Parcel) -> str:
        """Hand a text message to the gateway and return its id for it as proof. Raises NotSent."""
        if not is_private(settings.TUTELA_SMS_URL):
            raise NotSent("sms_not_private", is_outage=True)
        status, body = _asked(request_for(parcel))
        return _proof(status, body, parcel)


def _asked(request: Request) -> tuple[int, bytes]:
    """Return status and body; whatever goes wrong is told by a code alone, as its words may hold the number."""
    until = time.monotonic() + SECONDS
    try:
        with _opener(request.full_url).open(request, timeout=SECONDS) as answer:
            return int(answer.status), _read(answer, until)
    except HTTPError as refused:
        told = _refusal(refused.code)
        refused.close()
    except TimeoutError:
        told = NotSent("gateway_timeout", is_outage=True)
    except URLError as wrong:
        is_slow = isinstance(wrong.reason, TimeoutError | socket.timeout)
        told = NotSent("gateway_timeout" if is_slow else "gateway_unreachable", is_outage=True)
    except (OSError, http.client.HTTPException, ValueError):
        told = NotSent("gateway_garbled", is_outage=True)
    raise told


def _read(answer: Any, until: float) -> bytes:
    """Read an answer to its end, its greatest size or the end of the time, whichever comes first."""
    body = b""
    while len(body) <= LONGEST_ANSWER:
        if time.monotonic() > until:
            raise TimeoutError
        piece = answer.read1(4096)
        if not piece:
            return body
        body += piece
    return body


def _refusal(status: int) -> NotSent:
    """Return what an HTTP status other than success means: what is wrong with the message, or with the gateway."""
    if 300 <= status < 400:
        return NotSent("gateway_redirects", status, is_outage=True)
    if status in {400, 413, 422}:
        return NotSent("gateway_refused", status, is_final=True)
    return NotSent("gateway_status", status, is_outage=True)


def _proof(status: int, body: bytes, parcel: Parcel) -> str:
    """Return the gateway's id, or its status where it gave none; an answer that no gateway gives is no proof."""
    if not body.strip():
        return f"HTTP {status}"
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        # A page of a provider that asks to sign in also comes with 200; the message went nowhere.
        raise NotSent("gateway_garbled", is_outage=True)
    if told.get("error"):
        raise NotSent("gateway_error")
    given = next((told[name] for name in _IDS if isinstance(told.get(name), str | int)), None)
    return f"HTTP {status} {safe_proof(str(given), parcel.to)}" if given is not None else f"HTTP {status}"
