"""The shell's context: what the frame around every page shows, under the one name `shell`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info

from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.web.components.marks import mission_zone
from tutela.web.components.navigation import Navigation, WingView, address_of, navigation

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


class ShellActor(Protocol):
    """What the frame shows of the person who acts; `area_label` may be missing for a post without an area."""

    @property
    def post_title(self) -> str: ...

    @property
    def person_label(self) -> str: ...

    @property
    def mission_name(self) -> str: ...


@dataclass(frozen=True)
class Shell:
    """The frame of one request. Everything that costs a query is computed when the template first asks for it."""

    request: HttpRequest
    actor: ShellActor | None
    now: datetime
    setup: Navigation

    @cached_property
    def wings(self) -> tuple[WingView, ...]:
        """Return the navigation that this actor sees."""
        return self.setup.seen_by(self.actor, self.request.path)

    @property
    def mission_name(self) -> str:
        """The mission's name, or nothing before signing in."""
        return self.actor.mission_name if self.actor else ""

    @property
    def area_label(self) -> str:
        """The area that the post is responsible for, or nothing."""
        return str(getattr(self.actor, "area_label", "") or "")

    @property
    def zone(self) -> ZoneInfo:
        """The mission's time zone, which the request runs in."""
        return mission_zone()

    @property
    def local_now(self) -> datetime:
        """The present moment in the mission."""
        return timezone.localtime(self.now, self.zone)

    @property
    def is_exercise(self) -> bool:
        """Whether everything here is invented."""
        return bool(getattr(settings, "TUTELA_DEMO", False))

    @property
    def theme(self) -> str:
        """The theme chosen, or nothing to follow the device."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @property
    def idle_minutes(self) -> int:
        """Minutes without a touch after which the screen covers itself; 0 never does."""
        return int(getattr(settings, "TUTELA_IDLE_MINUTES", 10)) if self.actor else 0

    @property
    def addresses(self) -> dict[str, str]:
        """Return the addresses of the frame's own links; an empty one is not shown."""
        return {
            "home": address_of(self.setup.home) or "/",
            "search": address_of(self.setup.search),
            "account": address_of(self.setup.account),
            "sign_in": address_of(self.setup.sign_in),
            "sign_out": address_of(self.setup.sign_out),
            "language": address_of("set_language"),
            "theme": address_of("components:theme"),
        }

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Return the languages on offer, each by its own name."""
        return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: put the frame of this request under `shell`.

    `request.actor` (absent or None before signing in) and `request.clock` are set by middleware of the configuration.
    """
    clock = getattr(request, "clock", SYSTEM_CLOCK)
    actor: ShellActor | None = getattr(request, "actor", None)
    return {"shell": Shell(request=request, actor=actor, now=clock.now(), setup=navigation())}
