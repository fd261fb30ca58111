"""Alerts of the exercise: who called about what, before and after the violence that is simulated, and what came of it.

Most alerts announce an incident or tell of one; some announce nothing that came. The newest are still on the desk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from tutela.demo.actors import BY_CODE
from tutela.demo.acts import Compartment
from tutela.demo.country import Country, to_degrees
from tutela.demo.incidents import Incident
from tutela.demo.places import Settlement
from tutela.demo.randomness import stream, weighted

DAYS = 70
"""So many days before the end the alert desk was opened."""
WARNED, TOLD_OF, OTHERS, ON_THE_DESK = 0.34, 0.38, 46, 17
"""Shares of incidents that were announced and told of; alerts that no incident followed; those still open."""
CLOSED_ROOMS = frozenset({Compartment.SEXUAL_VIOLENCE, Compartment.CHILD_PROTECTION})
SIGNS = (("armed_presence", 0.36), ("armed_movement", 0.2), ("attack_expected", 0.2), ("uttered_threats", 0.08),
         ("people_fleeing", 0.09), ("shooting_heard", 0.07))  # fmt: skip
RUMOURS = (("armed_presence", 0.28), ("communal_tension", 0.22), ("people_fleeing", 0.14), ("movement_blocked", 0.14),
           ("harmful_speech", 0.1), ("attack_expected", 0.12))  # fmt: skip
CHANNELS = (("phone", 0.5), ("sms", 0.16), ("capture", 0.14), ("odk", 0.1), ("radio", 0.06), ("visit", 0.04))
DOZENS = {10: "diz", 12: "douz", 15: "quinz", 20: "vingt", 30: "trent", 40: "quarant"}
"""How French says about so many, before its ending."""
TO_COME = frozenset({"attack_expected", "armed_movement", "armed_presence", "uttered_threats", "communal_tension"})
"""What is not over when it is told."""
CLOSED_ON_THE_DESK = {6: "sexual_violence", 12: "child_recruitment"}
TELLABLE = frozenset({"killing", "abduction", "pillage", "sexual_violence", "child_recruitment"})


@dataclass(frozen=True, slots=True)
class Call:
    """One alert before anybody works on it. `told_at` is when it was told, `at` when it came in; `office` answers.

    `fate` says what comes of it: open (with how far it has come), answered, aside, merged (into `twin`) or unanswered.
    """

    key: str
    at: datetime
    told_at: datetime
    office: str
    channel: str
    what: str
    timing: str
    place: Settlement
    precision: int
    people: int | None
    actor: str
    text: str
    language: str
    caller: int | None
    fate: str
    twin: str = ""
    incident: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude of the place."""
        return to_degrees(self.place.spot)


@cache
def words() -> Mapping[str, Any]:
    """Return the sentences of the exercise's alerts."""
    return tomllib.loads(files("tutela.demo").joinpath("data/alerts.toml").read_text("utf-8"))


def simulate_calls(
    country: Country, incidents: Sequence[Incident], offices: Mapping[str, str], *, until: datetime, seed: int
) -> list[Call]:
    """Return the calls of the last weeks, in order of their coming in; offices by their sector's P-code."""
    start = until - timedelta(days=DAYS)
    found = [
        *_about(country, [one for one in incidents if start < one.happened_at < until], offices, until, seed),
        *_rumours(country, offices, until, seed),
        *_on_the_desk(country, offices, until, seed),
    ]
    again = [twin for call in found for twin in _again(country, call, until, seed)]
    return sorted((call for call in (*found, *again) if start < call.at < until), key=lambda call: (call.at, call.key))


def _about(
    country: Country, incidents: Sequence[Incident], offices: Mapping[str, str], until: datetime, seed: int
) -> Iterator[Call]:
    """Yield the calls that announced an incident, and those that told of one."""
    for number, incident in enumerate(incidents):
        rng = stream(seed, "alert", incident.reference)
        place = _place_of(country, incident)
        if incident.place_precision > 2 or place is None:
            continue
        is_closed = incident.compartment in CLOSED_ROOMS
        scene = _Scene(country, place, offices[incident.sector_pcode], until)
        if rng.random() < WARNED and not is_closed:
            ahead = timedelta(hours=rng.uniform(3, 60))
            timing = "imminent" if ahead < timedelta(hours=12) else "soon"
            sign = weighted(rng, SIGNS)
            yield _call(rng, scene, f"w{number}", incident.happened_at - ahead, sign, timing, incident)
        if rng.random() < TOLD_OF and incident.act.value in TELLABLE:
            after = timedelta(minutes=rng.uniform(20, 600))
            timing = "under_way" if after < timedelta(hours=1) else "over"
            yield _call(rng, scene, f"t{number}", incident.happened_at + after, incident.act.value, timing, incident)


@dataclass(frozen=True, slots=True)
class _Scene:
    country: Country
    place: Settlement
    office: str
    until: datetime


def _place_of(country: Country, incident: Incident) -> Settlement | None:
    return next((one for one in country.settlements if one.name == incident.place_name), None)


