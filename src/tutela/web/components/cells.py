"""Cells: how each kind of value is drawn in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.web.components import marks
from tutela.web.components.figures import number

Kind = Literal[
    "text",
    "number",
    "figure",
    "day",
    "moment",
    "ago",
    "risk",
    "time_state",
    "phase",
    "tier",
    "precision",
    "sensitivity",
]
Context = Mapping[str, object]


def value_at(row: object, path: str) -> object:
    """Follow a path with dots or double underscores through attributes and mappings; a None on the way is the value."""
    found: object = row
    for name in path.replace("__", ".").split("."):
        if found is None:
            return None
        found = found[name] if isinstance(found, Mapping) else getattr(found, name)
    return found


def draw_cell(kind: Kind, value: object, *, template: str, row: object, context: Context) -> SafeString:
    """Draw a value: by its template when there is one, else by its kind; nothing known is drawn as a dash."""
    if template:
        return SafeString(render_to_string(template, {**context, "row": row, "value": value}))
    if value is None or value == "":
        return marks.NOTHING
    return RENDERERS[kind](value, context)


def draw_text(value: object, context: Context) -> SafeString:
    """Draw text, escaped unless it is safe already."""
    return SafeString(conditional_escape(str(value) if not isinstance(value, SafeString) else value))


def draw_number(value: object, context: Context) -> SafeString:
    """Draw a number, grouped the reader's way."""
    return SafeString(number(cast(float, value)))


def draw_ago(value: object, context: Context) -> SafeString:
    """Draw how long ago; rows are no tab stops, so the exact time shows when the row is walked to."""
    now = context.get("now") or SYSTEM_CLOCK.now()
    return marks.ago(cast(Any, value), cast(Any, now), focusable=False)


def by(mark: Callable[[Any], SafeString]) -> Callable[[object, Context], SafeString]:
    """Turn a mark into a renderer of cells."""
    return lambda value, context: mark(value)


RENDERERS: dict[Kind, Callable[[object, Context], SafeString]] = {
    "text": draw_text,
    "number": draw_number,
    "figure": by(marks.figure),
    "day": by(marks.day),
    "moment": by(marks.moment),
    "ago": draw_ago,
    "risk": by(marks.risk),
    "time_state": by(marks.time_state),
    "phase": by(marks.phase),
    "tier": by(lambda value: marks.tier(value, compact=True)),
    "precision": by(lambda value: marks.precision(value, compact=True)),
    "sensitivity": by(marks.sensitivity),
}
