"""Whether what people say of communities can be: every problem at once, each beside the field that it concerns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from math import isfinite

from tutela.kernel.sentences import Sentence
from tutela.know.communities.rules.facts import (
    CommunityFacts,
    ConsultationFacts,
    MechanismFacts,
    NetworkFacts,
    PlacementFacts,
    PlanFacts,
)
from tutela.know.communities.rules.words import (
    EQUIPMENTS,
    KINDS,
    LEVELS,
    MANNERS,
    MEANS,
    MECHANISM_KINDS,
    PLAN_STATUSES,
    PRECISIONS,
    STAGES,
)
from tutela.policy.vocabulary import terms

Problems = dict[str, Sentence]
Found = Iterator[tuple[str, Sentence]]

LONGEST_NAME, LONGEST_TEXT, LONGEST_LANGUAGE = 200, 4000, 60
MOST_ENTRIES = 20
MOST_PEOPLE = 100_000_000
MOST_MET = 100_000
FIRST_YEAR = 1900
# In some mission it is tomorrow already: no place is more than fourteen hours ahead of UTC.
AHEAD = timedelta(hours=14)
_SOURCE = re.compile(r"SRC-[0-9]{6,12}")


def latest_day(now: datetime) -> date:
    """Return the last day that may have begun somewhere."""
    return (now + AHEAD).date()


def wrong_in_community(facts: CommunityFacts, latest: date) -> Problems:
    """Return what cannot be said of a community: field to sentence; nothing when all is sound."""
    return dict([*_who(facts), *_where(facts), *_how_many(facts, latest)])


def _who(facts: CommunityFacts) -> Found:
    yield from _name("name", facts.name)
    yield from _one_of("kind", facts.kind, KINDS)
    yield from _entries("other_names", facts.other_names, LONGEST_NAME)
    yield from _entries("languages", facts.languages, LONGEST_LANGUAGE)
    yield from _codes("groups", facts.groups, terms("groups_at_risk"))
    yield from _text("note", facts.note)
    yield from _one_of("sensitivity", facts.sensitivity, LEVELS)


def _where(facts: CommunityFacts) -> Found:
    yield from _one_of("precision", facts.precision, PRECISIONS)
    if (facts.latitude is None) != (facts.longitude is None):
        yield "longitude", Sentence("Latitude and longitude go together: give both or none.")
    for name, degrees, most in (("latitude", facts.latitude, 90), ("longitude", facts.longitude, 180)):
        if degrees is not None and not (isfinite(degrees) and abs(degrees) <= most):
            yield name, Sentence("It goes from -{most} to {most} degrees.", most=most)
    if facts.latitude is None and not facts.area_code:
        yield "area_code", Sentence("Say in which area it lies, or give its coordinates.")


def _how_many(facts: CommunityFacts, latest: date) -> Found:
    low, best, high = facts.population_low, facts.population_best, facts.population_high
    told = [one for one in (low, best, high) if one is not None]
    if any(one < 0 or one > MOST_PEOPLE for one in told):
        yield "population_best", Sentence("Give whole numbers from 0 to {most}.", most=MOST_PEOPLE)
    elif told and best is None:
        yield "population_best", Sentence("Give the best figure too, not only the lowest or the highest.")
    elif told != sorted(told):
        yield "population_best", Sentence("Low, best and high must follow each other.")
    if facts.population_year is not None:
        yield from _year("population_year", facts.population_year, latest)


def wrong_in_network(facts: NetworkFacts, latest: date) -> Problems:
    """Return what cannot be said of an alert network."""
    return dict(_of_network(facts, latest))


def _of_network(facts: NetworkFacts, latest: date) -> Found:
    yield from _name("name", facts.name)
    if not facts.communities:
        yield "communities", Sentence("Say which communities it serves: one at least.")
    if not facts.means:
        yield "means", Sentence("Say how an alert travels: one means at least.")
    yield from _codes("means", facts.means, MEANS)
    yield from _text("how", facts.how)
    yield from _past("set_up_on", facts.set_up_on, latest)
    yield from _one_of("sensitivity", facts.sensitivity, LEVELS)


def wrong_in_plan(facts: PlanFacts, latest: date) -> Problems:
    """Return what cannot be said in a protection plan."""
    return dict(_of_plan(facts, latest))


def _of_plan(facts: PlanFacts, latest: date) -> Found:
    yield from _past("written_on", facts.written_on, latest)
    yield from _one_of("status", facts.status, PLAN_STATUSES)
    told = {name: getattr(facts, name) for name in ("warning_signs", "routes", "shelters", "roles", "mission_does")}
    for name, text in told.items():
        yield from _text(name, text)
    if not any(told.values()):
        yield "warning_signs", Sentence("A plan says something: fill in what is known.")
    if facts.status == "agreed" and not facts.made_with:
        yield "made_with", Sentence("Say who of the community agreed to it.")
    yield from _codes("made_with", facts.made_with, terms("groups_at_risk"))
    yield from _one_of("sensitivity", facts.sensitivity, LEVELS)


def wrong_in_consultation(facts: ConsultationFacts, latest: date) -> Problems:
    """Return what cannot be in a consultation. What the contact itself may bring is asked apart."""
    return dict([*_of_meeting(facts, latest), *_of_people(facts)])


def _of_meeting(facts: ConsultationFacts, latest: date) -> Found:
    yield from _past("held_on", facts.held_on, latest)
    yield from _past("risk_weighed_on", facts.risk_weighed_on, latest)
    yield from _one_of("stage", facts.stage, STAGES)
    yield from _one_of("manner", facts.manner, MANNERS)
    yield from _one_of("sensitivity", facts.sensitivity, LEVELS)
    for name in ("strategies", "capacities", "contact_risk", "mitigation", "told_back", "follow_up"):
        yield from _text(name, getattr(facts, name))
    yield from _text("concerns", facts.concerns)
    if not facts.concerns:
        yield "concerns", Sentence("Say what people are worried about; if they named nothing, write that.")
    if facts.follow_up and facts.follow_up_on is None:
        yield "follow_up_on", Sentence("Say until when the mission will come back.")
    if facts.follow_up_on is not None and facts.follow_up_on < facts.held_on:
        yield "follow_up_on", Sentence("It cannot lie before the meeting.")


def _of_people(facts: ConsultationFacts) -> Found:
    codes = tuple(code for code, _count in facts.groups)
    yield from _codes("groups", codes, terms("groups_at_risk"))
    if not facts.groups:
        yield "groups", Sentence("Say who was met, and how many: one group at least.")
    if len(set(codes)) < len(codes) or any(not 0 < count <= MOST_MET for _code, count in facts.groups):
        yield "groups", Sentence("Give each group once, with a whole number from 1 to {most}.", most=MOST_MET)


def missing_before_contact(facts: ConsultationFacts) -> Problems:
    """Return what para 42 asks for before people are met, and is not there."""
    found: Problems = {}
    if not facts.contact_risk:
        found["contact_risk"] = Sentence("Say what this contact may bring on the people you met.")
    if not facts.mitigation:
        found["mitigation"] = Sentence("Say what was done so that it brings them no harm.")
    if facts.risk_weighed_on is None:
        found["risk_weighed_on"] = Sentence("Say on which day this was weighed.")
    return found


def wrong_in_placement(facts: PlacementFacts, latest: date) -> Problems:
    """Return what cannot be said of where a liaison assistant works."""
    return dict(_of_placement(facts, latest))


def _of_placement(facts: PlacementFacts, latest: date) -> Found:
    if not facts.post:
        yield "post", Sentence("Choose a post.")
    if not (facts.areas or facts.communities):
        yield "areas", Sentence("Say where: one area or one community at least.")
    yield from _entries("languages", facts.languages, LONGEST_LANGUAGE)
    yield from _one_of("equipment", facts.equipment, EQUIPMENTS)
    yield from _past("started_on", facts.started_on, latest)
    yield from _past("trained_on", facts.trained_on, latest)


def wrong_in_mechanism(facts: MechanismFacts, latest: date) -> Problems:
    """Return what cannot be said of a local protection mechanism."""
    return dict(_of_mechanism(facts, latest))


def _of_mechanism(facts: MechanismFacts, latest: date) -> Found:
    yield from _name("name", facts.name)
    yield from _one_of("kind", facts.kind, MECHANISM_KINDS)
    yield from _text("does", facts.does)
    yield from _codes("groups", facts.groups, terms("groups_at_risk"))
    if facts.since_year is not None:
        yield from _year("since_year", facts.since_year, latest)


def wrong_source(reference: str) -> bool:
    """Return whether a text is no reference of the vault: a name typed here would be read by everybody."""
    return _SOURCE.fullmatch(reference) is None


def text_problem(text: str, *, needed: bool = False) -> Sentence | None:
    """Return what is wrong with a text of a form, None when nothing is."""
    if needed and not text:
        return Sentence("Say it in a few words.")
    return next((sentence for _field, sentence in _text("text", text)), None)


def past_problem(day: date | None, latest: date) -> Sentence | None:
    """Return what is wrong with a day that must have come, None when nothing is."""
    return next((sentence for _field, sentence in _past("day", day, latest)), None)


def _name(field: str, text: str) -> Found:
    if not 1 <= len(text) <= LONGEST_NAME:
        yield field, Sentence("It needs 1 to {most} characters.", most=LONGEST_NAME)


def _text(field: str, text: str) -> Found:
    if len(text) > LONGEST_TEXT:
        yield field, Sentence("Use {most} characters at most.", most=LONGEST_TEXT)


def _entries(field: str, texts: tuple[str, ...], longest: int) -> Found:
    if len(texts) > MOST_ENTRIES:
        yield field, Sentence("Give {most} at most.", most=MOST_ENTRIES)
    if any(len(one) > longest for one in texts):
        yield field, Sentence("Use {most} characters at most for each.", most=longest)


def _one_of(field: str, value: object, choices: Collection[object]) -> Found:
    if value not in choices:
        yield field, Sentence("There is no choice {code}.", code=str(value)[:60])


def _codes(field: str, codes: Iterable[str], known: Collection[str]) -> Found:
    for code in codes:
        yield from _one_of(field, code, known)


def _past(field: str, day: date | None, latest: date) -> Found:
    if day is None:
        return
    if day > latest:
        yield field, Sentence("It cannot lie in the future.")
    elif day.year < FIRST_YEAR:
        yield field, Sentence("Give a year from {first} on.", first=FIRST_YEAR)


def _year(field: str, year: int, latest: date) -> Found:
    if not FIRST_YEAR <= year <= latest.year:
        yield field, Sentence("Give a year from {first} on, and none that has not come.", first=FIRST_YEAR)
