"""The forms in which people say what they know of communities: one column, the question in words."""

from __future__ import annotations

from tutela.know.communities.forms.hearing import ConsultationForm, FeedbackForm
from tutela.know.communities.forms.liaison import CheckForm, EndPlacementForm, PlacementForm
from tutela.know.communities.forms.mechanisms import MechanismForm, SupportForm
from tutela.know.communities.forms.networks import FocalPointForm, NetworkForm, PointEndForm, TrialForm
from tutela.know.communities.forms.places import CommunityForm, ReasonForm, VersionReasonForm, initial_of_community
from tutela.know.communities.forms.plans import PlanForm, ReviewForm, initial_of_plan

__all__ = [
    "CheckForm",
    "CommunityForm",
    "ConsultationForm",
    "EndPlacementForm",
    "FeedbackForm",
    "FocalPointForm",
    "MechanismForm",
    "NetworkForm",
    "PlacementForm",
    "PlanForm",
    "PointEndForm",
    "ReasonForm",
    "ReviewForm",
    "SupportForm",
    "TrialForm",
    "VersionReasonForm",
    "initial_of_community",
    "initial_of_plan",
]
