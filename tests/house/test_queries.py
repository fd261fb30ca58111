"""Every function that reads for an actor is asked by people who may not know, and must not tell them.

The pages are read in tests/house/test_addresses.py; this asks the queries themselves, also those that no page shows.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from tests.house.catalogue import modules_named
from tests.house.world import ABROAD, HIDDEN, SEEN_BY_ALL, WEST, a_world, record
from tests.people import MISSION, People
from tutela.access.rules import Actor
from tutela.kernel.periods import Month, Quarter
from tutela.kernel.refusals import Refusal

ACTOR_NAMES = ("Actor", "Asker")


def questions() -> dict[str, Callable[..., Any]]:
    """Return every public function of a queries module whose first argument is who asks, by its full name."""
    return {
        f"{module.__name__}.{name}": function
        for module in modules_named("queries")
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
        if _first(function) in ACTOR_NAMES
    }


def _first(function: Callable[..., Any]) -> str:
    parameters = list(inspect.signature(function).parameters.values())
    return str(parameters[0].annotation) if parameters else ""


def told(value: object, depth: int = 0) -> Iterator[str]:
    """Yield all text that an answer holds, down to the columns of its rows."""
    if depth > 8:
        return
    if isinstance(value, str | int | float | bytes | date | None):
        yield str(value)
    elif isinstance(value, Model):
        yield from told({name: held for name, held in vars(value).items() if name != "_state"}, depth + 1)
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield from told(name, depth + 1)
            yield from told(held, depth + 1)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from told({item.name: getattr(value, item.name) for item in dataclasses.fields(value)}, depth + 1)
    elif isinstance(value, QuerySet | Iterable):
        for held in value:
            yield from told(held, depth + 1)


class Answers:
    """What the functions can be asked about: for each argument, what there is of it in the world."""

    def __init__(self, people: People) -> None:
        self.now = people.clock.now()
        self.day = self.now.date()
        self.known = {**self._times(), **self._records(), **self._shapes(), **self._documents(people)}

    def _times(self) -> dict[str, list[Any]]:
        month = Month.of(self.day)
        moments = {name: [self.now] for name in ("now", "at", "as_of", "moment", "data_until")}
        days = {"until": [self.day], "day": [self.day], "today": [self.day], "since": [self.day - timedelta(days=60)]}
        spans: dict[str, list[Any]] = {
            "Month": [month],
            "Quarter": [Quarter.of(self.day)],
            "on_record": [(month.plus(-24), month)],
        }
        return {**moments, **days, **spans, "due_days": [30], "limit": [50]}

    def _records(self) -> dict[str, list[Any]]:
        from tests.house.world import records_of
        from tutela.assess.threats.models import Threat
        from tutela.know.alerts.models import Alert
        from tutela.know.communities.models import Community
        from tutela.know.incidents.models import Actor as ArmedActor
        from tutela.know.incidents.models import Incident
        from tutela.know.sources.models import Source
        from tutela.mission.models import Area

        records = records_of(MISSION)
        threats = list(Threat.objects.filter(mission_id=MISSION))
        actors = list(ArmedActor.objects.values_list("pk", flat=True))
        areas = list(Area.objects.filter(mission_id=MISSION))
        alarms = list(Alert.objects.filter(mission_id=MISSION))
        communities = list(Community.objects.filter(mission_id=MISSION).values_list("pk", flat=True))
        return {
            "Alert": alarms,
            "alert": [row.reference for row in alarms],
            "subject": list(records.references),
            "purpose": ["rights_case"],
            "source_id": list(Source.objects.filter(mission_id=MISSION).values_list("pk", flat=True)),
            "submission": ["a submission", *(marked.word for marked in HIDDEN)],
            "reference": list(records.references),
            "sequence": list(records.sequences),
            "threat_key": [row.pk for row in threats],
            "number": [row.number for row in threats],
            "Sequence[Threat]": [threats],
            "Iterable[int]": [[row.pk for row in threats]],
            "list[int]": [actors, [row.pk for row in alarms], communities],
            "actor_id": actors,
            "area_id": [row.pk for row in areas],
            "area_code": [row.code for row in areas],
            "area_path": [row.path for row in areas],
            "Area": areas,
            "Incident": list(Incident.objects.filter(mission_id=MISSION)),
            "name": ["near_base_km", *(marked.word for marked in HIDDEN)],
            "sensitivity": [0, 2],
            "compartment": ["", "sexual_violence", "detention"],
            **self._duties(records.sequences),
        }

    def _duties(self, sequences: tuple[int, ...]) -> dict[str, list[Any]]:
        from tutela.account.duties.queries import book_of
        from tutela.policy.duties import events_that_bear

        return {
            "Collection[int]": [list(sequences)],
            "Collection[str]": [sorted(events_that_bear())],
            "Book": [book_of(MISSION, self.now)],
            "event": sorted(events_that_bear()),
            "dict[str, Any]": [{}],
            "words": [""],
        }

    def _shapes(self) -> dict[str, list[Any]]:
        from tutela.account.products.queries.assembly import Wording
        from tutela.account.products.rules.content import Classification
        from tutela.account.timeline.queries import Wanted
        from tutela.assess.threats.rules.proposing import Settings
        from tutela.know.alerts.queries import AlertFilters
        from tutela.know.incidents.queries import Filters
        from tutela.know.incidents.queries.maps import Box
        from tutela.policy.vocabulary import terms

        return {
            "Wording": [Wording()],
            "Classification": [Classification.CONFIDENTIAL],
            "Wanted": [Wanted()],
            "AlertFilters": [AlertFilters(), *(AlertFilters(text=marked.word) for marked in HIDDEN)],
            "room": [""],
            "path": [""],
            "Filters": [Filters(), *(Filters(text=marked.word) for marked in HIDDEN)],
            "Settings": [Settings(1, 1, 90)],
            "Box": [Box(19, 3, 25, 7)],
            "Iterable[str]": [list(terms("acts"))],
        }

    def _documents(self, people: People) -> dict[str, list[Any]]:
        from tutela.account.products.models import Product
        from tutela.account.products.queries.counting import Counts
        from tutela.account.products.queries.picture import area_names
        from tutela.act.decisions.queries import decision_entries
        from tutela.assess.threats.models import Ranking, Threat
        from tutela.assess.threats.queries.rankings import method_of
        from tutela.assess.threats.queries.support import reaches_of
        from tutela.policy.gates import gates

        rankings = list(Ranking.objects.filter(mission_id=MISSION))
        threats = list(Threat.objects.filter(mission_id=MISSION))
        nothing_counted = Counts([], area_names(people.colleague.actor), Quarter.of(self.day), None)
        return {
            "Product": list(Product.objects.filter(mission_id=MISSION)),
            "Counts": [nothing_counted],
            "Ranking": rankings,
            "Sequence[Ranking]": [rankings],
            "Method": [method_of(row) for row in rankings],
            "Iterable[Reach]": [[reach for held in reaches_of(threats).values() for reach in held]],
            "Sequence[Entry]": [list(decision_entries(people.colleague.actor))],
            "Gate": [gates()["shelter_inside_premises"]],
            "language": ["en"],
            "kind": ["docx"],
        }

    def arguments(self, function: Callable[..., Any]) -> Iterator[dict[str, Any]]:
        """Yield arguments by name for a function, leaving out what it does not need to be told."""
        asked = list(inspect.signature(function).parameters.values())[1:]
        needed = [given for given in asked if given.default is inspect.Parameter.empty]
        choices = [self._choices(given) for given in needed]
        for chosen in product(*choices):
            yield {given.name: value for given, value in zip(needed, chosen, strict=True)}

    def _choices(self, given: inspect.Parameter) -> list[Any]:
        kind = str(given.annotation).removesuffix(" | None")
        return self.known.get(kind) or self.known.get(given.name) or []


def leaks(function: Callable[..., Any], actor: Actor, answers: Answers, words: list[str]) -> tuple[int, list[str]]:
    """Ask a function everything there is to ask; return how often it was asked and what it should not have told."""
    asked, found = 0, []
    for given in answers.arguments(function):
        asked += 1
        try:
            text = "\n".join(told(_asked(function, actor, given)))
        except Refusal as no:
            text = str(no)
        typed = "\n".join(told(given)) if any(isinstance(value, str) for value in given.values()) else ""
        found += [f"{word} for {given}"[:200] for word in words if word in text and word not in typed]
    return asked, found


def _asked(function: Callable[..., Any], actor: Actor, given: dict[str, Any]) -> object:
    parameters = inspect.signature(function).parameters
    named = {name for name in given if parameters[name].kind is inspect.Parameter.KEYWORD_ONLY}
    positional = [value for name, value in given.items() if name not in named]
    return function(actor, *positional, **{name: given[name] for name in named})


@pytest.fixture
def world(db: None) -> People:
    people = a_world()
    for marked in (*SEEN_BY_ALL, *HIDDEN, ABROAD):
        record(marked, people.clock)
    rank_and_prepare(people)
    return people


def rank_and_prepare(people: People) -> None:
    """Put the threats in order and prepare the quarter's assessment, for those with general access."""
    from tutela.account.products.commands import prepare_assessment
    from tutela.assess.threats.commands import rank_threats
    from tutela.assess.threats.queries import ranking_basis

    actor, now = people.in_charge.actor, people.clock.now()
    basis = ranking_basis(actor, now=now)
    rank_threats(
        actor=actor, clock=people.clock, mark=basis.mark, prioritised=[], reason_for_the_rest="Not scored yet."
    )
    prepare_assessment(actor=actor, clock=people.clock, quarter=Quarter.of(now.date()))


