"""Changing what is said of a community, closing it, and opening it again."""

from __future__ import annotations

from datetime import datetime

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.know.communities.commands.places import say, sound, write_revision
from tutela.know.communities.commands.records import any_community, found_community, require_reason, room_of
from tutela.know.communities.events import CommunityChanged, CommunityClosed, CommunityReopened
from tutela.know.communities.models import Community, CommunityRevision
from tutela.know.communities.rules import CommunityFacts, community_from, facts_digest
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.COMMUNITY_CHANGE)
def change_community(
    *, actor: Actor, clock: Clock, community: str, version: int, facts: CommunityFacts, reason: str = ""
) -> Outcome[Community]:
    """Say anew what is known of a community: a new revision with all its facts.

    Raises NotFound, Stale when somebody was quicker, CommunityIsClosed, Invalid for facts that cannot be, NotAllowed
    when it would leave the post's area or clearance.
    """
    row = found_community(actor, community, version)
    said, now = sound(facts, clock.now()), clock.now()
    if said == newest_facts(row):
        return Unchanged(row)
    say(row, actor, said, now)
    row.version += 1
    row.save()
    write_revision(row, said, actor=actor, now=now, change="changed", reason=reason.strip())
    changed = CommunityChanged(
        subject=row.reference,
        version=row.version,
        area=row.area.code,
        groups=list(said.groups),
        digest=facts_digest(said),
        reason=reason.strip(),
        **room_of(row),
    )
    return Done(row, changed)


def newest_facts(row: Community) -> CommunityFacts:
    """Return what a community's newest revision says."""
    return community_from(CommunityRevision.objects.get(community=row, number=row.version).facts)


@command(Permission.COMMUNITY_CHANGE)
def close_community(*, actor: Actor, clock: Clock, community: str, version: int, reason: str) -> Done[Community]:
    """Close a community: people are gone, or the work there ends. The reason says who goes on with what was begun.

    Raises NotFound, Stale, CommunityIsClosed, Invalid without a reason.
    """
    why, row = require_reason(reason), found_community(actor, community, version)
    _stand(row, clock.now(), actor, why, closed=True)
    return Done(row, CommunityClosed(subject=row.reference, version=row.version, reason=why, **room_of(row)))


@command(Permission.COMMUNITY_CHANGE)
def reopen_community(*, actor: Actor, clock: Clock, community: str, version: int, reason: str) -> Outcome[Community]:
    """Open a closed community again, with everything that it held. Raises NotFound, Stale, Invalid without a reason."""
    why, row = require_reason(reason), any_community(actor, community, version)
    if row.is_open:
        return Unchanged(row)
    _stand(row, clock.now(), actor, why, closed=False)
    return Done(row, CommunityReopened(subject=row.reference, version=row.version, reason=why, **room_of(row)))


def _stand(row: Community, now: datetime, actor: Actor, reason: str, *, closed: bool) -> None:
    facts = newest_facts(row)
    row.closed_at, row.changed_at = now if closed else None, now
    row.version += 1
    row.save()
    write_revision(row, facts, actor=actor, now=now, change="closed" if closed else "reopened", reason=reason)
