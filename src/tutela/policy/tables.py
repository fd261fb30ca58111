"""Reading rule files: every table of every TOML file in a folder, each name once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Any


def tables_in(folder: Traversable) -> dict[str, dict[str, Any]]:
    """Return the tables of all `.toml` files of a folder, in the order of the files' names.

    Raises ValueError for a name that is given twice.
    """
    texts = sorted((item.name, item) for item in folder.iterdir() if item.name.endswith(".toml"))
    return joined(tomllib.loads(item.read_text(encoding="utf-8")) for _name, item in texts)


def joined(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return all entries of some mappings as one. Raises ValueError for a name that is given twice."""
    found: dict[str, Any] = {}
    for part in parts:
        twice = sorted(found.keys() & part.keys())
        if twice:
            raise ValueError(f"{', '.join(twice)} is given twice.")
        found.update(part)
    return found
