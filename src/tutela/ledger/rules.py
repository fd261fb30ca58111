"""The chain: what is hashed, in which order."""

from __future__ import annotations

import hashlib
import json

GENESIS = "0" * 64

# The columns that are hashed, in this order; all are text except the first number and the sensitivity.
HASHED = (
    "mission",
    "sequence",
    "recorded_at",
    "known_at",
    "post",
    "label",
    "person",
    "event",
    "subject",
    "related",
    "payload",
    "cites",
    "reason",
    "sensitivity",
    "compartment",
    "area_path",
)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def entry_hash(previous_hash: str, values: tuple[str | int, ...]) -> str:
    """Return the hash of an entry: SHA-256 over the previous hash and the entry's `HASHED` values.

    The values are written as one JSON list, so that no text can be shifted from one column to the next.
    """
    return hashlib.sha256((previous_hash + _encode(values)).encode()).hexdigest()
