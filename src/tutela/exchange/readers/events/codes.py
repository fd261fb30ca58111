"""The codes of UCDP and ACLED, in our own words: types, precisions, kinds of actor."""

from __future__ import annotations

from tutela.exchange.readers.events.rows import ActorKind, Coding
from tutela.kernel.places import PlacePrecision

# UCDP: 1 state-based, 2 between non-state actors, 3 one-sided (against civilians).
TYPES: dict[str, Coding] = {code: (("type_of_violence", code),) for code in ("1", "2", "3")}
ONE_SIDED = "3"
PLACES: dict[str, PlacePrecision] = {str(int(precision)): precision for precision in PlacePrecision}
DATE_PRECISIONS: dict[str, int | None] = {"": None, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
CLARITIES: dict[str, int | None] = {"": None, "1": 1, "2": 2}
SIDES = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")

# ACLED: 1 a named place, 2 part of a region or near a place, 3 a larger region. Two may be more than 25 km
# off, so it counts as a district, and three as a province: what is not known is not claimed.
ACLED_PLACES: dict[str, PlacePrecision] = {
    "1": PlacePrecision.EXACT,
    "2": PlacePrecision.DISTRICT,
    "3": PlacePrecision.PROVINCE,
}
# ACLED: 1 the day, 2 the week, 3 the month; on UCDP's scale 1, 3 and 4.
ACLED_DATES: dict[str, int | None] = {"1": 1, "2": 3, "3": 4}
# ACLED's kinds of actor, by number in older exports and by words in newer ones.
ACLED_ACTORS: dict[str, ActorKind] = {
    "1": ActorKind.GOVERNMENT,
    "state forces": ActorKind.GOVERNMENT,
    "2": ActorKind.NON_STATE,
    "rebel group": ActorKind.NON_STATE,
    "rebel groups": ActorKind.NON_STATE,
    "rebel forces": ActorKind.NON_STATE,
    "3": ActorKind.NON_STATE,
    "political militia": ActorKind.NON_STATE,
    "political militias": ActorKind.NON_STATE,
    "4": ActorKind.NON_STATE,
    "identity militia": ActorKind.NON_STATE,
    "identity militias": ActorKind.NON_STATE,
    "5": ActorKind.RIOTERS,
    "rioters": ActorKind.RIOTERS,
    "6": ActorKind.PROTESTERS,
    "protesters": ActorKind.PROTESTERS,
    "7": ActorKind.CIVILIANS,
    "civilians": ActorKind.CIVILIANS,
    "8": ActorKind.EXTERNAL,
    "external/other forces": ActorKind.EXTERNAL,
    "other forces": ActorKind.EXTERNAL,
    "external forces": ActorKind.EXTERNAL,
}
