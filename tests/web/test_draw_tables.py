"""A table is drawn as a real table: heads that sort, one link a row, and an empty state that helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from tutela.web.components import filters
from tutela.web.components.figures import Figure
from tutela.web.components.tables import CappedCount, Column, Page, Table, TableSpec


@dataclass(frozen=True)
class Row:
    """A row as a page would hand it over."""

    name: str
    deaths: Figure
    on: date | None


SPEC = TableSpec(
    key="incidents",
    caption="Incidents",
    columns=(
        Column("name", "What happened", link=lambda row: f"/i/{row.name}", sort="name"),
        Column("deaths", "Killed", kind="figure", sort="deaths", descending_first=True),
        Column("on", "Day", kind="day"),
    ),
    default_sort="-deaths",
)
ROWS = (Row("<b>raid", Figure(2, 3, 9), date(2031, 2, 3)), Row("raid two", Figure(1, 1, 1), None))


def table(query: str = "act=killing", rows: tuple[Row, ...] = ROWS, **more: object) -> Table[Row]:
    page = Page(rows, CappedCount(1000, is_capped=True), next_cursor="n")
    given = QueryDict(query)
    return Table(spec=SPEC, page=page, state=SPEC.read(given), query=given, is_filtered=bool(more.get("is_filtered")))


def drawn(shown: Table[Row], **context: object) -> str:
    return render_to_string("components/table.html", {"table": shown, **context})


def test_it_says_which_way_it_is_sorted_and_turns_it() -> None:
    heads = {head.column.key: head for head in table().heads}
    assert heads["deaths"].direction == "descending"
    assert heads["deaths"].sort_query == "?act=killing&sort=deaths"
    assert (heads["name"].sort_query, heads["on"].sort_query) == ("?act=killing&sort=name", "")


def test_a_column_may_begin_with_the_largest() -> None:
    heads = {head.column.key: head for head in table("sort=name").heads}
    assert heads["deaths"].sort_query == "?sort=-deaths"


def test_moving_on_keeps_filters_and_sort() -> None:
    assert table("act=killing&sort=name&before=x").next_query == "?act=killing&sort=name&after=n"


def test_it_escapes_what_people_typed() -> None:
    assert "<b>" not in drawn(table())


def test_each_row_is_a_row_with_a_head_and_one_link() -> None:
    html = drawn(table())
    assert html.count('scope="row"') == html.count("data-row-link") == len(ROWS)
    assert html.count('scope="col"') == len(SPEC.columns)
    assert 'aria-sort="descending"' in html


def test_every_cell_says_its_column_for_the_phone() -> None:
    html = drawn(table())
    assert html.count('data-label="Killed"') == html.count('data-label="Day"') == len(ROWS)


def test_it_says_how_many_of_how_many() -> None:
    assert "2 of 1,000+" in drawn(table())


def test_nothing_known_is_a_dash_not_a_none() -> None:
    html = drawn(table())
    assert "None" not in html
    assert 'class="nothing"' in html


def test_an_empty_list_under_filters_offers_to_clear_them() -> None:
    state = filters.FilterSet((filters.Text(name="act", label="Act"),)).read(QueryDict("act=killing"))
    html = drawn(table(rows=(), is_filtered=True), filters=state)
    assert "Nothing matches these filters" in html
    assert 'href="?"' in html


@pytest.mark.parametrize("rows", [(), ROWS])
def test_a_list_never_holds_inline_style_or_script(rows: tuple[Row, ...]) -> None:
    html = drawn(table(rows=rows))
    assert "style=" not in html
    assert "<script" not in html
