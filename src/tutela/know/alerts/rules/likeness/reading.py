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


def read(text: str, language: str) -> Reading:
    """Return what a text says. `language` is what its report says; the words decide if they say otherwise."""
    known = lexicon()
    bare, hours = without_hours(plain(text[:LONGEST_READ]))
    words = list(_words(bare, known))
    spoken = _language(words, language, known)
    own, other = known.tongues[spoken], known.tongues[LANGUAGES[spoken == LANGUAGES[0]]]
    found = list(_meanings(_with_numbers(words, known), own, other, known))
    return Reading(
        concepts=frozenset(code for _word, codes in found for code in codes),
        numbers=frozenset(_counted(found)),
        hours=hours,
        names=frozenset(word.text for word, codes in found if not codes and _is_name(word)),
        rare=frozenset(word.text for word, codes in found if not codes and _is_rare(word)),
        line=" ".join(word.root or word.text for word, _codes in found),
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


def _meanings(words: Sequence[_Word], own: Tongue, other: Tongue, known: Lexicon) -> Iterator[tuple[_Word, Codes]]:
    """Yield each word or phrase that says something with its concepts, none where the lexicon has none."""
    place = 0
    while place < len(words):
        word = words[place]
        codes, after = _phrase_at(words, place, own) or _phrase_at(words, place, other) or ((), place + 1)
        if not codes and word.number is None:
            codes = _concepts(word, own, other, known)
        if codes or word.number is not None or not _is_silent(word.text, own, other, known):
            yield word, codes
        place = after


def _is_silent(word: str, own: Tongue, other: Tongue, known: Lexicon) -> bool:
    return word in own.small or word in other.small or word in known.forms


def _concepts(word: _Word, own: Tongue, other: Tongue, known: Lexicon) -> Codes:
    """Return the concepts of a word.

    A small word of the text's own language means nothing of the other's, and of the other only words that are listed
    are known: their stems would be too many. A capital is a name's and no slip.
    """
    text = word.text
    found = own.concepts_of(text, word.root)
    if found or text in own.small:
        return found
    found = other.listed(text)
    if found or word.is_capital or _is_silent(text, own, other, known) or text in known.ordinary:
        return found
    if len(text) < SHORTEST_TYPO:
        return ()
    short = singular(text)
    return own.misspelt(short) or (other.misspelt(short) if len(text) > SHORTEST_TYPO else ())


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


def _counted(found: Sequence[tuple[_Word, Codes]]) -> Iterator[tuple[int, str]]:
    """Yield each number above one with the concept that it counts; one is an article as often as a number."""
    for place, (word, _codes) in enumerate(found):
        if word.number is not None and word.number > 1:
            yield word.number, next((codes[0] for _w, codes in found[place + 1 : place + 1 + NEXT_WORDS] if codes), "")


def _is_name(word: _Word) -> bool:
    return word.is_capital and _is_rare(word)


def _is_rare(word: _Word) -> bool:
    return word.number is None and len(word.text) >= SHORTEST_NAME and not word.text.isdecimal()
