"""Text that can be printed anywhere: control characters that break files or turn the line's direction are dropped."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypeVar, cast

Value = TypeVar("Value")

# Characters that XML forbids, and marks that turn the direction of whatever follows them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def printable(text: str) -> str:
    """Return the text without characters that no document can hold; line ends become a plain line feed."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def all_printable(value: Value) -> Value:
    """Return a content object (or a part of one) with every text in it printable."""
    return cast(Value, _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        clean = printable(value)
        return value if clean == value else clean  # an enumeration's member stays a member
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _cleaned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value
