"""What the adviser accounts for each quarter: the order of the threats, and the threat assessment (paras 76 and 77)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any

from tutela.access.rules import Actor
from tutela.account.products.commands import issue_assessment, prepare_assessment, revise_assessment
from tutela.account.products.queries import Wording, products
from tutela.account.products.rules.content import AuthorText, ContextEvent
from tutela.assess.threats.commands import rank_threats
from tutela.assess.threats.queries import LineView, ranking_basis
from tutela.demo.country import Country, Role
from tutela.demo.escalations import massacre_place
from tutela.demo.mission import Mandate
from tutela.demo.process import window_start
from tutela.demo.scenario.steps import Step
from tutela.demo.threats import Decisions
from tutela.kernel.clock import Clock
from tutela.kernel.periods import Quarter

ADVISER = "poc-adviser"
RECIPIENTS = ("leadership", "headquarters")
RANKED_AFTER, PREPARED_AFTER, WORDED_AFTER, ISSUED_AFTER = 9, 12, 14, 18
"""Days after the end of a quarter on which its parts are done."""
RANKED_BEFORE_END = (69, 7)
"""Days before the end on which the threats are ranked besides: after the massacre, and at the height of the exodus."""
ENDING = timedelta(seconds=1)
"""After the end of the exercise: the draft is counted again, which is the last thing that happens."""
MOST_FIRST = 4
LEAST_RISK_STEP = 4
NOT_SCORED = "It is new and has not been scored; it is followed by the post that raised it."
TEXTS = ("key_points", "context", "implications", "blind_spots")


@dataclass(frozen=True, slots=True)
class Author:
    """Says of a quarter what the adviser writes, in French for its second and fourth assessments of a year."""

    country: Country
    mandates: tuple[Mandate, ...]
    end: datetime

    def wording(self, quarter: Quarter, post: str) -> Wording:
        """Return the words for the assessment of a quarter."""
        language = "en" if quarter.number % 2 else "fr"
        texts = {part: self._texts(part, quarter, language, post) for part in TEXTS}
        return Wording(events=self._events(quarter, language), **texts)

    def _texts(self, part: str, quarter: Quarter, language: str, post: str) -> tuple[AuthorText, ...]:
        days = (self.end.date() - quarter.last_day).days
        rows = [row for row in _data("words")[part] if row["since"] >= days >= row["until"]]
        return tuple(AuthorText(self._filled(row[language]), post, language) for row in rows)

    def _events(self, quarter: Quarter, language: str) -> tuple[ContextEvent, ...]:
        renewals = {"en": "The mandate was renewed.", "fr": "Le mandat a été renouvelé."}
        found = [ContextEvent(mandate.adopted_on, renewals[language], language) for mandate in self.mandates]
        for row in _data("words")["events"]:
            day = self.end.date() - timedelta(days=row["on"])
            found.append(ContextEvent(day, self._filled(row[language]), language))
        within = [event for event in found if quarter.first_day <= event.on <= quarter.last_day]
        return tuple(sorted(within, key=lambda event: event.on))

    def _filled(self, text: str) -> str:
        names = {role.value: self.country.district_of(role).name for role in Role}
        return text.format(place=massacre_place(self.country).name, **names)


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("tutela.demo").joinpath(f"data/{name}.toml").read_text("utf-8"))


def full_quarters(end: datetime) -> list[Quarter]:
    """Return the quarters that lie as a whole in the months before the end, oldest first."""
    first, last = Quarter.of(window_start(end).date()).plus(1), Quarter.of(end.date()).plus(-1)
    return [first.plus(number) for number in range(last.ordinal - first.ordinal + 1)]


def accounts(country: Country, mandates: tuple[Mandate, ...], made: Decisions, end: datetime) -> Iterator[Step]:
    """The steps of all rankings and assessments; that of the newest full quarter stays a draft."""
    author = Author(country, mandates, end)
    rank = partial(_rank, {threat.title: _data("rankings")[threat.key] for threat in made.threats})
    for days in RANKED_BEFORE_END:
        yield Step(_at(end.date(), -days, 16), ADVISER, rank)
    *past, newest = full_quarters(end)
    for quarter in past:
        yield Step(_at(quarter.last_day, RANKED_AFTER, 14), ADVISER, rank)
        yield Step(_at(quarter.last_day, PREPARED_AFTER, 10), ADVISER, partial(_prepare, quarter))
        yield Step(_at(quarter.last_day, WORDED_AFTER, 16), ADVISER, partial(_word, quarter, author))
        yield Step(_at(quarter.last_day, ISSUED_AFTER, 11), ADVISER, partial(_issue, quarter))
    yield from _draft(newest, author, rank, end)


def _draft(quarter: Quarter, author: Author, rank: Any, end: datetime) -> Iterator[Step]:
    """The newest full quarter: begun as far as time allows, counted again at the end, not issued."""
    latest = end - timedelta(hours=1)
    for days, hour, act in (
        (RANKED_AFTER, 14, rank),
        (PREPARED_AFTER, 10, partial(_prepare, quarter)),
        (WORDED_AFTER, 16, partial(_word, quarter, author)),
    ):
        yield Step(min(_at(quarter.last_day, days, hour), latest), ADVISER, act)
    yield Step(end + ENDING, ADVISER, partial(_renew, quarter, author))


def _at(day: date, days: int, hour: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(hour), tzinfo=UTC)


def _prepare(quarter: Quarter, actor: Actor, clock: Clock) -> object:
    return prepare_assessment(actor=actor, clock=clock, quarter=quarter)


def _word(quarter: Quarter, author: Author, actor: Actor, clock: Clock) -> object:
    draft = products(actor).get(quarter=str(quarter))
    return revise_assessment(
        actor=actor,
        clock=clock,
        key=draft.pk,
        expected_version=draft.version,
        wording=author.wording(quarter, actor.label),
    )


def _renew(quarter: Quarter, author: Author, actor: Actor, clock: Clock) -> object:
    draft = products(actor).get(quarter=str(quarter))
    return revise_assessment(
        actor=actor,
        clock=clock,
        key=draft.pk,
        expected_version=draft.version,
        wording=author.wording(quarter, actor.label),
        renew=True,
    )


def _issue(quarter: Quarter, actor: Actor, clock: Clock) -> object:
    draft = products(actor).get(quarter=str(quarter))
    return issue_assessment(
        actor=actor, clock=clock, key=draft.pk, expected_version=draft.version, recipients=RECIPIENTS
    )


def _rank(reasons: Mapping[str, Mapping[str, str]], actor: Actor, clock: Clock) -> object:
    """Put the gravest first, each threat with its reason; nothing where there is no threat yet."""
    basis = ranking_basis(actor, now=clock.now())
    if not basis.lines:
        return None
    first = come_first(basis.lines)
    said = {
        line.threat: reasons[line.label]["first" if line.threat in first else "later"]
        for line in basis.lines
        if line.line.rank is not None and line.label in reasons
    }
    return rank_threats(
        actor=actor, clock=clock, mark=basis.mark, prioritised=first, reasons=said, reason_for_the_rest=NOT_SCORED
    )


def come_first(lines: Sequence[LineView]) -> set[str]:
    """Return the threats that come first: at most four of high risk, in the order of their scores."""
    grave = [one.threat for one in lines if one.line.evaluation and one.line.evaluation.risk_step >= LEAST_RISK_STEP]
    return set(grave[:MOST_FIRST])
