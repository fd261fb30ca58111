"""Alert networks: added, tested, ended."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock, instant
from tutela.kernel.refusals import NotFound
from tutela.kernel.sentences import Sentence
from tutela.know.communities.commands.records import (
    found_network,
    note_contact,
    number,
    refuse,
    require_clearance,
    require_reason,
    room_of_network,
)
from tutela.know.communities.events import NetworkAdded, NetworkEnded, NetworkTested
from tutela.know.communities.models import AlertNetwork, Community, FocalPoint, NetworkMember, NetworkTest
from tutela.know.communities.queries.ground import common_area
from tutela.know.communities.queries.scope import communities_named, network_named
from tutela.know.communities.rules import NetworkFacts, cleaned, facts_digest
from tutela.know.communities.rules.checking import latest_day, text_problem, wrong_in_network
from tutela.know.communities.rules.words import MEANS, REACHED, REPLIES, EndReason
from tutela.ledger.command import Done, Outcome, Unchanged, command

LONGEST_WAIT = 7 * 24 * 60


@command(Permission.COMMUNITY_CHANGE)
def add_network(*, actor: Actor, clock: Clock, facts: NetworkFacts, record_key: str) -> Outcome[AlertNetwork]:
    """Put an alert network on record, with the communities that it serves. The same key again is the same network.

    Raises Invalid for facts that cannot be and for communities that the actor may not know of, NotAllowed above the
    post's clearance. It is held as closely as the most closely held of its communities, at least.
    """
    known = AlertNetwork.objects.filter(mission_id=actor.mission, record_key=record_key).first()
    if known is not None:
        return Unchanged(_seen(actor, known))
    said, now = cleaned(facts), clock.now()
    members = communities_named(actor, said.communities)
    refuse({**_members_problem(said, members), **wrong_in_network(said, latest_day(now))})
    sensitivity = max(said.sensitivity, *(row.sensitivity for row in members))
    require_clearance(actor, sensitivity)
    row = AlertNetwork.objects.create(
        id=number(actor.mission, AlertNetwork.KIND),
        mission_id=actor.mission,
        record_key=record_key,
        name=said.name,
        area=common_area(actor.mission, [member.area for member in members]),
        means=list(said.means),
        how=said.how,
        set_up_on=said.set_up_on,
        sensitivity=sensitivity,
        recorded_at=now,
        recorded_by=actor.label,
    )
    NetworkMember.objects.bulk_create([NetworkMember(network=row, community=member) for member in members])
    added = NetworkAdded(
        subject=row.reference,
        related=tuple(member.reference for member in members),
        means=list(said.means),
        digest=facts_digest(said),
        **room_of_network(row),
    )
    return Done(row, added)


def _seen(actor: Actor, row: AlertNetwork) -> AlertNetwork:
    seen = network_named(actor, row.reference)
    if seen is None:
        raise NotFound(_("This key is taken."), remedy=_("Load the form again and send it once more."))
    return seen


def _members_problem(facts: NetworkFacts, members: list[Community]) -> dict[str, Sentence]:
    """Return what is wrong with the communities: one that is not there, not to be known, or closed."""
    open_ones = {row.reference for row in members if row.is_open}
    strange = sorted({one.strip().upper() for one in facts.communities} - open_ones)
    if not strange:
        return {}
    return {"communities": Sentence("There is no community {reference} to choose.", reference=strange[0][:20])}


@command(Permission.CONSULTATION_RECORD)
def note_network_test(
    *,
    actor: Actor,
    clock: Clock,
    network: str,
    tested_at: datetime,
    result: str,
    means: str = "",
    minutes: int | None = None,
    note: str = "",
) -> Outcome[NetworkTest]:
    """Put on record that somebody called to see whether a network carries, and what became of it.

    `minutes` until somebody answered. When somebody did, that is a contact with every community that it serves. The
    same moment again is the same test. Raises NotFound, NetworkHasEnded, Invalid for what cannot be.
    """
    row, now = found_network(actor, network), clock.now()
    refuse(_wrong_in_test(tested_at, now, result, means, minutes, note.strip()))
    known = NetworkTest.objects.filter(network=row, tested_at=tested_at).first()
    if known is not None:
        return Unchanged(known)
    tested = NetworkTest.objects.create(
        network=row,
        tested_at=tested_at,
        result=result,
        means=means,
        minutes=minutes,
        note=note.strip(),
        recorded_at=now,
        recorded_by=actor.label,
    )
    served = _served(row)
    if tested_at.date() >= row.last_tested_on:
        row.last_tested_on, row.last_result = tested_at.date(), result
        row.save(update_fields=["last_tested_on", "last_result"])
    if result in REACHED:
        note_contact([one.pk for one in served], tested_at.date(), row.sensitivity)
    happened = NetworkTested(
        subject=row.reference,
        related=tuple(one.reference for one in served),
        known_at=tested_at,
        result=result,
        means=means,
        minutes=minutes,
        tested_at=instant(tested_at),
        **room_of_network(row),
    )
    return Done(tested, happened)


def _served(row: AlertNetwork) -> list[Community]:
    members = NetworkMember.objects.filter(network=row).select_related("community").order_by("pk")
    return [member.community for member in members]


def _wrong_in_test(
    tested_at: datetime, now: datetime, result: str, means: str, minutes: int | None, note: str
) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    if tested_at > now:
        found["tested_at"] = Sentence("It cannot lie in the future.")
    if result not in REPLIES:
        found["result"] = Sentence("There is no choice {code}.", code=result[:60])
    if means and means not in MEANS:
        found["means"] = Sentence("There is no choice {code}.", code=means[:60])
    if minutes is not None and not 0 <= minutes <= LONGEST_WAIT:
        found["minutes"] = Sentence("Give whole minutes from 0 to {most}.", most=LONGEST_WAIT)
    if problem := text_problem(note):
        found["note"] = problem
    return found


@command(Permission.COMMUNITY_CHANGE)
def end_network(*, actor: Actor, clock: Clock, network: str, reason: str) -> Done[AlertNetwork]:
    """End a network that is used no longer, and with it every focal point in it.

    Raises NotFound, NetworkHasEnded, Invalid without a reason.
    """
    why, row, now = require_reason(reason), found_network(actor, network), clock.now()
    row.ended_at, row.ended_why = now, why
    row.save(update_fields=["ended_at", "ended_why"])
    ended = FocalPoint.objects.filter(network=row, ended_at__isnull=True).update(
        ended_at=now, ended_by=actor.label, ended_why=EndReason.OTHER
    )
    return Done(
        row,
        NetworkEnded(
            subject=row.reference,
            related=tuple(one.reference for one in _served(row)),
            focal_points=ended,
            reason=why,
            **room_of_network(row),
        ),
    )
