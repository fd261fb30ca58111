"""Tables said once: columns, the sorts that are allowed, keyset paging and counts that stop counting.

A page reads its `TableState` from the address, its query takes one `Page` out of a queryset, and `Table` is what
the template `components/table.html` draws. Sorting is by whitelisted columns only, and each sort needs an index on
(column, key): the next page is then found by a range condition, whatever the table's length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.web.components.cells import Kind, draw_cell, value_at
from tutela.web.components.cursors import Cursor, read_cursor, write_cursor
from tutela.web.components.figures import number
from tutela.web.components.querystrings import Change, with_changes

Words = str | Promise
Row = TypeVar("Row")
View = TypeVar("View")
Record = TypeVar("Record", bound=Model)
NUMERIC: frozenset[Kind] = frozenset({"number", "figure"})
PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `value` is an attribute path with dots, or a function of the row (default: the key). `kind` picks the renderer in
    `cells`; `template` replaces it with a template that gets `row` and `value`. `sort` is the ORM path it sorts by,
    which must be NOT NULL, or nothing for a column that cannot be sorted. `link` gives the row's address; the first
    column with a link is the one that the keyboard walks.
    """

    key: str
    label: Words
    value: str | Callable[[Any], object] | None = None
    kind: Kind = "text"
    sort: str = ""
    descending_first: bool = False
    template: str = ""
    link: Callable[[Any], str] | None = None
    on_phone: Literal["show", "hide"] = "show"
    help: Words = ""

    def value_of(self, row: object) -> object:
        """Return this column's value in `row` (an object or a mapping)."""
        if callable(self.value):
            return self.value(row)
        return value_at(row, self.value or self.key)

    @property
    def css(self) -> str:
        """Return the classes of the column's cells."""
        names = [f"cell-{self.kind}"]
        if self.kind in NUMERIC:
            names.append("cell-numeric")
        if self.on_phone == "hide":
            names.append("cell-desk")
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class TableState:
    """What the reader asked for: a sort ("-deaths" is downward), where to go on, how many rows."""

    sort: str
    after: Cursor | None = None
    before: Cursor | None = None
    size: int = 50

    @property
    def column_key(self) -> str:
        """The sorted column's key."""
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the largest come first."""
        return self.sort.startswith("-")


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as declared by its page; raises ValueError when the default sort is not a sortable column."""

    key: str
    caption: Words
    columns: tuple[Column, ...]
    default_sort: str
    size: int = 50
    count_cap: int = 1000
    unique: str = "pk"
    prefix: str = ""

    def __post_init__(self) -> None:
        if self.default_sort.removeprefix("-") not in self.sorts:
            raise ValueError(f"{self.default_sort!r} is not a sortable column of {self.key!r}.")

    @property
    def sorts(self) -> dict[str, str]:
        """Return the whitelist: column key to ORM path."""
        return {column.key: column.sort for column in self.columns if column.sort}

    def read(self, query: QueryDict | Mapping[str, str]) -> TableState:
        """Read the state from the address; anything unknown falls back to the default, without complaint."""
        sort = str(query.get(f"{self.prefix}sort") or "")
        if sort.removeprefix("-") not in self.sorts:
            sort = self.default_sort
        size = str(query.get(f"{self.prefix}size") or "")
        after = read_cursor(str(query.get(f"{self.prefix}after") or ""))
        before = None if after else read_cursor(str(query.get(f"{self.prefix}before") or ""))
        chosen = int(size) if size in {str(one) for one in PAGE_SIZES} else self.size
        return TableState(sort=sort, after=after, before=before, size=chosen)


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A count that stops at a cap, because nobody needs to know whether it is 81,204 or 81,205."""

    value: int
    is_capped: bool

    def __str__(self) -> str:
        return f"{number(self.value)}+" if self.is_capped else number(self.value)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, what lies before and after them, and how many there are in all, as far as was counted."""

    rows: tuple[Row, ...]
    count: CappedCount
    next_cursor: str = ""
    previous_cursor: str = ""

    def map(self, view: Callable[[Row], View]) -> Page[View]:
        """Return the same page with each row turned into what the template may see."""
        rows = tuple(view(row) for row in self.rows)
        return Page(rows, self.count, self.next_cursor, self.previous_cursor)

    @classmethod
    def of_all(cls, rows: Sequence[Row]) -> Page[Row]:
        """Return a page that holds everything, for short lists that never grow."""
        return cls(rows=tuple(rows), count=CappedCount(len(rows), is_capped=False))


def capped_count(queryset: QuerySet[Any], cap: int) -> CappedCount:
    """Count at most `cap` rows with one query that stops there."""
    counted = queryset.order_by()[: cap + 1].count()
    return CappedCount(min(counted, cap), is_capped=counted > cap)


