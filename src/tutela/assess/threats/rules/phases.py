"""Phases per area (paras 36 and 37): they follow no order, several hold at once, and the machine only
suggests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tutela.assess.threats.rules.proposing import Nature, Reason


class Phase(StrEnum):
    """The four phases of para 36."""

    PREVENTION = "prevention"
    PRE_EMPTION = "pre_emption"
    RESPONSE = "response"
    CONSOLIDATION = "consolidation"


class Sign(NamedTuple):
    """What a threat in an area says about its phase."""

    nature: Nature
    is_open: bool


class Advice(NamedTuple):
    """The phases that the register suggests for an area, each with its reason."""

    phases: tuple[Phase, ...]
    reasons: tuple[Reason, ...]


def in_order(phases: Iterable[str]) -> tuple[Phase, ...]:
    """Return phases once each, in the order of para 36. Raises ValueError for one that is none."""
    wanted = {Phase(phase) for phase in phases}
    return tuple(phase for phase in Phase if phase in wanted)


def suggest_phases(signs: Sequence[Sign], current: Sequence[str]) -> Advice:
    """Return what the threats of an area suggest, given the phases that it is in now.

    Violence that goes on asks for response, violence that may come for pre-emption; where a response was
    under way and nothing goes on any more, for consolidation; where there is no open threat at all, for
    prevention.
    """
    ongoing = sum(sign.is_open and sign.nature is Nature.ONGOING for sign in signs)
    potential = sum(sign.is_open and sign.nature is Nature.POTENTIAL for sign in signs)
    phases, reasons = [], []
    if not (ongoing or potential):
        phases.append(Phase.PREVENTION)
        reasons.append(Reason("no_threat"))
    if potential:
        phases.append(Phase.PRE_EMPTION)
        reasons.append(Reason("potential_threats", (("threats", potential),)))
    if ongoing:
        phases.append(Phase.RESPONSE)
        reasons.append(Reason("ongoing_threats", (("threats", ongoing),)))
    elif Phase.RESPONSE in current or Phase.CONSOLIDATION in current:
        phases.append(Phase.CONSOLIDATION)
        reasons.append(Reason("subsiding"))
    return Advice(in_order(phases), tuple(reasons))
