"""The scripted turns of the exercise: a massacre with its forewarnings and aftermath, and a wave of displacement."""

from __future__ import annotations

from datetime import datetime, timedelta

from shapely import Point

from tutela.demo.acts import Modus
from tutela.demo.campaigns import BY_KEY, MASSACRE_DAYS_BEFORE_END
from tutela.demo.country import Country, Role
from tutela.demo.places import Settlement, SettlementKind
from tutela.demo.process import Occurrence, occurrence_at
from tutela.demo.randomness import stream

MASSACRE = "massacre"
FOREWARNING = "forewarning"
WAVE = "wave"

BEFORE_AND_AFTER: tuple[tuple[str, Modus, int, int, str], ...] = (
    ("reeds-marches", Modus.RAID, -23, 2, FOREWARNING),
    ("watch-reprisals", Modus.CATTLE_RAID, -16, 23, FOREWARNING),
    ("reeds-marches", Modus.ASSAULT, -9, 17, FOREWARNING),
    ("reeds-marches", Modus.ATTACK, -5, 4, FOREWARNING),
    ("reeds-marches", Modus.ATTACK, 0, 4, MASSACRE),
    ("reeds-marches", Modus.ASSAULT, 0, 6, ""),
    ("brigade-custody", Modus.DETENTION, 2, 9, ""),
    ("watch-reprisals", Modus.EXPULSION, 4, 3, ""),
    ("brigade-custody", Modus.DISAPPEARANCE, 6, 21, ""),
)
"""Campaign, situation, days from the massacre, hour, part in the script."""

WAVE_DAYS_BEFORE_END = (33, 30, 26, 22, 19, 15, 11, 9, 6)


def scripted(country: Country, *, until: datetime, seed: int) -> list[Occurrence]:
    """The events of the two escalations, around fixed days before `until`."""
    return [*_massacre(country, until, seed), *_wave(country, until, seed)]


def massacre_place(country: Country) -> Settlement:
    """The village by the water in the disputed district that is farthest from its chief town."""
    district = country.district_of(Role.DISPUTED)
    chief, *others = country.places_in(district)
    villages = [place for place in others if place.kind is SettlementKind.VILLAGE] or others
    wet = country.land.rivers[0]
    return min(villages, key=lambda p: (wet.distance(_point(p)) - 0.4 * _point(chief).distance(_point(p)), p.name))


def _massacre(country: Country, until: datetime, seed: int) -> list[Occurrence]:
    rng = stream(seed, "script", "massacre")
    day = until - timedelta(days=MASSACRE_DAYS_BEFORE_END)
    place = massacre_place(country)
    neighbours = sorted(
        country.places_in(country.district_of(Role.DISPUTED)), key=lambda p: _point(p).distance(_point(place))
    )
    found = []
    for index, (key, modus, days, hour, script) in enumerate(BEFORE_AND_AFTER):
        spot = place if script == MASSACRE or days == 0 else neighbours[index % min(3, len(neighbours))]
        at = (day + timedelta(days=days)).replace(hour=hour, minute=5 * rng.randrange(12), second=0, microsecond=0)
        found.append(occurrence_at(rng, country, BY_KEY[key], modus, spot, at, script))
    return found


def _wave(country: Country, until: datetime, seed: int) -> list[Occurrence]:
    rng = stream(seed, "script", "wave")
    exodus = country.places_in(country.district_of(Role.EXODUS))[1:]
    found = []
    for days in WAVE_DAYS_BEFORE_END:
        at = (until - timedelta(days=days)).replace(hour=rng.choice((4, 5, 6)), minute=5 * rng.randrange(12))
        place = rng.choice(exodus)
        found.append(occurrence_at(rng, country, BY_KEY["reeds-offensive"], Modus.EXPULSION, place, at, WAVE))
    return found


def _point(place: Settlement) -> Point:
    return Point(place.spot)
