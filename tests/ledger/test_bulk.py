"""Many rows at once are written like one: only inside a command."""

from __future__ import annotations

import pytest

from tests.people import ELSEWHERE, MISSION, NOW, People
from tutela.ledger.bulk import add_to_rows, insert_rows, moment_value, update_rows
from tutela.ledger.command import maintenance
from tutela.ledger.models import Counter, Cursor


@pytest.mark.django_db
def test_rows_are_inserted() -> None:
    rows = [("a", MISSION, 1), ("b", MISSION, 2)]
    with maintenance("a test"):
        insert_rows(Cursor, ["subscription", "mission", "sequence"], rows)
    assert list(Cursor.objects.order_by("pk").values_list("subscription", "mission", "sequence")) == rows


@pytest.mark.django_db
def test_sums_are_added_to_or_made() -> None:
    with maintenance("a test"):
        add_to_rows(Counter, ["mission", "kind"], ["last"], [(MISSION, "X", 2), (ELSEWHERE, "X", 5)])
        add_to_rows(Counter, ["mission", "kind"], ["last"], [(MISSION, "X", 3)])
    assert dict(Counter.objects.filter(kind="X").values_list("mission", "last")) == {MISSION: 5, ELSEWHERE: 5}


@pytest.mark.django_db
def test_rows_are_updated_by_their_key() -> None:
    with maintenance("a test"):
        made = [Cursor.objects.create(subscription=name, mission=MISSION) for name in ("a", "b")]
        update_rows(Cursor, ["sequence"], [(7, made[1].pk)])
    assert dict(Cursor.objects.values_list("subscription", "sequence")) == {"a": 0, "b": 7}


@pytest.mark.django_db
def test_no_rows_are_no_work() -> None:
    with maintenance("a test"):
        insert_rows(Cursor, ["subscription"], [])
        add_to_rows(Counter, ["mission"], ["last"], [])
        update_rows(Cursor, ["sequence"], [])
    assert not Cursor.objects.exists()


def test_all_three_refuse_outside_a_command() -> None:
    with pytest.raises(RuntimeError, match="only inside a command"):
        insert_rows(Cursor, ["subscription"], [("a",)])
    with pytest.raises(RuntimeError, match="only inside a command"):
        add_to_rows(Counter, ["mission"], ["last"], [("a", 1)])
    with pytest.raises(RuntimeError, match="only inside a command"):
        update_rows(Cursor, ["sequence"], [(1, 1)])


def test_a_moment_is_written_as_both_stores_read_it(people: People) -> None:
    assert str(moment_value(NOW)).startswith("2031-05-14 09:30:00")
