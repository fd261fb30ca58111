"""A source is found by telephone without the number leaving a trace, and who looked does."""

from __future__ import annotations

import pytest

from tests.page_access import stripped_of
from tests.people import Known, People
from tests.sources.scene import PHONE, entries, facts, identity, kept, tables
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.know.sources.commands import find_source
from tutela.know.sources.rules import Identity
from tutela.know.sources.rules.phones import numbers_in
from tutela.ledger.queries import payload


def found(people: People, number: str, by: Known | None = None) -> tuple[str, ...]:
    return find_source(actor=(by or people.in_charge).actor, clock=people.clock, number=number)


def test_it_tells_references_only_and_puts_the_search_on_record(people: People) -> None:
    kept(people)
    assert found(people, "00 211 912 345 678") == ("SRC-000001",)
    (entry,) = entries("source_searched")
    assert (entry.subject, payload(entry), entry.sensitivity) == ("SRC-000001", {"found": 1}, 1)


def test_a_search_that_finds_nothing_is_on_record_too(people: People) -> None:
    kept(people)
    assert found(people, "+211 999 999 999") == ()
    (entry,) = entries("source_searched")
    assert (entry.subject, payload(entry), entry.related) == ("sources", {"found": 0}, "[]")


def test_what_lies_outside_the_area_is_not_found(people: People) -> None:
    kept(people, told=facts(area_code="OV0101"))
    assert found(people, PHONE, people.colleague) == ()
    assert found(people, PHONE, people.outsider) == ()


def test_several_with_one_number_are_all_found(people: People) -> None:
    kept(people, told=facts(Identity(phone="+211912345678")))
    kept(people, "s-2", told=facts(Identity(phone="+211923456789")))
    assert found(people, "+211912345678, +211923456789") == ("SRC-000001", "SRC-000002")


@pytest.mark.parametrize("typed", ["", "Kestrevaux", "1234"])
def test_what_is_no_number_is_refused_and_not_repeated(people: People, typed: str) -> None:
    before = tables()
    with pytest.raises(Invalid) as refused:
        found(people, typed)
    assert "Kestrevaux" not in str(refused.value.as_json())
    assert tables() == before


def test_it_is_refused_without_the_permission(people: People) -> None:
    kept(people, told=facts(identity()))
    before = tables()
    with pytest.raises(NotAllowed):
        found(people, PHONE, stripped_of(people.in_charge, Permission.SOURCE_FIND))
    assert tables() == before


@pytest.mark.parametrize(
    ("typed", "countries", "numbers"),
    [
        ("0812 345 678", ("COD",), ("+243812345678",)),
        ("0812 345 678", ("cd",), ("+243812345678",)),
        ("+243 81 234 5678", (), ("+243812345678",)),
        ("00243812345678", (), ("+243812345678",)),
        ("٠٨١٢٣٤٥٦٧٨", ("SSD", "COD"), ("+243812345678",)),
        ("0812345678 ou 0998765432", ("COD",), ("+243812345678", "+243998765432")),
        ("0812345678 / 0812345678", ("COD",), ("+243812345678",)),
        # No plan knows these; they are the same however they are dialled.
        ("+999 555 0101", (), ("9995550101",)),
        ("00999 555 0101", (), ("9995550101",)),
        ("channel 7, call 55 501", (), ("55501",)),
        ("after dark", ("COD",), ()),
        ("0000000000", ("COD",), ()),
        ("99999", (), ()),
    ],
)
def test_a_number_is_the_same_however_it_is_typed(
    typed: str, countries: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    assert numbers_in(typed, countries) == numbers
