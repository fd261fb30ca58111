"""The guard at the database: a write to one of our tables outside a command is refused before it is sent.

Django's own tables (sessions, migrations, content types) are not guarded: they hold nothing that the mission
knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.apps import apps

_writing: ContextVar[str] = ContextVar("writing", default="")

# Between two words of a statement: space or comments. Before a quoted name there may be nothing.
_GAP = r"(?:\s|--[^\n]*\n|/\*.*?\*/)"
_NAME = r'(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)'
_QUALIFIED = rf"{_NAME}(?:{_GAP}*\.{_GAP}*{_NAME})*"
_VERBS = (
    r"INSERT{gap}+(?:OR{gap}+\w+{gap}+)?INTO|REPLACE{gap}+INTO|UPDATE(?:{gap}+OR{gap}+\w+)?|DELETE{gap}+FROM|"
    r"TRUNCATE(?:{gap}+TABLE)?|COPY|MERGE{gap}+INTO"
).replace("{gap}", _GAP)
_WRITE = re.compile(
    rf"\b(?:{_VERBS})(?:{_GAP}+ONLY)?(?:{_GAP}+|(?=[\"`\[]))({_QUALIFIED}(?:{_GAP}*,{_GAP}*{_QUALIFIED})*)",
    re.IGNORECASE | re.DOTALL,
)
_LAST_NAME = re.compile(rf"({_NAME}){_GAP}*(?:,|$)", re.DOTALL)


class StrayWriteError(RuntimeError):
    """Something tried to write outside a command: a fault in the software, never an answer to a person."""


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Open the guard for one piece of work named `what`. Only the ledger's own wrappers call this."""
    token = _writing.set(what)
    try:
        yield
    finally:
        _writing.reset(token)


def now_writing() -> str:
    """Return the name of the command or subscription that is writing, or an empty text."""
    return _writing.get()


@cache
def guarded_tables() -> frozenset[str]:
    """Return the tables of every app of this house, in lower case."""
    return frozenset(
        model._meta.db_table.lower()
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("tutela.")
    )


@lru_cache(maxsize=2048)
def tables_written(sql: str) -> frozenset[str]:
    """Return the tables that a statement, or any part of it, writes to: lower case, without schema and quotes.

    Text that only looks like a write counts as one: the guard errs towards refusing.
    """
    return frozenset(
        name.strip('"`[]').lower() for found in _WRITE.finditer(sql) for name in _LAST_NAME.findall(found.group(1))
    )


def _only_reads(sql: str) -> bool:
    """Return whether a statement is a plain SELECT, which is what nearly all statements of a page are."""
    return sql[:7].upper() == "SELECT " and ";" not in sql


def refuse_stray_writes(
    execute: Callable[[str, Any, bool, dict[str, Any]], Any],
    sql: str,
    params: Any,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Let a statement through unless it writes to a guarded table while no command is open.

    Raises StrayWriteError. Installed on every connection by the store's database wrapper.
    """
    if not _writing.get() and apps.ready and not _only_reads(sql):
        strays = sorted(tables_written(sql) & guarded_tables())
        if strays:
            raise StrayWriteError(f"A write to {strays[0]} outside a command was refused; write one for it.")
    return execute(sql, params, many, context)
