"""All writing of the communities app, one function a verb."""

from __future__ import annotations

from tutela.know.communities.commands.changing import change_community, close_community, reopen_community
from tutela.know.communities.commands.hearing import note_feedback_given, record_consultation
from tutela.know.communities.commands.liaison import check_liaison, end_placement, place_liaison
from tutela.know.communities.commands.mechanisms import add_mechanism, support_mechanism
from tutela.know.communities.commands.networks import add_network, end_network, note_network_test
from tutela.know.communities.commands.places import add_community
from tutela.know.communities.commands.plans import review_protection_plan, write_protection_plan
from tutela.know.communities.commands.points import end_focal_point, name_focal_point

__all__ = [
    "add_community",
    "add_mechanism",
    "add_network",
    "change_community",
    "check_liaison",
    "close_community",
    "end_focal_point",
    "end_network",
    "end_placement",
    "name_focal_point",
    "note_feedback_given",
    "note_network_test",
    "place_liaison",
    "record_consultation",
    "reopen_community",
    "review_protection_plan",
    "support_mechanism",
    "write_protection_plan",
]