def words_for(function: Callable[..., Any], colleague: bool) -> list[str]:
    """Return what must not be told. A product speaks of the whole mission, up to its classification."""
    if not colleague:
        return [marked.word for marked in (*SEEN_BY_ALL, *HIDDEN)]
    of_a_product = "Product" in {str(given.annotation) for given in inspect.signature(function).parameters.values()}
    return [marked.word for marked in HIDDEN if not (of_a_product and marked.longitude == WEST)]


def test_nobody_is_told_what_they_may_not_know(world: People) -> None:
    answers = Answers(world)
    found = {}
    for name, function in questions().items():
        for who in (world.colleague, world.outsider):
            told_of = leaks(function, who.actor, answers, words_for(function, who is world.colleague))[1]
            if told_of:
                found[f"{name} told {who.actor.post} of {who.actor.mission}"] = told_of
    assert found == {}


def test_the_functions_are_really_asked(world: People) -> None:
    """Those with rights to them are told the very words that the others are not."""
    answers = Answers(world)
    silent = [name for name, ask in questions().items() if next(answers.arguments(ask), None) is None]
    assert silent == []
    words = [marked.word for marked in (*SEEN_BY_ALL, *HIDDEN)]
    telling = [name for name, ask in questions().items() if leaks(ask, world.in_charge.actor, answers, words)[1]]
    assert len(telling) >= 10, telling
