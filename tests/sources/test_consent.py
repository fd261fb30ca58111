"""A source consents purpose by purpose, told what it means, and takes it back at any time (para 32)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import Known, People
from tests.sources.scene import entries, facts, kept, tables
from tests.sources.test_erase_identity import erased
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.sources.commands import record_consent, withdraw_consent
from tutela.know.sources.models import Consent, Source
from tutela.know.sources.queries import SourcesWanted, consents_in_force, sources
from tutela.know.sources.rules.reveals import IdentityGone
from tutela.ledger.queries import payload


def consented(people: People, source: Source, by: Known | None = None, **more: Any) -> Consent:
    plain: dict[str, Any] = {"purpose": "rights_case", "how": "in_person", "is_informed": True}
    return record_consent(
        actor=(by or people.in_charge).actor, clock=people.clock, source=source.reference, **{**plain, **more}
    )


def withdrawn(people: People, source: Source, by: Known | None = None, **more: Any) -> Consent | None:
    plain: dict[str, Any] = {"purpose": "rights_case", "how": "telephone"}
    return withdraw_consent(
        actor=(by or people.in_charge).actor, clock=people.clock, source=source.reference, **{**plain, **more}
    )


def in_force(source: Source) -> frozenset[str]:
    return consents_in_force([source.pk]).get(source.pk, frozenset())


def test_a_consent_holds_for_its_purpose_and_no_other(people: People) -> None:
    source = kept(people)
    row = consented(people, source)
    assert (row.recorded_at, row.recorded_by) == (people.clock.now(), people.in_charge.actor.label)
    assert in_force(source) == {"rights_case"}
    (entry,) = entries("consent_given")
    assert payload(entry) == {"consent": "rights_case", "how": "in_person"}
    assert entry.cites == '["P32.4"]'


def test_the_newest_holds_and_what_was_before_stays_on_record(people: People) -> None:
    source = kept(people, told=facts(consents=("rights_case", "contact_back")))
    withdrawn(people, source)
    assert in_force(source) == {"contact_back"}
    consented(people, source)
    assert in_force(source) == {"rights_case", "contact_back"}
    assert Consent.objects.filter(purpose="rights_case").count() == 3
    assert payload(entries("consent_withdrawn")[0]) == {"consent": "rights_case", "how": "telephone"}


def test_who_consents_now_is_found_in_the_list(people: People) -> None:
    kept(people, told=facts(consents=("rights_case",)))
    gone = kept(people, "s-2", told=facts(facts().identity.__class__(), consents=("rights_case",)))
    withdrawn(people, gone)
    found = sources(people.in_charge.actor, SourcesWanted(consent="rights_case"))
    assert [row.reference for row in found] == ["SRC-000001"]


def test_the_same_again_writes_nothing_and_another_way_does(people: People) -> None:
    source = kept(people)
    first = consented(people, source)
    before = tables()
    assert consented(people, source) == first
    assert tables() == before
    assert consented(people, source, how="in_writing") != first


def test_withdrawing_what_was_never_given_writes_nothing(people: People) -> None:
    source = kept(people)
    before = tables()
    assert withdrawn(people, source) is None
    assert tables() == before


def test_without_being_told_what_it_means_nobody_consents(people: People) -> None:
    source = kept(people)
    before = tables()
    with pytest.raises(Invalid) as refused:
        consented(people, source, is_informed=False)
    assert list(refused.value.problems) == ["is_informed"]
    assert tables() == before


def test_an_erased_source_consents_to_nothing_new_and_may_still_withdraw(people: People) -> None:
    source = erased(people, kept(people, told=facts(consents=("rights_case",))))
    with pytest.raises(IdentityGone):
        consented(people, source, purpose="contact_back")
    assert withdrawn(people, source) is not None


@pytest.mark.parametrize(("more", "field"), [({"purpose": "x"}, "purpose"), ({"how": "x"}, "how")])
def test_it_refuses_what_cannot_be(people: People, more: dict[str, Any], field: str) -> None:
    source = kept(people, told=facts(consents=("rights_case",)))
    before = tables()
    for verb in (consented, withdrawn):
        with pytest.raises(Invalid) as refused:
            verb(people, source, **more)
        assert list(refused.value.problems) == [field]
    assert tables() == before


def test_it_is_refused_without_the_permission_and_outside_the_area(people: People) -> None:
    source = kept(people, told=facts(area_code="OV0101"))
    without = stripped_of(people.in_charge, Permission.SOURCE_CONSENT)
    for verb in (consented, withdrawn):
        with pytest.raises(NotAllowed):
            verb(people, source, without)
        for somebody in (people.colleague, people.outsider):
            with pytest.raises(NotFound):
                verb(people, source, somebody)
