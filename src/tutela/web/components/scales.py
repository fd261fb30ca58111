"""The words of every scale that is shown as a mark: risk, time, phase, tier, place precision and sensitivity.

Each scale is told by word and by shape, so that it can be read in black and white and by any eye.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

RISK_WORDS: Final[dict[int, Words]] = {
    1: _("Very low"),
    2: _("Low"),
    3: _("Moderate"),
    4: _("High"),
    5: _("Very high"),
}

AREA_LEVEL_FROM: Final = 4
"""Place precision from which coordinates are a centroid and must not be drawn as a point."""

PRECISION_WORDS: Final[dict[int, Words]] = {
    1: _("Exact place"),
    2: _("Near the named place"),
    3: _("Somewhere in the district"),
    4: _("Somewhere in the province"),
    5: _("Along a line or in a wider region"),
    6: _("Somewhere in the country"),
    7: _("At sea, in the air or across a border"),
}


class TimeState(StrEnum):
    """Where a clock stands against its target."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


TIME_WORDS: Final[dict[TimeState, Words]] = {
    TimeState.IN_TIME: _("In time"),
    TimeState.DUE_SOON: _("Due soon"),
    TimeState.OVERDUE: _("Overdue"),
}

TIME_ICONS: Final[dict[TimeState, str]] = {
    TimeState.IN_TIME: "circle-check",
    TimeState.DUE_SOON: "hourglass-high",
    TimeState.OVERDUE: "alert-octagon",
}


class Phase(StrEnum):
    """The four operational phases (paras 36 and 37); they may run at the same time."""

    PREVENTION = "prevention"
    PRE_EMPTION = "pre_emption"
    RESPONSE = "response"
    CONSOLIDATION = "consolidation"


PHASE_WORDS: Final[dict[Phase, Words]] = {
    Phase.PREVENTION: _("Prevention"),
    Phase.PRE_EMPTION: _("Pre-emption"),
    Phase.RESPONSE: _("Response"),
    Phase.CONSOLIDATION: _("Consolidation"),
}

TIER_WORDS: Final[dict[int, Words]] = {
    1: _("Dialogue and engagement"),
    2: _("Physical protection"),
    3: _("Protective environment"),
}


class Sensitivity(StrEnum):
    """How closely a record is held."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


SENSITIVITY_WORDS: Final[dict[Sensitivity, Words]] = {
    Sensitivity.UNCLASSIFIED: _("Unclassified"),
    Sensitivity.CONFIDENTIAL: _("Confidential"),
    Sensitivity.STRICTLY_CONFIDENTIAL: _("Strictly confidential"),
}


def is_area_level(precision: int) -> bool:
    """Return whether a place of this precision (1 exact … 7 international) may only be shown as an area."""
    return precision >= AREA_LEVEL_FROM
