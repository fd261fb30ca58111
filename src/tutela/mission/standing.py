"""Reading how the mission stands: key numbers, what it set itself, and an area with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from tutela.access.models import Holding
from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.kernel.names import place_key
from tutela.mission.models import Area, AreaAlias, AreaVersion, Base, BasePeriod, Mission, ParameterValue
from tutela.mission.queries import AreaSet, BaseSet, areas, bases, bases_on, mission_named, partners, snapshots, units
from tutela.policy.parameters import Parameter, Value, parameters

# Shapes are large: lists leave them in the store.
HEAVY = ("geometry", "outline")


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """How much the mission holds on a day."""

    areas: int
    disputed: int
    bases: int
    bases_standing: int
    posts: int
    posts_vacant: int
    units: int
    partners: int
    snapshots: int


@dataclass(frozen=True, slots=True)
class ParameterStanding:
    """A parameter as it stands: its value, and since when and why when the mission set it (None: the default)."""

    parameter: Parameter
    value: Value
    set_at: datetime | None = None
    reason: str = ""

    @property
    def is_default(self) -> bool:
        """Whether the mission left the default in force."""
        return self.set_at is None


def own_mission(actor: Actor) -> Mission | None:
    """Return the actor's mission, for those who may read it."""
    return mission_named(actor.mission) if actor.may(Permission.MISSION_READ) else None


def key_numbers(actor: Actor, day: date) -> KeyNumbers:
    """Return the mission's key numbers on a day; one query for each kind of record."""
    held = Holding.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), post=OuterRef("pk"), from_on__lte=day)
    posts = posts_of(actor).order_by().aggregate(all=Count("pk"), held=Count("pk", filter=Exists(held)))
    counted = areas(actor).order_by().aggregate(all=Count("pk"), disputed=Count("pk", filter=Q(disputed=True)))
    return KeyNumbers(
        areas=counted["all"],
        disputed=counted["disputed"],
        bases=bases(actor).count(),
        bases_standing=bases_on(actor, day).count(),
        posts=posts["all"],
        posts_vacant=posts["all"] - posts["held"],
        units=units(actor).count(),
        partners=partners(actor).count(),
        snapshots=snapshots(actor).count(),
    )


def parameter_standings(actor: Actor, at: datetime) -> list[ParameterStanding]:
    """Return every parameter as it stood at a moment, by name; one query."""
    if not actor.may(Permission.MISSION_READ):
        return []
    rows = ParameterValue.objects.filter(mission_id=actor.mission, valid_from__lte=at).order_by("valid_from", "pk")
    newest = {row.name: row for row in rows}
    return [_standing(parameter, newest.get(name)) for name, parameter in parameters().items()]


def _standing(parameter: Parameter, row: ParameterValue | None) -> ParameterStanding:
    if row is None:
        return ParameterStanding(parameter, parameter.default)
    return ParameterStanding(parameter, row.value, row.valid_from, row.reason)


def listed_areas(actor: Actor) -> AreaSet:
    """Return the areas as lists need them: with the area above, without the shapes."""
    heavy = [*HEAVY, *(f"parent__{name}" for name in HEAVY)]
    return areas(actor).select_related("parent").defer(*heavy)


def areas_matching(rows: AreaSet, text: str) -> AreaSet:
    """Keep the areas whose code holds the text or that are met under a name like it."""
    found = Q(code__icontains=text) | Q(name__icontains=text)
    key = place_key(text)
    if key:
        found |= Q(pk__in=AreaAlias.objects.filter(folded__contains=key).values("area_id"))
    return rows.filter(found)


def smallest_areas(actor: Actor) -> AreaSet:
    """Return the areas that hold no others: together they cover the ground once."""
    above = areas(actor).order_by().filter(parent__isnull=False).values("parent_id")
    return areas(actor).exclude(pk__in=above)


def area_by_code(actor: Actor, code: str) -> Area | None:
    """Return an area of the mission by its code, or None."""
    rows = areas(actor).select_related("parent").defer("geometry", *(f"parent__{name}" for name in HEAVY))
    return rows.filter(code=code).first()


def areas_in(actor: Actor, area: Area) -> list[Area]:
    """Return the areas directly below one."""
    return list(areas(actor).defer("geometry").filter(parent_id=area.pk).order_by("name"))


def area_versions(actor: Actor, area: Area) -> list[AreaVersion]:
    """Return every form that an area had, newest first, without the shapes."""
    if not actor.may(Permission.MISSION_READ):
        return []
    rows = AreaVersion.objects.filter(area=area, area__mission_id=actor.mission).select_related("snapshot")
    return list(rows.defer("geometry").order_by("-version"))


def bases_within(actor: Actor, area: Area) -> list[Base]:
    """Return the bases in an area and in all below it."""
    return list(light_bases(actor).filter(area__path__startswith=area.path))


def light_bases(actor: Actor) -> BaseSet:
    """Return the bases with their areas, without the areas' shapes."""
    return bases(actor).defer("area__geometry", "area__outline")


def periods_on(periods: Iterable[BasePeriod], day: date) -> list[BasePeriod]:
    """Return the periods that hold a day."""
    return [one for one in periods if one.valid_from <= day and (one.valid_to is None or one.valid_to >= day)]
