"""Asking the machine for proposals, and rejecting one."""

from __future__ import annotations

from datetime import date, datetime

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.records import found_proposal, place_in, require_reason, room_of
from tutela.assess.threats.commands.run import ProposalRun, Run
from tutela.assess.threats.events import ProposalRejected
from tutela.assess.threats.models import Proposal, Threat
from tutela.assess.threats.queries.support import terms_at
from tutela.assess.threats.rules.register import ProposalStatus
from tutela.kernel.clock import Clock
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.THREAT_PROPOSE)
def propose_threats(*, actor: Actor, clock: Clock, as_of: date | None = None) -> Outcome[ProposalRun]:
    """Propose threats from the incidents that the actor may see, up to `as_of` (today by the clock).

    What an open threat covers already is counted there and not proposed; what a person set aside is proposed
    again only when it changed materially (`changed_materially`); what nobody decided about and the incidents
    no longer support lapses. Nothing here is a threat until a person raises it. Raises NotAllowed without the
    right to read incidents.
    """
    actor.require(Permission.INCIDENT_READ)
    now = clock.now()
    day = as_of or now.date()
    run = Run(actor, terms_at(actor.mission, now), day, now)
    run.work()
    happened = list(run.events())
    return Done(run.result, happened[0], tuple(happened[1:])) if happened else Unchanged(run.result)


@command(Permission.THREAT_RAISE)
def reject_proposal(*, actor: Actor, clock: Clock, proposal: str, version: int, reason: str) -> Done[Proposal]:
    """Reject a proposal. It is made again only when its incidents change materially.

    Raises NotFound, AlreadyDecided, Stale, Invalid without a reason.
    """
    why = require_reason(reason)
    row = found_proposal(actor, proposal, version)
    decide(row, ProposalStatus.REJECTED, actor=actor, now=clock.now(), reason=why)
    happened = ProposalRejected(
        actor=row.actor_name,
        place=place_in(row),
        kind=row.kind,
        incidents=row.incidents,
        civilians=row.civilians_best,
        reason=why,
        **room_of(row),
    )
    return Done(row, happened)


def decide(
    row: Proposal, status: ProposalStatus, *, actor: Actor, now: datetime, reason: str, threat: Threat | None = None
) -> None:
    """Write what a person decided about a proposal. Only inside a command."""
    row.status, row.threat = status, threat
    row.decided_at, row.decided_by, row.decision_reason = now, actor.label, reason
    row.version += 1
    row.save()
