"""What each armed actor does in the exercise: where, how often, when in the year and in the day, against whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from tutela.demo.actors import BRIGADE, LANTERN, MILLSTONE, REED_FRONT, RIVER_YOUTH, UPLAND_YOUTH
from tutela.demo.acts import Group, Modus
from tutela.demo.country import Role

Curve: TypeAlias = tuple[tuple[float, float], ...]
"""Intensity over the window: (share of the window, level), joined by straight lines."""

DRY_MONTHS = frozenset({5, 6, 7, 8, 9, 10})
"""May to October: rivers can be forded and cattle come down to the water."""

STEADY: Curve = ((0.0, 1.0), (1.0, 1.0))
RISING: Curve = ((0.0, 0.4), (0.6, 0.8), (1.0, 1.6))
LATE: Curve = ((0.0, 0.02), (0.86, 0.05), (0.93, 0.6), (0.97, 1.6), (1.0, 1.2))
TO_MASSACRE: Curve = ((0.0, 0.35), (0.7, 0.6), (0.84, 1.8), (0.88, 1.4), (1.0, 0.6))
AFTER_MASSACRE: Curve = ((0.0, 0.5), (0.8, 0.6), (0.87, 2.0), (0.94, 1.4), (1.0, 1.0))
TRUCE: Curve = ((0.0, 1.0), (0.35, 1.4), (0.6, 0.9), (0.635, 0.03), (1.0, 0.02))
SECOND_HALF: Curve = ((0.0, 0.05), (0.5, 0.3), (0.7, 1.0), (1.0, 1.2))

MASSACRE_DAYS_BEFORE_END = 74
TRUCE_DAYS_BEFORE_END = 200


@dataclass(frozen=True, slots=True)
class Campaign:
    """One actor's recurring violence. `starts` events arise by themselves; each brings `echo` more on average."""

    key: str
    actor: str | None
    opponent: str | None
    starts: int
    roles: tuple[tuple[Role, float], ...]
    modi: tuple[tuple[Modus, float], ...]
    groups: tuple[tuple[Group, float], ...]
    curve: Curve = STEADY
    season: float = 0.0
    market: float = 0.0
    hours: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 10, 15, 18, 20, 22, 23)
    echo: float = 0.38
    answer: tuple[str, float] | None = None


NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
DAY = (6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17)

