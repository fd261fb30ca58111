"""Numbers are given in order, once, and only inside a command."""

from __future__ import annotations

import pytest

from tutela.ledger.command import allocate, maintenance


@pytest.mark.django_db
def test_it_gives_numbers_in_order_for_each_mission_and_kind() -> None:
    with maintenance("a test"):
        assert list(allocate("orvane", "I")) == [1]
        assert list(allocate("orvane", "I", 3)) == [2, 3, 4]
        assert list(allocate("orvane", "T")) == [1]
        assert list(allocate("lithe", "I")) == [1]
        assert list(allocate("orvane", "I", 0)) == []
        assert list(allocate("orvane", "I")) == [5]


def test_it_refuses_outside_a_command() -> None:
    with pytest.raises(RuntimeError, match="only inside a command"):
        allocate("orvane", "I")
