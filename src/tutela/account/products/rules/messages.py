"""Which key messages the figures themselves give: the machine says what is recorded, a person says what it means."""

from __future__ import annotations

from enum import StrEnum

from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.figures import AreaComparison, areas_by_harm
from tutela.account.products.rules.threats import prioritised

WEAK_SHARE = 0.1  # a tenth of incidents on coarse places is worth a key message


class Message(StrEnum):
    """The sentences that may stand in the summary, in their order."""

    NOT_COVERED = "not_covered"
    NO_INCIDENT = "no_incident"
    HARM_AND_CHANGE = "harm_and_change"
    WHERE = "where"
    TOP_THREAT = "top_threat"
    NO_THREAT_RANKED = "no_threat_ranked"
    NEAR_BASES = "near_bases"
    OUTLOOK = "outlook"
    WEAK_DATA = "weak_data"
    NO_BREAKDOWN = "no_breakdown"


def key_messages(content: QuarterlyAssessment) -> tuple[Message, ...]:
    """Return two to six messages: harm first, then threats, duties, the outlook and the limits of the data."""
    said = [
        _harm(content),
        Message.WHERE if worst_areas(content) else None,
        Message.TOP_THREAT if prioritised(content.threats) else Message.NO_THREAT_RANKED,
        Message.NEAR_BASES if reviews_due(content) else None,
        Message.OUTLOOK if content.outlook.overall else None,
        _limit(content),
    ]
    return tuple(message for message in said if message)


def worst_areas(content: QuarterlyAssessment, most: int = 3) -> tuple[AreaComparison, ...]:
    """Return the areas with the most civilian deaths in the quarter; only those with any."""
    ordered = areas_by_harm(content.trend.by_area)
    return tuple(area for area in ordered[:most] if (area.comparison.now.civilians or 0) >= 0.5)


def reviews_due(content: QuarterlyAssessment) -> int:
    """Return how many incidents near bases ask for a review (para 87)."""
    return sum(1 for incident in content.near_bases if incident.review_due)


def coarse_share(content: QuarterlyAssessment) -> float | None:
    """Return the share (0 to 1) of incidents known no better than province level; None when not measured."""
    limits = content.limits
    if not limits.incidents or limits.coarse_place_incidents is None:
        return None
    return limits.coarse_place_incidents / limits.incidents


def _harm(content: QuarterlyAssessment) -> Message:
    now = content.trend.overall.now
    if not now.is_covered:
        return Message.NOT_COVERED
    return Message.HARM_AND_CHANGE if now.incidents else Message.NO_INCIDENT


def _limit(content: QuarterlyAssessment) -> Message | None:
    """Return the one weakness of the data that most changes how the figures must be read."""
    if (coarse_share(content) or 0) >= WEAK_SHARE:
        return Message.WEAK_DATA
    shares = [grid.sex_unknown_share for grid in content.harm]
    return Message.NO_BREAKDOWN if any(share is not None and share >= 0.5 for share in shares) else None
