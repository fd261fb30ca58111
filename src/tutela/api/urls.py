"""Addresses of the API, below /api/v1/: one view for each path, closed to whoever shows no token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from ninja.operation import Operation

from tutela.access.gate import BY_TOKEN, Door, open_to_programs
from tutela.api import pages
from tutela.api.refusing import NoSuchMethod, unfit
from tutela.api.root import LARGEST_BODY, operations, permission_of
from tutela.web.components.errors import refused

app_name = "api"
_ARGUMENT = re.compile(r"\{(\w+)\}")


def view_of(by_method: Mapping[str, Operation]) -> Callable[..., HttpResponseBase]:
    """Return the view of a path, with the permission that each of its methods needs written on it."""
    allowed = ", ".join(sorted(by_method))

    def at_path(request: HttpRequest, **named: str) -> HttpResponseBase:
        operation = by_method.get(request.method or "")
        if operation is None:
            return _no_such_method(request, allowed)
        strange = sorted(set(request.GET) - asked_by(operation))
        if strange:
            # Passed over, a filter that is misspelt would tell more than was asked for.
            return refused(request, unfit({"query": _("There is no such filter. Look at the list of addresses.")}))
        return operation.run(request, **named)

    permissions = {method: permission_of(operation) for method, operation in by_method.items()}
    return open_to_programs(at_path, BY_TOKEN, Door(permissions, LARGEST_BODY, reads_by_session=True))


def _no_such_method(request: HttpRequest, allowed: str) -> HttpResponseBase:
    no = NoSuchMethod(
        _("This address does not do that."), remedy=_("It answers to: %(methods)s.") % {"methods": allowed}
    )
    response = refused(request, no)
    response["Allow"] = allowed
    return response


@cache
def asked_by(operation: Operation) -> frozenset[str]:
    """Return the names that an operation knows in the query."""
    known: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            known |= set(getattr(model, "__ninja_flatten_map__", model.model_fields))
    return frozenset(known)


def _patterns() -> Iterator[URLPattern]:
    for route, by_method in operations().items():
        yield path(_ARGUMENT.sub(r"<str:\1>", route).lstrip("/"), view_of(by_method))


urlpatterns: list[URLPattern] = [
    path("", pages.description, name="description"),
    path("openapi.json", pages.openapi, name="openapi"),
    *_patterns(),
    path("<path:rest>", pages.nothing, name="nothing"),
]
