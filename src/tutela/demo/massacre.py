"""The exercise's massacre as it became known: a first count, two corrections, and their wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tutela.demo.acts import Harm, HarmKind, Standing

CIVILIAN = Standing.CIVILIAN


@dataclass(frozen=True, slots=True)
class Count:
    """What was known of the massacre some time after the first report."""

    later: timedelta
    grade: str
    harm: tuple[Harm, ...]
    text: str
    reason: str


TITLE = "Many civilians killed in an attack on {place}"

COUNTS: tuple[Count, ...] = (
    Count(
        timedelta(0),
        "C3",
        (
            Harm(HarmKind.KILLED, CIVILIAN, 19, 23, 60),
            Harm(HarmKind.INJURED, CIVILIAN, 25, 31, 31),
            Harm(HarmKind.DISPLACED, CIVILIAN, 2500, 4000, 7000),
        ),
        "Before daybreak on {day}, a large force of the Reed Bank Front came across the marsh to {place} from three "
        "sides and fired into houses. People who ran for the landing place were shot at from boats. At least 19 are "
        "dead; the count goes on, and it may be three times as many. About 4,000 people are on the move towards "
        "{refuge}. The causeway is cut and the place can be reached only by water or by air.",
        "",
    ),
    Count(
        timedelta(days=3),
        "B2",
        (
            Harm(HarmKind.KILLED, CIVILIAN, 37, 41, 70, women=11, men=14, girls=4, boys=5),
            Harm(HarmKind.INJURED, CIVILIAN, 58, 64, 64, women=16, men=20, girls=7, boys=6),
            Harm(HarmKind.ABDUCTED, CIVILIAN, 6, 9, 9, girls=4, boys=3),
            Harm(HarmKind.DISPLACED, CIVILIAN, 5200, 6400, 7000),
        ),
        "Before daybreak on {day}, some 150 fighters of the Reed Bank Front came across the marsh to {place} from "
        "three sides and fired into houses. People who ran for the landing place were shot at from boats. A joint team "
        "that reached the place by air has counted 41 dead and 64 wounded; nine children are missing. Houses in two "
        "quarters were burned with people inside. Some 6,400 people have fled, most of them to {refuge}.",
        "A joint team reached the place by air and counted graves and wounded; the first figures came from the edge "
        "of the marsh.",
    ),
    Count(
        timedelta(days=19),
        "A1",
        (
            Harm(HarmKind.KILLED, CIVILIAN, 58, 64, 71, women=19, men=24, girls=8, boys=9),
            Harm(HarmKind.KILLED, Standing.UNKNOWN, 2, 3, 5),
            Harm(HarmKind.INJURED, CIVILIAN, 86, 91, 97, women=27, men=36, girls=12, boys=11),
            Harm(HarmKind.ABDUCTED, CIVILIAN, 9, 9, 9, girls=5, boys=4),
            Harm(HarmKind.DISPLACED, CIVILIAN, 6100, 6400, 6900),
        ),
        "Before daybreak on {day}, some 150 fighters of the Reed Bank Front came across the marsh to {place} from "
        "three sides, fired into houses and set two quarters on fire. People who ran for the landing place were shot "
        "at from boats. The dead are now known to be 64 civilians, among them 17 children, and three people whose part "
        "in the fighting is not clear; several wounded died on the way to {refuge}. Nine children were led away. "
        "Threats had been shouted at the same place in the days before. Some 6,400 people fled and few have returned.",
        "An investigation on the spot ended: more graves were found, and wounded who died later are now included.",
    ),
)
