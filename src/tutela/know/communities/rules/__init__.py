"""What a community, its networks, plans and consultations are, without a database."""

from __future__ import annotations

from tutela.know.communities.rules.clocks import NEVER, Since, State, day_or_none, quiet_before, since, state_of
from tutela.know.communities.rules.coverage import GroupHeard, Heard, Met, coverage, groups_asked, looked_back_from
from tutela.know.communities.rules.facts import (
    CommunityFacts,
    ConsultationFacts,
    MechanismFacts,
    NetworkFacts,
    PlacementFacts,
    PlanFacts,
    cleaned,
    community_from,
    facts_digest,
    facts_json,
    marked,
    plan_from,
    search_text,
    unmarked,
)

__all__ = [
    "NEVER",
    "CommunityFacts",
    "ConsultationFacts",
    "GroupHeard",
    "Heard",
    "MechanismFacts",
    "Met",
    "NetworkFacts",
    "PlacementFacts",
    "PlanFacts",
    "Since",
    "State",
    "cleaned",
    "community_from",
    "coverage",
    "day_or_none",
    "facts_digest",
    "facts_json",
    "groups_asked",
    "looked_back_from",
    "marked",
    "plan_from",
    "quiet_before",
    "search_text",
    "since",
    "state_of",
    "unmarked",
]
