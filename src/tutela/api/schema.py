"""The description of the API as OpenAPI 3.1: made from the operations themselves, so that it says what they do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_noop as said

from tutela.access.endpoints import PERMISSION, REFUSALS
from tutela.access.gate import BY_TOKEN
from tutela.api.root import PREFIX, api

METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = "#/components/schemas/Problem"
ABOUT = {
    400: said("The request made no sense, or its body is no JSON."),
    401: said("No valid token was shown."),
    403: said("The post, or the token, does not carry the permission, or not in this area."),
    404: said("It is not there, or the caller may not know of it: the two are told alike."),
    405: said("The address does not do this."),
    409: said("It was not done: the record moved on, or its state does not allow it."),
    413: said("The body is too large."),
    415: said("The body is not said to be JSON."),
    422: said("Something in the request does not fit; `problems` names each field."),
    429: said("Too many requests with a wrong token came from this address."),
    500: said("Something broke on our side. What was acknowledged before is safe."),
}


@cache
def document() -> dict[str, Any]:
    """Return the description. Do not change it: it is shared."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), cls=DjangoJSONEncoder))
    del made["servers"]
    components = made["components"]
    components["responses"] = {str(status): _refusal(status) for status in sorted(REFUSALS)}
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer or Token, and the secret."},
        "password": {"type": "http", "scheme": "basic", "description": "Any name; the secret is the password."},
    }
    for _path, _method, operation in operations_in(made):
        _mend(operation)
    plain: dict[str, Any] = _pointing_plainly(made)
    return plain


def _pointing_plainly(part: Any) -> Any:
    """Return the description with a pointer beside a default where the library wraps one in a list of one."""
    if isinstance(part, list):
        return [_pointing_plainly(one) for one in part]
    if not isinstance(part, dict):
        return part
    wrapped = part.get("allOf", ())
    if len(wrapped) == 1 and set(wrapped[0]) == {"$ref"}:
        part = {**{name: held for name, held in part.items() if name != "allOf"}, **wrapped[0]}
    return {name: _pointing_plainly(held) for name, held in part.items()}


def _refusal(status: int) -> dict[str, Any]:
    return {"description": ABOUT[status], "content": {"application/json": {"schema": {"$ref": PROBLEM}}}}


def _mend(operation: dict[str, Any]) -> None:
    """Point to the shared refusals, and say how a token is shown."""
    for status in REFUSALS:
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    operation["security"] = [{"token": []}, {"password": []}]
    if operation[PERMISSION] == BY_TOKEN:
        operation[PERMISSION] = None


def operations_in(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation of a description, in its order."""
    for path, by_method in made["paths"].items():
        for method in METHODS:
            if method in by_method:
                yield path, method, by_method[method]


@cache
def document_text() -> str:
    """Return the description as JSON text."""
    return json.dumps(document(), ensure_ascii=False, separators=(",", ":"))
