"""One value has one text, on every machine and for ever."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.canonical import canonical_json, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    HIGH = 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1, "1"),
        (1.0, "1.0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e22, "1e+22"),
        (-0.0, "-0.0"),
        (Decimal("1.10"), '"1.10"'),
        ("Sambéré 👩🏾‍⚖️", '"Sambéré 👩🏾‍⚖️"'),
        ('a"b\\c\n\x00', '"a\\"b\\\\c\\n\\u0000"'),
        ((1, 2), "[1,2]"),
        ({"b": 1, "a": [{"z": 0, "é": 1, "Z": 2}]}, '{"a":[{"Z":2,"z":0,"é":1}],"b":1}'),
        (Colour.RED, '"red"'),
        (Level.HIGH, "2"),
        ({}, "{}"),
    ],
)
def test_the_text_is_what_it_always_was(value: object, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [date(2031, 5, 14), {1, 2}, b"x", object()])
def test_it_refuses_what_has_no_one_text(value: object) -> None:
    with pytest.raises(TypeError, match="convert"):
        canonical_json({"x": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_it_refuses_numbers_that_are_none(value: float) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json(value)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_the_order_in_which_it_was_built_does_not_matter(value: dict[str, object]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


def test_a_digest_is_sha_256_over_utf_8() -> None:
    assert digest("Sambéré") == "29ba1ed8218ec0d022d0964209dc9a1f56794b2a3a552f1395ef038204fd4d49"
