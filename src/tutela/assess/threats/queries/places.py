"""Reading areas along with records, without the outlines: a list has no use for megabytes of coordinates."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Model])


def with_area(rows: Rows, path: str = "area") -> Rows:
    """Return rows read together with the area that stands at a path, its geometry and outline left in the store."""
    return rows.select_related(path).defer(f"{path}__geometry", f"{path}__outline")
