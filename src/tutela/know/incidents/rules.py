"""What an incident is: facts as plain values, how a source's coding is read, and who counts as a civilian."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tutela.kernel.canonical import digest
from tutela.kernel.periods import Month, share_by_month
from tutela.kernel.places import PlacePrecision

CIVILIAN, IN_DOUBT, FIGHTER = "civilian", "in_doubt", "fighter"
STATUSES = (CIVILIAN, IN_DOUBT, FIGHTER)
SEXES = ("female", "male", "unknown")
AGES = ("child", "adult", "older", "unknown")

Coding = tuple[tuple[str, str], ...]


class ActorName(NamedTuple):
    """An actor as a report names it. `kind` is a code of the vocabulary `actor_kinds`."""

    name: str
    kind: str = "unidentified"
    source_id: str = ""


NOBODY = ActorName("")


class HarmFacts(NamedTuple):
    """People harmed in one way, counted by status (para 15), sex and age; low, best and high numbers of people."""

    kind: str
    status: str
    sex: str
    age: str
    low: int
    best: int
    high: int


class IncidentFacts(NamedTuple):
    """Everything that one revision of an incident says.

    Numbers are people. `civilians_low/best/high` follow para 15: `civilians_coded` are those whom the source calls
    civilians, `civilians_best` adds those whose status is in doubt. `harm` holds what is known by kind, sex and age;
    it may cover only a part of the totals.
    """

    source: str
    source_key: str
    occurred_from: date
    occurred_to: date
    date_precision: int | None
    act: str
    attack: str
    attempted: bool
    one_sided: bool
    coding: Coding
    actor_a: ActorName
    actor_b: ActorName
    latitude: float | None
    longitude: float | None
    place_precision: int
    place_name: str
    place_note: str
    admin: tuple[str, ...]
    deaths_low: int
    deaths_best: int
    deaths_high: int
    civilians_coded: int
    civilians_low: int
    civilians_best: int
    civilians_high: int
    clarity: int | None
    number_of_sources: int | None
    status: str
    headline: str
    narrative: str
    language: str
    sensitivity: int
    compartment: str
    harm: tuple[HarmFacts, ...] = ()
    known_at: datetime | None = None
    original: str = ""

    @property
    def is_point(self) -> bool:
        """Whether the coordinates may be drawn and measured as a point."""
        return self.latitude is not None and self.place_precision <= PlacePrecision.DISTRICT


_SAID = tuple(
    name for name in IncidentFacts._fields if name not in {"known_at", "original", "occurred_from", "occurred_to"}
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False).encode
_POSITIONS = tuple(IncidentFacts._fields.index(name) for name in _SAID)


def facts_json(facts: IncidentFacts) -> str:
    """Write what a revision says as one JSON object, always in the same order.

    When it became known and the source's own row are left out: the same facts heard again are the same facts.
    """
    said = {name: facts[place] for name, place in zip(_SAID, _POSITIONS, strict=True)}
    said["occurred"] = (facts.occurred_from.isoformat(), facts.occurred_to.isoformat())
    return _encode(said)


def facts_digest(text: str) -> str:
    """Return the hash of what `facts_json` wrote."""
    return digest(text)


def facts_from_json(text: str) -> IncidentFacts:
    """Read what `facts_json` wrote."""
    said: dict[str, Any] = json.loads(text)
    first, last = said.pop("occurred")
    said["coding"] = tuple((column, value) for column, value in said["coding"])
    said["actor_a"], said["actor_b"] = ActorName(*said["actor_a"]), ActorName(*said["actor_b"])
    said["admin"] = tuple(said["admin"])
    said["harm"] = tuple(HarmFacts(*row) for row in said["harm"])
    return IncidentFacts(occurred_from=date.fromisoformat(first), occurred_to=date.fromisoformat(last), **said)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source's coding is read: the act of para 16, the way of attack, and who of the dead is a civilian."""

    act: str
    attack: str
    civilians: str


@cache
def _codings() -> dict[str, list[dict[str, Any]]]:
    text = files("tutela.know.incidents").joinpath("data/codings.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def reading_of(source: str, coding: Coding, harms_civilians: bool) -> Reading:
    """Return how a coding is read. Raises KeyError for a source without rules, LookupError when no rule fits."""
    said = dict(coding)
    for rule in _codings()[source]:
        fits = all(said.get(column) == value for column, value in rule["when"].items())
        if fits and (not rule.get("harm") or harms_civilians):
            return Reading(rule["act"], rule["attack"], rule["civilians"])
    raise LookupError(f"No rule of {source} fits {said}.")


class Civilians(NamedTuple):
    """Civilian deaths: as coded, and as low, best and high under para 15."""

    coded: int
    low: int
    best: int
    high: int


def civilian_deaths(
    *, everybody: bool, low: int, best: int, high: int, coded: int | None, unknown: int | None
) -> Civilians:
    """Return the civilian deaths of an event (para 15: in doubt a person is a civilian).

    When everybody killed is a civilian (violence against civilians) the event's own range stands. In fighting the low
    figure is what the source codes as civilian; the best adds those of unknown status; the high adds what the event's
    own high figure leaves open. Deaths that a source does not split at all are all of unknown status.
    """
    if everybody:
        return Civilians(best, low, best, high)
    known = coded or 0
    doubt = unknown if unknown is not None else (best if coded is None else 0)
    counted = known + doubt
    return Civilians(known, known, counted, max(counted, min(high, counted + high - best)))


def title_of(headline: str, act_label: str, place_name: str, day: date) -> str:
    """Return what a list shows for an incident: its headline, or act and place (the day where no place is known)."""
    return headline or ", ".join(part for part in (act_label, place_name or day.isoformat()) if part)


def spread(facts: Iterable[tuple[date, date, float]]) -> dict[Month, float]:
    """Return figures by month: what lasts over several months is divided over them by day (the stated rule)."""
    totals: dict[Month, float] = {}
    for start, end, figure in facts:
        for month, share in share_by_month(start, end).items():
            totals[month] = totals.get(month, 0.0) + share * figure
    return totals


class Completeness(NamedTuple):
    """How much of a total is known by sex and by age: numbers of people, and the shares unknown (0 to 1)."""

    total: int
    sex_known: int
    age_known: int

    @property
    def sex_unknown_share(self) -> float | None:
        """The share whose sex is unknown, None when nobody was harmed."""
        return None if not self.total else 1 - self.sex_known / self.total

    @property
    def age_unknown_share(self) -> float | None:
        """The share whose age is unknown, None when nobody was harmed."""
        return None if not self.total else 1 - self.age_known / self.total


def completeness(total: int, harm: Sequence[HarmFacts]) -> Completeness:
    """Return how complete the split of a total is; more people split than counted is not more than complete."""
    by_sex = sum(row.best for row in harm if row.sex != "unknown")
    by_age = sum(row.best for row in harm if row.age != "unknown")
    total = max(total, 0)
    return Completeness(total, min(by_sex, total), min(by_age, total))
