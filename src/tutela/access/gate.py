"""Who may open an address: a page says it with `needs`, a door for programs with `by_token`; what says nothing is shut.

The middleware of the configuration enforces it; a test walks every address and proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

GATE = "tutela_gate"
SIGNED_IN = "signed-in"
BY_TOKEN = "by-token"  # noqa: S105  # a kind of gate
DOOR = "tutela_door"
ANY_METHOD = "*"
MEGABYTE = 1_000_000


class ActorRequest(HttpRequest):
    """A request behind the gate: somebody in a post (or a program, by token), and the clock."""

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


@dataclass(frozen=True, slots=True)
class Door:
    """How programs come in at an address: the permission for each method, and the largest body in bytes.

    `permissions` has `ANY_METHOD` for a view that asks for the same whatever the method. `BY_TOKEN` in place of a
    permission is open to every valid token. `reads_by_session` lets somebody who is signed in read there too, never
    write.
    """

    permissions: Mapping[str, str]
    most_bytes: int = MEGABYTE
    reads_by_session: bool = False

    def permission_for(self, method: str) -> str:
        """Return what a method needs; `BY_TOKEN` also for a method that the view will refuse by itself."""
        return self.permissions.get(ANY_METHOD) or self.permissions.get(method, BY_TOKEN)


def by_token(
    permission: Permission | None, *, most_bytes: int = MEGABYTE, reads_by_session: bool = False
) -> Callable[[Callable[Concatenate[ActorRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """Open a view to programs that show a token of a post with the permission; None is open to every valid token.

    The middleware asks `doors.admit` before the view: without a valid token the answer is 401 with a challenge, without
    the permission 403, for more than `most_bytes` of body 413, and refusals are told as JSON. The view is exempt from
    the check of forms, because it knows no session.
    """
    gate = BY_TOKEN if permission is None else str(permission)

    def decorate(view: Callable[Concatenate[ActorRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        return open_to_programs(_gated(view, gate), gate, Door({ANY_METHOD: gate}, most_bytes, reads_by_session))

    return decorate


V = TypeVar("V", bound=Callable[..., Any])


def open_to_programs(view: V, gate: str, door: Door) -> V:
    """Write on a view that it is a door; for views that a library makes, whose permissions differ by method."""
    setattr(view, GATE, gate)
    setattr(view, DOOR, door)
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def door_of(view: object) -> Door | None:
    """Return how programs come in at a view, or None for a page."""
    return getattr(view, DOOR, None)


def _gated(view: Callable[Concatenate[ActorRequest, P], R], gate: str) -> Callable[Concatenate[HttpRequest, P], R]:
    @wraps(view)
    def open_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        behind = cast("ActorRequest", request)
        if gate not in {SIGNED_IN, BY_TOKEN}:
            behind.actor.require(gate)
        return view(behind, *args, **kwargs)

    setattr(open_view, GATE, gate)
    return open_view


def gate_of(view: object) -> str | None:
    """Return what a view says about who may open it, or None when it says nothing."""
    return getattr(view, GATE, None)
