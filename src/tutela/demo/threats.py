"""What the people of the exercise decide on the machine's proposals: raised, scored, merged, rejected; phases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.demo.acts import HarmKind, Standing
from tutela.demo.country import Area, Country, Role
from tutela.demo.escalations import massacre_place
from tutela.demo.incidents import Incident, harm_known

HOUR_OF_DECISIONS = 15
LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Score:
    """A step on the scale of five, and why."""

    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A scoring of a threat by a post: `scores` by part, complete at each assessment."""

    at: datetime
    by: str
    scores: tuple[tuple[str, Score], ...]
    confidence: str
    basis: str
    gender: str
    children: str


@dataclass(frozen=True, slots=True)
class RaisedThreat:
    """A proposal that a person raises to a threat, with what they say of it and how it is scored over time."""

    key: str
    actor: str
    area: str
    kind: str
    acts: tuple[str, ...]
    nature: str
    at_risk: tuple[str, ...]
    raised_at: datetime
    raised_by: str
    reason: str
    title: str
    description: str
    grounds: str
    owner: str
    being_done: str
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class SettledProposal:
    """A proposal that is merged into a threat (`into`) or, where that is empty, rejected, with the reason."""

    actor: str
    area: str
    kind: str
    into: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PhaseSetting:
    """The phases that a person sets for an area (paras 36 and 37)."""

    area: str
    phases: tuple[str, ...]
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of the exercise, each part in order of time."""

    threats: tuple[RaisedThreat, ...]
    settled: tuple[SettledProposal, ...]
    phases: tuple[PhaseSetting, ...]


def decide(country: Country, incidents: Sequence[Incident], *, until: datetime) -> Decisions:
    """The decisions for a country and its incidents; figures in reasons are those known at the time."""
    teller = _Teller(country, incidents, until)
    threats = [_threat(teller, key, row) for key, row in _data("threats").items()]
    rows = _data("decisions")
    settled = [_settled(teller, row) for row in (*rows["merges"], *rows["rejections"])]
    phases = [_phases(teller, row) for row in rows["phases"]]
    return Decisions(
        tuple(sorted(threats, key=lambda threat: threat.raised_at)),
        tuple(sorted(settled, key=lambda one: one.at)),
        tuple(sorted(phases, key=lambda one: one.at)),
    )


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("tutela.demo").joinpath(f"data/{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Fills places, days and figures into what is written."""

    country: Country
    incidents: Sequence[Incident]
    until: datetime

    def when(self, days_back: int, minutes: int = 0) -> datetime:
        day = self.until - timedelta(days=days_back)
        return day.replace(hour=HOUR_OF_DECISIONS, minute=0, second=0, microsecond=0) + timedelta(minutes=minutes)

    def area(self, role: str) -> Area:
        return self.country.district_of(Role(role))

    def fill(self, text: str, row: Mapping[str, Any], at: datetime) -> str:
        area = self.area(row["role"])
        alike = [i for i in self.incidents if i.actor == row["actor"] and i.area_pcode == area.pcode]
        seen = [i for i in alike if i.act in row["acts"] and _is_recent(i, at)]
        return text.format(
            n=len(seen),
            dead=_sum(seen, HarmKind.KILLED, at),
            displaced=f"{_sum(seen, HarmKind.DISPLACED, at):,}",
            district=area.name,
            place=massacre_place(self.country).name,
        )


def _is_recent(incident: Incident, at: datetime) -> bool:
    return incident.recorded_at <= at and incident.happened_at >= at - LOOK_BACK


def _sum(incidents: Iterable[Incident], kind: HarmKind, at: datetime) -> int:
    parts = (h for i in incidents for h in harm_known(i, at))
    return sum(part.best for part in parts if part.kind is kind and part.standing is not Standing.COMBATANT)


def _threat(teller: _Teller, key: str, row: Mapping[str, Any]) -> RaisedThreat:
    area, at = teller.area(row["role"]), teller.when(row["raised"])
    said = {
        name: teller.fill(row[name], row, at)
        for name in ("reason", "title", "description", "grounds", "owner", "being_done")
    }
    return RaisedThreat(
        key=key,
        actor=row["actor"],
        area=area.pcode,
        kind=row["kind"],
        acts=tuple(row["acts"]),
        nature=row["nature"],
        at_risk=tuple(row["at_risk"]),
        raised_at=at,
        raised_by=row["raised_by"],
        assessments=_assessments(teller, row),
        **said,
    )


def _assessments(teller: _Teller, row: Mapping[str, Any]) -> tuple[Assessment, ...]:
    """The scorings in order; a later one keeps the scores and views that it does not state."""
    found: list[Assessment] = []
    scores: dict[str, Score] = {}
    views = {"gender": "", "children": ""}
    for stated in row["assessments"]:
        at = teller.when(stated["on"], minutes=40)
        for part, (value, reason) in stated["scores"].items():
            scores[part] = Score(value, teller.fill(reason, row, at))
        views |= {name: stated[name] for name in views if name in stated}
        basis = teller.fill(stated["basis"], row, at)
        found.append(Assessment(at, stated["by"], tuple(scores.items()), stated["confidence"], basis, **views))
    return tuple(found)


def _settled(teller: _Teller, row: Mapping[str, Any]) -> SettledProposal:
    at = teller.when(row["on"], minutes=75)
    return SettledProposal(
        actor=row["actor"],
        area=teller.area(row["role"]).pcode,
        kind=row["kind"],
        into=row.get("into", ""),
        at=at,
        by=row["by"],
        reason=row["reason"],
    )


def _phases(teller: _Teller, row: Mapping[str, Any]) -> PhaseSetting:
    at = teller.when(row["on"], minutes=110)
    return PhaseSetting(teller.area(row["role"]).pcode, tuple(row["phases"]), at, row["by"], row["reason"])
