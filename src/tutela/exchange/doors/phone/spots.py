"""Coordinates in what somebody typed for a place: degrees, degrees with minutes, or a grid reference (MGRS)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutela.kernel.places import PlacePrecision
from tutela.kernel.sentences import Sentence

# A degree in decimals (4.125, -4,125), or with minutes and seconds (4°07'30"), with or without its half of the world.
_DEGREES = r"""(?P<before{n}>[NSEWO])?\s*(?P<sign{n}>[+-]?)(?P<deg{n}>\d{{1,3}}(?:\.\d+|,\d+)?)\s*[°º]?
    (?:\s*(?P<min{n}>\d{{1,2}}(?:[.,]\d+)?)\s*['’′]\s*(?:(?P<sec{n}>\d{{1,2}}(?:[.,]\d+)?)\s*(?:["”″]|''))?)?
    \s*(?P<after{n}>[NSEWO](?![A-Za-z]))?"""
_PAIR = re.compile(
    rf"(?<![\w.,]){_DEGREES.format(n=1)}(?P<between>\s*[;,/]\s*|\s+){_DEGREES.format(n=2)}\s*$",
    re.VERBOSE | re.IGNORECASE,
)
# Zone and band stand together and digits follow: `PK 10 Sud` and `12 Nov` are no squares of the grid.
_GRID = re.compile(
    r"(?<!\w)(\d{1,2})([C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*(\d{1,5}\s+\d{1,5}|\d{2,10})\s*$", re.IGNORECASE
)
# The halves of the world along which each coordinate runs.
_ALONG, _ACROSS = frozenset("EW"), frozenset("NS")
_GRID_HALF = {1: 5_000, 2: 500, 3: 50, 4: 5}


class NoSpot(ValueError):
    """What was typed looks like coordinates and cannot be any; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in WGS 84 degrees, how precisely it was given, and the words that stood before it."""

    latitude: float
    longitude: float
    precision: int
    name: str = ""


def spot_in(text: str) -> Spot | None:
    """Return the point at the end of what was typed, None where there is none.

    Raises NoSpot for what looks like one and lies nowhere: 97 degrees north, a grid reference of odd length.

    >>> spot_in("Three Wells 4.125, 21.5")
    Spot(latitude=4.125, longitude=21.5, precision=1, name='Three Wells')
    """
    words = " ".join(text.split())
    grid = _GRID.search(words)
    if grid is not None:
        return _from_grid(grid, words)
    pair = _PAIR.search(words)
    return _from_degrees(pair, words) if pair is not None else None


def _from_degrees(found: re.Match[str], words: str) -> Spot | None:
    halves = _halves(found)
    if halves is None or not _is_meant(found):
        return None
    first, second = _degree(found, 1, halves[0]), _degree(found, 2, halves[1])
    if first.half in _ALONG or second.half in _ACROSS:
        first, second = second, first
    is_mixed = first.half in _ALONG or second.half in _ACROSS
    if is_mixed or abs(first.value) > 90 or abs(second.value) > 180:
        raise NoSpot(Sentence("These coordinates lie nowhere: latitude goes to 90 degrees, longitude to 180."))
    precision = _precision(min(first.decimals, second.decimals))
    return Spot(first.value, second.value, precision, words[: found.start()].strip(" ,;:-"))


@dataclass(frozen=True, slots=True)
class _Degree:
    value: float
    half: str
    decimals: int


def _halves(found: re.Match[str]) -> tuple[str, str] | None:
    """Return which half of the world each number names, before or behind it; None where one names two."""
    told = [(found[f"{side}{number}"] or "").upper() for number in "12" for side in ("before", "after")]
    if told[0] and told[1] and not told[2]:
        # `S 4.1 E 21.3`: what stands behind the first number belongs to the second.
        told[1], told[2] = "", told[1]
    if (told[0] and told[1]) or (told[2] and told[3]):
        return None
    # In French, west is `O`.
    return (told[0] or told[1]).replace("O", "W"), (told[2] or told[3]).replace("O", "W")


def _degree(found: re.Match[str], number: int, half: str) -> _Degree:
    degrees, minutes, seconds = ((found[f"{part}{number}"] or "").replace(",", ".") for part in ("deg", "min", "sec"))
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    sign = -1 if found[f"sign{number}"] == "-" or half in {"S", "W"} else 1
    return _Degree(round(sign * value, 6), half, _decimals(degrees, minutes, seconds))


def _decimals(degrees: str, minutes: str, seconds: str) -> int:
    """Return to how many decimals of a degree it is given; a minute is about two, a second about four."""
    if seconds:
        return 4
    if minutes:
        return 2 + len(minutes.partition(".")[2])
    return len(degrees.partition(".")[2])


def _is_meant(found: re.Match[str]) -> bool:
    """Return whether two numbers are coordinates: a decimal, a half of the world or a sign says so; `2 3` does not."""
    telling = [found[f"{part}{number}"] for part in ("before", "after", "min", "sign") for number in "12"]
    return any(telling) or all(re.search(r"[.,]", found[f"deg{number}"]) for number in "12")


def _precision(decimals: int) -> int:
    if decimals >= 2:
        return int(PlacePrecision.EXACT)
    return int(PlacePrecision.NEAR if decimals == 1 else PlacePrecision.PROVINCE)


def _from_grid(found: re.Match[str], words: str) -> Spot:
    from mgrs import MGRS
    from mgrs.core import MGRSError

    numbers = found[4].split()
    digits = "".join(numbers)
    if len(digits) % 2 or (len(numbers) == 2 and len(numbers[0]) != len(numbers[1])):
        raise NoSpot(Sentence("A grid reference has as many digits to the east as to the north."))
    reference = f"{found[1]}{found[2]}{found[3]}{digits}".upper()
    each = len(digits) // 2
    try:
        # The corner of the square is what it names; its middle is what is meant.
        middle = _to_metre(reference, each)
        latitude, longitude = MGRS().toLatLon(middle)
    except (MGRSError, ValueError) as wrong:
        raise NoSpot(Sentence("There is no such square in the grid.")) from wrong
    precision = PlacePrecision.EXACT if each >= 2 else PlacePrecision.NEAR
    return Spot(round(latitude, 6), round(longitude, 6), int(precision), words[: found.start()].strip(" ,;:-"))


def _to_metre(reference: str, each: int) -> str:
    """Return the reference of the square metre in the middle of the square that is named."""
    if each == 5:
        return reference
    head, digits = reference[: len(reference) - 2 * each], reference[len(reference) - 2 * each :]
    half = f"{_GRID_HALF[each]:0{5 - each}d}"
    return f"{head}{digits[:each]}{half}{digits[each:]}{half}"
