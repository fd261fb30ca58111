"""The life of a threat: raised, revised, closed, opened again."""

from __future__ import annotations

from datetime import date

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.proposing import decide
from tutela.assess.threats.commands.records import (
    found_proposal,
    found_threat,
    gather,
    link_evidence,
    place_in,
    require_reason,
    room_of,
    said_in,
    take_figures,
    write_revision,
)
from tutela.assess.threats.commands.saying import check_groups, new_threat, require_same_room, say
from tutela.assess.threats.events import ThreatClosed, ThreatRaised, ThreatReopened, ThreatRevised
from tutela.assess.threats.models import ProposalEvidence, Threat
from tutela.assess.threats.queries.support import terms_at
from tutela.assess.threats.queries.views import figures_in
from tutela.assess.threats.queries.wording import reasons_in_words
from tutela.assess.threats.rules.register import (
    Change,
    ProposalStatus,
    Status,
    ThreatFacts,
    compartment_of,
)
from tutela.kernel.clock import Clock
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.THREAT_RAISE)
def raise_threat(
    *, actor: Actor, clock: Clock, facts: ThreatFacts, reason: str, as_of: date | None = None
) -> Done[Threat]:
    """Put a threat into the register from scratch. Incidents that fit are linked, up to `as_of` (today).

    Raises Invalid for facts that make no threat or without a reason, NotAllowed outside the post's area,
    clearance or compartments.
    """
    why, now = require_reason(reason), clock.now()
    row = new_threat(actor, now)
    row.compartment = compartment_of(facts.acts)
    say(row, actor, facts)
    row.save()
    gather(row, terms_at(actor.mission, now), as_of or now.date(), now)
    write_revision(row, Change.RAISED, actor=actor, now=now, reason=why)
    return Done(row, _raised(row, why))


@command(Permission.THREAT_RAISE)
def raise_proposal(
    *,
    actor: Actor,
    clock: Clock,
    proposal: str,
    version: int,
    reason: str,
    title: str = "",
    description: str = "",
    grounds: str = "",
    at_risk: tuple[str, ...] | None = None,
    owner: str = "",
    being_done: str = "",
) -> Done[Threat]:
    """Make a proposal a threat. What is not given is taken over from it; the machine's reasons become the
    grounds.

    Raises NotFound, AlreadyDecided, Stale, Invalid without a reason or for groups that are none.
    """
    why, now = require_reason(reason), clock.now()
    origin = found_proposal(actor, proposal, version)
    row = new_threat(actor, now)
    row.kind, row.acts, row.nature = origin.kind, origin.acts, origin.nature
    row.at_risk = list(origin.at_risk if at_risk is None else at_risk)
    check_groups(row.at_risk)
    row.incident_actor_id = origin.incident_actor_id
    row.actor_name, row.actor_kind = origin.actor_name, origin.actor_kind
    row.area, row.includes_below = origin.area, False
    row.title, row.description, row.owner, row.being_done = title, description, owner, being_done
    row.grounds = grounds or " ".join(reasons_in_words(origin.reasons))
    row.sensitivity, row.compartment = origin.sensitivity, origin.compartment
    take_figures(row, figures_in(origin), origin.figures_on or now.date())
    write_revision(row, Change.RAISED, actor=actor, now=now, reason=why, related=[origin.reference])
    linked = ProposalEvidence.objects.filter(proposal=origin).values_list("incident_id", flat=True)
    link_evidence(row, linked, now)
    decide(origin, ProposalStatus.RAISED, actor=actor, now=now, reason=why, threat=row)
    return Done(row, _raised(row, why, origin.reference))


@command(Permission.THREAT_RAISE)
def revise_threat(
    *, actor: Actor, clock: Clock, threat: str, version: int, facts: ThreatFacts, reason: str
) -> Outcome[Threat]:
    """Say a threat anew: a new revision with all its facts. Scores stay until somebody assesses again.

    Raises NotFound, Stale, ThreatNotOpen, CompartmentFixed when the acts belong to another room of
    information, Invalid for facts that make no threat or without a reason, NotAllowed outside the post's area
    or clearance.
    """
    why, now = require_reason(reason), clock.now()
    row = found_threat(actor, threat, version)
    require_same_room(row, facts)
    before = said_in(row)
    say(row, actor, facts)
    changed = {name: value for name, value in said_in(row).items() if value != before[name]}
    if not changed:
        return Unchanged(row)
    row.version += 1
    gather(row, terms_at(actor.mission, now), row.figures_on or now.date(), now)
    write_revision(row, Change.REVISED, actor=actor, now=now, reason=why)
    happened = ThreatRevised(version=row.version, changed=changed, **room_of(row), reason=why)
    return Done(row, happened)


@command(Permission.THREAT_RAISE)
def close_threat(*, actor: Actor, clock: Clock, threat: str, version: int, reason: str) -> Done[Threat]:
    """Close a threat. It is proposed again only when its incidents change materially, and can be opened
    again.

    Raises NotFound, Stale, ThreatNotOpen, Invalid without a reason.
    """
    why, now = require_reason(reason), clock.now()
    row = found_threat(actor, threat, version, then=Status.CLOSED)
    row.status, row.closed_at = Status.CLOSED, now
    row.version += 1
    gather(row, terms_at(actor.mission, now), row.figures_on or now.date(), now)
    write_revision(row, Change.CLOSED, actor=actor, now=now, reason=why)
    return Done(row, ThreatClosed(version=row.version, **room_of(row), reason=why))


@command(Permission.THREAT_RAISE)
def reopen_threat(*, actor: Actor, clock: Clock, threat: str, version: int, reason: str) -> Done[Threat]:
    """Open a closed threat again, with everything that it held. Raises NotFound, Stale, ThreatNotOpen,
    Invalid.
    """
    why, now = require_reason(reason), clock.now()
    row = found_threat(actor, threat, version, then=Status.OPEN)
    row.status, row.closed_at = Status.OPEN, None
    row.version += 1
    write_revision(row, Change.REOPENED, actor=actor, now=now, reason=why)
    return Done(row, ThreatReopened(version=row.version, **room_of(row), reason=why))


def _raised(row: Threat, reason: str, proposal: str = "") -> ThreatRaised:
    return ThreatRaised(
        actor=row.actor_name,
        place=place_in(row),
        facts=said_in(row),
        incidents=row.incidents,
        civilians=row.civilians_best,
        proposal=proposal,
        related=(proposal,) if proposal else (),
        reason=reason,
        **room_of(row),
    )
