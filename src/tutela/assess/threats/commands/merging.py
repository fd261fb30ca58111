"""Merging: several threats or proposals that are one threat become one, and nothing they held is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.proposing import decide
from tutela.assess.threats.commands.records import (
    found_proposal,
    found_threat,
    gather,
    link_evidence,
    path_in,
    require_reason,
    room_of,
    said_in,
    write_revision,
)
from tutela.assess.threats.events import ThreatsMerged
from tutela.assess.threats.models import Evidence, Proposal, ProposalEvidence, Threat
from tutela.assess.threats.queries.support import terms_at
from tutela.assess.threats.rules.kinds import in_order
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.reach import common_path
from tutela.assess.threats.rules.register import Change, ProposalStatus, Status
from tutela.kernel.clock import Clock
from tutela.kernel.ids import number_of
from tutela.kernel.refusals import Invalid, Refusal
from tutela.ledger.command import Done, command
from tutela.mission.models import Area


class DifferentRooms(Refusal):
    """What is merged must be kept in one room of information."""

    code = "different_rooms"


@command(Permission.THREAT_RAISE)
def merge_threats(
    *, actor: Actor, clock: Clock, into: str, version: int, others: Mapping[str, int], reason: str
) -> Done[Threat]:
    """Merge threats and proposals (reference → version as read) into a threat.

    It then says what all of them said: their acts, groups at risk and evidence, in the smallest area that
    holds them all; it is ongoing when one of them is. Raises NotFound, Stale, ThreatNotOpen, AlreadyDecided,
    DifferentRooms, Invalid without a reason or with nothing to merge, NotAllowed when the area that holds all
    is not the post's.
    """
    why, now = require_reason(reason), clock.now()
    row = found_threat(actor, into, version)
    parts = [_found(actor, reference, seen) for reference, seen in others.items() if reference != row.reference]
    if not parts:
        raise Invalid(_("There is nothing to merge."), remedy=_("Choose at least one other threat or proposal."))
    _require_one_room(row, parts)
    _widen(row, parts, actor)
    row.version += 1
    row.save()
    for part in parts:
        _take_in(row, part, actor, now, why)
    gather(row, terms_at(actor.mission, now), row.figures_on or now.date(), now)
    merged = [part.reference for part in parts]
    write_revision(row, Change.MERGED, actor=actor, now=now, reason=why, related=merged)
    happened = ThreatsMerged(
        version=row.version,
        merged=", ".join(merged),
        facts=said_in(row),
        related=tuple(merged),
        reason=why,
        **room_of(row),
    )
    return Done(row, happened)


def _found(actor: Actor, reference: str, version: int) -> Threat | Proposal:
    if number_of("TP", reference) is not None:
        return found_proposal(actor, reference, version)
    return found_threat(actor, reference, version, then=Status.MERGED)


def _require_one_room(row: Threat, parts: Sequence[Threat | Proposal]) -> None:
    if any(part.compartment != row.compartment for part in parts):
        raise DifferentRooms(
            _("These are kept in different rooms of information."),
            remedy=_("Merge only what the same people may know of."),
        )


def _widen(row: Threat, parts: Sequence[Threat | Proposal], actor: Actor) -> None:
    path = common_path([path_in(row), *(path_in(part) for part in parts)])
    actor.require(Permission.THREAT_RAISE, area_path=path or None)
    if path != path_in(row):
        row.area = Area.objects.get(mission_id=actor.mission, path=path) if path else None
        # The parts keep their own reach: what lies between them was not merged.
        row.includes_below = False
    row.acts = list(in_order([*row.acts, *(act for part in parts for act in part.acts)]))
    row.at_risk = list(dict.fromkeys([*row.at_risk, *(group for part in parts for group in part.at_risk)]))
    if any(part.nature == Nature.ONGOING for part in parts):
        row.nature = Nature.ONGOING
    row.sensitivity = max(row.sensitivity, *(part.sensitivity for part in parts))


def _take_in(row: Threat, part: Threat | Proposal, actor: Actor, now: datetime, reason: str) -> None:
    if isinstance(part, Proposal):
        linked = ProposalEvidence.objects.filter(proposal=part).values_list("incident_id", flat=True)
        link_evidence(row, linked, now)
        decide(part, ProposalStatus.MERGED, actor=actor, now=now, reason=reason, threat=row)
        return
    link_evidence(row, Evidence.objects.filter(threat=part).values_list("incident_id", flat=True), now)
    Proposal.objects.filter(threat=part).update(threat=row)
    Threat.objects.filter(merged_into=part).update(merged_into=row)
    part.status, part.merged_into = Status.MERGED, row
    part.version += 1
    write_revision(part, Change.MERGED, actor=actor, now=now, reason=reason, related=[row.reference])
