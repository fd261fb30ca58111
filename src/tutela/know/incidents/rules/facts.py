"""What an incident is: facts as plain values, and how they are written down for good."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from tutela.kernel.canonical import digest
from tutela.kernel.places import PlacePrecision

CIVILIAN, IN_DOUBT, FIGHTER = "civilian", "in_doubt", "fighter"
STATUSES = (CIVILIAN, IN_DOUBT, FIGHTER)
SEXES = ("female", "male", "unknown")
AGES = ("child", "adult", "older", "unknown")

# What both stores can hold of a number of people, and of a source's key.
LARGEST_FIGURE = 2**31 - 1
LONGEST_KEY = 60

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


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring
_TRUTH = {True: "true", False: "false"}


def facts_json(facts: IncidentFacts) -> str:
    """Write what a revision says as one JSON object, always in the same order.

    When it became known and the source's own row are left out: the same facts heard again are the same facts. Written
    by hand because this runs for every imported row; `facts_from_json` reads it as any JSON.
    """
    (
        source, source_key, occurred_from, occurred_to, date_precision, act, attack, attempted, one_sided, coding,
        actor_a, actor_b, latitude, longitude, place_precision, place_name, place_note, admin, _low, _best, _high,
        _coded, _civil_low, _civil_best, _civil_high, clarity, number_of_sources, status, headline, narrative,
        language, sensitivity, compartment, harm, _known_at, _original,
    ) = facts  # fmt: skip
    return (
        f'{{"source":{_text(source)},"source_key":{_text(source_key)},'
        f"{_what(date_precision, act, attack, attempted, one_sided, coding, actor_a, actor_b)},"
        f"{_where(latitude, longitude, place_precision, place_name, place_note, admin)},"
        f"{_people(*facts[18:25])},"
        f'{_clarity(clarity, number_of_sources, status)},"headline":{_text(headline)},"narrative":{_text(narrative)},'
        f'"language":{_text(language)},"sensitivity":{sensitivity:d},"compartment":{_text(compartment)},'
        f'"harm":{_encode(harm) if harm else "[]"},'
        f'"occurred":["{occurred_from.isoformat()}","{occurred_to.isoformat()}"]}}'
    )


# The same few sides, places and numbers come back again and again in a file, close to each other: ten times as many
# held in mind cost more time and thirty megabytes.
REMEMBERED = 2000


@lru_cache(maxsize=REMEMBERED)
def _what(
    date_precision: int | None,
    act: str,
    attack: str,
    attempted: bool,
    one_sided: bool,
    coding: Coding,
    actor_a: ActorName,
    actor_b: ActorName,
) -> str:
    return (
        f'"date_precision":{"null" if date_precision is None else date_precision},'
        f'"act":{_text(act)},"attack":{_text(attack)},"attempted":{_TRUTH[attempted]},'
        f'"one_sided":{_TRUTH[one_sided]},"coding":{_encode(coding)},"actor_a":{_encode(actor_a)},'
        f'"actor_b":{_encode(actor_b)}'
    )


@lru_cache(maxsize=REMEMBERED)
def _people(low: int, best: int, high: int, coded: int, civil_low: int, civil_best: int, civil_high: int) -> str:
    return (
        f'"deaths_low":{low:d},"deaths_best":{best:d},"deaths_high":{high:d},"civilians_coded":{coded:d},'
        f'"civilians_low":{civil_low:d},"civilians_best":{civil_best:d},"civilians_high":{civil_high:d}'
    )


@lru_cache(maxsize=REMEMBERED)
def _clarity(clarity: int | None, number_of_sources: int | None, status: str) -> str:
    return (
        f'"clarity":{"null" if clarity is None else clarity},'
        f'"number_of_sources":{"null" if number_of_sources is None else number_of_sources},"status":{_text(status)}'
    )


@lru_cache(maxsize=REMEMBERED)
def _where(
    latitude: float | None, longitude: float | None, precision: int, name: str, note: str, admin: tuple[str, ...]
) -> str:
    # Zero has two signs that are one place, and one to this cache.
    latitude_text = "null" if latitude is None else float.__repr__(float(latitude) + 0.0)
    longitude_text = "null" if longitude is None else float.__repr__(float(longitude) + 0.0)
    return (
        f'"latitude":{latitude_text},"longitude":{longitude_text},"place_precision":{precision:d},'
        f'"place_name":{_text(name)},"place_note":{_text(note)},"admin":{_encode(admin)}'
    )


def facts_digest(text: str) -> str:
    """Return the hash of what `facts_json` wrote."""
    return digest(text)


class Told(NamedTuple):
    """Facts with the text in which they are kept and its hash."""

    facts: IncidentFacts
    text: str
    digest: str


def told(facts: IncidentFacts) -> Told:
    """Write facts down."""
    text = facts_json(facts)
    return Told(facts, text, facts_digest(text))


def facts_from_json(text: str) -> IncidentFacts:
    """Read what `facts_json` wrote."""
    said: dict[str, Any] = json.loads(text)
    first, last = said.pop("occurred")
    said["coding"] = tuple((column, value) for column, value in said["coding"])
    said["actor_a"], said["actor_b"] = ActorName(*said["actor_a"]), ActorName(*said["actor_b"])
    said["admin"] = tuple(said["admin"])
    said["harm"] = tuple(HarmFacts(*row) for row in said["harm"])
    return IncidentFacts(occurred_from=date.fromisoformat(first), occurred_to=date.fromisoformat(last), **said)
