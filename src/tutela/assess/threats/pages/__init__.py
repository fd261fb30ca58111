"""What people see of the threat register: board, map, proposals, a threat's story, and the forms to decide."""

from __future__ import annotations

from tutela.assess.threats.pages.boards import board, board_data, board_map
from tutela.assess.threats.pages.deciding import assess, close, merge, new_threat, reopen, revise
from tutela.assess.threats.pages.linking import link_alert, unlink_alert
from tutela.assess.threats.pages.phases import phase, phase_list
from tutela.assess.threats.pages.proposals import ask, proposal, proposal_list
from tutela.assess.threats.pages.rankings import rank, ranking, ranking_list
from tutela.assess.threats.pages.stories import threat

__all__ = [
    "ask",
    "assess",
    "board",
    "board_data",
    "board_map",
    "close",
    "link_alert",
    "merge",
    "new_threat",
    "phase",
    "phase_list",
    "proposal",
    "proposal_list",
    "rank",
    "ranking",
    "ranking_list",
    "reopen",
    "revise",
    "threat",
    "unlink_alert",
]
