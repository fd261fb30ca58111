"""The suggestions: evidence of every kind added up, the likeliest first, each with its reasons and its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import exp, isnan

import numpy as np

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.likeness import grounds, texts, wording
from tutela.know.alerts.rules.likeness import weights as w
from tutela.know.alerts.rules.likeness.facts import Ground, Suggestion, Told
from tutela.know.alerts.rules.likeness.grounds import Survey, core_name, hours_between, is_spelt_like
from tutela.know.alerts.rules.likeness.reading import Reading, read

MOST_READ = 80
"""How many texts are read at most: those that place, time and kind speak for most. So many tell of one place and hour
only when half the mission calls about it, and then the first of them are enough."""
MOST_REASONS = 6
QUIET = 0.15
"""A ground of fewer points goes without saying."""
ALMOST_THE_SAME = 0.85


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two reports: what was told, what was read, the moment by its words with its slack, its place's name."""

    told: Told
    text: Reading
    moment: datetime
    slack: float
    place: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """Two reports side by side, what was seen of their place, time and kind, and how time counts."""

    one: _Side
    other: _Side
    survey: Survey
    at: int
    pace: w.Pace


def suggestions(one: Told, others: Sequence[Told], *, most: int = 5) -> list[Suggestion]:
    """Return the alerts that may tell of the same event as `one`, the likeliest first, `most` at most (issue 4).

    The result does not depend on the order of `others`; `one` itself is passed over.
    """
    return _ranked(one, others, w.EVENT, most)


def resembles(one: Told, earlier: Sequence[Told], *, most: int = 5) -> list[Suggestion]:
    """Return earlier alerts that `one` resembles, though it may be another event: time counts much less."""
    return _ranked(one, earlier, w.PATTERN, most)


def _ranked(one: Told, others: Sequence[Told], pace: w.Pace, most: int) -> list[Suggestion]:
    candidates = sorted((other for other in others if other.key != one.key), key=lambda other: other.key)
    if not candidates:
        return []
    survey, side = grounds.survey(one, candidates, pace), _side(one)
    chosen = map(int, np.argsort(-survey.points, kind="stable")[:MOST_READ])
    seen = (_Seen(side, _side(candidates[at]), survey, at, pace) for at in chosen)
    likely = [judged for judged in map(_judged, seen) if judged is not None]
    # By points, because the scores of the likeliest differ only in their last digits.
    likely.sort(key=lambda judged: (-judged[0], -judged[1].key))
    return [suggestion for _points, suggestion in likely[:most]]


def _side(told: Told) -> _Side:
    text = read(told.text, told.language)
    moment, slack = texts.moment_of(told, text)
    return _Side(told, text, moment, slack, core_name(told.place_name))


def _judged(seen: _Seen) -> tuple[float, Suggestion] | None:
    """Return the points and the suggestion with its reasons, None where it is not likely enough to be one."""
    found = [*_place(seen), _time(seen), _kind(seen), *_words(seen), *_people(seen)]
    points = w.PRIOR + sum(ground.points for ground in found)
    score = 1 / (1 + exp(-points))
    if score < w.THRESHOLD:
        return None
    found.sort(key=lambda ground: -abs(ground.points))
    return points, Suggestion(
        key=seen.other.told.key,
        score=round(score, 4),
        reasons=_said(ground for ground in found if ground.points >= QUIET),
        doubts=_said(ground for ground in found if ground.points <= -QUIET),
    )


def _said(found: Iterable[Ground]) -> tuple[Sentence, ...]:
    sentences = [ground.tell() for ground in found]
    return tuple(sentence for sentence in sentences if sentence is not None)[:MOST_REASONS]


def _place(seen: _Seen) -> Iterator[Ground]:
    km, relation = float(seen.survey.km[seen.at]), int(seen.survey.names[seen.at])
    distance = float(seen.survey.distance[seen.at])
    rest = float(seen.survey.place[seen.at]) - distance
    if not isnan(km):
        precision = max(seen.one.told.place_precision, seen.other.told.place_precision)
        yield Ground(distance, partial(wording.distance, km, precision))
    yield Ground(rest, partial(wording.of_places, relation, rest))
    is_open = isnan(km) and relation in {grounds.NO_NAME, grounds.OTHER}
    if is_open and (_names_place_of(seen.one, seen.other) or _names_place_of(seen.other, seen.one)):
        yield Ground(w.NAMED_IN_TEXT, lambda: Sentence("one report names the place of the other"))


def _names_place_of(one: _Side, other: _Side) -> bool:
    return texts.names_place(one.text, other.place)


def _time(seen: _Seen) -> Ground:
    """Return the points of time, better known where the words of a report say when it was."""
    if all(side.moment == side.told.at for side in (seen.one, seen.other)):
        hours = float(seen.survey.hours[seen.at])
        return Ground(float(seen.survey.time[seen.at]), partial(wording.time_between, hours))
    hours, slack = hours_between(seen.one.moment, seen.other.moment), seen.one.slack + seen.other.slack
    (points,) = grounds.time_points(np.array([hours]), np.array([slack]), seen.pace)
    return Ground(float(points), partial(wording.time_by_words, max(0.0, hours - slack)))


def _kind(seen: _Seen) -> Ground:
    points = float(seen.survey.kind[seen.at])
    is_same = bool(set(seen.one.told.what) & set(seen.other.told.what))
    return Ground(points, partial(wording.of_kinds, points, is_same=is_same))


def _words(seen: _Seen) -> Iterator[Ground]:
    places = [*seen.one.place.split(), *seen.other.place.split()]
    one, other = _without(seen.one.text, places), _without(seen.other.text, places)
    shared = texts.overlap(one, other)
    points = texts.text_points(one, other, shared)
    is_close = shared.letters >= ALMOST_THE_SAME and one.language == other.language
    yield Ground(points, partial(wording.of_words, points, shared.concepts, is_close=is_close))
    numbers, differing = texts.number_points(one, other), texts.differing_counts(one, other)
    yield Ground(numbers, partial(wording.of_numbers, numbers, shared.numbers, differing))
    names = texts.name_points(one, other, shared)
    yield Ground(names, partial(wording.of_names, names, is_same=shared.has_name))
    if texts.contradicting(one, other, "weekday"):
        yield Ground(w.OTHER_WEEKDAY, lambda: Sentence("they name different days of the week"))
    if texts.contradicting(one, other, "direction"):
        yield Ground(w.OTHER_DIRECTION, lambda: Sentence("they name different directions"))


def _without(text: Reading, places: Sequence[str]) -> Reading:
    """Return a reading without the names of the two places: those are weighed already."""
    own = {word for word in text.rare if any(is_spelt_like(word, place) for place in places)}
    return replace(text, names=text.names - own, rare=text.rare - own) if own else text


def _people(seen: _Seen) -> Iterator[Ground]:
    one, other = seen.one.told, seen.other.told
    actor = grounds.actor_points(one.actor_name, other.actor_name)
    yield Ground(actor, partial(wording.of_actors, actor))
    people = grounds.people_points(one.people, other.people)
    yield Ground(people, partial(wording.of_people, people))
    if one.source and one.source == other.source:
        yield Ground(w.SAME_CALLER, lambda: Sentence("the same caller"))
