"""Place, time and kind of an alert against those of all others at once: what can be told without reading a word.

Both distances in space and in time are weighed in the same way: how likely is so much distance if the two tell of one
event, against how likely if they do not. What is known only roughly can neither say much for nor much against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from tutela.kernel.names import fold, place_key
from tutela.kernel.places import EARTH_RADIUS_KM
from tutela.know.alerts.rules.likeness import weights as w
from tutela.know.alerts.rules.likeness.facts import Told
from tutela.know.alerts.rules.likeness.lexicon import lexicon, table
from tutela.know.alerts.rules.likeness.stems import stem
from tutela.know.alerts.rules.report import Precision

Floats: TypeAlias = NDArray[np.float64]
NO_NAME, SAME, LIKE, PART, OTHER = range(5)
NAME_POINTS = np.array([0.0, w.SAME_NAME, w.LIKE_NAME, w.PART_OF_NAME, w.OTHER_NAME])
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Survey:
    """What place, time and kind say of each candidate, in the candidates' order.

    `km` is the distance or not a number, `names` how the names of the places stand to each other, `hours` the time
    between; `place`, `time` and `kind` are points, `distance` that part of `place` which comes from coordinates.
    """

    km: Floats
    names: NDArray[np.int64]
    hours: Floats
    distance: Floats
    place: Floats
    time: Floats
    kind: Floats

    @property
    def points(self) -> Floats:
        """The sum of the three."""
        return self.place + self.time + self.kind


def survey(one: Told, others: Sequence[Told], pace: w.Pace) -> Survey:
    """Return what place, time and kind say of each of the others."""
    km, sharpness = _distances(one, others)
    names = np.array(
        _by_value([other.place_name for other in others], lambda name: name_relation(one.place_name, name))
    )
    areas = np.array(_by_value([other.area for other in others], lambda area: _area_points(one.area, area)))
    hours = np.abs(np.array([other.at.timestamp() for other in others]) - one.at.timestamp()) / 3600
    slack = np.array(_by_value([other.at_precision for other in others], slack_of)) + slack_of(one.at_precision)
    distance, place = place_points(km, sharpness, NAME_POINTS[names], areas)
    return Survey(
        km=km,
        names=names,
        hours=hours,
        distance=distance,
        place=place,
        time=time_points(hours, slack, pace),
        kind=np.array(_by_value([other.what for other in others], lambda what: kind_points(one.what, what))),
    )


def _by_value(values: Sequence[object], judged: Callable[..., float]) -> list[float]:
    """Return the judgement of each value; a few hundred places and kinds stand behind thousands of alerts."""
    known = {value: judged(value) for value in dict.fromkeys(values)}
    return [known[value] for value in values]


def _distances(one: Told, others: Sequence[Told]) -> tuple[Floats, Floats]:
    """Return kilometres to each of the others and how far they may be wrong; not a number where a place is unknown.

    An unknown coordinate is not a number either, and makes whatever it touches none.
    """
    everybody = (one, *others)
    latitude = np.radians(np.array([told.latitude for told in everybody], dtype=np.float64))
    longitude = np.radians(np.array([told.longitude for told in everybody], dtype=np.float64))
    reach = np.array(_by_value([told.place_precision for told in everybody], _reach))
    half = np.sin((latitude[1:] - latitude[0]) / 2) ** 2
    half += np.cos(latitude[0]) * np.cos(latitude[1:]) * np.sin((longitude[1:] - longitude[0]) / 2) ** 2
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return np.where(np.isnan(reach[0] + reach[1:]), np.nan, km), np.sqrt(
        reach[0] ** 2 + reach[1:] ** 2 + w.SAME_EVENT_KM**2
    )


def _reach(precision: int) -> float:
    return w.UNCERTAINTY_KM.get(int(precision), np.nan)


def place_points(km: Floats, reach: Floats, names: Floats, areas: Floats) -> tuple[Floats, Floats]:
    """Return the points of the distance, and of the place as a whole: where no distance is known, names or areas.

    The distance of two reports of one event scatters around nothing by `reach`; that of two others is anything up to
    `FAR_KM`. The slope is that of a logarithm, so that coordinates which are plainly wrong do not decide alone. Beside
    sharp coordinates a name adds little: one event has many names around it, and one name many events.
    """
    known = ~np.isnan(km)
    with np.errstate(invalid="ignore"):
        most = np.clip(np.log(w.FAR_KM**2 / (2 * reach**2)), 0, w.MOST_PLACE)
        apart = np.clip(most - w.DISTANCE_SLOPE * np.log1p((km / reach) ** 2), w.LEAST_PLACE, w.MOST_PLACE)
    distance = np.where(known, apart, 0.0)
    sharp = known & (most >= w.MOST_PLACE)
    named = np.where((names == 0) & ~known, areas, np.where(sharp, w.NAME_BESIDE_POINTS, 1.0) * names)
    return distance, np.clip(distance + named, w.LEAST_PLACE, w.MOST_PLACE)


def time_points(hours: Floats, slack: Floats, pace: w.Pace) -> Floats:
    """Return the points of time: hours apart beyond what the precision of both lets pass weigh against it."""
    scale = pace.floor + slack
    most = np.clip(np.log(pace.window / (2 * scale)), 0, pace.most)
    fall = w.TIME_SLOPE * np.maximum(0, hours - slack) + w.SLACK_SLOPE * np.minimum(hours, slack)
    return np.clip(most - fall / scale, pace.least, pace.most)


def hours_between(one: datetime, other: datetime) -> float:
    """Return how many hours lie between two moments."""
    return abs((one - other).total_seconds()) / 3600


def slack_of(precision: str) -> float:
    """Return how many hours the true moment may lie from the one that is given."""
    return w.SLACK_HOURS.get(precision, w.SLACK_HOURS[Precision.UNKNOWN])


def core_name(name: str) -> str:
    """Return a place's name without words for kinds of places: `marché de Pellane` and `Pellane market` are one."""
    words = place_key(name).split()
    kept = [word for word in words if not _is_kind_of_place(word)]
    return " ".join(kept or words)


