"""The mission's profile: which parts it lacks, and who covers for them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.events import ProfileSet
from tutela.mission.queries import profile, profile_set_at
from tutela.mission.rules import check_clock
from tutela.policy.profile import check_profile, named_cover

LONGEST_REASON = 500


@command(Permission.PROFILE_SET)
def set_profile(
    *, actor: Actor, clock: Clock, part: str, is_absent: bool, covered_by: str, reason: str
) -> Outcome[dict[str, str]]:
    """Say from now on that the mission has a part or lacks it, and which role covers; return what it lacks then.

    What was computed before stays as it was. Raises Invalid for an unknown part or role, a circle, a part that the
    policy wants covered left without its cover, or no reason, and ClockSetBack.
    """
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(
            _("A change of the profile needs a reason, in 500 characters at most."),
            remedy=_("Say why; it stands in every statement."),
        )
    check_clock(clock.now(), profile_set_at(actor.mission))
    absent = profile(actor.mission, clock.now())
    check_profile(part, is_absent=is_absent, covered_by=covered_by, absent=absent)
    after = {code: cover for code, cover in absent.items() if code != part}
    if is_absent:
        after[part] = covered_by
    if after == absent:
        return Unchanged(after)
    role = named_cover(part)
    happened = ProfileSet(
        subject=f"part:{part}",
        part=part,
        is_absent=is_absent,
        covered_by=covered_by,
        reason=reason.strip(),
        cites=role.cover_cites if role else (),
    )
    return Done(after, happened)
