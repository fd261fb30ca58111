"""Recording units and what they answer for."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, command
from tutela.mission.events import UnitSet
from tutela.mission.models import Area, Base, Unit
from tutela.policy.vocabulary import terms

M = TypeVar("M", Area, Base)


@command(Permission.UNIT_CHANGE)
def set_unit(
    *,
    actor: Actor,
    clock: Clock,
    code: str,
    name: str,
    component: str,
    base_code: str = "",
    area_code: str = "",
    strength: int | None = None,
) -> Done[Unit]:
    """Add a unit or change it. Raises Invalid for an unknown component, base or area."""
    if component not in terms("components"):
        raise Invalid(
            _("There is no component %(code)s.") % {"code": component},
            remedy=_("Choose one of: %(choices)s.") % {"choices": ", ".join(terms("components"))},
        )
    base = _named(Base.objects.filter(mission_id=actor.mission), base_code, _("There is no base %(code)s."))
    area = _named(Area.objects.filter(mission_id=actor.mission), area_code, _("There is no area %(code)s."))
    unit, _made = Unit.objects.update_or_create(
        mission_id=actor.mission,
        code=code,
        defaults={"name": name, "component": component, "base": base, "area": area, "strength": strength},
    )
    happened = UnitSet(subject=f"unit:{code}", name=name, component=component, base=base_code, area=area_code)
    return Done(unit, happened)


def _named(rows: QuerySet[M], code: str, missing: str) -> M | None:
    if not code:
        return None
    found = rows.filter(code=code).first()
    if found is None:
        raise Invalid(missing % {"code": code}, remedy=_("Import it first, or leave it out."))
    return found
