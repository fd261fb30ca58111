"""What each piece of evidence is worth, in one place, so that it can be read and argued about.

Points are logarithms of odds, as when a jury hears independent witnesses: points add up, and the score is their sum
read as a chance (zero points are one in two, two points seven in eight, four points fifty in one). They are set by hand
on the development half of `tests/alerts/likeness_cases.toml` and rounded; nothing is learned by machine, so that behind
each reason that a person reads stands a number of this page.
"""

from __future__ import annotations

from dataclasses import dataclass

THRESHOLD = 0.5
"""From this score on an alert is suggested: when it more likely tells of the same event than not.

A duplicate that is missed is answered twice and counted twice; a wrong suggestion costs a glance, but many of them
teach people to glance no more. Even odds prefer neither; on the cases held out nine in ten suggestions are right there,
and nine in ten duplicates are found.
"""
PRIOR = -4.0
"""Where two open alerts start that share nothing yet: about one pair in fifty of a busy desk tells of one event."""

MOST_PLACE, LEAST_PLACE = 3.5, -4.5
UNCERTAINTY_KM = {1: 1.0, 2: 5.0, 3: 25.0}
"""How far the true place may lie from the coordinates, by their precision; from province level up they say nothing."""
SAME_EVENT_KM = 3.0
"""How far apart two people may stand who see one event."""
FAR_KM = 60.0
"""How far apart two alerts lie that have nothing to do with each other, as a rule, in one sector of a mission."""
DISTANCE_SLOPE = 1.5
SAME_NAME, LIKE_NAME, PART_OF_NAME, OTHER_NAME = 3.0, 2.6, 2.2, -2.5
NAMED_IN_TEXT = 2.2
"""One report has no place, but its words name the other's."""
NAME_BESIDE_POINTS = 0.3
"""How much of the name's points counts where coordinates tell better."""
SAME_AREA, OTHER_AREA = 0.6, -0.8

SAME_KIND, MORE_SAME_KINDS, LIKE_KIND, OTHER_KIND = 1.2, 0.3, 0.5, -1.2

MOST_CONCEPTS = 3.2
CONCEPTS_SCALE = 3.0
"""Weight of shared concepts at which two thirds of the points are reached."""
NEAR_CONCEPT = 0.5
"""How much of a concept counts where the other text speaks of one near to it: fled and left, bandits and rebels."""
MOST_WORDS = 2.4
LIKE_WORDS = 0.45
"""From this likeness of the plain words on (0 to 1) they count: any two reports of violence are this much alike."""
WORDS_SCALE = 5.0
"""Number of words of the shorter text at which two thirds of the points are reached."""
NOTHING_SHARED = -3.5
BOTH_COUNT = 0.3
"""How much the weaker of concepts and plain words adds: they are two looks at one text, not two witnesses."""

SAME_NUMBER, SAME_COUNT, OTHER_COUNT, MOST_NUMBERS = 0.5, 0.9, -0.4, 1.5
TIMES_APART = 2.5
"""Two counts of one thing contradict each other when one is more than this many times the other: witnesses guess."""
SAME_TEXT_NAME, OTHER_TEXT_NAMES, SAME_RARE_WORD, MOST_RARE_WORDS = 1.2, -0.8, 0.4, 1.0
OTHER_WEEKDAY, OTHER_DIRECTION = -0.7, -0.4
SAME_PEOPLE, OTHER_PEOPLE = 0.4, -0.3
SAME_ACTOR, OTHER_ACTOR = 0.8, -0.5
SAME_CALLER = 0.6
LIKE_SPELLING = 84
"""Likeness in percent from which two words are one name spelt twice: a doubled letter passes, another name does not."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How time counts, in hours.

    `window` is how far apart two alerts lie that have nothing to do with each other, `floor` how far apart two people
    may tell of one event although each knows its moment; `most` and `least` bound the points.
    """

    window: float
    floor: float
    most: float
    least: float


EVENT = Pace(window=24 * 7, floor=3, most=2.0, least=-6.0)
"""For duplicates: one event, told by several people within hours."""
PATTERN = Pace(window=24 * 90, floor=24 * 14, most=1.2, least=-2.0)
"""For what a report resembles: the same again, days or weeks later."""
SLACK_HOURS = {"minute": 0.25, "hour": 1.0, "day": 12.0, "week": 84.0, "unknown": 3.0}
"""How far the true moment may lie from `at`, by its precision; of an unknown one we know when it was told."""
TIME_SLOPE, SLACK_SLOPE = 1.5, 0.2
"""How fast points fall beyond what the precision lets pass, and within it, where the nearer of two is likelier."""
