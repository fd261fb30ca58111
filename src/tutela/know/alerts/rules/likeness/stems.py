"""Words brought to one form: without accents, capitals and the endings of plurals and verbs, English and French alike.

One light stemmer serves both languages, because reports mix them within a sentence. It need not find a word's true
root: it only has to cut the words of the lexicon and those of a report at the same place.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

SHORTEST_STEM = 3
SHORTEST_VERB = 4
SHORTEST_TYPO = 6
"""A word of fewer letters is never taken for a misspelt other: too many words lie one letter apart."""
# An ending of a verb goes when four letters stay; then a last e, then one of two equal letters, when three stay.
_ENDING = re.compile(r"(?<=....)(?:aient|erent|eront|ment|ants|ings|ing|ent|ant|ait|ees|ers|ed|er|es|ee|ez)$")
_LAST_E = re.compile(r"(?<=...)e+$")
_DOUBLE = re.compile(r"(?<=...)(?<=(.))\1$")
# An apostrophe that joins a small word to the next one; any other is part of a word.
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’´`]", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’´`](?:s\b)?")
# In French the east sounds like a form of the verb to be; only its article tells them apart.
_EAST = re.compile(r"(?:\b[lL]['’]|\b[vV]ers |\b[dD]irection |\b[cC][oô]t[eé] )[eE]st\b")


def plain(text: str) -> str:
    """Return text without accents and apostrophes; capitals stay, because they show names."""
    text = _APOSTROPHE.sub("", _ELISION.sub(" ", _EAST.sub(" orient ", text)))
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def singular(word: str) -> str:
    """Return a word without the ending of a plural.

    >>> [singular(word) for word in ("families", "motos", "chevaux", "bus")]
    ['family', 'moto', 'chevau', 'bus']
    """
    if word.endswith("ies") and len(word) >= SHORTEST_TYPO:
        return word[:-3] + "y"
    return word[:-1] if word[-1:] in {"s", "x"} and len(word) > SHORTEST_STEM else word


def stem(word: str) -> str:
    """Return the stem of a lower-case word without accents.

    >>> [stem(word) for word in ("attackers", "attacked", "attaquaient", "brulees", "killed", "kill")]
    ['attack', 'attack', 'attaqu', 'brul', 'kil', 'kil']
    """
    return _DOUBLE.sub("", _LAST_E.sub("", _ENDING.sub("", singular(word), count=1), count=1), count=1)


def deletions(word: str) -> set[str]:
    """Return a word and what is left of it when one letter goes: two words one slip apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_slip(one: str, other: str) -> bool:
    """Return whether two words are one letter added, lost, changed or swapped with its neighbour apart."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
