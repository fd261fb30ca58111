"""At a source's own request who it is goes for good; what it told, and who had looked, stay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import MISSION, Known, People, put_in_post
from tests.sources.scene import asked, custodian, decided, entries, facts, granted, kept, opened, sender, tables
from tutela.access.permissions import Permission
from tutela.kernel.key_files import KeyFile
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.know.sources.commands import erase_identity, find_source
from tutela.know.sources.models import Consent, PhoneIndex, Reading, RevealRequest, Source, Vault
from tutela.know.sources.queries import contact_of, waiting_requests
from tutela.know.sources.rules.reveals import IdentityGone


def erased(people: People, source: Source, /, by: Known | None = None, **more: Any) -> Source:
    held = by or put_in_post(MISSION, "human_rights", people.clock, slug="eraser")
    plain: dict[str, Any] = {"source": source.reference, "version": source.version, "reason": "She asked for it."}
    return erase_identity(actor=held.actor, clock=people.clock, **{**plain, **more})


def test_ciphertext_key_and_index_are_gone_and_the_source_stays(people: People) -> None:
    source = kept(people, told=facts(consents=("contact_back",)))
    after = erased(people, source)
    assert (after.pk, after.erased_at, after.version) == (source.pk, people.clock.now(), 2)
    assert Vault.objects.count() == PhoneIndex.objects.count() == 0
    assert Source.objects.count() == Consent.objects.count() == 1
    (entry,) = entries("identity_erased")
    assert (entry.reason, entry.compartment, entry.sensitivity) == ("She asked for it.", "sources", 1)


def test_who_had_opened_it_stays_on_record_and_nobody_opens_it_again(people: People) -> None:
    source = kept(people)
    granted(people, source)
    opened(people, source)
    erased(people, source)
    assert (RevealRequest.objects.count(), Reading.objects.count()) == (1, 1)
    with pytest.raises(IdentityGone):
        opened(people, source)


def test_it_is_found_contacted_and_asked_for_no_more(people: People) -> None:
    source = kept(people, told=facts(consents=("contact_back",)))
    number = "+211912345678"
    assert contact_of(sender(), source.reference) is not None
    erased(people, source)
    assert contact_of(sender(), source.reference) is None
    assert find_source(actor=people.in_charge.actor, clock=people.clock, number=number) == ()
    with pytest.raises(IdentityGone):
        asked(people, source)


def test_what_was_asked_before_waits_no_more(people: People) -> None:
    source = kept(people)
    request, holder = asked(people, source), custodian(people)
    assert waiting_requests(holder.actor).count() == 1
    erased(people, source)
    assert waiting_requests(holder.actor).count() == 0
    with pytest.raises(IdentityGone):
        decided(people, request, holder)


def test_the_same_person_calling_again_is_a_new_source_and_a_repeat_restores_nothing(people: People) -> None:
    first = erased(people, kept(people, "s-1"))
    assert kept(people, "s-1").pk == first.pk
    assert not Vault.objects.exists()
    assert kept(people, "s-2").pk != first.pk


def test_it_works_while_the_vault_is_locked(people: People, settings: Any, tmp_path: Any) -> None:
    source = kept(people)
    settings.VAULT_KEYS = KeyFile(tmp_path / "missing.keys")
    assert erased(people, source).erased_at is not None


def test_erasing_again_writes_nothing(people: People) -> None:
    source = erased(people, kept(people), custodian(people))
    before = tables()
    assert erased(people, source, custodian(people, "second")).version == 2
    assert tables()[:-1] == before[:-1]


@pytest.mark.parametrize(
    ("more", "kind"), [({"reason": " "}, Invalid), ({"version": 7}, Stale), ({"source": "SRC-000099"}, NotFound)]
)
def test_it_refuses_what_cannot_be(people: People, more: dict[str, Any], kind: type[Refusal]) -> None:
    source, holder = kept(people), custodian(people)
    before = tables()
    with pytest.raises(kind):
        erased(people, source, holder, **more)
    assert tables() == before


def test_it_is_refused_without_the_permission_and_in_another_mission(people: People) -> None:
    source, holder = kept(people), custodian(people)
    with pytest.raises(NotAllowed):
        erased(people, source, people.in_charge)
    with pytest.raises(NotAllowed):
        erased(people, source, stripped_of(holder, Permission.IDENTITY_ERASE))
    from tests.people import ELSEWHERE

    with pytest.raises(NotFound):
        erased(people, source, put_in_post(ELSEWHERE, "human_rights", people.clock))
