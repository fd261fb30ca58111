"""Identifiers: time-ordered UUIDs for things made apart, readable references for people."""

from __future__ import annotations

import random
import re
import secrets
from datetime import datetime
from uuid import UUID

_REFERENCE = re.compile(r"^(?P<kind>[A-Z]{1,4})-(?P<number>[0-9]{1,12})$")


def time_ordered_uuid(now: datetime, randomness: random.Random | None = None) -> UUID:
    """Return a version 7 UUID for `now`; `randomness` makes it repeatable in scenarios."""
    bits = randomness.getrandbits(74) if randomness else secrets.randbits(74)
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    high, low = bits >> 62, bits & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)


def reference(kind: str, number: int) -> str:
    """Return the reference that people read out and write down: kind and number, `I-000123`."""
    return f"{kind}-{number:06d}"


def number_of(kind: str, text: str) -> int | None:
    """Return the number in a reference of that kind, or None when the text is not one."""
    found = _REFERENCE.match(text.strip().upper())
    return int(found["number"]) if found and found["kind"] == kind else None


# A key holds the mission's serial above and the record's number below, which leaves room for a million million of them.
_BITS = 40


def key_for(serial: int, number: int) -> int:
    """Return the key of a record: the mission's serial above, the number below."""
    return serial << _BITS | number


def number_in(key: int) -> int:
    """Return the number that a key holds below the mission's serial."""
    return key & ((1 << _BITS) - 1)
