"""Tables of what is short and held in memory, sorted as the address asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from tutela.access.gate import ActorRequest
from tutela.web.components.cells import value_at
from tutela.web.components.tables import Page, Table, TableSpec

Row = TypeVar("Row")


def short_table(
    request: ActorRequest,
    spec: TableSpec,
    rows: Sequence[Row],
    *,
    empty: str = "components/empty_rows.html",
    is_filtered: bool = False,
) -> Table[Row]:
    """Return a table of all the rows; those with the same sorted value keep the order they came in."""
    order = spec.read(request.GET)
    path = spec.sorts[order.column_key]
    ordered = sorted(rows, key=lambda row: _key(value_at(row, path)), reverse=order.is_descending)
    return Table(
        spec=spec,
        page=Page.of_all(ordered),
        state=order,
        query=request.GET,
        empty=empty,
        is_filtered=is_filtered,
        context={"now": request.clock.now()},
    )


def _key(value: Any) -> Any:
    """Return what compares: text without case, nothing before everything."""
    if isinstance(value, str):
        return value.casefold()
    return datetime.min.replace(tzinfo=UTC) if value is None else value
