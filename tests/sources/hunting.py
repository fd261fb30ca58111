"""Looking for words in bytes, in whatever way they may have been written down."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

NEEDLES = (
    "Kestrevaux", "Ombeline", "Vantrelle", "Quendrith", "Thoraldin",
    "+211 912 345 678", "912 345 678", "912345678", "211912345678",
)  # fmt: skip


def shapes(word: str) -> dict[str, list[bytes]]:
    """Return the ways in which a word may stand in bytes whose letters were made small, by the name of the way."""
    plain = word.lower().encode()
    cased = sorted({word.encode(), plain, word.upper().encode()})
    return {
        "utf-8": [plain],
        "utf-16": [word.lower().encode("utf-16-le")],
        "utf-16 big-endian": [word.lower().encode("utf-16-be")],
        "hex": [one.hex().encode() for one in cased],
        "percent": ["".join(f"%{byte:02x}" for byte in one).encode() for one in cased],
        "quoted": [quote(word.lower()).lower().encode()],
        "in a query": [quote_plus(word.lower()).lower().encode()],
        "backwards": [plain[::-1]],
    }


def in_base64(text: bytes) -> Iterator[bytes]:
    """Yield how a text looks inside base64, for each of the three places at which it may begin."""
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + text).rstrip(b"=")
        yield encoded[(0, 2, 3)[shift] : len(encoded) - (1 if (shift + len(text)) % 3 else 0)]


def found_in(data: bytes, words: Iterable[str] = NEEDLES) -> list[str]:
    """Return which of the words stand in some bytes, and how they are written there."""
    small = data.lower()
    hits = []
    for word in words:
        hits += [f"{word} as {way}" for way, known in shapes(word).items() if any(shape in small for shape in known)]
        for variant in {word, word.lower(), word.upper()}:
            for way, text in (("base64", variant.encode()), ("base64 of utf-16", variant.encode("utf-16-le"))):
                if any(shape in data or shape.translate(URL_SAFE) in data for shape in in_base64(text)):
                    hits.append(f"{word} as {way}")
    return sorted(set(hits))


URL_SAFE = bytes.maketrans(b"+/", b"-_")


def found_below(folder: Path, *, leaving_out: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return what stands in the files below a folder, by their names; the names themselves are looked at too."""
    left_out = set(leaving_out)
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in left_out:
            hits = found_in(path.name.encode()) + found_in(path.read_bytes())
            if hits:
                found[str(path.relative_to(folder))] = hits
    return found