def _is_kind_of_place(word: str) -> bool:
    return any(tongue.concepts_of(word, stem(word)) or word in tongue.small for tongue in lexicon().tongues.values())


def name_relation(one: str, other: str) -> int:
    """Return how two names of places stand to each other: one of NO_NAME, SAME, LIKE, PART and OTHER."""
    first, second = core_name(one), core_name(other)
    if not (first and second):
        return NO_NAME
    if first == second:
        return SAME
    if is_spelt_like(first, second):
        return LIKE
    small, large = sorted((set(first.split()), set(second.split())), key=len)
    return PART if small < large and any(len(word) >= _SHORTEST_PART for word in small) else OTHER


def is_spelt_like(one: str, other: str) -> bool:
    """Return whether two folded names are one spelt twice: same first letter, nearly the same letters."""
    return one[:1] == other[:1] and fuzz.ratio(one, other) >= w.LIKE_SPELLING


def _area_points(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    return w.SAME_AREA if one == other else w.OTHER_AREA


@cache
def _families() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Return kind to its families, and the kinds from which nothing follows."""
    data = table("kinds_alike")
    families: Mapping[str, list[str]] = data["families"]
    kinds = {kind for members in families.values() for kind in members}
    return {
        kind: frozenset(name for name, members in families.items() if kind in members) for kind in kinds
    }, frozenset(data["silent"]["kinds"])


def kind_points(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the points of what was told: the same kinds, kinds that often tell of one event, or neither."""
    families, silent = _families()
    first, second = set(one) - silent, set(other) - silent
    if not (first and second):
        return 0.0
    if shared := first & second:
        return w.SAME_KIND + w.MORE_SAME_KINDS * min(2, len(shared) - 1)
    near = any(families.get(kind, frozenset()) & families.get(twin, frozenset()) for kind in first for twin in second)
    return w.LIKE_KIND if near else w.OTHER_KIND


def actor_points(one: str, other: str) -> float:
    """Return the points of who is said to have done it."""
    first, second = fold(one), fold(other)
    if not (first and second):
        return 0.0
    return w.SAME_ACTOR if fuzz.token_set_ratio(first, second) >= w.LIKE_SPELLING else w.OTHER_ACTOR


def people_points(one: int | None, other: int | None) -> float:
    """Return the points of how many people are at risk."""
    if not (one and other):
        return 0.0
    return w.SAME_PEOPLE if max(one, other) <= w.TIMES_APART * min(one, other) else w.OTHER_PEOPLE
