"""All writing of the threat register, one function a verb."""

from __future__ import annotations

from tutela.assess.threats.commands.assessing import assess_threat
from tutela.assess.threats.commands.linking import link_alert, unlink_alert
from tutela.assess.threats.commands.merging import merge_threats
from tutela.assess.threats.commands.phasing import set_phase
from tutela.assess.threats.commands.proposing import propose_threats, reject_proposal
from tutela.assess.threats.commands.ranking import rank_threats
from tutela.assess.threats.commands.register import (
    close_threat,
    raise_proposal,
    raise_threat,
    reopen_threat,
    revise_threat,
)

__all__ = [
    "assess_threat",
    "close_threat",
    "link_alert",
    "merge_threats",
    "propose_threats",
    "raise_proposal",
    "raise_threat",
    "rank_threats",
    "reject_proposal",
    "reopen_threat",
    "revise_threat",
    "set_phase",
    "unlink_alert",
]
