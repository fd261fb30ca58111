"""Proposals: what the pattern of incidents suggests as threats (para 16). Advice to a person, never a
finding.

A proposal is actor × area × kind of violence × those at risk. Every kind of actor is proposed alike, state
forces and communities too (para 16); only `civilians`, which names those harmed, is no source. An area is
exactly as fine as the incidents are placed: what is known only to the province supports a proposal for the
province, what is known only to the country one without an area, never one for a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from tutela.assess.threats.rules.kinds import in_order, kind_of, kinds
from tutela.kernel.periods import Month

HARMED_NOT_HARMING = "civilians"


class Nature(StrEnum):
    """Para 16: violence that is under way and violence that has a realistic potential to occur are both
    threats.
    """

    ONGOING = "ongoing"
    POTENTIAL = "potential"


class PatternOf(Protocol):
    """What a proposal needs to know of a pattern: incidents of one act by one actor in one area."""

    @property
    def actor_id(self) -> int: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def actor_kind(self) -> str: ...
    @property
    def area_id(self) -> int | None: ...
    @property
    def area_name(self) -> str: ...
    @property
    def area_path(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def incidents(self) -> int: ...
    @property
    def deaths_best(self) -> int: ...
    @property
    def civilians_low(self) -> int: ...
    @property
    def civilians_best(self) -> int: ...
    @property
    def civilians_high(self) -> int: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date: ...
    @property
    def largest_civilians(self) -> int: ...


class Settings(NamedTuple):
    """The mission's parameters for proposals: incidents, civilian deaths in one incident, days."""

    minimum_incidents: int
    minimum_deaths: int
    ongoing_days: int


class Key(NamedTuple):
    """What makes a proposal the same one: who, where (0 for no area), which kind of violence."""

    actor_id: int
    area_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The sum of patterns: numbers of incidents and people; `largest` is the most civilians killed in one
    incident.
    """

    incidents: int = 0
    deaths_best: int = 0
    civilians_low: int = 0
    civilians_best: int = 0
    civilians_high: int = 0
    largest: int = 0
    first_on: date | None = None
    last_on: date | None = None

    @classmethod
    def of(cls, patterns: Iterable[PatternOf]) -> Figures:
        """Return the figures of patterns together; all zero and no days for none."""
        held = tuple(patterns)
        if not held:
            return cls()
        return cls(
            incidents=sum(one.incidents for one in held),
            deaths_best=sum(one.deaths_best for one in held),
            civilians_low=sum(one.civilians_low for one in held),
            civilians_best=sum(one.civilians_best for one in held),
            civilians_high=sum(one.civilians_high for one in held),
            largest=max(one.largest_civilians for one in held),
            first_on=min(one.first_on for one in held),
            last_on=max(one.last_on for one in held),
        )


class Reason(NamedTuple):
    """A reason as a code and its facts, put into words where it is read."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A threat as the machine suggests it. `area_id` is None where the incidents are placed in no area."""

    actor_id: int
    actor_name: str
    actor_kind: str
    area_id: int | None
    area_name: str
    area_path: str
    kind: str
    acts: tuple[str, ...]
    at_risk: tuple[str, ...]
    nature: Nature
    figures: Figures
    fighting: Figures
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> Key:
        """What makes it the same proposal when it is made again."""
        return Key(self.actor_id, self.area_id or 0, self.kind)


def window(as_of: date, months: int) -> tuple[date, date]:
    """Return the first and the last day that proposals made on a day look at: that many months back, to the
    day.
    """
    month = Month.of(as_of).plus(-months)
    first = min(month.first_day + timedelta(days=as_of.day - 1), month.last_day)
    return first + timedelta(days=1), as_of


def propose(patterns: Sequence[PatternOf], settings: Settings, as_of: date) -> list[Proposal]:
    """Return what the patterns suggest, the gravest first, the same for the same patterns in any order.

    Harm makes a proposal when there are enough incidents or a single one is deadly enough. Fighting without
    harm to civilians makes none by itself; but where civilians were already harmed, be it once, fighting that
    goes on there makes that harm a potential threat. One more supporting incident never takes a proposal
    away.
    """
    harm, fighting = _sorted_out(patterns)
    found = [
        made
        for key, group in harm.items()
        if (made := _proposal(key, group, fighting.get((key.actor_id, key.area_id), []), settings, as_of))
    ]
    return sorted(found, key=_gravest_first)


