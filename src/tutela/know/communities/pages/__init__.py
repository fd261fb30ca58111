"""What people see of communities: lists, single records, and the forms in which they say what they know."""

from __future__ import annotations

from tutela.know.communities.pages.exporting import community_export
from tutela.know.communities.pages.hearing import consultation, give_feedback, new_consultation
from tutela.know.communities.pages.liaison import check, end_liaison, liaison_list, new_liaison
from tutela.know.communities.pages.lists import community_list
from tutela.know.communities.pages.mechanisms import new_mechanism, new_support
from tutela.know.communities.pages.networks import end, network, network_list, new_network, new_test
from tutela.know.communities.pages.places import change, close, new_community, reopen
from tutela.know.communities.pages.plans import plan, print_plan, review_plan, write_plan
from tutela.know.communities.pages.points import end_point, new_point
from tutela.know.communities.pages.records import community

__all__ = [
    "change",
    "check",
    "close",
    "community",
    "community_export",
    "community_list",
    "consultation",
    "end",
    "end_liaison",
    "end_point",
    "give_feedback",
    "liaison_list",
    "network",
    "network_list",
    "new_community",
    "new_consultation",
    "new_liaison",
    "new_mechanism",
    "new_network",
    "new_point",
    "new_support",
    "new_test",
    "plan",
    "print_plan",
    "reopen",
    "review_plan",
    "write_plan",
]
