"""Names of places compared across sources: accents, case, punctuation and words of administration set aside.

Folding makes `Province de la Rivière-Ombré` and `riviere ombre` one key. It does not make two spellings one
name: that is what aliases are for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that have no accent to take off.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
# Marks that stand inside a word: apostrophes, and the transliteration of hamza and ayn.
_INSIDE = re.compile(r"['’‘`´ʼʻʿʾ]")
_ELISION = re.compile(r"(?<![^\s,(-])[dl]['’]", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w]+|_")
_COMPASS = {
    "northern": "north", "nord": "north", "septentrional": "north", "septentrionale": "north",
    "southern": "south", "sud": "south", "meridional": "south", "meridionale": "south",
    "eastern": "east", "est": "east", "oriental": "east", "orientale": "east",
    "western": "west", "ouest": "west", "occidental": "west", "occidentale": "west",
}  # fmt: skip
_ADMINISTRATIVE = frozenset(
    """
    state province county prefecture subprefecture region district governorate department territory
    municipality commune division subdivision ward sector zone area administrative etat departement territoire
    secteur cercle arrondissement gouvernorat communaute wilaya wilayat wilayah muhafazah mintaqat payam boma
    chefferie groupement oblast raion rayon city town village locality ville cite
    """.split()
)
_SMALL = frozenset("of the de du des la le les da do dos das el al ul et and".split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text without accents, case and punctuation, words parted by one space.

    An apostrophe inside a word vanishes (`N'Quill`, `nquill`); any other mark parts words.
    """
    # Taken apart before and after lowering: some capitals only appear once a letter is taken apart.
    apart = unicodedata.normalize("NFKD", _INSIDE.sub("", text)).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", apart)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", letters).split())


def place_key(text: str) -> str:
    """Return the key under which a place's name is compared.

    Folds the text, drops words of administration and small words, and writes the points of the compass one
    way. A name that consists of nothing else (`Central`, `La Ville`) keeps its words; a blank name gives a
    blank key.
    """
    words = fold(_ELISION.sub("", text)).split()
    core = [_COMPASS.get(word, word) for word in words if word not in _ADMINISTRATIVE and word not in _SMALL]
    return " ".join(core or words)


def is_administrative(text: str) -> bool:
    """Return whether a text holds no name, only words such as `Prefecture de la`, or nothing."""
    words = fold(_ELISION.sub("", text)).split()
    return all(word in _ADMINISTRATIVE or word in _SMALL for word in words)


def same_place_name(one: str, other: str) -> bool:
    """Return whether two names are one after folding; blank names are never the same."""
    key = place_key(one)
    return bool(key) and key == place_key(other)


def index_names(names: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return key to codes for pairs of code and name or alias; several codes share a name."""
    index: dict[str, set[str]] = {}
    for code, name in names:
        key = place_key(name)
        if key:
            index.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in index.items()}
