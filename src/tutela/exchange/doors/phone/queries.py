"""What whoever takes a call chooses from: places by every name they go by, and what was heard most of late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.names import place_key
from tutela.know.alerts.queries import alerts
from tutela.mission.models import AreaAlias, Base
from tutela.mission.queries import area_named, areas, bases_on

HEARD_OF_LATE = 300
AREA, BASE = "area", "base"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place to choose: `choice` is `area:CODE` or `base:CODE`, `within` the area above, `others` its other names."""

    choice: str
    name: str
    within: str = ""
    others: tuple[str, ...] = ()


def known_places(actor: Actor, day: date) -> tuple[KnownPlace, ...]:
    """Return the mission's areas from the deepest level up, then the bases that stand on a day; four queries."""
    rows = areas(actor).order_by("-level", "name", "code").values_list("pk", "code", "name", "parent__name")
    others = _other_names(actor)
    found = [
        KnownPlace(f"{AREA}:{code}", name, parent or "", tuple(others.get(key, ()))) for key, code, name, parent in rows
    ]
    stand = bases_on(actor, day).values_list("code", "name", "area__name")
    return (*found, *(KnownPlace(f"{BASE}:{code}", name, within or "") for code, name, within in stand))


def _other_names(actor: Actor) -> dict[int, list[str]]:
    """Return the names besides its own that each area is met under, by the area's key."""
    if not actor.may(Permission.MISSION_READ):
        return {}
    found: dict[int, list[str]] = {}
    rows = AreaAlias.objects.filter(area__mission_id=actor.mission).order_by("name")
    for key, name, own in rows.values_list("area_id", "name", "area__name"):
        if place_key(name) != place_key(own):
            found.setdefault(key, []).append(name)
    return found


def is_area_called(actor: Actor, area_code: str, name: str) -> bool:
    """Return whether an area is met under a name: a choice whose name was typed over since is none any more."""
    return bool(area_code) and area_code in {area.code for area in area_named(actor, name)}


def base_called(actor: Actor, name: str, day: date, code: str = "") -> Base | None:
    """Return the base that bears a name and stands on a day; where several do, the one with the code, or None."""
    key = place_key(name)
    found = [base for base in bases_on(actor, day) if key and place_key(base.name) == key]
    return next((base for base in found if base.code == code), found[0] if len(found) == 1 else None)


def heard_of_late(actor: Actor) -> list[str]:
    """Return what the newest alerts that the actor may know of say first, the most frequent first."""
    newest = alerts(actor).select_related(None).values_list("headline", flat=True)[:HEARD_OF_LATE]
    return [code for code, _count in Counter(code for code in newest if code).most_common()]