CAMPAIGNS: tuple[Campaign, ...] = (
    Campaign(
        "lantern-roads", LANTERN.code, None, 75,
        ((Role.CROSSROADS, 1.0), (Role.HIGHLAND, 0.5), (Role.FRONTIER, 0.7)),
        ((Modus.TOLL, 0.5), (Modus.AMBUSH, 0.4), (Modus.KIDNAP, 0.1)),
        ((Group.TRADERS, 0.7), (Group.TRAVELLERS, 0.3)),
        season=0.55, market=0.6, hours=DAY, echo=0.40,
    ),
    Campaign(
        "lantern-villages", LANTERN.code, None, 60,
        ((Role.HIGHLAND, 1.0), (Role.FRONTIER, 0.8), (Role.CROSSROADS, 0.3)),
        ((Modus.RAID, 0.55), (Modus.ABDUCTION, 0.28), (Modus.ATTACK, 0.09), (Modus.ASSAULT, 0.08)),
        ((Group.FARMERS, 0.7), (Group.HERDERS, 0.3)),
        season=0.8, hours=NIGHT, echo=0.43,
    ),
    Campaign(
        "lantern-recruitment", LANTERN.code, None, 14,
        ((Role.HIGHLAND, 1.0), (Role.FRONTIER, 0.3)),
        ((Modus.RECRUITMENT, 1.0),),
        ((Group.CHILDREN, 1.0),),
        curve=RISING, hours=DAY, echo=0.30,
    ),
    Campaign(
        "reeds-lake", REED_FRONT.code, None, 45,
        ((Role.LAKESIDE, 1.0), (Role.EXODUS, 0.2)),
        ((Modus.RAID, 0.6), (Modus.ATTACK, 0.16), (Modus.ABDUCTION, 0.12), (Modus.ASSAULT, 0.12)),
        ((Group.FISHERS, 0.8), (Group.WOMEN, 0.2)),
        season=0.2, market=0.3, hours=NIGHT, echo=0.40,
    ),
    Campaign(
        "reeds-marches", REED_FRONT.code, None, 26,
        ((Role.DISPUTED, 1.0),),
        ((Modus.ATTACK, 0.45), (Modus.RAID, 0.4), (Modus.ASSAULT, 0.15)),
        ((Group.FARMERS, 0.75), (Group.WOMEN, 0.25)),
        curve=TO_MASSACRE, season=0.3, hours=NIGHT, echo=0.40, answer=("watch-reprisals", 0.3),
    ),
    Campaign(
        "reeds-offensive", REED_FRONT.code, None, 30,
        ((Role.EXODUS, 1.0), (Role.DISPUTED, 0.3)),
        ((Modus.EXPULSION, 0.5), (Modus.ATTACK, 0.3), (Modus.RAID, 0.2)),
        ((Group.FARMERS, 0.6), (Group.DISPLACED, 0.4)),
        curve=LATE, hours=(3, 4, 5, 6, 7, 8), echo=0.35,
    ),
    Campaign(
        "reeds-explosives", REED_FRONT.code, None, 16,
        ((Role.LAKESIDE, 0.6), (Role.EXODUS, 1.0), (Role.DISPUTED, 0.3)),
        ((Modus.EXPLOSION, 1.0),),
        ((Group.TRAVELLERS, 0.7), (Group.CHILDREN, 0.3)),
        curve=SECOND_HALF, hours=DAY, echo=0.20,
    ),
    Campaign(
        "reeds-blockade", REED_FRONT.code, None, 8,
        ((Role.EXODUS, 1.0), (Role.LAKESIDE, 0.5)),
        ((Modus.BLOCKADE, 1.0),),
        ((Group.DISPLACED, 0.6), (Group.FARMERS, 0.4)),
        curve=SECOND_HALF, hours=DAY, echo=0.20,
    ),
    Campaign(
        "watch-reprisals", MILLSTONE.code, None, 30,
        ((Role.DISPUTED, 1.0), (Role.CROSSROADS, 0.4)),
        ((Modus.ATTACK, 0.4), (Modus.EXPULSION, 0.3), (Modus.CATTLE_RAID, 0.3)),
        ((Group.HERDERS, 1.0),),
        curve=AFTER_MASSACRE, season=0.3, hours=NIGHT, echo=0.35, answer=("reeds-marches", 0.2),
    ),
    Campaign(
        "brigade-custody", BRIGADE.code, None, 44,
        ((Role.DISPUTED, 1.0), (Role.CROSSROADS, 0.7), (Role.EXODUS, 0.25)),
        ((Modus.DETENTION, 0.55), (Modus.TORTURE, 0.2), (Modus.DISAPPEARANCE, 0.1), (Modus.ASSAULT, 0.15)),
        ((Group.YOUNG_MEN, 0.8), (Group.LEADERS, 0.2)),
        curve=AFTER_MASSACRE, hours=(5, 6, 7, 9, 11, 14, 16, 19, 21), echo=0.30,
    ),
    Campaign(
        "east-fighting", LANTERN.code, BRIGADE.code, 24,
        ((Role.FRONTIER, 1.0), (Role.CROSSROADS, 0.8)),
        ((Modus.CLASH, 1.0),),
        ((Group.TRAVELLERS, 0.4), (Group.FARMERS, 0.6)),
        season=0.6, echo=0.35, answer=("brigade-custody", 0.2),
    ),
    Campaign(
        "lake-fighting", REED_FRONT.code, BRIGADE.code, 20,
        ((Role.LAKESIDE, 1.0), (Role.EXODUS, 0.7)),
        ((Modus.CLASH, 1.0),),
        ((Group.FISHERS, 0.6), (Group.DISPLACED, 0.4)),
        curve=RISING, echo=0.35,
    ),
    Campaign(
        "herds-and-fields", UPLAND_YOUTH.code, RIVER_YOUTH.code, 44,
        ((Role.TRUCE, 1.0),),
        ((Modus.CATTLE_RAID, 0.65), (Modus.ATTACK, 0.35)),
        ((Group.HERDERS, 0.5), (Group.FARMERS, 0.5)),
        curve=TRUCE, season=0.5, hours=(3, 4, 5, 6, 16, 18, 19), echo=0.40,
    ),
    Campaign(
        "capital-crime", None, None, 28,
        ((Role.CAPITAL, 1.0), (Role.ESTUARY, 0.8)),
        ((Modus.KIDNAP, 0.4), (Modus.TOLL, 0.25), (Modus.RAID, 0.35)),
        ((Group.TRADERS, 0.6), (Group.AID_WORKERS, 0.15), (Group.TRAVELLERS, 0.25)),
        market=0.3, echo=0.20,
    ),
)  # fmt: skip

BY_KEY: dict[str, Campaign] = {campaign.key: campaign for campaign in CAMPAIGNS}


def level(curve: Curve, share: float) -> float:
    """The height of a curve at a share of the window."""
    for (x0, y0), (x1, y1) in pairwise(curve):
        if share <= x1:
            return y0 + (y1 - y0) * max(0.0, share - x0) / (x1 - x0)
    return curve[-1][1]


def season_factor(campaign: Campaign, when: datetime) -> float:
    """How much more (dry months) or less (rains) a campaign does at a date."""
    return 1 + campaign.season if when.month in DRY_MONTHS else 1 - 0.6 * campaign.season