def _rumours(country: Country, offices: Mapping[str, str], until: datetime, seed: int) -> Iterator[Call]:
    """Yield the calls that no incident followed: most of what a desk hears."""
    rng = stream(seed, "alert rumours")
    for number in range(OTHERS):
        at = until - timedelta(days=rng.uniform(2, DAYS - 2), minutes=rng.uniform(0, 600))
        timing = weighted(rng, (("unknown", 0.4), ("soon", 0.35), ("imminent", 0.15), ("over", 0.1)))
        yield _call(rng, _somewhere(rng, country, offices, until), f"r{number}", at, weighted(rng, RUMOURS), timing)


def _on_the_desk(country: Country, offices: Mapping[str, str], until: datetime, seed: int) -> Iterator[Call]:
    """Yield the calls of the last two days: they are still open when the exercise begins."""
    rng = stream(seed, "alert desk")
    hours = [0.05, 0.13, 0.3, 0.7, 1.2, 2, 3, 4.5, 6, 8, 11, 14, 18, 22, 27, 33, 40][:ON_THE_DESK]
    for number, ago in enumerate(hours):
        sign = CLOSED_ON_THE_DESK.get(number) or weighted(
            rng, (*SIGNS, ("communal_tension", 0.12), ("abduction", 0.07))
        )
        timing = "imminent" if number in {0, 2, 5} else weighted(rng, (("soon", 0.5), ("unknown", 0.3), ("over", 0.2)))
        call = _call(
            rng, _somewhere(rng, country, offices, until), f"d{number}", until - timedelta(hours=ago), sign, timing
        )
        yield replace(call, fate="open")


def _somewhere(rng: Random, country: Country, offices: Mapping[str, str], until: datetime) -> _Scene:
    place = rng.choice(country.settlements)
    district = country.districts[place.district]
    return _Scene(country, place, offices[country.sector_of(district).pcode], until)


def _call(
    rng: Random, scene: _Scene, key: str, told_at: datetime, what: str, timing: str, incident: Incident | None = None
) -> Call:
    channel = weighted(rng, CHANNELS)
    late = timedelta(hours=rng.uniform(20, 60)) if channel == "capture" and rng.random() < 0.3 else timedelta()
    told_at = min(told_at, scene.until - timedelta(minutes=2))
    language = "fr" if rng.random() < 0.45 else "en"
    fate = weighted(rng, (("answered", 0.68), ("unanswered", 0.14), ("aside", 0.18 if incident is None else 0.02)))
    return Call(
        key=key,
        at=min(told_at + late + timedelta(seconds=rng.uniform(20, 90)), scene.until - timedelta(seconds=40)),
        told_at=told_at,
        office=scene.office,
        channel=channel,
        what=what,
        timing="soon" if timing == "over" and what in TO_COME else timing,
        place=scene.place,
        precision=1 if rng.random() < 0.4 else 2,
        people=rng.choice((None, None, 30, 60, 120, 250, 400)),
        actor=_actor_name(incident) if incident and rng.random() < 0.5 else "",
        text=_text(rng, scene, what, language, channel),
        language=language,
        caller=None if rng.random() < 0.22 else rng.randrange(len(words()["people"]["names"])),
        fate=fate,
        incident=incident.reference if incident and key.startswith("t") else "",
    )


def _actor_name(incident: Incident) -> str:
    return BY_CODE[incident.actor].name if incident.actor else ""


def _text(rng: Random, scene: _Scene, what: str, language: str, channel: str) -> str:
    kind = "short" if channel == "sms" and what in {"armed_presence", "shooting_heard"} else what
    near = [one for one in scene.country.settlements if one.district == scene.place.district and one != scene.place]
    when = {"en": ("last night", "at noon", "this morning"), "fr": ("cette nuit", "à midi", "ce matin")}[language]
    number = rng.choice((10, 12, 15, 20, 30, 40))
    told: str = rng.choice(words()[kind][language])
    count = DOZENS[number] if "{count}aine" in told else str(number)
    return told.format(
        place=scene.place.name, other=rng.choice(near or [scene.place]).name, count=count, when=rng.choice(when)
    )


def _again(country: Country, call: Call, until: datetime, seed: int) -> Iterator[Call]:
    """Yield a second call about the same, by somebody else, often in the other language."""
    rng = stream(seed, "alert again", call.key)
    if rng.random() > (0.55 if call.fate == "open" else 0.2):
        return
    language = "en" if call.language == "fr" else "fr"
    at = call.at + timedelta(minutes=rng.uniform(6, 90))
    if at >= until:
        return
    scene = _Scene(country, call.place, call.office, until)
    yield replace(
        call,
        key=f"{call.key}b",
        at=at,
        told_at=at - timedelta(seconds=40),
        channel="phone",
        language=language,
        text=_text(rng, scene, call.what, language, "phone"),
        caller=rng.randrange(len(words()["people"]["names"])),
        fate="open" if call.fate == "open" else "merged",
        twin=call.key,
        incident="",
    )
