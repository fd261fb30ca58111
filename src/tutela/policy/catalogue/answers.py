"""Pointers from a demand to what answers it, as far as no citation says so already, and how a pointer is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# What a pointer may lead to. A page is named by its URL, a section of a product by `product:name#section`.
KINDS = ("page", "command", "permission", "event", "duty", "gate", "parameter", "vocabulary", "role", "product")
WHOLE, PARTLY = "answers", "partly"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A thing in the software: its kind, its name, and what of it is meant where not all of it is."""

    kind: str
    name: str
    part: str = ""

    def __str__(self) -> str:
        """Return it as it is written in the data."""
        return f"{self.kind}:{self.name}#{self.part}" if self.part else f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A pointer, and whether what it leads to is all that the demand asks of the software."""

    pointer: Pointer
    is_whole: bool


def pointer_from(text: str) -> Pointer:
    """Read `kind:name` or `kind:name#part`. Raises ValueError for an unknown kind or a blank name."""
    kind, _mark, rest = text.partition(":")
    name, _mark, part = rest.partition("#")
    if kind not in KINDS or not name:
        raise ValueError(f"{text} is no pointer.")
    return Pointer(kind, name, part)


def answers_from(told: Mapping[str, Any]) -> dict[str, tuple[Answer, ...]]:
    """Read the tables `answers` and `partly`: demand to pointers. Raises ValueError for what is given twice."""
    if unknown := sorted(set(told) - {WHOLE, PARTLY}):
        raise ValueError(f"{', '.join(unknown)} is no table of answers.")
    whole, part = told.get(WHOLE, {}), told.get(PARTLY, {})
    if both := sorted(set(whole) & set(part)):
        raise ValueError(f"{', '.join(both)} stands in both tables.")
    found = {demand: _answers(demand, row, is_whole=True) for demand, row in whole.items()}
    return found | {demand: _answers(demand, row, is_whole=False) for demand, row in part.items()}


def _answers(demand: str, row: list[str], *, is_whole: bool) -> tuple[Answer, ...]:
    if not row or len(row) != len(set(row)):
        raise ValueError(f"{demand} has no pointer, or one twice.")
    return tuple(Answer(pointer_from(text), is_whole) for text in row)


@cache
def written_answers() -> dict[str, tuple[Answer, ...]]:
    """Return what answers.toml says, by demand."""
    return answers_from(tomllib.loads(files(__package__).joinpath("answers.toml").read_text(encoding="utf-8")))
