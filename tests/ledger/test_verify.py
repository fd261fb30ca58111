"""The check of the chain finds whatever was done to it, and stays quiet when nothing was."""

# ruff: noqa: S608  # tampering writes SQL of its own, from constants of this file

from __future__ import annotations

import pytest

from tests.ledger.sample import note
from tests.ledger.tampering import tamper
from tests.people import ELSEWHERE, MISSION, People
from tutela.ledger.models import Entry, Head
from tutela.ledger.queries import LedgerHead, ledger_head, verify
from tutela.ledger.rules import GENESIS, HASHED, entry_hash

ENTRY = f"FROM ledger_entry WHERE mission = '{MISSION}' AND sequence"
TEXTS = [name for name in HASHED if name not in {"sequence", "sensitivity"}]


def write(people: People, name: str = "Ada") -> None:
    note(actor=people.in_charge.actor, clock=people.clock, name=name)


def found() -> tuple[int | None, str]:
    result = verify(MISSION)
    assert result.is_intact == (not result.problem)
    return result.broken_at, result.problem


def columns() -> str:
    names = [str(field.column) for field in Entry._meta.concrete_fields if field.column != "id"]
    return ", ".join(names)


def test_an_untouched_chain_is_intact(people: People) -> None:
    result = verify(MISSION)
    assert result.is_intact
    assert (result.entries, result.broken_at, result.problem) == (
        Entry.objects.filter(mission=MISSION).count(),
        None,
        "",
    )
    assert result.head == ledger_head(MISSION)


def test_a_mission_without_entries_is_intact(db: None) -> None:
    result = verify("unheard")
    assert result.is_intact
    assert result.head == LedgerHead("unheard", 0, GENESIS)


@pytest.mark.parametrize("column", [*TEXTS, "sensitivity", "hash", "previous_hash"])
def test_a_changed_entry_is_found(people: People, column: str) -> None:
    text = "sensitivity + 1" if column == "sensitivity" else f"'x' || substr({column}, 2)"
    if column == "mission":
        tamper(f"UPDATE ledger_entry SET mission = '{ELSEWHERE}x' WHERE mission = '{MISSION}' AND sequence = 3")
    else:
        tamper(f"UPDATE ledger_entry SET {column} = {text} WHERE mission = '{MISSION}' AND sequence = 3")
    broken_at, problem = found()
    assert broken_at == 3
    assert problem


def test_a_removed_entry_is_found(people: People) -> None:
    tamper(f"DELETE {ENTRY} = 2")
    assert found() == (2, "Entry 2 is missing: the next one is 3.")


def test_an_inserted_entry_is_found(people: People) -> None:
    cells = columns()
    copied = cells.replace("sequence", "sequence + 1", 1)
    tamper(
        f"UPDATE ledger_entry SET sequence = sequence + 1000 WHERE mission = '{MISSION}' AND sequence > 4",
        f"INSERT INTO ledger_entry ({cells}) SELECT {copied} {ENTRY} = 4",
        f"UPDATE ledger_entry SET sequence = sequence - 999 WHERE mission = '{MISSION}' AND sequence > 1000",
    )
    assert found() == (5, "Entry 5 does not follow the one before it.")


def test_reordered_entries_are_found(people: People) -> None:
    move = f"UPDATE ledger_entry SET sequence = {{}} WHERE mission = '{MISSION}' AND sequence = {{}}"
    tamper(move.format(1000, 3), move.format(3, 4), move.format(4, 1000))
    assert found() == (3, "Entry 3 does not follow the one before it.")


def test_a_tail_that_was_cut_off_is_found(people: People) -> None:
    last = ledger_head(MISSION).sequence
    tamper(f"DELETE {ENTRY} > {last - 2}")
    assert found() == (last - 1, f"The head says {last} entries, the chain holds {last - 2}.")


def test_a_tail_cut_off_together_with_its_head_is_found_by_a_printed_head(people: People) -> None:
    printed = ledger_head(MISSION)
    kept = Entry.objects.get(mission=MISSION, sequence=printed.sequence - 1)
    tamper(
        f"DELETE {ENTRY} = {printed.sequence}",
        f"UPDATE ledger_head SET sequence = {kept.sequence}, hash = '{kept.hash}' WHERE mission = '{MISSION}'",
    )
    assert verify(MISSION).is_intact
    result = verify(MISSION, until=printed)
    assert result.problem == f"The given head stands at {printed.sequence}, the chain ends at {kept.sequence}."


def test_a_chain_written_anew_is_found_by_a_printed_head(people: People) -> None:
    printed = ledger_head(MISSION)
    last = Entry.objects.get(mission=MISSION, sequence=printed.sequence)
    values = tuple(getattr(last, name) if name != "reason" else "another" for name in HASHED)
    forged = entry_hash(last.previous_hash, values)
    tamper(
        f"UPDATE ledger_entry SET reason = 'another', hash = '{forged}' WHERE id = {last.pk}",
        f"UPDATE ledger_head SET hash = '{forged}' WHERE mission = '{MISSION}'",
    )
    assert verify(MISSION).is_intact
    result = verify(MISSION, until=printed)
    assert (result.broken_at, result.problem) == (
        printed.sequence,
        "The chain does not pass through the given head.",
    )


def test_an_entry_beyond_the_head_is_found(people: People) -> None:
    head = ledger_head(MISSION)
    before = Entry.objects.get(mission=MISSION, sequence=head.sequence - 1)
    write_back = f"UPDATE ledger_head SET sequence = {before.sequence}, hash = '{before.hash}'"
    tamper(f"{write_back} WHERE mission = '{MISSION}'")
    assert found() == (head.sequence, f"The chain goes on past its head at {before.sequence}.")


def test_a_head_that_was_removed_is_found(people: People) -> None:
    tamper(f"DELETE FROM ledger_head WHERE mission = '{MISSION}'")
    assert found() == (1, "The chain goes on past its head at 0.")


def test_an_older_head_of_a_chain_that_went_on_still_holds(people: People) -> None:
    printed = ledger_head(MISSION)
    write(people)
    assert verify(MISSION, until=printed).is_intact


def test_a_head_of_another_mission_proves_nothing(people: People) -> None:
    result = verify(MISSION, until=ledger_head(ELSEWHERE))
    assert result.problem == f"The given head belongs to the mission {ELSEWHERE}."


def test_commands_may_go_on_while_the_chain_is_walked(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = ledger_head(MISSION)
    write(people)
    monkeypatch.setattr("tutela.ledger.queries.ledger_head", lambda mission: stale)
    assert verify(MISSION).is_intact
    assert Head.objects.get(pk=MISSION).sequence == stale.sequence + 1
