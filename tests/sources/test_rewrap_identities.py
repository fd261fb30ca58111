"""The key is changed piece by piece; what a crash left is gone on with, and the old key may then be thrown away."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest

from tests.page_access import stripped_of
from tests.people import People
from tests.sources.scene import PHONE, entries, facts, granted, identity, kept, opened, rings, tables, with_keys
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotAllowed
from tutela.kernel.sealing import Keyring
from tutela.know.sources.commands import Rewrapped, find_source, locking, rewrap_identities, rotating
from tutela.know.sources.models import PhoneIndex, Source, Vault
from tutela.know.sources.queries import key_use
from tutela.know.sources.rules import Identity
from tutela.ledger.command import maintenance
from tutela.ledger.queries import payload


def rewrapped(people: People, **more: Any) -> Rewrapped:
    return rewrap_identities(actor=people.in_charge.actor, clock=people.clock, **more)


def three_under_an_old_key(people: People, settings: Any) -> dict[str, Any]:
    """Keep three sources under the key `old`, then put the key `new` before it; return both rings."""
    both = rings("old", "new")
    with_keys(settings, both["old"])
    for number in range(3):
        kept(people, f"s-{number}", told=facts(Identity(name=f"Kestrevaux {number}", phone=f"+21191234567{number}")))
    with_keys(settings, both["new"])
    return both


def test_everything_opens_and_is_found_under_the_new_key_alone(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    assert rewrapped(people) == Rewrapped(count=3, stuck=0, left=0, last=0)
    with_keys(settings, Keyring([settings.VAULT_KEYS.keyring().active]))
    assert find_source(actor=people.in_charge.actor, clock=people.clock, number="+211912345671") == ("SRC-000002",)
    source = Source.objects.order_by("id")[1]
    granted(people, source)
    assert opened(people, source).name == "Kestrevaux 1"


def test_while_it_is_under_way_old_and_new_are_found(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    assert rewrapped(people, size=1).left == 2
    for number in range(3):
        found = find_source(actor=people.in_charge.actor, clock=people.clock, number=f"+21191234567{number}")
        assert found == (f"SRC-00000{number + 1}",)
    again = kept(people, "again", told=facts(identity(phone="+211912345672")))
    assert again.reference == "SRC-000003"


def test_it_goes_in_pieces_each_with_an_entry(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    first = rewrapped(people, size=2)
    assert (first.count, first.left) == (2, 1)
    assert rewrapped(people, size=2, after=first.last) == Rewrapped(1, 0, 0, 0)
    told = [payload(entry) for entry in entries("identities_rewrapped")]
    assert told == [{"key": "new", "count": 2, "left": 1}, {"key": "new", "count": 1, "left": 0}]


def test_what_was_cut_off_in_the_middle_of_a_piece_is_gone_on_with(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    rewrapped(people, size=1)
    before, real, calls = tables(), locking.index, iter(range(9))

    def killed(*arguments: Any) -> None:
        if next(calls) == 1:
            raise KeyboardInterrupt
        real(*arguments)

    with patch.object(rotating, "index", killed), pytest.raises(KeyboardInterrupt):
        rewrapped(people)
    assert (tables(), [use.key for use in key_use()]) == (before, ["new", "old"])
    assert rewrapped(people).left == 0
    assert [(use.key, use.identities, use.phones) for use in key_use()] == [("new", 3, 3)]


def test_nothing_left_to_do_writes_nothing(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    rewrapped(people)
    before = tables()
    assert rewrapped(people) == Rewrapped(0, 0, 0, 0)
    assert tables() == before


def test_what_does_not_open_is_left_as_it_is_and_counted(people: People, settings: Any) -> None:
    three_under_an_old_key(people, settings)
    broken = Vault.objects.order_by("pk")[0]
    with maintenance("a test"):
        Vault.objects.filter(pk=broken.pk).update(sealed=b"rubbish")
    first = rewrapped(people, size=1)
    assert (first.count, first.stuck, first.left) == (0, 1, 3)
    assert rewrapped(people, after=first.last) == Rewrapped(2, 0, 1, 0)
    assert bytes(Vault.objects.get(pk=broken.pk).sealed) == b"rubbish"


def test_another_mission_is_left_alone(people: People, settings: Any) -> None:
    both = rings("old", "new")
    with_keys(settings, both["old"])
    kept(people, by=people.outsider, told=facts(area_code=""))
    with_keys(settings, both["new"])
    assert rewrapped(people).count == 0
    assert Vault.objects.get().key == "old"


def test_it_is_refused_without_the_permission(people: People) -> None:
    kept(people)
    with pytest.raises(NotAllowed):
        rewrap_identities(actor=stripped_of(people.in_charge, Permission.VAULT_ROTATE).actor, clock=people.clock)


def test_the_number_itself_stands_in_no_index(people: People) -> None:
    kept(people)
    digits = "".join(sign for sign in PHONE if sign.isdigit())
    assert all(digits not in row.digest for row in PhoneIndex.objects.all())