def page_of(queryset: QuerySet[Record], spec: TableSpec, state: TableState) -> Page[Record]:
    """Take one page out of `queryset`: two queries (rows, capped count) whatever the length and the depth.

    A first page that holds everything is its own count: what fits seldom is looked for once, not twice.
    The queryset must already be scoped to the actor. A cursor that does not fit the column, or that
    has nothing beyond it any more, gives the first page.
    """
    column = spec.sorts[state.column_key]
    start = state.after or state.before
    backwards = state.before is not None
    ordered = queryset.order_by(*ordering(column, spec.unique, state.is_descending != backwards))
    if start is not None:
        try:
            ordered = ordered.filter(beyond(column, spec.unique, start, state.is_descending != backwards))
        except (ValueError, TypeError, ValidationError):
            return page_of(queryset, spec, replace(state, after=None, before=None))
    found = list(ordered[: state.size + 1])
    if start is not None and not found:
        return page_of(queryset, spec, replace(state, after=None, before=None))
    more, rows = len(found) > state.size, found[: state.size]
    if backwards:
        rows.reverse()
    return Page(
        rows=tuple(rows),
        count=_counted(rows, spec) if start is None and not more else capped_count(queryset, spec.count_cap),
        next_cursor=cursor_at(rows[-1:], column, spec.unique) if more or backwards else "",
        previous_cursor=cursor_at(rows[:1], column, spec.unique) if (more and backwards) or state.after else "",
    )


def _counted(rows: Sequence[Record], spec: TableSpec) -> CappedCount:
    return CappedCount(min(len(rows), spec.count_cap), is_capped=len(rows) > spec.count_cap)


def ordering(column: str, unique: str, descending: bool) -> tuple[str, ...]:
    """Order by the column and then by the key, both the same way, so that one index serves."""
    sign = "-" if descending else ""
    return (f"{sign}{column}",) if column == unique else (f"{sign}{column}", f"{sign}{unique}")


def beyond(column: str, unique: str, start: Cursor, descending: bool) -> Q:
    """Return the condition for the rows after `start`, written as a range so that the index is used."""
    strict, loose = ("lt", "lte") if descending else ("gt", "gte")
    if column == unique:
        return Q(**{f"{unique}__{strict}": start.key})
    past = Q(**{f"{column}__{strict}": start.value}) | Q(**{f"{unique}__{strict}": start.key})
    return Q(**{f"{column}__{loose}": start.value}) & past


def cursor_at(rows: Sequence[Model], column: str, unique: str) -> str:
    """Return the cursor of the only row in `rows`, or nothing when there is none."""
    if not rows:
        return ""
    return write_cursor(Cursor(value_at(rows[0], column), value_at(rows[0], unique)))


@dataclass(frozen=True, slots=True)
class Head:
    """A column head as the template draws it; `sort_query` is empty when the column cannot be sorted."""

    column: Column
    sort_query: str
    direction: Literal["ascending", "descending", ""]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the template draws it."""

    column: Column
    content: SafeString
    address: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table ready to be drawn by `components/table.html`.

    `query` is the page's own query (filters stay in the links); `empty` names a template that teaches the first step
    when there is nothing; `is_filtered` says that filters, not the world, made it empty; `context` goes to cell
    templates.
    """

    spec: TableSpec
    page: Page[Row]
    state: TableState
    query: QueryDict | Mapping[str, object]
    empty: str = "components/empty_rows.html"
    is_filtered: bool = False
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def caption(self) -> Words:
        """What the table holds, for screen readers and print."""
        return self.spec.caption

    @property
    def heads(self) -> list[Head]:
        """Return the column heads with their sort links."""
        return [self._head(column) for column in self.spec.columns]

    @property
    def rows(self) -> list[list[Cell]]:
        """Return the drawn cells, row by row."""
        return [
            [self._cell(index, column, row) for index, column in enumerate(self.spec.columns)] for row in self.page.rows
        ]

    @property
    def next_query(self) -> str:
        """The link to the rows after these, or nothing."""
        return self._moved("after", self.page.next_cursor)

    @property
    def previous_query(self) -> str:
        """The link to the rows before these, or nothing."""
        return self._moved("before", self.page.previous_cursor)

    @property
    def first_query(self) -> str:
        """The link to the beginning, or nothing when this is the beginning."""
        return self._changed({}) if self.page.previous_cursor else ""

    @property
    def summary(self) -> str:
        """Say how many rows are shown out of how many."""
        shown, count = len(self.page.rows), self.page.count
        if shown == count.value and not count.is_capped:
            return _("%(count)s in all") % {"count": count}
        return _("%(shown)s of %(count)s") % {"shown": number(shown), "count": count}

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column, "", "")
        if column.key != self.state.column_key:
            sign = "-" if column.descending_first else ""
            return Head(column, self._changed({"sort": f"{sign}{column.key}"}), "")
        turned = column.key if self.state.is_descending else f"-{column.key}"
        direction: Literal["ascending", "descending"] = "descending" if self.state.is_descending else "ascending"
        return Head(column, self._changed({"sort": turned}), direction)

    def _cell(self, index: int, column: Column, row: Row) -> Cell:
        content = draw_cell(column.kind, column.value_of(row), template=column.template, row=row, context=self.context)
        return Cell(column, content, column.link(row) if column.link else "", is_head=index == 0)

    def _moved(self, name: str, cursor: str) -> str:
        return self._changed({name: cursor}) if cursor else ""

    def _changed(self, changes: Mapping[str, Change]) -> str:
        moved: dict[str, Change] = {"after": None, "before": None, **changes}
        return with_changes(self.query, {f"{self.spec.prefix}{name}": value for name, value in moved.items()})
