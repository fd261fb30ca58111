"""A cursor survives the address, and nonsense in the address does no harm."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.web.components.cursors import Cursor, read_cursor, write_cursor

VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.uuids(),
)


@given(VALUES, VALUES)
def test_it_reads_what_it_wrote(value: object, key: object) -> None:
    text = write_cursor(Cursor(value, key))
    if len(text) <= 2000:
        assert read_cursor(text) == Cursor(value, key)


@pytest.mark.parametrize(
    "value",
    [date(2031, 1, 2), datetime(2031, 1, 2, 3, tzinfo=UTC), Decimal("1.50"), UUID(int=7), 3, 2.5, "é"],
)
def test_it_keeps_the_type(value: object) -> None:
    back = read_cursor(write_cursor(Cursor(value, 1)))
    assert back is not None
    assert type(back.value) is type(value)


@given(st.text(max_size=80))
def test_any_other_text_is_no_cursor_or_a_harmless_one(text: str) -> None:
    found = read_cursor(text)
    assert found is None or isinstance(found, Cursor)


@pytest.mark.parametrize("text", ["", "!!!", "bnVsbA", "WyJ4MSIsImkxIl0", "x" * 2001, "WyJuTmFOeCIsImkxIl0"])
def test_it_refuses_what_nobody_wrote(text: str) -> None:
    assert read_cursor(text) is None


def test_nothing_is_no_place_in_a_list() -> None:
    with pytest.raises(TypeError, match="never empty"):
        write_cursor(Cursor(None, 1))
