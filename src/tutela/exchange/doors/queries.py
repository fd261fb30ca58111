"""Reading the mission's areas as the doors need them: for a form's lists, and to find names in free words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.mission.models import AreaAlias
from tutela.mission.queries import areas


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """An area as a form offers it. `parent` is the code of the area above, empty at the top."""

    code: str
    name: str
    level: int
    parent: str


def area_choices(actor: Actor) -> tuple[AreaChoice, ...]:
    """Return the mission's areas from the top level down, each level by name."""
    rows = areas(_reading_areas(actor)).order_by("level", "name", "code")
    return tuple(
        AreaChoice(code, name, level, parent or "")
        for code, name, level, parent in rows.values_list("code", "name", "level", "parent__code")
    )


def areas_met_as(actor: Actor, keys: Collection[str]) -> dict[str, tuple[AreaChoice, ...]]:
    """Return the areas that are met under each of some folded names, in one query."""
    if not keys or not _reading_areas(actor).may(Permission.MISSION_READ):
        return {}
    rows = AreaAlias.objects.filter(area__mission_id=actor.mission, folded__in=list(keys))
    found: dict[str, dict[str, AreaChoice]] = {}
    columns = ("folded", "area__code", "area__name", "area__level", "area__parent__code")
    for folded, code, name, level, parent in rows.values_list(*columns):
        found.setdefault(folded, {})[code] = AreaChoice(code, name, level, parent or "")
    return {key: tuple(choices.values()) for key, choices in found.items()}


def _reading_areas(actor: Actor) -> Actor:
    """Return the actor with the right to read areas, if they may take in alerts.

    A token is given no more than it needs, and where an alert lies is part of it; areas are known to the whole mission.
    """
    if not actor.may(Permission.ALERT_RECEIVE):
        return actor
    return replace(actor, permissions=actor.permissions | {Permission.MISSION_READ})
