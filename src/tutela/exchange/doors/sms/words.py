"""What a short message says by agreed words; what it says in free words is for people to read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tutela.kernel.names import fold
from tutela.know.alerts.rules.report import Timing

OPENERS = frozenset({"alert", "alerte", "sos"})
MOST_AT_START = 3
_TAGGED = re.compile(r"#\s?([^\W\d_]+)", re.UNICODE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_PEOPLE = re.compile(
    r"(?<![\d.,])(\d{1,6})\s*(?:people|persons?|civilians|families|displaced|gens|personnes?|civils|familles|d[eé]plac[eé]s)\b",
    re.IGNORECASE,
)
FAMILY = frozenset({"families", "familles"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What agreed words say: codes of signs and acts, of the timing, and how many people are named."""

    what: tuple[str, ...]
    timing: str
    people: int | None


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """Return the agreed words: `what` and `timing`, each folded word to its code."""
    text = files("tutela.exchange.doors.sms").joinpath("codes.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return found


def coded(text: str) -> Coded:
    """Return what the agreed words of a message say.

    At the beginning only words that follow each other count: “attack loum” does, “they did not attack” does not.
    """
    what, timing = codes()["what"], codes()["timing"]
    said = [_folded(word) for word in _TAGGED.findall(text)]
    for number, word in enumerate(_opening(text)):
        if number >= MOST_AT_START or (word not in what and word not in timing):
            break
        said.append(word)
    acts = tuple(dict.fromkeys(what[word] for word in said if word in what))
    times = [timing[word] for word in said if word in timing]
    return Coded(acts, times[0] if times else Timing.UNKNOWN, _people(text))


def _opening(text: str) -> list[str]:
    words = [_folded(found[0]) for found in _WORD.finditer(text[:200])]
    while words and words[0] in OPENERS:
        words.pop(0)
    return words


def _folded(word: str) -> str:
    return fold(word).replace(" ", "")


def _people(text: str) -> int | None:
    """Return the number before the first word for people; of families nobody knows how many they are."""
    found = _PEOPLE.search(text)
    if found is None or found[0].lower().split()[-1] in FAMILY:
        return None
    return int(found[1])
