"""Proposals: what the machine suggests, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tutela.access.rules import Actor
from tutela.assess.threats.models import PROPOSAL, Proposal, ProposalEvidence
from tutela.assess.threats.queries.evidence import EvidenceView, evidence_views
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.scope import ProposalSet, proposal_row
from tutela.assess.threats.queries.views import ProposalView, described, figures_in
from tutela.assess.threats.queries.wording import reasons_in_words
from tutela.assess.threats.rules.register import ProposalStatus
from tutela.kernel.ids import number_of
from tutela.know.incidents.queries import incidents


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How a list of proposals is narrowed; what is empty does not narrow. `area_path` takes in all areas below."""

    text: str = ""
    area_path: str = ""
    kind: str = ""
    actor_kind: str = ""
    nature: str = ""


def proposals(
    actor: Actor,
    *,
    status: str = ProposalStatus.PENDING,
    wanted: Narrowing | None = None,
    limit: int | None = None,
) -> list[ProposalView]:
    """Return the proposals of a status, the gravest first: ongoing before potential, then by civilians killed."""
    rows = with_area(_narrowed(actor, status, wanted or Narrowing())).select_related("threat", "earlier")
    ordered = rows.order_by("nature", "-civilians_best", "-incidents", "number")
    return [proposal_view(row) for row in (ordered if limit is None else ordered[:limit])]


def proposal_count(actor: Actor, *, status: str = ProposalStatus.PENDING, wanted: Narrowing | None = None) -> int:
    """Return how many proposals of a status there are."""
    return _narrowed(actor, status, wanted or Narrowing()).count()


def _narrowed(actor: Actor, status: str, wanted: Narrowing) -> ProposalSet:
    rows = ProposalSet(Proposal).visible_to(actor).filter(status=status)
    exact = {"kind": wanted.kind, "actor_kind": wanted.actor_kind, "nature": wanted.nature}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.area_path:
        rows = rows.filter(area__path__startswith=wanted.area_path)
    if wanted.text:
        said = Q(actor_name__icontains=wanted.text) | Q(area__name__icontains=wanted.text)
        number = number_of(PROPOSAL, wanted.text)
        rows = rows.filter(said if number is None else said | Q(number=number))
    return rows


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
    rows = with_area(ProposalSet(Proposal).visible_to(actor).filter(threat=threat_key))
    return [proposal_view(row) for row in rows.select_related("threat", "earlier").order_by("number")]


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
