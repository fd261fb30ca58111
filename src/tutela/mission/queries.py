"""Reading the mission: who it is, what holds in it, and where a point lies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import ClassVar

from django.db.models import QuerySet

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.clock import from_instant, instant
from tutela.kernel.names import place_key
from tutela.ledger.models import Entry
from tutela.ledger.queries import finished_work, last_event, payload
from tutela.mission.events import ProfileSet
from tutela.mission.models import (
    Area,
    AreaAlias,
    Base,
    BasePeriod,
    Mandate,
    Mission,
    ParameterValue,
    Partner,
    Snapshot,
    Unit,
)
from tutela.policy.parameters import Value, parameters


class AreaSet(ScopedQuerySet[Area]):
    """Areas are known to everybody in the mission; a field office still sees its neighbours on the map."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ


class BaseSet(ScopedQuerySet[Base]):
    """Bases of the mission."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ


class SnapshotSet(ScopedQuerySet[Snapshot]):
    """Data files of the mission."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ


class UnitSet(ScopedQuerySet[Unit]):
    """Units of the mission."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ


class PartnerSet(ScopedQuerySet[Partner]):
    """Partners of the mission."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ


def missions() -> list[Mission]:
    """Return every mission in this store, by code. For the command line and for signing in."""
    return list(Mission.objects.order_by("code"))


def mission_named(code: str) -> Mission | None:
    """Return a mission by its code, or None."""
    return Mission.objects.filter(pk=code).first()


def mandate_on(mission: str, day: date) -> Mandate | None:
    """Return the mandate in force on a day: the one adopted last until then."""
    rows = Mandate.objects.filter(mission_id=mission, adopted_on__lte=day)
    return rows.order_by("-adopted_on", "-pk").first()


def mandates(actor: Actor) -> list[Mandate]:
    """Return the mission's mandates, newest first."""
    if not actor.may(Permission.MISSION_READ):
        return []
    return list(Mandate.objects.filter(mission_id=actor.mission).order_by("-adopted_on", "-pk"))


def parameter_value(mission: str, name: str, *, at: datetime) -> Value:
    """Return a parameter's value at a moment: what the mission had set by then, or the default."""
    rows = ParameterValue.objects.filter(mission_id=mission, name=name, valid_from__lte=at)
    row = rows.order_by("-valid_from", "-pk").first()
    value: Value = parameters()[name].default if row is None else row.value
    return value


def parameter_values(mission: str, *, at: datetime) -> dict[str, Value]:
    """Return the value of every parameter at a moment, in one query."""
    values: dict[str, Value] = {name: parameter.default for name, parameter in parameters().items()}
    rows = ParameterValue.objects.filter(mission_id=mission, valid_from__lte=at).order_by("valid_from", "pk")
    values.update(dict(rows.values_list("name", "value")))
    return values


def parameters_as_set(mission: str, *, at: datetime) -> list[ParameterValue]:
    """Return for each parameter that the mission had set by a moment the row that held then."""
    rows = ParameterValue.objects.filter(mission_id=mission, valid_from__lte=at).order_by("valid_from", "pk")
    return list({row.name: row for row in rows}.values())


def last_set_at(mission: str, name: str) -> datetime | None:
    """Return since when the newest value of a parameter holds, None for one that was never set."""
    rows = ParameterValue.objects.filter(mission_id=mission, name=name).order_by("-valid_from")
    return rows.values_list("valid_from", flat=True).first()


def parameter_history(actor: Actor, name: str) -> list[ParameterValue]:
    """Return what the mission set a parameter to, newest first."""
    if not actor.may(Permission.MISSION_READ):
        return []
    rows = ParameterValue.objects.filter(mission_id=actor.mission, name=name)
    return list(rows.order_by("-valid_from", "-pk"))


def profile(mission: str, at: datetime) -> dict[str, str]:
    """Return the parts that the mission lacked at a moment, each with the role that covers; blank where nobody does."""
    found: dict[str, str] = {}
    for row in finished_work(mission, ProfileSet.event_name):
        if row.recorded_at > instant(at):
            break
        facts = payload(row)
        found.pop(str(facts["part"]), None)
        if facts["is_absent"]:
            found[str(facts["part"])] = str(facts["covered_by"])
    return found


