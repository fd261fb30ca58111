"""Reading what is sent: JSON in UTF-8 that means the same to everybody, or a refusal."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from tutela.kernel.refusals import Refusal


class BadBody(Refusal):
    """The body is no JSON that can be read in one way only."""

    code = "bad_request"
    status = 400


class NotJson(Refusal):
    """The body says that it is something else than JSON."""

    code = "not_json"
    status = 415


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a field that comes twice is refused, because readers differ in which one counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)


class StrictJson(Parser):
    """Reads bodies: no NaN, no field twice, no more depth than a request can have, and nothing of it in an error."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the value that the body holds. Raises BadBody and NotJson, which tell nothing of what was sent."""
        if request.content_type != "application/json":
            raise NotJson(
                _("The body is not said to be JSON."), remedy=_("Send the header “Content-Type: application/json”.")
            )
        try:
            return _DECODER.decode(request.body.decode("utf-8"))
        except (ValueError, RecursionError):
            # `from None`: the error beneath holds the body, which may say who told it.
            raise BadBody(
                _("The body is not JSON that can be read."),
                remedy=_("Send one JSON value in UTF-8, each field once, without NaN or Infinity."),
            ) from None
