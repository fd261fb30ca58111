"""The bilingual lexicon: which concept a word or a phrase stands for, in English, in French, or misspelt.

The words are in `data/lexicon_alerts.toml` and `data/lexicon_plain.toml`. A word that means one thing in English and
another in French is read in the language of the text, and only if that language does not know it in the other.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.know.alerts.rules.likeness.stems import (
    SHORTEST_TYPO,
    SHORTEST_VERB,
    deletions,
    is_one_slip,
    plain,
    singular,
    stem,
)

LANGUAGES = ("en", "fr")
Phrase = tuple[str, ...]
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that alerts speak of. `weight` says how much it tells that two speak of it; `kind` marks days, times
    and directions; concepts of one `kin` are near to each other. Both are mostly blank."""

    code: str
    weight: float
    kind: str = ""
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the lexicon: words as written, stems, phrases by their first stem, words one slip away, and the
    small words, which stand for nothing."""

    words: Mapping[str, Codes]
    stems: Mapping[str, Codes]
    phrases: Mapping[str, tuple[tuple[Phrase, Codes], ...]]
    slips: Mapping[str, tuple[str, ...]]
    small: frozenset[str]

    def concepts_of(self, word: str, root: str) -> Codes:
        """Return the codes of the concepts that a word with a stem stands for; a small one only if it is listed."""
        if word in self.small:
            return self.words.get(word, ())
        return self.listed(word) or (self.stems.get(root, ()) if len(singular(word)) >= SHORTEST_VERB else ())

    def listed(self, word: str) -> Codes:
        """Return the codes for a word that is listed, or whose singular is."""
        return self.words.get(word) or self.words.get(singular(word), ())

    def misspelt(self, word: str) -> Codes:
        """Return the codes of the concepts whose word is one slip away from an unknown word.

        The first letter is taken to be right: slips there are rare, and words that rhyme are many.
        """
        near = {known for part in deletions(word) for known in self.slips.get(part, ()) if known[0] == word[0]}
        return next((self.words[known] for known in sorted(near) if is_one_slip(known, word)), ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is needed to read a report."""

    concepts: Mapping[str, Concept]
    tongues: Mapping[str, Tongue]
    shorthand: Mapping[str, Phrase]
    numbers: Mapping[str, int]
    times: Mapping[str, int]
    forms: frozenset[str]
    units: frozenset[str]
    ordinary: frozenset[str]
    roots: Mapping[str, str]

    def root_of(self, word: str) -> str:
        """Return the stem of a word; those of the lexicon's own words are at hand, and most words are such."""
        return self.roots.get(word) or stem(word)


def table(name: str) -> dict[str, Any]:
    """Return a data file of the alerts as it is written."""
    return tomllib.loads(files("tutela.know.alerts").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read once."""
    rows, words = table("lexicon_alerts"), table("lexicon_plain")
    lists = {name: frozenset(words["small"][name].split()) for name in (*LANGUAGES, "forms", "units", "ordinary")}
    tongues = {name: _tongue(rows, name, lists.pop(name)) for name in LANGUAGES}
    listed = {word for tongue in tongues.values() for word in (*tongue.words, *tongue.small)}.union(*lists.values())
    return Lexicon(
        concepts={
            code: Concept(code, float(row["weight"]), row.get("kind", ""), row.get("kin", ""))
            for code, row in rows.items()
        },
        tongues=tongues,
        shorthand={short: tuple(meant.split()) for short, meant in words["shorthand"].items()},
        numbers=words["numbers"],
        times=words["times"],
        roots={word: stem(word) for word in listed},
        **lists,
    )


def _tongue(rows: Mapping[str, Any], name: str, small: frozenset[str]) -> Tongue:
    words: dict[str, Codes] = {}
    phrases: dict[Phrase, Codes] = {}
    for code, row in rows.items():
        for phrase in map(_phrase, row[name]):
            if len(phrase) == 1:
                words[phrase[0]] = _with(words.get(phrase[0], ()), code)
            else:
                stems = tuple(map(stem, phrase))
                phrases[stems] = _with(phrases.get(stems, ()), code)
    return Tongue(words, _stems(words), _by_first(phrases), _slips(words), small)


def _with(codes: Codes, code: str) -> Codes:
    return tuple(dict.fromkeys((*codes, code)))


def _by_first(phrases: Mapping[Phrase, Codes]) -> dict[str, tuple[tuple[Phrase, Codes], ...]]:
    """Return phrases by their first stem, the longest first: it says most."""
    found: dict[str, list[tuple[Phrase, Codes]]] = defaultdict(list)
    for stems, codes in sorted(phrases.items(), key=lambda one: -len(one[0])):
        found[stems[0]].append((stems, codes))
    return {first: tuple(ones) for first, ones in found.items()}


def _slips(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for part in deletions(word) if len(word) >= SHORTEST_TYPO - 1 else ():
            found[part].append(word)
    return {part: tuple(ones) for part, ones in found.items()}


def _phrase(form: str) -> Phrase:
    return tuple(plain(form).lower().replace("-", " ").split())


def _stems(words: Mapping[str, Codes]) -> dict[str, Codes]:
    """Return what each stem means: what most of its words mean, and nothing in a tie (farms and farmers)."""
    votes: dict[str, Counter[Codes]] = defaultdict(Counter)
    for word, codes in words.items():
        votes[stem(word)][codes] += 1
    ranked = {root: [*cast.most_common(2), ((), 0)] for root, cast in votes.items()}
    return {root: first for root, ((first, most), (_second, next_most), *_rest) in ranked.items() if most > next_most}
