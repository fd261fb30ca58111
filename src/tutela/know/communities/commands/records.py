"""What the commands share: finding a record, refusing, numbers, who may read an entry, and noting a contact."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.ids import key_for
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.kernel.sentences import Sentence
from tutela.know.communities.models import CONTACT_COLUMNS, AlertNetwork, Community
from tutela.know.communities.queries.scope import community_named, network_named
from tutela.ledger.command import allocate
from tutela.mission.models import Area, Mission

ACROSS = "*/"
"""The path of what lies in several areas that no area holds together: only posts of the whole mission read of it.

A blank path would be read by everybody, also in areas that it does not concern.
"""


class CommunityIsClosed(Refusal):
    """The community is closed: nothing more is put on record of it until it is opened again."""

    code = "community_closed"


class NetworkHasEnded(Refusal):
    """The network is used no longer."""

    code = "network_ended"


def number(mission: str, kind: str) -> int:
    """Return the key of a new record of a kind. Only inside a command."""
    serial = Mission.objects.values_list("serial", flat=True).get(pk=mission)
    return key_for(serial, allocate(mission, kind)[0])


def refuse(problems: dict[str, Sentence] | dict[str, str]) -> None:
    """Raise Invalid when there are problems."""
    if problems:
        raise Invalid(_("Some facts cannot be as they are."), remedy=_("Mend what is marked."), problems=dict(problems))


def found_community(actor: Actor, reference: str, version: int | None = None) -> Community:
    """Return an open community that the actor sees.

    Raises NotFound, Stale when it has changed since `version` (not asked when that is None), CommunityIsClosed.
    """
    row = any_community(actor, reference, version)
    if row.closed_at is not None:
        raise CommunityIsClosed(
            _("%(reference)s is closed.") % {"reference": row.reference},
            remedy=_("Open it again first, if people are back."),
        )
    return row


def any_community(actor: Actor, reference: str, version: int | None = None) -> Community:
    """Return a community that the actor sees, closed or not. Raises NotFound, or Stale."""
    row = community_named(actor, reference)
    if row is None:
        raise NotFound(_("There is no such community."), remedy=_("Look for it in the list of communities."))
    if version is not None and row.version != version:
        raise Stale(
            _("Somebody has changed %(reference)s since you read it.") % {"reference": row.reference},
            remedy=_("Read it as it is now, then do what is still right."),
        )
    return row


def found_network(actor: Actor, reference: str) -> AlertNetwork:
    """Return a network in use that the actor sees. Raises NotFound, NetworkHasEnded."""
    row = network_named(actor, reference)
    if row is None:
        raise NotFound(_("There is no such alert network."), remedy=_("Look for it among the alert networks."))
    if row.ended_at is not None:
        raise NetworkHasEnded(
            _("%(reference)s has ended.") % {"reference": row.reference},
            remedy=_("Add a new network if people warn the mission in another way now."),
        )
    return row


def require_scope(actor: Actor, sensitivity: int, area: Area | None) -> None:
    """Raise NotAllowed unless the actor covers the area and may read what is as sensitive as this."""
    actor.require(Permission.COMMUNITY_READ, area_path=area.path if area else None)
    require_clearance(actor, sensitivity)


def require_clearance(actor: Actor, sensitivity: int) -> None:
    """Raise NotAllowed for what the actor could not read afterwards."""
    if sensitivity > actor.clearance:
        raise NotAllowed(
            _("Your post may not keep a record as sensitive as this."),
            remedy=_("Ask a colleague who may read such records."),
        )


def not_below(sensitivity: int, community: Community) -> int:
    """Return how closely something that belongs to a community is held: never less than the community itself."""
    return max(sensitivity, community.sensitivity)


def room_of(community: Community, sensitivity: int | None = None) -> dict[str, Any]:
    """Return the columns of an entry that decide who may read it."""
    held = community.sensitivity if sensitivity is None else not_below(sensitivity, community)
    return {"sensitivity": held, "area_path": community.area.path}


def room_of_network(network: AlertNetwork) -> dict[str, Any]:
    """Return who may read an entry about a network: whoever covers all its communities."""
    return {"sensitivity": network.sensitivity, "area_path": path_over(network.area)}


def path_over(area: Area | None) -> str:
    """Return the path of the smallest area that holds several places, ACROSS where only the mission does."""
    return area.path if area else ACROSS


def note_contact(keys: list[int], day: date, sensitivity: int) -> None:
    """Put down that people of some communities were spoken with on a day, for readers who may know of that contact."""
    for column in CONTACT_COLUMNS[sensitivity:]:
        Community.objects.filter(pk__in=keys, **{f"{column}__lt": day}).update(**{column: day})


def known_on(day: date, now: datetime) -> datetime:
    """Return when the mission knew what its own people heard on a day: by its end, and never later than now."""
    return min(datetime.combine(day, time.max, UTC), now)


def require_reason(reason: str) -> str:
    """Return the reason without blanks around it. Raises Invalid when there is none."""
    if not reason.strip():
        raise Invalid(
            _("This needs a reason."),
            remedy=_("Say in a sentence why; it is kept with the record."),
            problems={"reason": _("Say why.")},
        )
    return reason.strip()
