"""Who told the mission is locked away once, found again by telephone, and shown nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import ELSEWHERE, MISSION, People
from tests.sources.scene import EAST, NAME, PHONE, entries, facts, granted, identity, kept, liaison, opened, tables
from tests.sources.test_consent import consented
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.kernel.sealing import Damaged, Sealed, unseal
from tutela.know.sources.events import ConsentGiven
from tutela.know.sources.models import Consent, PhoneIndex, Source, Submission, Vault
from tutela.know.sources.queries import source_named
from tutela.know.sources.queries.sealed import context_of, keyring
from tutela.know.sources.rules import Identity, SourceFacts
from tutela.know.sources.rules.reveals import VaultLocked
from tutela.ledger.queries import payload, sentence
from tutela.mission.models import Mission


def test_a_source_is_kept_with_a_reference_and_its_identity_locked_away(people: People) -> None:
    source = kept(people)
    assert (source.reference, source.kind, source.reliability, source.language) == (
        "SRC-000001", "community_member", "C", "fr",
    )  # fmt: skip
    assert source.area is not None
    assert (source.area.code, source.recorded_post, source.version) == (EAST, "poc-adviser", 1)
    assert NAME.encode() not in bytes(Vault.objects.get().sealed)
    assert granted(people, source).is_granted
    assert opened(people, source) == identity()


def test_its_entry_says_what_is_known_and_nothing_of_who(people: People) -> None:
    kept(people, told=facts(risk="high", consents=("contact_back",)))
    (entry,) = entries()
    assert (entry.event, entry.subject) == ("know.sources.source_recorded", "SRC-000001")
    assert (entry.compartment, entry.area_path) == ("sources", "OV02/OV0201/")
    assert payload(entry) == {
        "kind": "community_member", "reliability": "C", "risk": "high", "consents": ["contact_back"],
        "has_identity": True,
    }  # fmt: skip
    assert '"P32.2","P32.3","P32.4"' in entry.cites


def test_the_same_submission_again_is_the_same_source_and_writes_nothing(people: People) -> None:
    first = kept(people, "key")
    before = tables()
    assert kept(people, "key", told=facts(identity(name="Another"))) == first
    assert tables() == before


def test_the_same_submission_in_another_mission_is_another_source(people: People) -> None:
    kept(people, "key")
    other = kept(people, "key", by=people.outsider, told=facts(area_code=""))
    assert other.mission_id == ELSEWHERE
    assert Source.objects.count() == 2


@pytest.mark.parametrize("typed", ["00211912345678", "0912345678", "+211-912-345-678", "٠٩١٢٣٤٥٦٧٨"])
def test_a_known_telephone_number_is_the_source_that_has_it_however_it_is_typed(people: People, typed: str) -> None:
    with_country("SSD")
    first = kept(people)
    again = kept(people, "s-2", told=facts(identity(phone=typed)))
    assert again.pk == first.pk
    assert Source.objects.count() == Vault.objects.count() == PhoneIndex.objects.count() == 1
    assert payload(entries("source_joined")[0]) == {"filled": []}


def with_country(*codes: str) -> None:
    from tutela.ledger.command import maintenance

    with maintenance("a test"):
        Mission.objects.filter(pk=MISSION).update(country_codes=list(codes))


def test_joining_fills_what_was_blank_and_replaces_nothing(people: People) -> None:
    source = kept(people, told=SourceFacts(identity=Identity(phone=PHONE, note="Speaks low.")))
    more = facts(identity(note="Another note."), risk="high", consents=("contact_back",))
    again = kept(people, "s-2", told=more)
    assert (again.kind, again.language, again.risk, again.reliability) == ("community_member", "fr", "high", "F")
    assert (again.version, again.area_id is not None, again.risk_noted_at) == (2, True, people.clock.now())
    granted(people, source)
    assert opened(people, source) == identity(note="Speaks low.")
    told = ["name", "contact", "whereabouts", "kind", "language", "area", "risk"]
    assert payload(entries("source_joined")[0])["filled"] == told
    assert payload(entries("consent_given")[0]) == {"consent": "contact_back", "how": "first_contact"}


def test_joining_does_not_consent_again_to_what_holds(people: People) -> None:
    told = facts(consents=("contact_back",))
    kept(people, told=told)
    kept(people, "s-2", told=told)
    assert Consent.objects.count() == 1


def test_somebody_with_several_numbers_is_found_by_each(people: People) -> None:
    first = kept(people, told=facts(identity(phone="+211 912 345 678; +211 923 456 789")))
    assert PhoneIndex.objects.filter(source=first).count() == 2
    assert kept(people, "s-2", told=facts(Identity(phone="+211923456789"))).pk == first.pk


def test_the_same_number_in_another_mission_joins_nothing_and_has_another_digest(people: People) -> None:
    kept(people)
    kept(people, by=people.outsider, told=facts(area_code=""))
    assert Source.objects.count() == 2
    assert len(set(PhoneIndex.objects.values_list("digest", flat=True))) == 2


def test_somebody_without_a_number_joins_nobody(people: People) -> None:
    for key in ("a", "b"):
        kept(people, key, told=facts(identity(phone="")))
    assert Source.objects.count() == 2


def test_a_source_of_whom_nothing_is_known_needs_no_vault(people: People) -> None:
    source = kept(people, told=SourceFacts())
    assert not Vault.objects.exists()
    assert payload(entries()[0])["has_identity"] is False
    granted(people, source)
    assert opened(people, source) == Identity()


def test_hidden_characters_are_dropped_and_what_is_too_long_goes_on_in_the_note(people: People) -> None:
    told = facts(Identity(name="\u202eAna\u200b " + "x" * 300, note="Old note."))
    source = kept(people, told=told)
    granted(people, source)
    found = opened(people, source)
    assert found.name == "Ana " + "x" * 196
    assert found.note == "Old note.\n" + "x" * 104


def test_whoever_takes_the_call_keeps_a_source_from_outside_their_area_and_sees_it(people: People) -> None:
    assistant = liaison(people)
    source = kept(people, by=assistant, told=facts(area_code="OV0101"))
    assert source_named(assistant.actor, source.reference) == source
    assert source_named(people.colleague.actor, source.reference) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "Kestrevaux"}, "kind"),
        ({"reliability": "Kestrevaux"}, "reliability"),
        ({"risk": "Kestrevaux"}, "risk"),
        ({"language": "Kestrevaux of the mill"}, "language"),
        ({"consents": ("Kestrevaux",)}, "consents"),
        ({"area_code": "Kestrevaux"}, "area_code"),
    ],
)
def test_it_refuses_what_cannot_be_and_repeats_nothing_of_it(people: People, wrong: dict[str, Any], field: str) -> None:
    before = tables()
    with pytest.raises(Invalid) as refused:
        kept(people, told=facts(**wrong))
    assert list(refused.value.problems) == [field]
    assert "Kestrevaux" not in str(refused.value.as_json())
    assert tables() == before


@pytest.mark.parametrize("key", ["", "two words", "x" * 81, "é"])
def test_it_refuses_a_key_that_cannot_be_one(people: People, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        kept(people, key)
    assert "submission_key" in refused.value.problems


def test_it_is_refused_without_the_permission(people: People) -> None:
    before = tables()
    with pytest.raises(NotAllowed):
        kept(people, by=stripped_of(people.in_charge, Permission.SOURCE_KEEP))
    assert tables() == before


def test_no_key_of_a_submission_is_kept_in_clear(people: People) -> None:
    kept(people, "<mail@kestrevaux-laptop>")
    assert "kestrevaux" not in Submission.objects.get().digest


def test_a_ciphertext_opens_under_no_other_source(people: People) -> None:
    kept(people)
    sealed = Sealed.from_bytes(Vault.objects.get().sealed)
    other = kept(people, "s-2", told=facts(identity(phone="")))
    with pytest.raises(Damaged):
        unseal(sealed, context=context_of(MISSION, other.pk), keyring=keyring())


def test_the_length_of_what_is_sealed_does_not_tell_the_length_of_a_name(people: People) -> None:
    kept(people, "a", told=facts(Identity(name="Al")))
    kept(people, "b", told=facts(Identity(name="Maximilienne Grandcourt")))
    assert len({len(bytes(row.sealed)) for row in Vault.objects.all()}) == 1


def test_without_keys_nothing_is_kept_in_clear_instead(people: People, settings: Any, tmp_path: Any) -> None:
    from tutela.kernel.key_files import KeyFile

    settings.VAULT_KEYS = KeyFile(tmp_path / "missing.keys")
    before = tables()
    with pytest.raises(VaultLocked):
        kept(people)
    assert tables() == before


def test_its_entries_read_as_sentences_with_words_for_codes(people: People) -> None:
    source = kept(people)
    consented(people, source)
    told = [sentence(entry) for entry in entries()]
    assert told == [
        "The source SRC-000001 was recorded; who it is was locked away.",
        "The source SRC-000001 consented: A case of human rights may be reported, referred or pursued.",
    ]
    assert ConsentGiven.words("consent", {"consent": "given up since"}) == "given up since"
