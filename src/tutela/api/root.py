"""The root of the API: every app's endpoints under one address, one parser, one shape of refusal."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.http import HttpRequest
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI, Router
from ninja.operation import Operation

from tutela.access.endpoints import PERMISSION
from tutela.api import intake, own
from tutela.api.bodies import StrictJson
from tutela.api.refusing import install

PREFIX = "/api/v1"
VERSION = "1"
LARGEST_BODY = 256_000


class Root(NinjaAPI):
    """The API, with operations called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return what programs that are made from the description call an operation."""
        return operation.view_func.__name__


def is_admitted(request: HttpRequest) -> bool:
    """Return whether the gate let the request in: it has long been asked, and is looked at once more."""
    return getattr(request, "actor", None) is not None


class WithoutPermission(RuntimeError):
    """An operation does not say who may call it: a fault of whoever wrote it."""


def routers() -> Iterator[Router]:
    """Yield what each installed app that has an `api` puts at the root, in the order of the settings."""
    for app in apps.get_app_configs():
        if app.name.startswith("tutela.") and module_has_submodule(app.module, "api"):
            yield import_module(f"{app.name}.api").router


api = Root(
    title="Tutela", version=VERSION, docs_url=None, openapi_url=None, parser=StrictJson(), auth=is_admitted,
    urls_namespace="tutela-api",
)  # fmt: skip
install(api)
for router in (own.router, intake.router, *routers()):
    api.add_router("", router)


def operations() -> dict[str, dict[str, Operation]]:
    """Return every operation by path (below the prefix) and method. Raises WithoutPermission."""
    found: dict[str, dict[str, Operation]] = {}
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                if PERMISSION not in (operation.openapi_extra or {}):
                    raise WithoutPermission(path)
                found.setdefault(path, {}).update(dict.fromkeys(operation.methods, operation))
    return found


def permission_of(operation: Operation) -> str:
    """Return the permission that opens an operation; `gate.BY_TOKEN` for every valid token."""
    return str((operation.openapi_extra or {})[PERMISSION])
