"""What can be said of ledger entries without a database: references as typed, paragraphs, cells that stay text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutela.kernel.ids import reference
from tutela.policy.catalogue import paragraph

_TYPED = re.compile(r"^([A-Za-z]{1,4})-?0*([0-9]{1,12})$")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDE_STARTS = ("＝", "＋", "－", "＠")


def reference_of(typed: str) -> str:
    """Return a record's reference as the ledger writes it: `i-123` and `I000123` become `I-000123`.

    Anything else (`post:poc-adviser`, `mission`) is returned without the blanks around it, and nothing for text
    that cannot be a reference because it does not print.
    """
    text = typed.strip()
    if not text.isprintable():
        return ""
    found = _TYPED.match(text)
    return reference(found[1].upper(), int(found[2])) if found else text


def paragraphs_of(cites: Iterable[str]) -> list[str]:
    """Return the paragraphs of some demands, each once, numbers before annexes and in their order."""
    return sorted({paragraph(demand) for demand in cites}, key=_in_order)


def _in_order(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = name.split(".")
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs: text that could begin a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff").startswith((*_FORMULA_STARTS, *_WIDE_STARTS)):
        return f"'{cell}"
    return cell
