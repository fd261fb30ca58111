"""The invented armed actors of the exercise. Their names stand for no people, language, faith or real group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """Sources of threat that the exercise uses, after the list in para 16; the values are vocabulary codes."""

    NON_STATE_GROUP = "non_state_armed_group"
    SELF_DEFENCE = "self_defence_group"
    STATE_FORCE = "state_forces"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Actor:
    """An armed actor with the names under which reports know it."""

    code: str
    name: str
    name_fr: str
    acronym: str
    aliases: tuple[str, ...]
    kind: ActorKind
    description: str
    description_fr: str
    exercise: bool = True


LANTERN = Actor(
    code="lantern-column",
    name="Lantern Column",
    name_fr="Colonne de la Lanterne",
    acronym="LC",
    aliases=("the Lanterns", "Lantern Bearers", "Colonne Lanterne"),
    kind=ActorKind.NON_STATE_GROUP,
    description="Mobile group of the eastern uplands. Lives off road tolls, cattle and abducted porters.",
    description_fr="Groupe mobile des hautes terres de l'est. Vit des péages routiers, du bétail et du portage forcé.",
)

REED_FRONT = Actor(
    code="reed-bank-front",
    name="Reed Bank Front",
    name_fr="Front de la Roselière",
    acronym="RBF",
    aliases=("the Reeds", "RBF", "FRO", "Front Roselière"),
    kind=ActorKind.NON_STATE_GROUP,
    description="Group of the lake shore and the marshes. Fights for the landing places and the fish trade.",
    description_fr="Groupe des rives du lac et des marais. Se bat pour les débarcadères et le commerce du poisson.",
)

MILLSTONE = Actor(
    code="millstone-watch",
    name="Millstone Watch",
    name_fr="Garde de la Meule",
    acronym="MW",
    aliases=("the Watch", "Millstones", "Garde Meule"),
    kind=ActorKind.SELF_DEFENCE,
    description="Village guards of the disputed marches who answer raids with raids of their own.",
    description_fr="Gardes villageois des marches disputées, qui répondent aux razzias par d'autres razzias.",
)

BRIGADE = Actor(
    code="ninth-frontier-brigade",
    name="9th Frontier Brigade",
    name_fr="9e brigade des confins",
    acronym="9FB",
    aliases=("Ninth Brigade", "Frontier Brigade", "9e brigade", "9 BC"),
    kind=ActorKind.STATE_FORCE,
    description="Unit of the national army in charge of the eastern roads and the disputed district.",
    description_fr="Unité de l'armée nationale chargée des routes de l'est et du district disputé.",
)

UPLAND_YOUTH = Actor(
    code="upland-camp-youth",
    name="Upland cattle-camp youth",
    name_fr="Jeunes des camps de bétail des hauteurs",
    acronym="",
    aliases=("cattle-camp youth", "jeunes des camps"),
    kind=ActorKind.COMMUNITY,
    description="Armed herders who bring cattle down to the river in the dry season.",
    description_fr="Éleveurs armés qui descendent le bétail vers la rivière en saison sèche.",
)

RIVER_YOUTH = Actor(
    code="river-farm-youth",
    name="River-farm youth",
    name_fr="Jeunes des fermes de la rivière",
    acronym="",
    aliases=("farm youth", "jeunes des fermes"),
    kind=ActorKind.COMMUNITY,
    description="Young men of the farming villages who guard the fields by the river.",
    description_fr="Jeunes des villages agricoles qui gardent les champs du bord de la rivière.",
)

ARMED_ACTORS: tuple[Actor, ...] = (LANTERN, REED_FRONT, MILLSTONE, BRIGADE)
COMMUNITY_ACTORS: tuple[Actor, ...] = (UPLAND_YOUTH, RIVER_YOUTH)
ACTORS: tuple[Actor, ...] = ARMED_ACTORS + COMMUNITY_ACTORS

BY_CODE: dict[str, Actor] = {actor.code: actor for actor in ACTORS}
