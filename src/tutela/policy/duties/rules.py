"""What a duty is, and the reading of the rule files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.policy.facts import Pattern, pattern_from
from tutela.policy.tables import tables_in

# Entries that every evaluation reads: they change parameters, the profile, or what earlier entries said.
PARAMETER_SET = "mission.parameter_set"
PROFILE_SET = "mission.profile_set"
EXCUSED = "account.duties.duty_excused"
DEED = "account.duties.deed_recorded"
OCCURRENCE = "account.duties.occurrence_recorded"
WITHDRAWN = "account.duties.record_withdrawn"
ALWAYS = (PARAMETER_SET, PROFILE_SET, EXCUSED, WITHDRAWN)


class Kind(StrEnum):
    """How a duty comes due."""

    CALENDAR = "calendar"  # once in each quarter of the calendar
    ROLLING = "rolling"  # again within an interval after the last time
    TRIGGERED = "triggered"  # after an event, within a time
    STANDING = "standing"  # always; shown by what was done lately


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `within`, `every` and `warn` name parameters in hours or days; the first role in `posts` owes it.

    `key` names payload fields that, with the subject, tie an answer to its occasion; blank `link` means that any
    later answer will do. `period` names the payload field that says which quarter an answer is for, `clock` the one
    that names another parameter than `within`. `part` names the part of a mission without which the duty does not
    apply. `looks` are events that show that the mission looks at all: without one of them a silent ledger tells
    nothing.
    """

    name: str
    kind: Kind
    wing: str
    labels: Mapping[str, str]
    cites: tuple[str, ...]
    posts: tuple[str, ...]
    satisfied: tuple[Pattern, ...]
    opens: tuple[Pattern, ...] = ()
    looks: tuple[Pattern, ...] = ()
    link: str = ""
    key: tuple[str, ...] = ()
    period: str = ""
    within: str = ""
    clock: str = ""
    every: str = ""
    warn: str = "due_soon_days"
    part: str = ""
    note: Mapping[str, str] | None = None

    def label(self, language: str) -> str:
        """Return what is owed, as a sentence in a language; in English where there is none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])

    @property
    def spans(self) -> tuple[str, ...]:
        """The parameters that the duty rests on."""
        return tuple(name for name in (self.within, self.every, self.warn) if name)


def duty_from(name: str, told: Mapping[str, Any]) -> Duty:
    """Read one table of a rule file. Raises KeyError, ValueError or TypeError for a table that is no duty."""
    known = {"kind", "wing", "en", "fr", "cites", "posts", "satisfied", "opens", "looks", "link", "key", "period",
             "within", "clock", "every", "warn", "part", "note"}  # fmt: skip
    unknown = sorted(set(told) - known)
    if unknown:
        raise ValueError(f"{name}: {', '.join(unknown)} is no part of a duty.")
    plain = {
        part: told[part]
        for part in ("link", "period", "within", "clock", "every", "warn", "part", "note")
        if part in told
    }
    duty = Duty(
        name=name,
        kind=Kind(told["kind"]),
        wing=told["wing"],
        labels={"en": told["en"], "fr": told["fr"]},
        cites=tuple(told["cites"]),
        posts=tuple(told["posts"]),
        satisfied=_patterns(told["satisfied"]),
        opens=_patterns(told.get("opens", ())),
        looks=_patterns(told.get("looks", ())),
        key=tuple(told.get("key", ())),
        **plain,
    )
    _check(duty)
    return duty


def _patterns(told: Iterable[Mapping[str, Any] | str]) -> tuple[Pattern, ...]:
    """Read patterns: a table, `deed:code` for a recorded deed, `occurrence:code` for a recorded occurrence."""
    return tuple(_short(one) if isinstance(one, str) else pattern_from(one) for one in told)


def _short(told: str) -> Pattern:
    what, mark, code = told.partition(":")
    if not mark:
        return Pattern(told)
    return Pattern({"deed": DEED, "occurrence": OCCURRENCE}[what], {"kind": (code,)})


def _check(duty: Duty) -> None:
    needs = {
        Kind.CALENDAR: duty.within,
        Kind.ROLLING: duty.every,
        Kind.TRIGGERED: duty.within,
        Kind.STANDING: duty.every,
    }
    if not needs[duty.kind]:
        raise ValueError(f"{duty.name}: a duty of this kind needs a parameter that says how long.")
    if (duty.kind is Kind.TRIGGERED) != bool(duty.opens):
        raise ValueError(f"{duty.name}: a triggered duty, and no other, is opened by events.")
    if not duty.cites or not duty.posts or not duty.satisfied:
        raise ValueError(f"{duty.name}: a duty cites its paragraphs, says who owes it and what satisfies it.")
    if duty.link not in {"", "subject"}:
        raise ValueError(f"{duty.name}: an answer is tied by subject or not at all.")


@cache
def duties() -> dict[str, Duty]:
    """Return all duties by name, in the order of the files. Raises ValueError for a name that is given twice."""
    told = tables_in(files(__package__).joinpath("data"))
    return {name: duty_from(name, facts) for name, facts in told.items()}


@cache
def events_that_bear() -> frozenset[str]:
    """Return the events that any duty reads: all others need not be looked at."""
    told = {pattern.event for duty in duties().values() for pattern in (*duty.satisfied, *duty.opens, *duty.looks)}
    return frozenset(told) | frozenset(ALWAYS) | {"mission.mission_created", "mission.post_created"}
