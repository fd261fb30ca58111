"""Proposals: what the machine suggests, and what became of it."""

from __future__ import annotations

from tutela.access.rules import Actor
from tutela.assess.threats.models import Proposal, ProposalEvidence
from tutela.assess.threats.queries.evidence import EvidenceView, evidence_views
from tutela.assess.threats.queries.scope import ProposalSet, proposal_row
from tutela.assess.threats.queries.views import ProposalView, described, figures_in
from tutela.assess.threats.queries.wording import reasons_in_words
from tutela.assess.threats.rules.register import ProposalStatus
from tutela.know.incidents.queries import incidents


def proposals(actor: Actor, *, status: str = ProposalStatus.PENDING) -> list[ProposalView]:
    """Return the proposals of a status, the gravest first: ongoing before potential, then by civilians
    killed.
    """
    rows = ProposalSet(Proposal).visible_to(actor).filter(status=status)
    rows = rows.select_related("area", "threat", "earlier")
    return [proposal_view(row) for row in rows.order_by("nature", "-civilians_best", "-incidents", "number")]


def proposal_named(actor: Actor, reference: str) -> ProposalView | None:
    """Return a proposal by its reference, or None when there is none that the actor may know of."""
    row = proposal_row(actor, reference)
    return None if row is None else proposal_view(row)


def proposal_evidence(actor: Actor, reference: str, *, limit: int = 100) -> list[EvidenceView]:
    """Return the newest incidents behind a proposal that the actor may see."""
    row = proposal_row(actor, reference)
    if row is None:
        return []
    linked = ProposalEvidence.objects.filter(proposal=row).values("incident_id")
    return evidence_views(incidents(actor).filter(pk__in=linked), limit)


def proposals_behind(actor: Actor, threat_key: int) -> list[ProposalView]:
    """Return the proposals that a threat was raised from or that were merged into it."""
    rows = ProposalSet(Proposal).visible_to(actor).filter(threat=threat_key)
    return [proposal_view(row) for row in rows.select_related("area", "threat", "earlier").order_by("number")]


def proposal_view(row: Proposal) -> ProposalView:
    """Return a proposal for reading. Its area must have been read with it."""
    return ProposalView(
        **described(row),
        key=row.pk,
        reference=row.reference,
        number=row.number,
        version=row.version,
        status=row.status,
        figures=figures_in(row),
        figures_on=row.figures_on,
        fighting=row.fighting,
        reasons=tuple(reasons_in_words(row.reasons)),
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decision_reason=row.decision_reason,
        threat=row.threat.reference if row.threat else "",
        earlier=row.earlier.reference if row.earlier else "",
    )
