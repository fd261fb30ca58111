"""What posts put on record about the policy's duties: rhythms kept and missed, what happened, reviews after harm."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.account.duties.commands import (
    excuse_duty,
    note_incidents,
    record_deed,
    record_occurrence,
    withdraw_record,
)
from tutela.account.duties.queries import NOTED, record_entries, standing_named
from tutela.demo.process import window_start
from tutela.demo.scenario.steps import EXERCISE, Step
from tutela.demo.threats import Decisions
from tutela.kernel.clock import Clock
from tutela.ledger.queries import finished_work, payload
from tutela.policy.duties.rules import DEED

INCIDENT_RECORDED = "know.incidents.incident_recorded"
SPECIALIST_ACTS = ("sexual_violence", "child_recruitment")
THREAT_RAISED = "assess.threats.threat_raised"
HOUR, NIGHT = 13, 5
"""Of the day: when people put things on record, and when the software looks."""
SETTLED = timedelta(days=20)
"""After the start: before that a mission keeps no rhythm yet."""


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("tutela.demo").joinpath("data/duties.toml").read_text("utf-8"))


def answers(made: Decisions, end: datetime) -> Iterator[Step]:
    """The steps of all records that duties rest on, from the first weeks to the end."""
    told, first = _data(), window_start(end) + SETTLED
    for row in told["rhythms"]:
        act = partial(_deed, row["deed"], row["evidence"], "")
        yield from (Step(at, row["by"], act) for at in _times(end, first, row["every"], row["last"]))
    for row in told["looks"]:
        act = partial(_occurrence, row["kind"], row["note"], "")
        yield from (Step(at, row["by"], act) for at in _times(end, first, row["every"], row["last"]))
    for row in told["happenings"]:
        yield from _happening(row, end)
    for row in told["excuses"]:
        yield Step(_at(end, row["on"]), row["by"], partial(_excuse, row["duty"], row["reason"]))
    for row in told["errors"]:
        yield Step(_at(end, row["on"]), row["by"], partial(_deed, row["deed"], row["evidence"], ""))
        undone = _at(end, row["on"] - row["withdrawn_after"])
        yield Step(undone, row["by"], partial(_withdraw, row["deed"], row["reason"]))
    yield from _reviews(told["reviews"], first, end)
    yield from _replies(told, made)


def _replies(told: Mapping[str, Any], made: Decisions) -> Iterator[Step]:
    """What follows first signs: engagement on each threat but the newest, orders and reports in the response phase."""
    for threat in made.threats[:-1]:
        row = told["engagement"]
        act = partial(_answer_oldest, THREAT_RAISED, row["deed"], row["evidence"])
        yield Step(threat.raised_at + timedelta(hours=row["hours"]), row["by"], act)
    for phase in made.phases:
        if "response" in phase.phases:
            for row in told["responses"]:
                act = partial(_deed, row["deed"], row["evidence"], f"area:{phase.area}")
                yield Step(phase.at + timedelta(hours=row["hours"]), row["by"], act)


def _happening(row: Mapping[str, Any], end: datetime) -> Iterator[Step]:
    yield Step(_at(end, row["on"], NIGHT + 2), row["by"], partial(_occurrence, row["kind"], row["note"], row["about"]))
    for one in row["answers"]:
        act = partial(_deed, one["deed"], one["evidence"], row["about"])
        yield Step(_at(end, row["on"] - one["after"]), one["by"], act)


def _reviews(row: Mapping[str, Any], first: datetime, end: datetime) -> Iterator[Step]:
    """The software notes harm near a base each week; people begin reviews, and conclude them later."""
    for at in _times(end, first, row["noted_every"], 1, NIGHT):
        yield Step(at, row["by"], _note)
    for at in _times(end, first, 3, 6):
        yield Step(at, "human-rights", _bring_specialists_in)
    for at in _times(end, first, row["begun_every"], row["begun_until"]):
        yield Step(at, row["by"], partial(_review, "failure_review_begun", row["begun"]))
    for at in _times(end, first, row["concluded_every"], row["concluded_until"]):
        yield Step(at, row["by"], partial(_review, "failure_review_concluded", row["concluded"]))


def _times(end: datetime, first: datetime, every: int, last: int, hour: int = HOUR) -> list[datetime]:
    """Return the moments of a rhythm, oldest first: the last one `last` days before the end."""
    found, at = [], _at(end, last, hour)
    while at > first:
        found.append(at)
        at -= timedelta(days=every)
    return found[::-1]


def _at(end: datetime, days: int, hour: int = HOUR) -> datetime:
    return (end - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def _deed(kind: str, evidence: str, about: str, actor: Actor, clock: Clock) -> object:
    return record_deed(actor=actor, clock=clock, kind=kind, done_on=clock.now().date(), evidence=evidence, about=about)


def _occurrence(kind: str, note: str, about: str, actor: Actor, clock: Clock) -> object:
    return record_occurrence(
        actor=actor, clock=clock, kind=kind, occurred_on=clock.now().date(), note=note, about=about
    )


def _excuse(duty: str, reason: str, actor: Actor, clock: Clock) -> object:
    standing = standing_named(actor, duty, clock.now())
    if standing is None or not standing.occasion:
        return None
    return excuse_duty(actor=actor, clock=clock, duty=duty, occasion=standing.occasion, reason=reason)


def _withdraw(deed: str, reason: str, actor: Actor, clock: Clock) -> object:
    held = next((row for row in record_entries(actor) if payload(row).get("kind") == deed), None)
    return held and withdraw_record(actor=actor, clock=clock, entry=held.sequence, reason=reason)


def _note(_actor: Actor, clock: Clock) -> object:
    software = system_actor("duties", EXERCISE, frozenset({Permission.DUTY_NOTE, Permission.INCIDENT_READ}))
    return note_incidents(actor=software, clock=clock)


def _bring_specialists_in(actor: Actor, clock: Clock) -> object:
    """Answer the oldest incident that touches a specialist mandate (para 7)."""
    rows = finished_work(EXERCISE, INCIDENT_RECORDED)
    touched = {row.subject for row in rows if payload(row)["act"] in SPECIALIST_ACTS}
    evidence = "Note of the section to the advisers concerned"
    return _answer_oldest(INCIDENT_RECORDED, "specialist_brought_in", evidence, actor, clock, among=touched)


def _review(kind: str, evidence: str, actor: Actor, clock: Clock) -> object:
    """Answer the oldest harm near a base that has no record of this kind; one is concluded only once it is begun."""
    begun = None if kind.endswith("begun") else _answered("failure_review_begun")
    return _answer_oldest(NOTED, kind, evidence, actor, clock, among=begun)


def _answer_oldest(
    event: str, kind: str, evidence: str, actor: Actor, clock: Clock, *, among: set[str] | None = None
) -> object:
    done = _answered(kind)
    subjects = (row.subject for row in finished_work(EXERCISE, event))
    waiting = next((one for one in subjects if one not in done and (among is None or one in among)), None)
    return waiting and _deed(kind, evidence, waiting, actor, clock)


def _answered(kind: str) -> set[str]:
    return {row.subject for row in finished_work(EXERCISE, DEED) if payload(row)["kind"] == kind}
