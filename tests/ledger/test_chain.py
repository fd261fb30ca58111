"""What is hashed never changes: a chain written years ago must still verify."""

from __future__ import annotations

import hashlib

import pytest

from tests.ledger.sample import happened, tell
from tests.people import MISSION, People
from tutela.ledger.models import Entry
from tutela.ledger.rules import GENESIS, HASHED, entry_hash

VALUES: tuple[str | int, ...] = (
    "orvane", 1, "2031-05-14T09:30:00.000000Z", "2031-05-13T00:00:00.000000Z", "poc-adviser",
    "Protection of Civilians Adviser", "7", "mission.partner_set", "partner:1", "[]",
    '{"kind":"ngo","name":"Aide à Loï"}', '["P27.1"]', "", 0, "", "",
)  # fmt: skip


def test_the_hash_of_an_entry_is_what_it_always_was() -> None:
    assert entry_hash(GENESIS, VALUES) == "43a2d6ede95b4494b723cc28857dacb64924ff42318b7dabdea30ce1019fc45b"


def test_the_hash_can_be_computed_by_hand() -> None:
    text = GENESIS + (
        '["orvane",1,"2031-05-14T09:30:00.000000Z","2031-05-13T00:00:00.000000Z","poc-adviser",'
        '"Protection of Civilians Adviser","7","mission.partner_set","partner:1","[]",'
        '"{\\"kind\\":\\"ngo\\",\\"name\\":\\"Aide à Loï\\"}","[\\"P27.1\\"]","",0,"",""]'
    )
    assert entry_hash(GENESIS, VALUES) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("place", range(len(VALUES)))
def test_every_value_counts(place: int) -> None:
    changed = [*VALUES]
    changed[place] = f"{changed[place]} "
    assert entry_hash(GENESIS, tuple(changed)) != entry_hash(GENESIS, VALUES)


def test_text_cannot_be_shifted_from_one_column_to_the_next() -> None:
    assert entry_hash(GENESIS, ("ab", "c")) != entry_hash(GENESIS, ("a", "bc"))


def test_all_columns_but_the_key_and_the_hashes_are_hashed() -> None:
    columns = {field.column for field in Entry._meta.concrete_fields}
    assert columns - set(HASHED) == {"id", "hash", "previous_hash"}


@pytest.mark.parametrize("words", ["Aide à Loï", "صوت", "line\nbreak\ttab", '"quoted" \\ back', "👩🏾‍⚖️", " edges "])
def test_the_store_gives_back_what_was_hashed(people: People, words: str) -> None:
    tell(actor=people.in_charge.actor, clock=people.clock, event=happened(words, reason=words))
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    values = tuple(getattr(entry, name) for name in HASHED)
    assert entry_hash(entry.previous_hash, values) == entry.hash
    assert entry.reason == words
