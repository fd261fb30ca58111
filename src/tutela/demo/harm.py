"""How many people a simulated event harms, in which way, and how much of that is known by sex and age."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from tutela.demo.acts import Group, Harm, HarmKind, Modus, Standing
from tutela.demo.escalations import WAVE
from tutela.demo.process import Occurrence
from tutela.demo.randomness import long_tailed


@dataclass(frozen=True, slots=True)
class Toll:
    """How often a situation harms people in one way, and the law of how many."""

    kind: HarmKind
    chance: float
    median: float
    spread: float
    most: int


DEAD, HURT, TAKEN, HELD, RECRUITED, ASSAULTED, FLED = (
    HarmKind.KILLED,
    HarmKind.INJURED,
    HarmKind.ABDUCTED,
    HarmKind.DETAINED,
    HarmKind.RECRUITED,
    HarmKind.SEXUAL_VIOLENCE,
    HarmKind.DISPLACED,
)

TOLLS: dict[Modus, tuple[Toll, ...]] = {
    Modus.RAID: (
        Toll(DEAD, 0.25, 1.3, 0.5, 6),
        Toll(HURT, 0.42, 2.0, 0.6, 12),
        Toll(TAKEN, 0.14, 2.5, 0.6, 12),
        Toll(FLED, 0.2, 140, 0.9, 1500),
    ),
    Modus.CATTLE_RAID: (Toll(DEAD, 0.42, 1.6, 0.6, 9), Toll(HURT, 0.5, 2.2, 0.6, 12), Toll(FLED, 0.1, 120, 0.8, 900)),
    Modus.ATTACK: (Toll(DEAD, 0.82, 2.6, 0.75, 18), Toll(HURT, 0.65, 3.5, 0.7, 25), Toll(FLED, 0.34, 320, 0.9, 3000)),
    Modus.TOLL: (Toll(DEAD, 0.04, 1.0, 0.2, 2), Toll(HURT, 0.3, 1.6, 0.5, 6)),
    Modus.AMBUSH: (Toll(DEAD, 0.62, 1.6, 0.6, 8), Toll(HURT, 0.6, 2.4, 0.6, 12)),
    Modus.ABDUCTION: (Toll(TAKEN, 1.0, 4.5, 0.7, 24), Toll(DEAD, 0.14, 1.1, 0.4, 3), Toll(HURT, 0.2, 1.6, 0.5, 6)),
    Modus.KIDNAP: (Toll(TAKEN, 1.0, 1.3, 0.5, 5), Toll(HURT, 0.15, 1.0, 0.3, 2)),
    Modus.RECRUITMENT: (Toll(RECRUITED, 1.0, 4.0, 0.6, 16),),
    Modus.ASSAULT: (Toll(ASSAULTED, 1.0, 1.7, 0.6, 7),),
    Modus.DETENTION: (Toll(HELD, 1.0, 4.0, 0.7, 26), Toll(HURT, 0.2, 1.6, 0.5, 6)),
    Modus.TORTURE: (Toll(HELD, 1.0, 1.8, 0.5, 6), Toll(HURT, 1.0, 1.6, 0.4, 5), Toll(DEAD, 0.12, 1.0, 0.2, 2)),
    Modus.DISAPPEARANCE: (Toll(HELD, 1.0, 1.6, 0.5, 6),),
    Modus.EXPULSION: (Toll(FLED, 1.0, 700, 0.7, 3500), Toll(DEAD, 0.3, 1.7, 0.6, 8), Toll(HURT, 0.35, 2.2, 0.6, 12)),
    Modus.BLOCKADE: (Toll(DEAD, 0.12, 1.4, 0.4, 4), Toll(FLED, 0.45, 380, 0.7, 2000)),
    Modus.EXPLOSION: (Toll(DEAD, 0.55, 1.5, 0.6, 7), Toll(HURT, 0.75, 2.6, 0.6, 14)),
    Modus.CLASH: (Toll(DEAD, 0.45, 1.6, 0.6, 8), Toll(HURT, 0.5, 2.4, 0.6, 14), Toll(FLED, 0.4, 420, 0.9, 3200)),
}

SHARES: dict[Group, tuple[float, float, float, float]] = {
    Group.FARMERS: (0.34, 0.42, 0.11, 0.13),
    Group.HERDERS: (0.2, 0.56, 0.08, 0.16),
    Group.FISHERS: (0.26, 0.55, 0.07, 0.12),
    Group.TRADERS: (0.48, 0.46, 0.03, 0.03),
    Group.TRAVELLERS: (0.36, 0.5, 0.06, 0.08),
    Group.WOMEN: (0.74, 0.04, 0.22, 0.0),
    Group.CHILDREN: (0.1, 0.08, 0.36, 0.46),
    Group.YOUNG_MEN: (0.03, 0.85, 0.0, 0.12),
    Group.DISPLACED: (0.36, 0.2, 0.23, 0.21),
    Group.LEADERS: (0.25, 0.75, 0.0, 0.0),
    Group.AID_WORKERS: (0.45, 0.55, 0.0, 0.0),
}
"""Women, men, girls and boys among those harmed, by group."""


def draw_harm(rng: Random, event: Occurrence, *, is_disaggregated: bool, is_vague: bool) -> tuple[Harm, ...]:
    """The harm of an event: civilian figures first, then those of unknown standing, then fighters."""
    counts = {toll.kind: _count(rng, toll, event) for toll in TOLLS[event.modus] if rng.random() < toll.chance}
    if not counts and event.modus in (Modus.AMBUSH, Modus.EXPLOSION) and rng.random() < 0.6:
        counts = {HURT: 1}
    found = [_harm(rng, kind, best, event.group, is_disaggregated, is_vague) for kind, best in counts.items()]
    if DEAD in counts and rng.random() < 0.16:
        found.append(_bare(rng, DEAD, Standing.UNKNOWN, long_tailed(rng, 1.4, 0.5, most=6), is_vague))
    if event.modus is Modus.CLASH or (event.modus is Modus.ATTACK and rng.random() < 0.1):
        found.append(_bare(rng, DEAD, Standing.COMBATANT, long_tailed(rng, 2.4, 0.8, most=22), is_vague))
    return tuple(found)


def _count(rng: Random, toll: Toll, event: Occurrence) -> int:
    if event.script == WAVE and toll.kind is FLED:
        return 50 * round(rng.uniform(1500, 4800) / 50)
    count = long_tailed(rng, toll.median, toll.spread, most=toll.most)
    return _rounded(count) if toll.kind is FLED else count


def _rounded(count: int) -> int:
    """A round figure, as estimates of crowds are."""
    step = 10 if count < 200 else 50 if count < 1000 else 100
    return max(step, step * round(count / step))


def _harm(rng: Random, kind: HarmKind, best: int, group: Group, is_disaggregated: bool, is_vague: bool) -> Harm:
    harm = _bare(rng, kind, Standing.CIVILIAN, best, is_vague)
    if not is_disaggregated or kind is FLED:
        return harm
    if best <= 4:
        harm = Harm(kind, Standing.CIVILIAN, best, best, best)
    women, men, girls, boys = _split(rng, kind, harm, group)
    return Harm(kind, Standing.CIVILIAN, harm.low, best, harm.high, women, men, girls, boys)


def _split(rng: Random, kind: HarmKind, harm: Harm, group: Group) -> tuple[int, int, int, int]:
    """Women, men, girls, boys; sometimes a few remain unknown, and no more are known than are certain."""
    shares = SHARES[group]
    if kind is ASSAULTED:
        shares = (0.64, 0.05, 0.28, 0.03)
    elif kind is RECRUITED:
        shares = (0.0, 0.0, 0.28, 0.72)
    known = harm.low - (rng.randint(1, max(1, harm.low // 3)) if harm.low > 3 and rng.random() < 0.3 else 0)
    picks = rng.choices(range(4), shares, k=known)
    return picks.count(0), picks.count(1), picks.count(2), picks.count(3)


def _bare(rng: Random, kind: HarmKind, standing: Standing, best: int, is_vague: bool) -> Harm:
    is_plain = best <= 2 and kind is not FLED
    if rng.random() < (0.85 if is_plain else 0.3 if is_vague or kind is FLED else 0.66):
        return Harm(kind, standing, best, best, best)
    if kind is FLED:
        low, high = best * rng.uniform(0.6, 0.9), best * rng.uniform(1.1, 1.7)
        return Harm(kind, standing, min(best, _rounded(round(low))), best, max(best, _rounded(round(high))))
    low, high = math.floor(best * rng.uniform(0.55, 0.95)), math.ceil(best * rng.uniform(1.05, 1.6))
    return Harm(kind, standing, low, best, high)
