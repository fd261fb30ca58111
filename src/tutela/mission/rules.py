"""Plain values of a mission: areas, bases, snapshots, and what can be said of them without a database."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shapely import from_wkb
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from tutela.kernel.refusals import Invalid, Refusal
from tutela.kernel.sentences import Sentence

LONGEST_CODE = 40
LONGEST_PATH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """One administrative area as a file gives it. `geometry` is well-known binary, WGS 84 degrees.

    `code` is stable for the area in this mission (its P-code where it has one); `parent_code` names the area
    above.
    """

    code: str
    name: str
    level: int
    geometry: bytes
    parent_code: str = ""
    pcode: str = ""
    pcode_generated: bool = False
    disputed: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()

    def shape(self) -> BaseGeometry:
        """Return the geometry as a shapely object."""
        return from_wkb(self.geometry)


@dataclass(frozen=True, slots=True)
class BasePeriodFacts:
    """A span of days in which a base stood, with what is known of its strength then."""

    valid_from: date
    valid_to: date | None
    troops: int | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """A base with its place and the periods in which it stood."""

    code: str
    name: str
    latitude: float
    longitude: float
    periods: tuple[BasePeriodFacts, ...]
    kind: str = "base"


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """A data file as it came: what it is, its release, its name, its SHA-256 and its size in bytes."""

    kind: str
    source: str
    release: str
    filename: str
    sha256: str
    size: int
    header: tuple[str, ...] = ()


def outline(geometry: BaseGeometry, *, tolerance: float = 0.005) -> dict[str, Any]:
    """Return a geometry as simplified GeoJSON for drawing, coordinates to four decimals (about ten metres).

    `tolerance` is in degrees. Topology is kept within the shape; neighbours may part by less than the
    tolerance.
    """
    simple = geometry.simplify(tolerance, preserve_topology=True)
    shape = mapping(simple if not simple.is_empty else geometry)
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    return [_rounded(item) for item in value]


SHORT_NAME_REMEDY = Sentence("Use lower-case letters, digits, hyphens and underscores.")
_SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def is_short_name(text: str, longest: int) -> bool:
    """Return whether a text can be the short name of a mission or post: it stands in addresses and the ledger."""
    return len(text) <= longest and _SHORT_NAME.fullmatch(text) is not None


def path_of(code: str, parent_path: str) -> str:
    """Return the path of an area below its parent's path: codes from the top, each closed by a slash."""
    return f"{parent_path}{code}/"


class AreasDoNotFit(Invalid):
    """The areas of a file contradict each other or what the mission has; nothing was taken over."""

    code = "areas_do_not_fit"


class BasesDoNotFit(Invalid):
    """The bases of a file contradict each other; nothing was taken over."""

    code = "bases_do_not_fit"


def in_order(areas: list[AreaFacts]) -> list[AreaFacts]:
    """Return the areas so that each comes after the one above it. Raises AreasDoNotFit for a ring."""
    known = {area.code: area for area in areas}
    ordered: dict[str, AreaFacts] = {}

    def place(area: AreaFacts, above: tuple[str, ...]) -> None:
        if area.code in ordered:
            return
        if area.code in above:
            ring = " in ".join((*above[above.index(area.code) :], area.code))
            raise AreasDoNotFit(
                Sentence("An area lies in itself: {ring}.", ring=ring),
                remedy=Sentence("Mend the codes of the areas above."),
            )
        if area.parent_code in known:
            place(known[area.parent_code], (*above, area.code))
        ordered[area.code] = area

    for area in areas:
        place(area, ())
    return list(ordered.values())


def check_areas(areas: Sequence[AreaFacts], known: Collection[str]) -> None:
    """Raise AreasDoNotFit unless the areas can stand beside those whose codes are `known`.

    A code is a part of a path, so it holds no slash; SQLite compares paths without regard to case, so codes
    that differ only by case would open one area's records to the other.
    """
    codes = {code.casefold(): code for code in known}
    seen: set[str] = set()
    for area in areas:
        if not 1 <= len(area.code) <= LONGEST_CODE or "/" in area.code:
            problem = Sentence(
                "“{code}” is not a code: it needs 1 to {most} characters and no slash.",
                code=area.code,
                most=LONGEST_CODE,
            )
            raise AreasDoNotFit(problem, remedy=Sentence("Choose another column for the codes."))
        if area.code in seen:
            problem = Sentence("The code {code} stands for two areas.", code=area.code)
            raise AreasDoNotFit(problem, remedy=Sentence("Choose a column in which every area has its own code."))
        if codes.setdefault(area.code.casefold(), area.code) != area.code:
            other = codes[area.code.casefold()]
            problem = Sentence("The codes {code} and {other} differ only by case.", code=area.code, other=other)
            raise AreasDoNotFit(problem, remedy=Sentence("Write the code of an area always in one way."))
        seen.add(area.code)
    for area in areas:
        if area.parent_code and area.parent_code not in seen and area.parent_code not in known:
            problem = Sentence(
                "The area {code} lies in {parent}, which is not known.", code=area.code, parent=area.parent_code
            )
            raise AreasDoNotFit(problem, remedy=Sentence("Import the areas above first."))


def check_bases(bases: Sequence[BaseFacts]) -> None:
    """Raise BasesDoNotFit for a code that stands twice, a place off the globe, or periods that overlap."""
    seen: set[str] = set()
    for base in bases:
        if base.code in seen:
            problem = Sentence("The code {code} stands for two bases.", code=base.code)
            raise BasesDoNotFit(problem, remedy=Sentence("Give every base its own code."))
        seen.add(base.code)
        if not (abs(base.latitude) <= 90 and abs(base.longitude) <= 180):
            problem = Sentence("The base {code} does not lie on the globe.", code=base.code)
            raise BasesDoNotFit(problem, remedy=Sentence("Give its place in degrees, latitude first."))
        end = date.min
        for period in sorted(base.periods, key=lambda period: period.valid_from):
            last = period.valid_to or date.max
            if period.valid_from <= end or last < period.valid_from:
                problem = Sentence("The periods of base {code} overlap or end before they start.", code=base.code)
                raise BasesDoNotFit(problem, remedy=Sentence("Mend the dates of this base."))
            end = last


class ClockSetBack(Refusal):
    """The clock stands before the last change on record: what holds from when could no longer be told."""

    code = "clock_set_back"


def check_clock(now: datetime, last_set_at: datetime | None) -> None:
    """Raise ClockSetBack for a change that would hold from before the last one."""
    if last_set_at is not None and now < last_set_at:
        raise ClockSetBack(
            Sentence("The clock stands before the last change on record."),
            remedy=Sentence("Set the clock of the server right, then try again. Nothing was changed."),
        )
