"""Addresses, navigation and a signed-in actor for the tests of the design system, which knows no other app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from tutela.kernel.clock import SetClock
from tutela.web.components.navigation import Item, Navigation, Wing
from tutela.web.components.urls import addresses

NOW = datetime(2031, 6, 14, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Officer:
    """Somebody who acts, as far as the frame wants to know; `may` lists the permissions of the post."""

    post_title: str = "Duty officer"
    person_label: str = "A. Lindqvist"
    mission_name: str = "Mission in Orvane"
    may: frozenset[str] = frozenset({"know:read"})


def allows(actor: object, permission: str) -> bool:
    return isinstance(actor, Officer) and permission in actor.may


NAVIGATION = Navigation(
    wings=(
        Wing("top", "", (Item("home", "Home", "components:gallery", "home"),)),
        Wing("know", "Know", (Item("theme", "Theme", "components:theme", "sun", permission="know:read"),)),
        Wing("act", "Act", (Item("language", "Language", "set_language", "language", permission="act:decide"),)),
    ),
    allows=allows,
    home="components:gallery",
    sign_in="",
    sign_out="",
)


class SignedIn:
    """Middleware that lets an officer act in every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = Officer()  # type: ignore[attr-defined]
        request.clock = SetClock(NOW)  # type: ignore[attr-defined]
        return self.get_response(request)


urlpatterns = [
    path("", include((addresses(with_gallery=True), "components"))),
    path("language/", set_language, name="set_language"),
]
