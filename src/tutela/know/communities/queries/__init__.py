"""All reading of communities, scoped to an actor."""

from __future__ import annotations

from tutela.know.communities.models import Community
from tutela.know.communities.queries.coverage import (
    PointsCount,
    WomenShare,
    coverage_of,
    groups_met_in,
    points_in,
    women_among_focal_points,
)
from tutela.know.communities.queries.lists import (
    Beside,
    CommunityWanted,
    beside,
    contact_column,
    listed_communities,
)
from tutela.know.communities.queries.networks import (
    PointSeen,
    focal_points_of,
    network_tests,
    networks,
    networks_of,
    served_by,
)
from tutela.know.communities.queries.scope import (
    communities,
    communities_named,
    community_named,
    consultation_named,
    consultations,
    focal_point_named,
    mechanism_named,
    network_named,
    placement_named,
)
from tutela.know.communities.queries.silence import (
    Silence,
    communities_not_heard_from,
    count_not_heard_from,
    recent_alerts,
)
from tutela.know.communities.queries.stories import revisions_of
from tutela.know.communities.queries.work import (
    PlanStanding,
    Working,
    checks_of,
    consultations_with,
    feedback_on,
    liaison_at_work,
    liaison_for,
    liaison_posts,
    mechanisms_of,
    plan_of,
    promises_open,
    support_of,
)

__all__ = [
    "Beside",
    "Community",
    "CommunityWanted",
    "PlanStanding",
    "PointSeen",
    "PointsCount",
    "Silence",
    "WomenShare",
    "Working",
    "beside",
    "checks_of",
    "communities",
    "communities_named",
    "communities_not_heard_from",
    "community_named",
    "consultation_named",
    "consultations",
    "consultations_with",
    "contact_column",
    "count_not_heard_from",
    "coverage_of",
    "feedback_on",
    "focal_point_named",
    "focal_points_of",
    "groups_met_in",
    "liaison_at_work",
    "liaison_for",
    "liaison_posts",
    "listed_communities",
    "mechanism_named",
    "mechanisms_of",
    "network_named",
    "network_tests",
    "networks",
    "networks_of",
    "placement_named",
    "plan_of",
    "points_in",
    "promises_open",
    "recent_alerts",
    "revisions_of",
    "served_by",
    "support_of",
    "women_among_focal_points",
]
