"""The content object as canonical JSON and back, so that an issued product can be made again byte for byte."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.printable import all_printable


def to_json(content: QuarterlyAssessment) -> str:
    """Write the content as canonical JSON: the same content gives the same text on every machine."""
    return canonical_json(_plain(all_printable(content)))


def content_digest(content: QuarterlyAssessment) -> str:
    """Return the SHA-256 of the canonical JSON: the same in every format and language of the product."""
    return digest(to_json(content))


def from_json(text: str) -> QuarterlyAssessment:
    """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError for a text it did not write."""
    return cast(QuarterlyAssessment, _typed(json.loads(text), QuarterlyAssessment))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _typed(value: Any, hint: Any) -> Any:
    """Build the value that `hint` describes; the hints of the content classes are the only description needed."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
        return None if value is None else _typed(value, hint)
    if get_origin(hint) is tuple:
        return _tuple(value, get_args(hint))
    if dataclasses.is_dataclass(hint):
        return _object(value, hint)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


def _tuple(value: list[Any], hints: tuple[Any, ...]) -> tuple[object, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_typed(part, hints[0]) for part in value)
    return tuple(_typed(part, hint) for part, hint in zip(value, hints, strict=True))


def _object(value: Mapping[str, Any], kind: Any) -> object:
    hints = _hints(kind)
    return kind(**{name: _typed(part, hints[name]) for name, part in value.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
