"""A case moves only with consent and with disclosure assessed; a message goes only to whom it may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.people import ELSEWHERE, MISSION, Known, People, put_in_post
from tests.sources.scene import custodian, entries, facts, granted, identity, kept, opened, sender, tables
from tests.sources.test_consent import consented, withdrawn
from tests.sources.test_erase_identity import erased
from tests.sources.test_note_risk import noted
from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.kernel.verdicts import Verdict
from tutela.know.sources.commands import assess_disclosure
from tutela.know.sources.models import DisclosureRisk, Source, Vault
from tutela.know.sources.queries import contact_of, may_use
from tutela.know.sources.queries.sealed import held_in
from tutela.know.sources.rules.reveals import IdentityGone
from tutela.ledger.queries import payload


def assessed(people: People, source: Source, by: Known | None = None, **more: Any) -> DisclosureRisk:
    actor = (by or custodian(people)).actor
    plain: dict[str, Any] = {"result": "nobody_at_risk", "reason": "Thoraldin left Quendrith."}
    return assess_disclosure(actor=actor, clock=people.clock, source=source.reference, **{**plain, **more})


def verdict(people: People, purpose: str = "rights_case") -> Verdict:
    return may_use(people.in_charge.actor, "SRC-000001", purpose)


def test_a_case_needs_consent_and_an_assessment_and_neither_replaces_the_other(people: People) -> None:
    source, holder = kept(people), custodian(people)
    assert (verdict(people).allows, verdict(people).cites) == (False, ("P32.4", "P32.5"))
    consented(people, source)
    assert (verdict(people).allows, verdict(people).cites) == (False, ("P32.5",))
    assessed(people, source, holder)
    assert (verdict(people).allows, verdict(people).cites) == (True, ("P32.4", "P32.5"))
    withdrawn(people, source)
    assert (verdict(people).allows, verdict(people).cites) == (False, ("P32.4",))


@pytest.mark.parametrize(("result", "allows"), [("at_risk", False), ("safe_with_measures", True)])
def test_what_the_newest_assessment_found_decides(people: People, result: str, allows: bool) -> None:
    source, holder = kept(people, told=facts(consents=("rights_case",))), custodian(people)
    assessed(people, source, holder, result="nobody_at_risk" if not allows else "at_risk")
    assessed(people, source, holder, result=result)
    assert verdict(people).allows is allows


def test_an_assessment_from_before_the_risk_was_noted_anew_counts_no_more(people: People) -> None:
    source, holder = kept(people, told=facts(consents=("rights_case",))), custodian(people)
    assessed(people, source, holder)
    people.clock.advance(timedelta(days=1))
    noted(people, source)
    assert (verdict(people).allows, verdict(people).cites) == (False, ("P32.5",))
    assessed(people, source, holder)
    assert verdict(people).allows


@pytest.mark.parametrize("purpose", ["host_state", "public_reporting"])
def test_what_leaves_for_those_who_may_be_the_threat_is_assessed_first_too(people: People, purpose: str) -> None:
    source = kept(people, told=facts(consents=(purpose,)))
    assert not verdict(people, purpose).allows
    assessed(people, source)
    assert verdict(people, purpose).allows


@pytest.mark.parametrize("purpose", ["contact_back", "share_within_mission", "share_with_partners"])
def test_for_the_rest_consent_is_enough(people: People, purpose: str) -> None:
    source = kept(people)
    assert not verdict(people, purpose).allows
    consented(people, source, purpose=purpose)
    assert verdict(people, purpose).allows


def test_an_erased_or_unknown_source_is_used_for_nothing(people: People) -> None:
    source = kept(people, told=facts(consents=("contact_back",)))
    assert not may_use(people.outsider.actor, source.reference, "contact_back").allows
    assert not may_use(people.in_charge.actor, "SRC-000099", "contact_back").allows
    erased(people, source)
    assert not verdict(people, "contact_back").allows
    with pytest.raises(KeyError):
        verdict(people, "curiosity")


def test_the_reasons_of_an_assessment_lie_in_the_vault_alone(people: People) -> None:
    row = assessed(people, kept(people), custodian(people, "second"))
    assert held_in(Vault.objects.get(), MISSION).reasons == {str(row.pk): "Thoraldin left Quendrith."}
    (entry,) = entries("disclosure_assessed")
    assert (payload(entry), entry.reason, entry.cites) == ({"result": "nobody_at_risk"}, "", '["P32.5"]')
    granted(people, Source.objects.get())
    assert opened(people, Source.objects.get()) == identity()


@pytest.mark.parametrize("more", [{"result": "fine"}, {"reason": " "}])
def test_an_assessment_needs_a_result_and_reasons(people: People, more: dict[str, Any]) -> None:
    source, holder = kept(people), custodian(people)
    before = tables()
    with pytest.raises(Invalid):
        assessed(people, source, holder, **more)
    assert tables() == before


def test_only_a_custodian_of_the_mission_assesses_what_is_there(people: People) -> None:
    source = kept(people)
    with pytest.raises(NotAllowed):
        assessed(people, source, people.in_charge)
    with pytest.raises(NotFound):
        assessed(people, source, put_in_post(ELSEWHERE, "human_rights", people.clock))
    with pytest.raises(IdentityGone):
        assessed(people, erased(people, source))


def test_the_software_writes_only_to_whom_consents_at_that_moment(people: People) -> None:
    source = kept(people)
    assert contact_of(sender(), source.reference) is None
    consented(people, source, purpose="contact_back")
    found = contact_of(sender(), source.reference)
    assert found is not None
    assert (found.phones, found.mail) == (("+211912345678",), "kestrevaux@vantrelle.example")
    assert "912" not in f"{found!r} {found}"
    withdrawn(people, source, purpose="contact_back")
    assert contact_of(sender(), source.reference) is None


def test_no_person_and_no_other_part_of_the_software_is_told_where_to_write(people: People) -> None:
    source = kept(people, told=facts(consents=("contact_back",)))
    everything = frozenset(Permission)
    for actor in (
        people.in_charge.actor,
        system_actor("other", MISSION, everything - {Permission.SOURCE_CONTACT}),
        system_actor("outbox", ELSEWHERE, everything),
    ):
        assert contact_of(actor, source.reference) is None
    assert contact_of(sender(), "A-000001") is None
