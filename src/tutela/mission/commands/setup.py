"""Setting a mission up: the mission, its mandate, its parameters."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, Refusal
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.events import MandateSet, MissionCreated, ParameterSet
from tutela.mission.models import Mandate, Mission, ParameterValue
from tutela.mission.queries import last_set_at, parameter_value
from tutela.mission.rules import SHORT_NAME_REMEDY, check_clock, is_short_name
from tutela.policy.parameters import Value, parameters

LONGEST_MISSION = 32
# The counter of missions belongs to none of them; no mission can have this code.
EVERY_MISSION = "*"


class MissionExists(Refusal):
    """The code is taken by a mission in this store."""

    code = "mission_exists"


def setup_actor(mission: str) -> Actor:
    """Return the part of the software that sets a mission up before it has any post."""
    needed = (
        Permission.MISSION_CREATE,
        Permission.MANDATE_SET,
        Permission.POST_CHANGE,
        Permission.MISSION_READ,
    )
    return system_actor("setup", mission, frozenset(needed))


@command(Permission.MISSION_CREATE)
def create_mission(
    *,
    actor: Actor,
    clock: Clock,
    name: str,
    name_fr: str = "",
    country_codes: tuple[str, ...] = (),
    time_zone: str = "UTC",
    started_on: date | None = None,
    is_exercise: bool = False,
) -> Done[Mission]:
    """Set up the mission whose code is the actor's. Raises MissionExists, or Invalid for what it cannot be."""
    if not is_short_name(actor.mission, LONGEST_MISSION):
        raise Invalid(
            _("“%(code)s” is not a code for a mission.") % {"code": actor.mission}, remedy=_(SHORT_NAME_REMEDY)
        )
    if not name.strip():
        raise Invalid(_("A mission needs a name."), remedy=_("Give the name that people read."))
    if Mission.objects.filter(pk=actor.mission).exists():
        raise MissionExists(
            _("There is already a mission %(code)s.") % {"code": actor.mission},
            remedy=_("Choose another code, or work in that mission."),
        )
    if time_zone not in available_timezones():
        raise Invalid(_("%(name)s is not a time zone.") % {"name": time_zone}, remedy=_("Write it like Africa/Juba."))
    mission = Mission.objects.create(
        code=actor.mission,
        serial=allocate(EVERY_MISSION, "mission")[0],
        name=name,
        name_fr=name_fr,
        country_codes=list(country_codes),
        time_zone=ZoneInfo(time_zone).key,
        started_on=started_on,
        is_exercise=is_exercise,
        created_at=clock.now(),
    )
    return Done(mission, MissionCreated(subject="mission", name=name, is_exercise=is_exercise))


@command(Permission.MANDATE_SET)
def set_mandate(
    *,
    actor: Actor,
    clock: Clock,
    resolution: str,
    adopted_on: date,
    renewal_on: date,
    chapter_vii: bool,
    imminence_required: bool,
    all_necessary_means: bool = True,
    note: str = "",
) -> Done[Mandate]:
    """Record a mandate; its wording differs from mission to mission (para 12).

    Raises Invalid when the renewal does not lie after the adoption.
    """
    if renewal_on <= adopted_on:
        raise Invalid(_("The renewal lies before the adoption."), remedy=_("Give the day on which the mandate ends."))
    mandate = Mandate.objects.create(
        mission_id=actor.mission,
        resolution=resolution,
        adopted_on=adopted_on,
        renewal_on=renewal_on,
        chapter_vii=chapter_vii,
        all_necessary_means=all_necessary_means,
        imminence_required=imminence_required,
        note=note,
        recorded_at=clock.now(),
    )
    happened = MandateSet(
        subject="mission",
        resolution=resolution,
        adopted_on=adopted_on.isoformat(),
        renewal_on=renewal_on.isoformat(),
        chapter_vii=chapter_vii,
        imminence_required=imminence_required,
    )
    return Done(mandate, happened)


@command(Permission.PARAMETER_SET)
def set_parameter(*, actor: Actor, clock: Clock, name: str, value: Value, reason: str) -> Outcome[Value]:
    """Give a parameter a value from now on; past evaluations keep the value of their time.

    Raises Invalid for an unknown parameter, a value out of bounds, or a missing reason, and ClockSetBack.
    """
    parameter = parameters().get(name)
    if parameter is None:
        raise Invalid(
            _("There is no parameter %(name)s.") % {"name": name}, remedy=_("Look at the list of parameters.")
        )
    if not reason.strip():
        raise Invalid(_("A change of a parameter needs a reason."), remedy=_("Say why the mission changes it."))
    checked = parameter.checked(value)
    check_clock(clock.now(), last_set_at(actor.mission, name))
    before = parameter_value(actor.mission, name, at=clock.now())
    if before == checked:
        return Unchanged(checked)
    ParameterValue.objects.create(
        mission_id=actor.mission, name=name, value=checked, reason=reason, valid_from=clock.now()
    )
    happened = ParameterSet(
        subject=f"parameter:{name}",
        name=name,
        value=checked,
        before=before,
        reason=reason,
        cites=parameter.cites,
    )
    return Done(checked, happened)
