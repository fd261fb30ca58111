"""What people read about the API: every operation on one page that prints, and the description for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tutela.access.endpoints import PERMISSION, REFUSALS
from tutela.access.gate import ActorRequest, by_token, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.api import schema
from tutela.api.refusing import not_there
from tutela.api.root import LARGEST_BODY


@dataclass(frozen=True, slots=True)
class FieldView:
    """A parameter or a field of a body."""

    name: str
    kind: str
    is_needed: bool
    told: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as the page shows it. `may` says whether the reader's own post carries the permission."""

    anchor: str
    method: str
    path: str
    summary: str
    permission: str | Promise
    may: bool
    asked: tuple[FieldView, ...]
    sent: tuple[FieldView, ...]
    answers: tuple[str, ...]


@require_safe
@for_anybody_in_a_post
def description(request: ActorRequest) -> HttpResponse:
    """Show every operation: what it needs, what it is sent, what it answers."""
    groups: dict[str, list[OperationView]] = {}
    made = schema.document()
    for path, method, operation in schema.operations_in(made):
        view = _view(request, made, path, method, operation)
        groups.setdefault(_(operation["tags"][0]), []).append(view)
    refusals = [(status, _(schema.ABOUT[status])) for status in sorted(REFUSALS)]
    context = {"groups": groups.items(), "refusals": refusals, "most": LARGEST_BODY // 1000}
    return render(request, "api/description.html", context)


def _view(
    request: ActorRequest, made: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> OperationView:
    needed = operation[PERMISSION]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    plain = (str(status) for status in operation["responses"] if int(status) not in REFUSALS)
    return OperationView(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=_(operation["summary"]),
        permission=Permission(needed).sentence if needed else _("Any token that is in force."),
        may=needed is None or request.actor.may(needed),
        asked=tuple(_parameter(made, one) for one in operation["parameters"]),
        sent=tuple(_fields(made, body, "")) if body else (),
        answers=tuple(sorted(plain)),
    )


def _parameter(made: dict[str, Any], parameter: dict[str, Any]) -> FieldView:
    shown = parameter["schema"]
    return FieldView(
        parameter["name"], _kind(made, shown), parameter["required"], _described(parameter.get("description", ""))
    )


def _fields(made: dict[str, Any], shown: dict[str, Any], before: str) -> Iterator[FieldView]:
    """Yield the fields of a body; those of an object inside stand under its name, with a dot between."""
    held = _resolved(made, shown)
    needed = set(held.get("required", ()))
    for name, field in held.get("properties", {}).items():
        yield FieldView(f"{before}{name}", _kind(made, field), name in needed, _described(field.get("description", "")))
        for choice in _choices(made, field):
            if "properties" in choice:
                yield from _fields(made, choice, f"{before}{name}.")


def _described(text: str) -> str:
    return _(text) if text else ""


def _resolved(made: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    reference = shown.get("$ref")
    return made["components"]["schemas"][reference.rpartition("/")[2]] if reference else shown


def _choices(made: dict[str, Any], shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [_resolved(made, one) for one in shown.get("anyOf", [shown])]


def _kind(made: dict[str, Any], shown: dict[str, Any]) -> str:
    """Say in words what a field holds."""
    return " · ".join(dict.fromkeys(_one_kind(made, one) for one in _choices(made, shown)))


def _one_kind(made: dict[str, Any], shown: dict[str, Any]) -> str:
    if "enum" in shown:
        return ", ".join(str(one) for one in shown["enum"])
    if shown.get("type") == "array":
        return _("list: %(kind)s") % {"kind": _kind(made, shown["items"])}
    words = {
        "date": _("day"),
        "date-time": _("moment"),
        "string": _text_words(shown.get("maxLength")),
        "integer": _("whole number"),
        "number": _("decimal number"),
        "boolean": _("true or false"),
        "object": _("object"),
        "null": _("null"),
    }
    return words.get(shown.get("format", ""), words.get(shown.get("type", ""), _("any value")))


def _text_words(most: int | None) -> str:
    if most is None:
        return _("text")
    return ngettext("text, %(most)s character at most", "text, %(most)s characters at most", most) % {"most": most}


@require_safe
@by_token(None, reads_by_session=True)
def openapi(request: HttpRequest) -> HttpResponse:
    """Hand out the description as OpenAPI 3.1."""
    return HttpResponse(schema.document_text(), content_type="application/json")


@by_token(None, reads_by_session=True)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that there is nothing at an address below the API."""
    raise not_there()
