"""In which mission and which post a command acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from django.conf import settings

from tutela.access.queries import actor_by_slug
from tutela.access.rules import Actor
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.refusals import Refusal
from tutela.mission.queries import missions

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_POST = "poc-adviser"


class NoMission(Refusal):
    """The command cannot tell which mission is meant."""

    code = "no_mission"


class NoPost(Refusal):
    """The mission has no such post."""

    code = "no_post"


def mission_options(function: F) -> F:
    """Add `--mission` and `--as` to a command; it hands both to `actor_for`."""
    function = click.option("--mission", "mission_code", help="Code of the mission (or TUTELA_MISSION).")(function)
    return click.option("--as", "post", help="Short name of the post that acts (or TUTELA_POST).")(function)


def chosen_mission(given: str | None) -> str:
    """Return the mission meant: the one given, the one in TUTELA_MISSION, or the only one there is.

    Raises NoMission when none or several could be meant.
    """
    code = given or settings.CLI_MISSION
    known = [mission.code for mission in missions()]
    if code in known:
        return code
    if not known:
        raise NoMission("There is no mission yet.", remedy="Set one up: tutela mission create CODE --name NAME.")
    if code:
        raise NoMission(f"There is no mission {code}.", remedy=f"Choose one of: {', '.join(known)}.")
    if len(known) > 1:
        raise NoMission("There are several missions.", remedy=f"Add --mission with one of: {', '.join(known)}.")
    return known[0]


def actor_for(mission_code: str | None, post: str | None) -> Actor:
    """Return the actor in which the command line acts. Raises NoMission or NoPost."""
    mission = chosen_mission(mission_code)
    slug = post or settings.CLI_POST or DEFAULT_POST
    actor = actor_by_slug(mission, slug, on=SYSTEM_CLOCK.now().date())
    if actor is None:
        raise NoPost(f"The mission {mission} has no post {slug}.", remedy="Add --as with the short name of a post.")
    return actor
