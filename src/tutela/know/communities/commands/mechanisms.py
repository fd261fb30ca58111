"""What communities have of their own that keeps people safe, and how it was backed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.kernel.sentences import Sentence
from tutela.know.communities.commands.records import found_community, known_on, note_contact, number, refuse, room_of
from tutela.know.communities.events import MechanismAdded, MechanismSupported
from tutela.know.communities.models import Mechanism, MechanismSupport
from tutela.know.communities.queries.scope import mechanism_named
from tutela.know.communities.rules import MechanismFacts, cleaned, facts_digest
from tutela.know.communities.rules.checking import latest_day, past_problem, text_problem, wrong_in_mechanism
from tutela.know.communities.rules.words import SUPPORT_KINDS
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.COMMUNITY_CHANGE)
def add_mechanism(
    *, actor: Actor, clock: Clock, community: str, facts: MechanismFacts, record_key: str
) -> Outcome[Mechanism]:
    """Put a local protection mechanism into the inventory. The same key again is the same mechanism.

    Raises NotFound, CommunityIsClosed, Invalid for what cannot be.
    """
    known = Mechanism.objects.filter(mission_id=actor.mission, record_key=record_key).first()
    if known is not None:
        return Unchanged(_seen(actor, known))
    place, said, now = found_community(actor, community), cleaned(facts), clock.now()
    refuse(wrong_in_mechanism(said, latest_day(now)))
    row = Mechanism.objects.create(
        id=number(actor.mission, Mechanism.KIND),
        mission_id=actor.mission,
        community=place,
        record_key=record_key,
        name=said.name,
        kind=said.kind,
        does=said.does,
        groups=list(said.groups),
        since_year=said.since_year,
        is_active=said.is_active,
        recorded_at=now,
        recorded_by=actor.label,
    )
    added = MechanismAdded(
        subject=row.reference,
        related=(place.reference,),
        community=place.reference,
        digest=facts_digest(said),
        **room_of(place),
    )
    return Done(row, added)


def _seen(actor: Actor, row: Mechanism) -> Mechanism:
    seen = mechanism_named(actor, row.reference)
    if seen is None:
        raise NotFound(_("This key is taken."), remedy=_("Load the form again and send it once more."))
    return seen


@command(Permission.CONSULTATION_RECORD)
def support_mechanism(
    *, actor: Actor, clock: Clock, mechanism: str, supported_on: date, kind: str, told: str
) -> Outcome[MechanismSupport]:
    """Put on record how a local mechanism was backed. The same words on the same day are one support.

    Raises NotFound, Invalid for an unknown kind, without words, or for a day that has not come.
    """
    row, words, now = mechanism_named(actor, mechanism), told.strip(), clock.now()
    if row is None:
        raise NotFound(_("There is no such mechanism."), remedy=_("Look for it on the page of the community."))
    problems = {
        "kind": None if kind in SUPPORT_KINDS else Sentence("There is no such choice."),
        "supported_on": past_problem(supported_on, latest_day(now)),
        "told": text_problem(words, needed=True),
    }
    refuse({name: problem for name, problem in problems.items() if problem})
    known = MechanismSupport.objects.filter(mechanism=row, supported_on=supported_on, kind=kind, told=words).first()
    if known is not None:
        return Unchanged(known)
    support = MechanismSupport.objects.create(
        mechanism=row, supported_on=supported_on, kind=kind, told=words, recorded_at=now, recorded_by=actor.label
    )
    note_contact([row.community_id], supported_on, row.community.sensitivity)
    happened = MechanismSupported(
        subject=row.reference,
        related=(row.community.reference,),
        known_at=known_on(supported_on, now),
        community=row.community.reference,
        kind=kind,
        supported_on=supported_on.isoformat(),
        **room_of(row.community),
    )
    return Done(support, happened)
