"""What whoever takes a call chooses from: places by every name they go by, and what was heard most of late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.names import place_key
from tutela.know.alerts.queries import alerts
from tutela.mission.models import AreaAlias
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a chosen place means for a report: an area's code, or where a base stands."""

    area_code: str = ""
    latitude: float | None = None
    longitude: float | None = None


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


def chosen_place(actor: Actor, choice: str, name: str, day: date) -> Chosen | None:
    """Return what a choice means, None for one that is none any more or whose name was typed over since."""
    kind, _colon, code = choice.partition(":")
    if kind == AREA:
        row = areas(actor).filter(code=code).only("pk", "code", "name").first()
        is_meant = row is not None and row.pk in {area.pk for area in area_named(actor, name)}
        return Chosen(area_code=code) if is_meant else None
    if kind != BASE:
        return None
    base = bases_on(actor, day).filter(code=code).first()
    if base is None or place_key(base.name) != place_key(name):
        return None
    return Chosen(latitude=base.latitude, longitude=base.longitude)


def base_called(actor: Actor, name: str, day: date) -> Chosen | None:
    """Return the one base that bears a name, typed in full; None where there is none or more than one."""
    key = place_key(name)
    found = [base for base in bases_on(actor, day) if key and place_key(base.name) == key]
    return Chosen(latitude=found[0].latitude, longitude=found[0].longitude) if len(found) == 1 else None


def heard_of_late(actor: Actor) -> list[str]:
    """Return what the newest alerts that the actor may know of say first, the most frequent first."""
    newest = alerts(actor).select_related(None).values_list("headline", flat=True)[:HEARD_OF_LATE]
    return [code for code, _count in Counter(code for code in newest if code).most_common()]
