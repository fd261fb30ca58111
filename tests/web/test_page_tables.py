"""Lists are paged by place, not by number: every row once, in any order, at the same price at any depth."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from tutela.web.components.cursors import Cursor, write_cursor
from tutela.web.components.tables import Column, Page, TableSpec, page_of

SPEC = TableSpec(
    key="rows",
    caption="Rows",
    columns=(
        Column("group", "Group", sort="app_label"),
        Column("name", "Name", sort="model"),
        Column("free", "Free"),
    ),
    default_sort="group",
    size=7,
    count_cap=30,
)


@pytest.fixture
def rows(db: None) -> QuerySet[ContentType]:
    """Return 40 rows with many ties in the sorted column."""
    made = [ContentType(app_label=f"zz{number % 3}", model=f"row{number:02d}") for number in range(40)]
    ContentType.objects.bulk_create(made)
    return ContentType.objects.filter(app_label__startswith="zz")


def walk(rows: QuerySet[ContentType], sort: str) -> list[Page[ContentType]]:
    pages = [page_of(rows, SPEC, SPEC.read({"sort": sort}))]
    while pages[-1].next_cursor:
        pages.append(page_of(rows, SPEC, SPEC.read({"sort": sort, "after": pages[-1].next_cursor})))
    return pages


@pytest.mark.parametrize("sort", ["group", "-group", "name", "-name"])
def test_walking_forward_meets_every_row_once_in_order(rows: QuerySet[ContentType], sort: str) -> None:
    column = SPEC.sorts[sort.removeprefix("-")]
    sign = "-" if sort.startswith("-") else ""
    seen = [row.pk for page in walk(rows, sort) for row in page.rows]
    assert seen == list(rows.order_by(f"{sign}{column}", f"{sign}pk").values_list("pk", flat=True))


@pytest.mark.parametrize("sort", ["group", "-name"])
def test_walking_back_shows_the_same_pages(rows: QuerySet[ContentType], sort: str) -> None:
    pages = walk(rows, sort)
    back, cursor = [pages[-1].rows], pages[-1].previous_cursor
    while cursor:
        page = page_of(rows, SPEC, SPEC.read({"sort": sort, "before": cursor}))
        back.append(page.rows)
        cursor = page.previous_cursor
    assert [len(page) for page in back] == [5, 7, 7, 7, 7, 7]
    assert [row for page in reversed(back) for row in page] == [row for page in pages for row in page.rows]


def test_the_first_page_has_nothing_before_and_the_last_nothing_after(rows: QuerySet[ContentType]) -> None:
    pages = walk(rows, "group")
    assert (pages[0].previous_cursor, pages[-1].next_cursor) == ("", "")


def test_a_row_that_comes_in_between_shifts_no_page(rows: QuerySet[ContentType]) -> None:
    first = page_of(rows, SPEC, SPEC.read({"sort": "name"}))
    ContentType.objects.create(app_label="zz0", model="row00a")
    second = page_of(rows, SPEC, SPEC.read({"sort": "name", "after": first.next_cursor}))
    assert second.rows[0].model == "row07"


def test_a_page_costs_two_queries_at_any_depth(
    rows: QuerySet[ContentType], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cursor = walk(rows, "name")[3].next_cursor
    with django_assert_num_queries(2):
        page_of(rows, SPEC, SPEC.read({"sort": "name", "after": cursor}))


def test_counting_stops_at_the_cap(rows: QuerySet[ContentType]) -> None:
    assert str(page_of(rows, SPEC, SPEC.read({})).count) == "30+"
    assert str(page_of(rows.filter(app_label="zz0"), SPEC, SPEC.read({})).count) == "14"


@pytest.mark.parametrize("after", ["junk", "e30", write_cursor(Cursor("zz9", 10**9)), write_cursor(Cursor("zz0", "x"))])
def test_a_cursor_that_leads_nowhere_gives_the_first_page(rows: QuerySet[ContentType], after: str) -> None:
    page = page_of(rows, SPEC, SPEC.read({"sort": "group", "after": after}))
    assert page.rows[0].model == "row00"


@pytest.mark.parametrize("sort", ["free", "-free", "app_label", "pk", "group__secret", "--group", ""])
def test_only_whitelisted_columns_sort(sort: str) -> None:
    assert SPEC.read(QueryDict(f"sort={sort}")).sort == "group"


@pytest.mark.parametrize(("size", "rows_shown"), [("25", 25), ("100000", 7), ("0", 7), ("x", 7)])
def test_only_offered_page_sizes_count(size: str, rows_shown: int) -> None:
    assert SPEC.read({"size": size}).size == rows_shown


def test_a_default_sort_must_be_a_column_that_sorts() -> None:
    with pytest.raises(ValueError, match="not a sortable column"):
        TableSpec(key="bad", caption="Bad", columns=(Column("a", "A"),), default_sort="a")
