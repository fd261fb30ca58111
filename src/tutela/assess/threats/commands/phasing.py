"""Setting the phases of an area."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.records import require_reason
from tutela.assess.threats.events import PhaseSet
from tutela.assess.threats.models import AreaPhase
from tutela.assess.threats.rules.phases import in_order
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.models import Area
from tutela.mission.queries import areas


@command(Permission.THREAT_RAISE)
def set_phase(
    *,
    actor: Actor,
    clock: Clock,
    area_code: str,
    phases: Collection[str],
    reason: str,
    number: int,
    since_on: date | None = None,
) -> Outcome[AreaPhase]:
    """Say in which phases an area is, from a day on (today by the clock). Any may follow any; several may
    hold at once.

    `number` counts the decisions about the area that the person has read, 0 for none. Raises NotFound,
    NotAllowed outside the post's area, Stale when somebody decided since, Invalid for no phase, an unknown
    one, a day to come or no reason.
    """
    why, now = require_reason(reason), clock.now()
    area = _area(actor, area_code)
    day = since_on or now.date()
    wanted = _checked(phases, day, now.date())
    before = AreaPhase.objects.filter(area=area).order_by("-number").first()
    held = before.number if before else 0
    if held != number:
        raise Stale(
            _("Somebody has set the phase of %(area)s since you read it.") % {"area": area.name},
            remedy=_("Read what was decided, then decide again if it is still wrong."),
        )
    if before and before.phases == wanted:
        return Unchanged(before)
    row = AreaPhase.objects.create(
        area=area,
        number=held + 1,
        phases=wanted,
        since_on=day,
        reason=why,
        recorded_at=now,
        recorded_by=actor.label,
    )
    happened = PhaseSet(
        subject=f"area:{area.code}",
        area=area.name,
        phases=wanted,
        before=list(before.phases) if before else [],
        since_on=day.isoformat(),
        reason=why,
        area_path=area.path,
    )
    return Done(row, happened)


def _area(actor: Actor, code: str) -> Area:
    area = areas(actor).filter(code=code).first()
    if area is None:
        raise NotFound(_("There is no area %(code)s.") % {"code": code}, remedy=_("Choose an area of the mission."))
    actor.require(Permission.THREAT_RAISE, area_path=area.path)
    return area


def _checked(phases: Collection[str], day: date, today: date) -> list[str]:
    try:
        wanted = [str(phase) for phase in in_order(phases)]
    except ValueError:
        wanted = []
    if not wanted:
        words = _("Choose one phase or several of the four.")
        raise Invalid(words, remedy=_("Mend what is marked."), problems={"phases": words})
    if day > today:
        words = _("A phase cannot begin in the future.")
        raise Invalid(words, remedy=_("Give the day from which it holds."), problems={"since_on": words})
    return wanted
