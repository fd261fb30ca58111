"""The bilingual lexicon: which concept a word or a phrase stands for, in English, in French, or misspelt.

The words are in `data/lexicon_alerts.toml` and `data/lexicon_plain.toml`. A word that means one thing in English and
another in French is read in the language of the text, and only if that language does not know it in the other.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.know.alerts.rules.likeness.stems import (
    SHORTEST_TYPO,
    deletions,
    is_one_slip,
    plain,
    singular,
    stem,
)

LANGUAGES = ("en", "fr")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that alerts speak of. `weight` says how much it tells that two speak of it; `kind` is mostly blank."""

    code: str
    weight: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the lexicon: words as written, stems, phrases by their first stem, words one slip away, and the
    small words, which stand for nothing."""

    words: Mapping[str, str]
    stems: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    slips: Mapping[str, tuple[str, ...]]
    small: frozenset[str]

    def concept_of(self, word: str) -> str:
        """Return the code of the concept that a single word stands for, or a blank."""
        return self.words.get(word) or self.words.get(singular(word)) or self.stems.get(stem(word), "")

    def misspelt(self, word: str) -> str:
        """Return the code of the concept whose word is one slip away from an unknown word, or a blank."""
        near = {known for part in deletions(word) for known in self.slips.get(part, ())}
        return next((self.words[known] for known in sorted(near) if is_one_slip(known, word)), "")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is needed to read a report."""

    concepts: Mapping[str, Concept]
    tongues: Mapping[str, Tongue]
    shorthand: Mapping[str, Phrase]
    numbers: Mapping[str, int]
    times: Mapping[str, int]
    forms: frozenset[str]


def table(name: str) -> dict[str, Any]:
    """Return a data file of the alerts as it is written."""
    return tomllib.loads(files("tutela.know.alerts").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read once."""
    rows, words = table("lexicon_alerts"), table("lexicon_plain")
    return Lexicon(
        concepts={code: Concept(code, float(row["weight"]), row.get("kind", "")) for code, row in rows.items()},
        tongues={name: _tongue(rows, name, frozenset(words["small"][name].split())) for name in LANGUAGES},
        shorthand={short: tuple(meant.split()) for short, meant in words["shorthand"].items()},
        numbers=words["numbers"],
        times=words["times"],
        forms=frozenset(words["small"]["forms"].split()),
    )


def _tongue(rows: Mapping[str, Any], name: str, small: frozenset[str]) -> Tongue:
    forms = [(_phrase(form), code) for code, row in rows.items() for form in row[name]]
    single = {phrase[0]: code for phrase, code in forms if len(phrase) == 1}
    phrases: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for phrase, code in forms:
        if len(phrase) > 1:
            stems = tuple(map(stem, phrase))
            phrases[stems[0]].append((stems, code))
    slips: dict[str, list[str]] = defaultdict(list)
    for word in single:
        for part in deletions(word) if len(word) >= SHORTEST_TYPO else ():
            slips[part].append(word)
    return Tongue(
        words=single,
        stems=_unambiguous((stem(word), code) for word, code in single.items()),
        phrases={first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()},
        slips={part: tuple(found) for part, found in slips.items()},
        small=small,
    )


def _phrase(form: str) -> Phrase:
    return tuple(plain(form).lower().replace("-", " ").split())


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the stems of one concept only: a stem of two would turn a gunman's weapon into an army."""
    found: dict[str, set[str]] = defaultdict(set)
    for root, code in pairs:
        found[root].add(code)
    return {root: codes.pop() for root, codes in found.items() if len(codes) == 1}
