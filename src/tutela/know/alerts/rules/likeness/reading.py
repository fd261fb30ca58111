"""A report's words read for comparison: concepts, numbers, names, rare words, and the words themselves.

Nothing that is read is kept beyond the comparison: reports may name people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tutela.know.alerts.rules.likeness.lexicon import LANGUAGES, Codes, Lexicon, Tongue, lexicon
from tutela.know.alerts.rules.likeness.numbers import numbers_in, without_hours
from tutela.know.alerts.rules.likeness.stems import SHORTEST_TYPO, plain, singular

LONGEST_READ = 2000
"""Characters that are read of a text: who did what where stands at its beginning, also in a long mail."""
SHORTEST_NAME = 4
MOST_SMALL_BETWEEN = 2
"""Small words that may stand inside a phrase: `hommes avec des armes`."""
NEXT_WORDS = 3
"""How many words after a number are looked at for what is counted."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says. `concepts` are codes of the lexicon; `numbers` hold a number and the concept that it counts
    or a blank; `names` are capitalised words that the lexicon does not know, `rare` all such words, small letters;
    `line` is the text without what says nothing."""

    concepts: frozenset[str] = frozenset()
    numbers: frozenset[tuple[int, str]] = frozenset()
    hours: frozenset[int] = frozenset()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    rare: frozenset[str] = field(default=frozenset(), repr=False)
    line: str = field(default="", repr=False)
    language: str = "en"


class _Word(NamedTuple):
    """One word of a text: small letters, its stem, whether it began with a capital, and the number that it ends."""

    text: str
    root: str
    is_capital: bool = False
    number: int | None = None


class _Meaning(NamedTuple):
    """A word or the first of a phrase, the concepts it stands for, and whether the lexicon lists it; it may be none of
    the lexicon's, or a slip of one that is."""

    word: _Word
    codes: Codes
    is_listed: bool

    @property
    def is_rare(self) -> bool:
        """Whether it is a word of its own that not every report has."""
        word = self.word
        return not self.is_listed and word.number is None and len(word.text) >= SHORTEST_NAME


def read(text: str, language: str) -> Reading:
    """Return what a text says. `language` is what its report says; the words decide if they say otherwise."""
    known = lexicon()
    bare, hours = without_hours(plain(text[:LONGEST_READ]))
    words = list(_words(bare, known))
    spoken = _language(words, language, known)
    own, other = known.tongues[spoken], known.tongues[LANGUAGES[spoken == LANGUAGES[0]]]
    found = list(_meanings(_with_numbers(words, known), own, other, known))
    return Reading(
        concepts=frozenset(code for one in found for code in one.codes),
        numbers=frozenset(_counted(found)),
        hours=hours,
        names=frozenset(one.word.text for one in found if one.is_rare and one.word.is_capital),
        rare=frozenset(one.word.text for one in found if one.is_rare),
        line=" ".join(one.word.root or one.word.text for one in found),
        language=spoken,
    )


def _words(text: str, known: Lexicon) -> Iterator[_Word]:
    shouts = text.isupper()
    for match in _WORD.finditer(text):
        word = match[0]
        low = word.lower()
        for meant in known.shorthand.get(low, (low,)):
            yield _Word(meant, known.root_of(meant), is_capital=word[0].isupper() and not shouts)


def _language(words: Sequence[_Word], said: str, known: Lexicon) -> str:
    """Return the language whose small words are more, and in a tie what the report says."""
    counts = {name: sum(word.text in known.tongues[name].small for word in words) for name in LANGUAGES}
    said = said[:2] if said[:2] in LANGUAGES else LANGUAGES[0]
    return max(LANGUAGES, key=lambda name: (counts[name], name == said))


def _with_numbers(words: Sequence[_Word], known: Lexicon) -> list[_Word]:
    """Return the words with each number in one piece."""
    texts = [word.text for word in words]
    ends = dict(numbers_in(texts, known))
    kept: list[_Word] = []
    for place, word in enumerate(words, start=1):
        if place in ends and not (place < len(texts) and texts[place] in known.units):
            kept.append(_Word(str(ends[place]), "", number=ends[place]))
        elif not (word.text.isdecimal() or word.text in known.numbers or word.text in known.times):
            kept.append(word)
    return kept


def _meanings(words: Sequence[_Word], own: Tongue, other: Tongue, known: Lexicon) -> Iterator[_Meaning]:
    """Yield each word or phrase that says something."""
    place = 0
    while place < len(words):
        word = words[place]
        codes, after = _phrase_at(words, place, own) or _phrase_at(words, place, other) or ((), place + 1)
        if word.number is None:
            codes = codes or _concepts(word, own, other)
        is_silent = word.text in own.small or word.text in other.small or word.text in known.forms
        if codes or word.number is not None:
            yield _Meaning(word, codes, is_listed=True)
        elif not is_silent:
            yield _Meaning(word, () if word.text in known.ordinary else _guess(word, own, other), is_listed=False)
        place = after


def _concepts(word: _Word, own: Tongue, other: Tongue) -> Codes:
    """Return the concepts of a word. A small word of the text's own language means nothing of the other's, and of the
    other only words that are listed are known: their stems would be too many."""
    return own.concepts_of(word.text, word.root) or (() if word.text in own.small else other.listed(word.text))


def _guess(word: _Word, own: Tongue, other: Tongue) -> Codes:
    """Return the concepts of the word of which an unknown one is a slip; a capital is a name's and no slip."""
    if word.is_capital or len(word.text) < SHORTEST_TYPO:
        return ()
    short = singular(word.text)
    return own.misspelt(short) or (other.misspelt(short) if len(word.text) > SHORTEST_TYPO else ())


def _phrase_at(words: Sequence[_Word], place: int, tongue: Tongue) -> tuple[Codes, int] | None:
    for stems, codes in tongue.phrases.get(words[place].root, ()):
        after = _end_of(words, place, stems, tongue)
        if after:
            return codes, after
    return None


def _end_of(words: Sequence[_Word], place: int, stems: Sequence[str], tongue: Tongue) -> int:
    """Return the place after a phrase that begins here, 0 where it is not this phrase."""
    between = 0
    for wanted in stems:
        while place < len(words) and words[place].root != wanted:
            between += 1
            if words[place].text not in tongue.small or between > MOST_SMALL_BETWEEN:
                return 0
            place += 1
        if place == len(words):
            return 0
        place += 1
    return place


def _counted(found: Sequence[_Meaning]) -> Iterator[tuple[int, str]]:
    """Yield each number above one with the concept that it counts; one is an article as often as a number."""
    for place, one in enumerate(found, start=1):
        if one.word.number is not None and one.word.number > 1:
            yield (
                one.word.number,
                next((after.codes[0] for after in found[place : place + NEXT_WORDS] if after.codes), ""),
            )