def _sorted_out(
    patterns: Sequence[PatternOf],
) -> tuple[dict[Key, list[PatternOf]], dict[tuple[int, int], list[PatternOf]]]:
    harm: dict[Key, list[PatternOf]] = {}
    fighting: dict[tuple[int, int], list[PatternOf]] = {}
    for one in patterns:
        if one.actor_kind == HARMED_NOT_HARMING:
            continue
        kind, area = kind_of(one.act), one.area_id or 0
        if kind is None:
            fighting.setdefault((one.actor_id, area), []).append(one)
        else:
            harm.setdefault(Key(one.actor_id, area, kind), []).append(one)
    return harm, fighting


def _proposal(
    key: Key, group: list[PatternOf], context: list[PatternOf], settings: Settings, as_of: date
) -> Proposal | None:
    figures, fighting = Figures.of(group), Figures.of(context)
    grounds = _grounds(figures, fighting, settings, as_of)
    if not grounds:
        return None
    first = group[0]
    nature = nature_on(figures, settings, as_of) if _is_pattern(figures, settings) else Nature.POTENTIAL
    return Proposal(
        actor_id=first.actor_id,
        actor_name=first.actor_name,
        actor_kind=first.actor_kind,
        area_id=first.area_id or None,
        area_name=first.area_name,
        area_path=first.area_path,
        kind=key.kind,
        acts=in_order(one.act for one in group),
        at_risk=kinds()[key.kind].at_risk,
        nature=nature,
        figures=figures,
        fighting=fighting,
        reasons=grounds,
    )


def nature_on(figures: Figures, settings: Settings, day: date) -> Nature:
    """Return whether violence counts as ongoing on a day: the last incident is recent enough."""
    return Nature.ONGOING if _is_recent(figures.last_on, settings, day) else Nature.POTENTIAL


def _is_recent(last_on: date | None, settings: Settings, day: date) -> bool:
    return last_on is not None and (day - last_on).days <= settings.ongoing_days


def _is_pattern(figures: Figures, settings: Settings) -> bool:
    return figures.incidents >= settings.minimum_incidents or figures.largest >= settings.minimum_deaths


def _grounds(figures: Figures, fighting: Figures, settings: Settings, as_of: date) -> tuple[Reason, ...]:
    goes_on = fighting.incidents >= settings.minimum_incidents and _is_recent(fighting.last_on, settings, as_of)
    reasons: list[Reason] = []
    if _is_pattern(figures, settings):
        if figures.incidents >= settings.minimum_incidents:
            reasons.append(_said("many_incidents", figures))
        if figures.largest >= settings.minimum_deaths:
            reasons.append(Reason("deadly_incident", (("largest", figures.largest),)))
        is_ongoing = nature_on(figures, settings, as_of) is Nature.ONGOING
        reasons.append(
            Reason(
                "recent" if is_ongoing else "quiet",
                (("last_on", f"{figures.last_on}"), ("days", settings.ongoing_days)),
            )
        )
    elif goes_on:
        reasons.append(_said("some_harm", figures))
    if reasons and goes_on:
        reasons.append(_said("fighting", fighting))
    return tuple(reasons)


def _said(code: str, figures: Figures) -> Reason:
    facts = (
        ("incidents", figures.incidents),
        ("civilians", figures.civilians_best),
        ("first_on", f"{figures.first_on}"),
        ("last_on", f"{figures.last_on}"),
    )
    return Reason(code, facts)


def _gravest_first(made: Proposal) -> tuple[object, ...]:
    figures = made.figures
    return (
        made.nature is not Nature.ONGOING,
        -figures.civilians_best,
        -figures.incidents,
        made.actor_name,
        made.area_path,
        made.kind,
        made.key,
    )


def changed_materially(
    before: Figures, before_nature: Nature, now: Proposal, new_incidents: int, settings: Settings
) -> tuple[Reason, ...]:
    """Return why a pattern that a person set aside is proposed again; nothing when it has not changed enough.

    It has changed when the incidents that were not there then would make a pattern by themselves, when
    civilian deaths have risen by what makes a single incident a pattern, or when quiet violence is going on
    again. `new_incidents` is the number of supporting incidents that were not known when it was set aside.
    """
    more_deaths = now.figures.civilians_best - before.civilians_best
    reasons: list[Reason] = []
    if new_incidents >= settings.minimum_incidents:
        reasons.append(Reason("again_incidents", (("incidents", new_incidents),)))
    if more_deaths >= settings.minimum_deaths:
        reasons.append(Reason("again_deaths", (("deaths", more_deaths),)))
    if before_nature is Nature.POTENTIAL and now.nature is Nature.ONGOING and new_incidents:
        reasons.append(Reason("again_ongoing", (("last_on", f"{now.figures.last_on}"),)))
    return tuple(reasons)


def again(made: Proposal, reasons: tuple[Reason, ...]) -> Proposal:
    """Return the proposal with the reasons for making it again in front."""
    return replace(made, reasons=(*reasons, *made.reasons))
