"""Identifiers sort by time, and references survive being read out and typed in."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from tutela.kernel.ids import number_of, reference, time_ordered_uuid

NOW = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


def seeded() -> random.Random:
    return random.Random(7)  # noqa: S311  # a scenario wants the same again


def test_a_uuid_tells_its_version_and_its_time() -> None:
    made = time_ordered_uuid(NOW)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_uuids_sort_by_time_and_differ() -> None:
    made = [time_ordered_uuid(NOW + timedelta(milliseconds=step)) for step in range(50)]
    assert made == sorted(made)
    assert len({time_ordered_uuid(NOW) for _ in range(100)}) == 100


def test_a_scenario_gets_the_same_uuids_again() -> None:
    assert time_ordered_uuid(NOW, seeded()) == time_ordered_uuid(NOW, seeded())


@pytest.mark.parametrize(("number", "text"), [(1, "I-000001"), (123456, "I-123456"), (1234567, "I-1234567")])
def test_a_reference_can_be_read_back(number: int, text: str) -> None:
    assert reference("I", number) == text
    assert number_of("I", text) == number
    assert number_of("I", f" {text.lower()} ") == number


@pytest.mark.parametrize("text", ["", "I", "I-", "000001", "T-000001", "I-1-2", "I-0000000000001", "I-١", "I-1\nI-2"])
def test_anything_else_is_no_reference(text: str) -> None:
    assert number_of("I", text) is None
