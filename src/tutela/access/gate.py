"""Who may open a page: every view says it with `needs`, and a view that says nothing is closed.

The middleware of the configuration enforces it; a test walks every address and proves it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

GATE = "tutela_gate"
SIGNED_IN = "signed-in"


class ActorRequest(HttpRequest):
    """A request behind the gate: somebody in a post, and the clock."""

    actor: Actor
    clock: Clock


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[ActorRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """Open a view to the posts that carry the permission, and to nobody else."""

    def decorate(view: Callable[Concatenate[ActorRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        return _gated(view, str(permission))

    return decorate


def for_anybody_in_a_post(
    view: Callable[Concatenate[ActorRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """Open a view to everybody who is signed in and acts in a post: home, one's own choices."""
    return _gated(view, SIGNED_IN)


def _gated(view: Callable[Concatenate[ActorRequest, P], R], gate: str) -> Callable[Concatenate[HttpRequest, P], R]:
    @wraps(view)
    def open_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        behind = cast("ActorRequest", request)
        if gate != SIGNED_IN:
            behind.actor.require(gate)
        return view(behind, *args, **kwargs)

    setattr(open_view, GATE, gate)
    return open_view


def gate_of(view: object) -> str | None:
    """Return what a view says about who may open it, or None when it says nothing."""
    return getattr(view, GATE, None)
