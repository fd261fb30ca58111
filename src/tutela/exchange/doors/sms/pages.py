"""The addresses that gateways hand messages over to: JSON or a form in, JSON out, a token each time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tutela.access.doors import admit
from tutela.access.gate import ActorRequest, Door, by_token
from tutela.access.permissions import Permission
from tutela.exchange.doors.incoming import body_of, form_of
from tutela.exchange.doors.limits import LARGEST_SMS
from tutela.exchange.doors.sms import shapes
from tutela.exchange.doors.sms.reporting import understood
from tutela.exchange.doors.taking import Receipt
from tutela.exchange.doors.takings import take_in_with_files
from tutela.kernel.refusals import Refusal
from tutela.web.components.errors import as_machine, refused

SECRET = "secret"  # noqa: S105  # a field's name
DOOR = Door({"*": str(Permission.ALERT_RECEIVE)}, LARGEST_SMS)


@by_token(Permission.ALERT_RECEIVE, most_bytes=LARGEST_SMS)
@require_POST
def rapidpro(request: ActorRequest) -> HttpResponse:
    """Take in a message from RapidPro or TextIt: what a flow's webhook sends, or the older form."""
    fields, is_odd = _fields(request)
    if "contact" in fields or "results" in fields or "input" in fields:
        return _taken(request, shapes.flow(fields), is_odd=is_odd)
    message = shapes.relayed(fields)
    # Calls and reports of sending come to the same address. They are no messages, and an error would bring them again.
    return JsonResponse({"status": "ignored"}) if message is None else _taken(request, message, is_odd=is_odd)


@by_token(Permission.ALERT_RECEIVE, most_bytes=LARGEST_SMS)
@require_POST
def generic(request: ActorRequest) -> HttpResponse:
    """Take in a message from any gateway that sends the token in a header."""
    fields, is_odd = _fields(request)
    return _taken(request, shapes.generic(fields, request.GET.dict()), is_odd=is_odd)


@csrf_exempt
@require_POST
def by_secret(request: HttpRequest) -> HttpResponse:
    """Take in a message from a gateway that cannot set headers: the token stands in the field `secret`.

    Such a field is never taken from the address, which servers on the way write down.
    """
    as_machine(request)
    try:
        fields, is_odd = _fields(request)
        refusal = _let_in(request, str(fields.pop(SECRET, "")))
        if refusal is not None:
            return refusal
        return _taken(request, shapes.generic(fields, request.GET.dict()), is_odd=is_odd)  # type: ignore[arg-type]
    except Refusal as no:
        return refused(request, no)


def _let_in(request: HttpRequest, secret: str) -> HttpResponse | None:
    """Ask the same gate as for a header, with the token that the field holds."""
    request.META["HTTP_AUTHORIZATION"] = f"Token {secret}" if secret else ""
    request.__dict__.pop("headers", None)
    return admit(request, DOOR)


def _fields(request: HttpRequest) -> tuple[dict[str, Any], bool]:
    kind = request.META.get("CONTENT_TYPE", "")
    if kind.startswith("multipart/"):
        sent = form_of(request, most=0, total=LARGEST_SMS)
        return dict(sent.fields.items()), False
    return shapes.fields_of(body_of(request, LARGEST_SMS), kind)


def _taken(request: ActorRequest, message: shapes.Message, *, is_odd: bool) -> HttpResponse:
    """Take a message in, once. What comes back may be shown to its sender, so it says nothing of what it is about."""
    found = understood(replace(message, is_odd=is_odd), request.actor, now=request.clock.now())
    taken = take_in_with_files(actor=request.actor, clock=request.clock, report=found.report, source=found.source)
    receipt = taken.receipt
    with override(found.language):
        reply = _("Thank you. Your message has arrived.")
    return JsonResponse(_answer(receipt, reply), status=200 if receipt.is_repeat else 201)


def _answer(receipt: Receipt, reply: str) -> dict[str, object]:
    return {
        "status": "received",
        "reference": receipt.reference,
        "is_repeat": receipt.is_repeat,
        "received_at": receipt.received_at.isoformat(),
        "digest": receipt.digest,
        "reply": reply,
        # What SMSSync looks for.
        "payload": {"success": True, "error": None},
    }