def profile_set_at(mission: str) -> datetime | None:
    """Return when the profile was last changed, None for a mission that has all its parts from the beginning."""
    row = last_event(mission, ProfileSet.event_name)
    return from_instant(row.recorded_at) if row else None


def profile_history(actor: Actor) -> list[Entry]:
    """Return every entry that set a part of the mission, the newest first."""
    if not actor.may(Permission.MISSION_READ):
        return []
    return finished_work(actor.mission, ProfileSet.event_name)[::-1]


def areas(actor: Actor) -> AreaSet:
    """Return the mission's areas by path."""
    return AreaSet(Area).visible_to(actor).order_by("path")


def area_label(actor: Actor) -> str:
    """Return the name of the area that the actor's post covers, nothing for the whole mission."""
    if not actor.area_path:
        return ""
    code = actor.area_path.rstrip("/").rpartition("/")[2]
    return Area.objects.filter(mission_id=actor.mission, code=code).values_list("name", flat=True).first() or ""


def area_named(actor: Actor, name: str) -> list[Area]:
    """Return the areas that are met under a name, whatever its accents, case and administrative words."""
    key = place_key(name)
    if not key:
        return []
    return list(areas(actor).filter(pk__in=AreaAlias.objects.filter(folded=key).values("area_id")))


def area_aliases(actor: Actor, area: Area) -> list[str]:
    """Return the other names of an area of the actor's mission."""
    if not actor.may(Permission.MISSION_READ):
        return []
    rows = AreaAlias.objects.filter(area=area, area__mission_id=actor.mission).exclude(name=area.name)
    return list(rows.order_by("name").values_list("name", flat=True))


def bases(actor: Actor) -> BaseSet:
    """Return the mission's bases by name."""
    return BaseSet(Base).visible_to(actor).select_related("area").order_by("name", "pk")


def bases_on(actor: Actor, day: date) -> QuerySet[Base]:
    """Return the bases that stood on a day."""
    return bases(actor).filter(pk__in=_standing(actor.mission, day).values("base_id"))


def base_periods(actor: Actor) -> dict[int, list[BasePeriod]]:
    """Return the periods of every base, by the base's key."""
    periods: dict[int, list[BasePeriod]] = {}
    if actor.may(Permission.MISSION_READ):
        rows = BasePeriod.objects.filter(base__mission_id=actor.mission).order_by("base_id", "valid_from")
        for period in rows:
            periods.setdefault(period.base_id, []).append(period)
    return periods


def _standing(mission: str, day: date) -> QuerySet[BasePeriod]:
    rows = BasePeriod.objects.filter(base__mission_id=mission, valid_from__lte=day)
    return rows.exclude(valid_to__lt=day)


def snapshots(actor: Actor) -> SnapshotSet:
    """Return the mission's data files, newest first."""
    return SnapshotSet(Snapshot).visible_to(actor).order_by("-number")


def units(actor: Actor) -> UnitSet:
    """Return the mission's units."""
    return UnitSet(Unit).visible_to(actor).select_related("base", "area").order_by("component", "name")


def partners(actor: Actor) -> PartnerSet:
    """Return the mission's partners."""
    return PartnerSet(Partner).visible_to(actor).select_related("area").order_by("kind", "name")


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """A role of Annex A as a post template."""

    role: str
    labels: dict[str, str]
    section: str
    component: str
    clearance: int
    compartments: frozenset[str]
    permissions: frozenset[str]


def title_in(title: str, language: str) -> str:
    """Return a post's title in a language where it is the title of a role; one that the mission gave stays."""
    return _titles().get(title, {}).get(language.split("-", maxsplit=1)[0], title)


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {template.labels["en"]: template.labels for template in post_templates().values()}


@cache
def post_templates() -> dict[str, PostTemplate]:
    """Return the post templates by role. Raises ValueError when one names an unknown permission."""
    facts = tomllib.loads(files("tutela.mission").joinpath("data/posts.toml").read_text("utf-8"))
    bundles: dict[str, list[str]] = facts.pop("bundles")
    return {
        role: PostTemplate(
            role=role,
            labels={"en": row["en"], "fr": row["fr"]},
            section=row["section"],
            component=row["component"],
            clearance=row["clearance"],
            compartments=frozenset(row["compartments"]),
            permissions=frozenset(
                Permission(name) for item in row["permissions"] for name in bundles.get(item, [item])
            ),
        )
        for role, row in facts.items()
    }
