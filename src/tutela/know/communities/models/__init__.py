"""Communities as they stand now with their revisions, and what the mission keeps of its work with them."""

from __future__ import annotations

from tutela.know.communities.models.hearing import Consultation, Feedback, GroupMet
from tutela.know.communities.models.networks import AlertNetwork, FocalPoint, NetworkMember, NetworkTest
from tutela.know.communities.models.place import CONTACT_COLUMNS, Community, CommunityRevision
from tutela.know.communities.models.work import (
    LiaisonCheck,
    LiaisonPlacement,
    Mechanism,
    MechanismSupport,
    PlacementPlace,
    PlanReview,
    PlanRevision,
    ProtectionPlan,
)

__all__ = [
    "CONTACT_COLUMNS",
    "AlertNetwork",
    "Community",
    "CommunityRevision",
    "Consultation",
    "Feedback",
    "FocalPoint",
    "GroupMet",
    "LiaisonCheck",
    "LiaisonPlacement",
    "Mechanism",
    "MechanismSupport",
    "NetworkMember",
    "NetworkTest",
    "PlacementPlace",
    "PlanReview",
    "PlanRevision",
    "ProtectionPlan",
]
