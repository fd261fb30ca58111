"""Who acts in this request: the person who signed in, in the post they chose; and the gate of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language

from tutela.access.doors import admit
from tutela.access.gate import door_of, gate_of
from tutela.access.models import Person
from tutela.access.queries import acting_in, posts_held_by
from tutela.access.rules import Actor
from tutela.config.public import is_public
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.refusals import NotAllowed
from tutela.mission.models import Mission
from tutela.mission.queries import area_label, mission_named, title_in
from tutela.web.components.errors import is_by_machine, refused

POST_KEY = "post"


def _name(mission: Mission) -> str:
    """Return the mission's name in the reader's language, in English where it has none."""
    french = (get_language() or "").startswith("fr")
    return mission.name_fr if french and mission.name_fr else mission.name


class ActorMiddleware:
    """Sets `request.actor` and `request.clock`, and keeps every page shut that does not say who may open it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the actor, answer the request in the mission's time zone."""
        request.clock = SYSTEM_CLOCK  # type: ignore[attr-defined]
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        response = self.get_response(request)
        timezone.deactivate()
        if is_by_machine(request):
            # What was read by token is kept by nobody on the way, and no cookie is ever handed to a program.
            response.headers["Cache-Control"] = "no-store"
            response.cookies.clear()
        elif actor is not None:
            # What a post may see is never kept by a browser's shared cache or the one in between.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse a view that names no gate; send who is not signed in to sign in, and ask a program for its token."""
        if is_public(view):
            return None
        door = door_of(view)
        if door is not None:
            return admit(request, door)
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            if request.user.is_authenticated:
                return redirect("access:posts")
            return redirect_to_login(request.get_full_path())
        if gate_of(view) is None:
            shut = NotAllowed("This page says nobody may open it.", remedy="Tell the people who run the server.")
            return refused(request, shut)
        return None

    def _actor(self, request: HttpRequest) -> Actor | None:
        person = request.user
        if not isinstance(person, Person):
            return None
        today = SYSTEM_CLOCK.now().date()
        chosen = request.session.get(POST_KEY)
        actor = acting_in(person, chosen, on=today) if chosen else None
        if actor is None:
            held = posts_held_by(person, on=today)
            actor = acting_in(person, held[0].pk, on=today) if len(held) == 1 else None
        return None if actor is None else self._in_mission(actor)

    def _in_mission(self, actor: Actor) -> Actor | None:
        mission = mission_named(actor.mission)
        if mission is None:
            return None
        timezone.activate(ZoneInfo(mission.time_zone))
        title = title_in(actor.label, get_language() or "en")
        return replace(actor, mission_name=_name(mission), area_label=area_label(actor), title=title)
