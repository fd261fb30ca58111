"""Checks of the rules against each other: two rules that contradict one another are told with their paragraphs.

An erratum that names both rules in its `settles` says how the tension was read, and ends the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tutela.kernel.sentences import Sentence
from tutela.policy import catalogue, duties, gates
from tutela.policy.catalogue import Erratum, natural, paragraph
from tutela.policy.duties import Duty, Kind
from tutela.policy.facts import Pattern
from tutela.policy.gates import Ask, Gate
from tutela.policy.parameters import parameters

_Found = tuple[str, str, Sentence]  # the two rules and what is wrong between them


def conflicts(
    *,
    duties_: Mapping[str, Duty] | None = None,
    gates_: Mapping[str, Gate] | None = None,
    errata: Mapping[str, Erratum] | None = None,
) -> list[Sentence]:
    """Return a sentence for each pair of rules that contradict each other and that no erratum settles.

    Without arguments the product's own rules and errata are compared.
    """
    known = catalogue.errata() if errata is None else errata
    settled = [frozenset(erratum.settles) for erratum in known.values()]
    found = [
        *_between_gates((gates.gates() if gates_ is None else gates_).values()),
        *_between_duties((duties.duties() if duties_ is None else duties_).values()),
    ]
    return [told for one, other, told in found if not any({one, other} <= names for names in settled)]


def _between_gates(rules: Iterable[Gate]) -> Iterator[_Found]:
    for one, other in combinations(rules, 2):
        yield from _deciders_differ(one, other)
        for first in one.asks:
            for second in other.asks:
                if set(first.cites) & set(second.cites):
                    yield from _asks_differ(one, first, other, second)


def _deciders_differ(one: Gate, other: Gate) -> Iterator[_Found]:
    shared = set(one.decider_cites or one.cites) & set(other.decider_cites or other.cites)
    if not shared:
        return
    if set(one.deciders) != set(other.deciders):
        yield _gates_told(one, shared, other, shared, Sentence("different posts decide by the same demand"))
    elif one.deciders and one.is_delegable != other.is_delegable:
        yield _gates_told(
            one, shared, other, shared, Sentence("the same demand lets one decision be delegated and not the other")
        )


def _asks_differ(one: Gate, first: Ask, other: Gate, second: Ask) -> Iterator[_Found]:
    if first.strength is not second.strength:
        matter = Sentence(
            "the same demand is “{first}” in one and “{second}” in the other",
            first=str(first.strength),
            second=str(second.strength),
        )
        yield _gates_told(one, first.cites, other, second.cites, matter)
    elif first.owed_within and second.owed_within and first.owed_within != second.owed_within:
        matter = Sentence("the same demand is owed afterwards by different clocks")
        yield _gates_told(one, first.cites, other, second.cites, matter)


def _gates_told(one: Gate, first: Iterable[str], other: Gate, second: Iterable[str], matter: Sentence) -> _Found:
    return one.name, other.name, _told(one.name, first, other.name, second, matter)


def _between_duties(rules: Iterable[Duty]) -> Iterator[_Found]:
    triggered = [duty for duty in rules if duty.kind is Kind.TRIGGERED]
    for one, other in combinations(triggered, 2):
        if not (_meet(one.opens, other.opens) and _meet(one.satisfied, other.satisfied)):
            continue
        if _are_stages(one, other) or _are_stages(other, one):
            continue
        if one.within != other.within:
            matter = Sentence("the same event and the same answer, by different clocks")
            yield one.name, other.name, _told(one.name, one.cites, other.name, other.cites, matter)
        if one.posts[0] != other.posts[0]:
            matter = Sentence("the same event and the same answer, owed by different posts")
            yield one.name, other.name, _told(one.name, one.cites, other.name, other.cites, matter)


def _are_stages(begun: Duty, finished: Duty) -> bool:
    """Return whether two duties are steps of one thing: to finish answers both and may take longer."""
    wider = all(pattern in begun.satisfied for pattern in finished.satisfied)
    return wider and len(begun.satisfied) > len(finished.satisfied) and _hours(begun.within) <= _hours(finished.within)


def _hours(parameter: str) -> float:
    known = parameters()[parameter]
    return float(known.default) * (24 if known.unit == "days" else 1)


def _meet(one: Iterable[Pattern], other: Iterable[Pattern]) -> bool:
    """Return whether some fact could fit a pattern of each."""
    return any(_overlap(first, second) for first in one for second in other)


def _overlap(one: Pattern, other: Pattern) -> bool:
    if one.event != other.event:
        return False
    return all(set(one.where[name]) & set(other.where[name]) for name in one.where.keys() & other.where.keys())


def _told(one: str, first: Iterable[str], other: str, second: Iterable[str], matter: Sentence) -> Sentence:
    return Sentence(
        "{one} (para {first}) and {other} (para {second}): {matter}.",
        one=one,
        first=_paragraphs(first),
        other=other,
        second=_paragraphs(second),
        matter=matter,
    )


def _paragraphs(cites: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(paragraph(cite) for cite in sorted(cites, key=natural)))
