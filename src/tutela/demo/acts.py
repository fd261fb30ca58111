"""The words in which the exercise describes violence: acts (para 16), people harmed, groups, handling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Act(StrEnum):
    """Hostile acts, after the list in para 16; the values are the codes of the policy's vocabulary."""

    KILLING = "killing"
    ATTEMPTED_KILLING = "attempted_killing"
    INDISCRIMINATE_ATTACK = "indiscriminate_attack"
    ARMED_CLASH = "armed_clash"
    TORTURE = "torture"
    SEXUAL_VIOLENCE = "sexual_violence"
    FORCED_DISPLACEMENT = "forced_displacement"
    STARVATION = "starvation"
    PILLAGE = "pillage"
    ABDUCTION = "abduction"
    ARBITRARY_DETENTION = "arbitrary_detention"
    KIDNAPPING = "kidnapping"
    DISAPPEARANCE = "disappearance"
    CHILD_RECRUITMENT = "child_recruitment"
    EXPLOSIVE_ORDNANCE = "explosive_ordnance"


class Modus(StrEnum):
    """The situation that an incident is, from which its acts, its usual harm and its wording follow."""

    RAID = "raid"
    CATTLE_RAID = "cattle raid"
    ATTACK = "attack"
    TOLL = "road toll"
    AMBUSH = "ambush"
    ABDUCTION = "abduction"
    KIDNAP = "kidnapping for ransom"
    RECRUITMENT = "child recruitment"
    ASSAULT = "sexual violence"
    DETENTION = "arbitrary detention"
    TORTURE = "torture"
    DISAPPEARANCE = "disappearance"
    EXPULSION = "expulsion"
    BLOCKADE = "blockade"
    EXPLOSION = "explosion"
    CLASH = "clash"


class AttackMode(StrEnum):
    """Whether civilians were aimed at (para 16)."""

    DIRECT = "direct"
    INDISCRIMINATE = "indiscriminate"


class HarmKind(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    RECRUITED = "recruited"
    SEXUAL_VIOLENCE = "sexual_violence"
    DISPLACED = "displaced"


class Standing(StrEnum):
    """Whether those harmed were civilians; the unknown count as civilians (para 15)."""

    CIVILIAN = "civilian"
    UNKNOWN = "in_doubt"
    COMBATANT = "fighter"


class Group(StrEnum):
    """Those at risk, by livelihood or situation (para 29)."""

    FARMERS = "farming families"
    HERDERS = "herding families"
    FISHERS = "fishing families"
    TRADERS = "market traders"
    TRAVELLERS = "road users"
    WOMEN = "women and girls"
    CHILDREN = "children"
    YOUNG_MEN = "young men"
    DISPLACED = "displaced people"
    LEADERS = "local leaders"
    AID_WORKERS = "aid workers"


class Sensitivity(IntEnum):
    """How widely a record may be read."""

    UNCLASSIFIED = 0
    CONFIDENTIAL = 1
    STRICTLY_CONFIDENTIAL = 2


class Compartment(StrEnum):
    """Who must be entitled besides."""

    NONE = ""
    SEXUAL_VIOLENCE = "sexual_violence"
    CHILD_PROTECTION = "child_protection"
    HUMAN_RIGHTS_CASES = "human_rights_cases"


class Language(StrEnum):
    """The language of a report."""

    ENGLISH = "en"
    FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Harm:
    """People harmed in one way; `low <= best <= high`, and those known by sex and age never exceed `best`."""

    kind: HarmKind
    standing: Standing
    low: int
    best: int
    high: int
    women: int = 0
    men: int = 0
    girls: int = 0
    boys: int = 0

    @property
    def known(self) -> int:
        """How many are known by sex and age."""
        return self.women + self.men + self.girls + self.boys

    @property
    def unknown(self) -> int:
        """How many are not known by sex and age."""
        return self.best - self.known


USUAL_ACT: dict[Modus, Act] = {
    Modus.RAID: Act.PILLAGE,
    Modus.CATTLE_RAID: Act.PILLAGE,
    Modus.ATTACK: Act.KILLING,
    Modus.TOLL: Act.PILLAGE,
    Modus.AMBUSH: Act.KILLING,
    Modus.ABDUCTION: Act.ABDUCTION,
    Modus.KIDNAP: Act.KIDNAPPING,
    Modus.RECRUITMENT: Act.CHILD_RECRUITMENT,
    Modus.ASSAULT: Act.SEXUAL_VIOLENCE,
    Modus.DETENTION: Act.ARBITRARY_DETENTION,
    Modus.TORTURE: Act.TORTURE,
    Modus.DISAPPEARANCE: Act.DISAPPEARANCE,
    Modus.EXPULSION: Act.FORCED_DISPLACEMENT,
    Modus.BLOCKADE: Act.STARVATION,
    Modus.EXPLOSION: Act.EXPLOSIVE_ORDNANCE,
    Modus.CLASH: Act.ARMED_CLASH,
}

ACT_OF_HARM: dict[HarmKind, Act] = {
    HarmKind.KILLED: Act.KILLING,
    HarmKind.ABDUCTED: Act.ABDUCTION,
    HarmKind.DETAINED: Act.ARBITRARY_DETENTION,
    HarmKind.RECRUITED: Act.CHILD_RECRUITMENT,
    HarmKind.SEXUAL_VIOLENCE: Act.SEXUAL_VIOLENCE,
    HarmKind.DISPLACED: Act.FORCED_DISPLACEMENT,
}

ON_ROADS: frozenset[Modus] = frozenset({Modus.TOLL, Modus.AMBUSH, Modus.EXPLOSION})
"""Situations that happen on a road between two places."""
