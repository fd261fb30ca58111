"""All reading of the threat register, scoped to an actor."""

from __future__ import annotations

from tutela.assess.threats.queries.board import (
    Attention,
    Board,
    Choice,
    open_choices,
    pending_count,
    threat_board,
    threat_named,
    threats_needing_attention,
)
from tutela.assess.threats.queries.evidence import EvidenceView
from tutela.assess.threats.queries.knowledge import KnownThreat, threats_as_known
from tutela.assess.threats.queries.phases import (
    PhaseView,
    phase_history,
    phase_now,
    phases,
    phases_as_known,
    top_areas,
)
from tutela.assess.threats.queries.proposals import (
    Narrowing,
    proposal_count,
    proposal_evidence,
    proposal_named,
    proposals,
)
from tutela.assess.threats.queries.rankings import (
    Basis,
    LineView,
    RankingView,
    latest_ranking,
    ranking_basis,
    ranking_named,
    rankings,
)
from tutela.assess.threats.queries.story import RevisionView, ScoringAid, ThreatStory, threat_story
from tutela.assess.threats.queries.views import (
    AssessmentView,
    PartView,
    Place,
    ProposalView,
    Scored,
    ThreatView,
)

__all__ = [
    "AssessmentView",
    "Attention",
    "Basis",
    "Board",
    "Choice",
    "EvidenceView",
    "KnownThreat",
    "LineView",
    "Narrowing",
    "PartView",
    "PhaseView",
    "Place",
    "ProposalView",
    "RankingView",
    "RevisionView",
    "Scored",
    "ScoringAid",
    "ThreatStory",
    "ThreatView",
    "latest_ranking",
    "open_choices",
    "pending_count",
    "phase_history",
    "phase_now",
    "phases",
    "phases_as_known",
    "proposal_count",
    "proposal_evidence",
    "proposal_named",
    "proposals",
    "ranking_basis",
    "ranking_named",
    "rankings",
    "threat_board",
    "threat_named",
    "threat_story",
    "threats_as_known",
    "threats_needing_attention",
    "top_areas",
]
