"""Canonical JSON: one text for one value, so that a hash means the same on every machine and store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

TYPE_ERROR = "Only text, numbers, booleans, None, lists and mappings can be written; convert {kind} first."

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def _refuse(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(TYPE_ERROR.format(kind=type(value).__name__))


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_refuse)


def canonical_json(value: object) -> str:
    """Write `value` with sorted keys and no spaces. Raises TypeError for other types, ValueError for NaN."""
    return _ENCODER.encode(value)


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8 as 64 hexadecimal characters."""
    return hashlib.sha256(text.encode()).hexdigest()
