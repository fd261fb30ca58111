"""Cursors: the place in a sorted list where the next page begins, written so that it fits into an address."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sorted value and the key of the row at the edge of a page."""

    value: object
    key: object


# Ordered from the narrow to the wide: a datetime is also a date, a bool is also an int.
WRITERS: tuple[tuple[str, type, Callable[[object], str]], ...] = (
    ("t", datetime, lambda value: value.isoformat()),  # type: ignore[attr-defined]
    ("d", date, lambda value: value.isoformat()),  # type: ignore[attr-defined]
    ("i", int, lambda value: str(int(value))),  # type: ignore[call-overload]
    ("f", float, repr),
    ("n", Decimal, str),
    ("u", UUID, str),
    ("s", str, str),
)
READERS: dict[str, Callable[[str], object]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "i": int,
    "f": float,
    "n": Decimal,
    "u": UUID,
    "s": str,
}


def write_cursor(cursor: Cursor) -> str:
    """Write a cursor as text for an address. Raises TypeError for what cannot be sorted by, None among it."""
    text = json.dumps([tagged(cursor.value), tagged(cursor.key)], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """Read what `write_cursor` wrote; anything else, as an address is anybody's to edit, gives None."""
    if not text or len(text) > 2000:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        value, key = json.loads(urlsafe_b64decode(padded.encode()))
        return Cursor(untagged(value), untagged(key))
    except (Base64Error, ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
        return None


def tagged(value: object) -> str:
    """Write one value with a letter for its type."""
    for tag, kind, write in WRITERS:
        if isinstance(value, kind):
            return f"{tag}{write(value)}"
    raise TypeError(f"{type(value).__name__} cannot be a place in a list: sort by a column that is never empty.")


def untagged(text: str) -> object:
    """Read one value back."""
    return READERS[text[:1]](text[1:])
