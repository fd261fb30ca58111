"""What endangers a source is judged where all may see it, and told where only the vault holds it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import Known, People
from tests.sources.scene import NOTE, entries, facts, granted, kept, opened, tables
from tests.sources.test_erase_identity import erased
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.know.sources.commands import note_risk
from tutela.know.sources.models import Source
from tutela.know.sources.rules import SourceFacts
from tutela.know.sources.rules.reveals import IdentityGone
from tutela.ledger.queries import payload


def noted(people: People, source: Source, /, by: Known | None = None, **more: Any) -> Source:
    plain: dict[str, Any] = {"source": source.reference, "version": source.version, "risk": "very_high"}
    return note_risk(actor=(by or people.in_charge).actor, clock=people.clock, **{**plain, **more})


def test_a_risk_is_noted_and_its_note_is_added_to_those_before(people: People) -> None:
    source = noted(people, kept(people), note="They came to Quendrith at night.")
    assert (source.risk, source.version, source.risk_noted_at) == ("very_high", 2, people.clock.now())
    granted(people, source)
    assert opened(people, source).note == f"{NOTE}\n2031-05-14: They came to Quendrith at night."


def test_its_entry_holds_nothing_of_the_note(people: People) -> None:
    noted(people, kept(people), note="They came to Quendrith at night.")
    (entry,) = entries("risk_noted")
    assert payload(entry) == {"risk": "very_high", "before": "not_assessed", "has_note": True}
    assert entry.cites == '["P32.1","P32.2"]'
    assert entry.reason == ""


def test_a_note_can_be_locked_away_for_a_source_of_whom_nothing_was_known(people: People) -> None:
    source = noted(people, kept(people, told=SourceFacts()), note="Followed home.")
    granted(people, source)
    assert opened(people, source).note == "2031-05-14: Followed home."


def test_a_risk_can_be_noted_on_an_erased_source_but_no_note(people: People) -> None:
    source = erased(people, kept(people))
    with pytest.raises(IdentityGone):
        noted(people, source, note="Followed home.")
    assert noted(people, source).risk == "very_high"


def test_the_same_risk_without_a_note_writes_nothing(people: People) -> None:
    source = kept(people, told=facts(risk="high"))
    before = tables()
    assert noted(people, source, risk="high").version == 1
    assert tables() == before


def test_a_note_that_no_longer_fits_is_refused_and_loses_nothing(people: People) -> None:
    source = kept(people)
    before = tables()
    with pytest.raises(Invalid) as refused:
        noted(people, source, note="x" * 4000)
    assert list(refused.value.problems) == ["note"]
    assert tables() == before


@pytest.mark.parametrize(
    ("more", "kind"), [({"risk": "bad"}, Invalid), ({"version": 7}, Stale), ({"source": "SRC-000099"}, NotFound)]
)
def test_it_refuses_what_cannot_be(people: People, more: dict[str, Any], kind: type[Refusal]) -> None:
    source = kept(people)
    before = tables()
    with pytest.raises(kind):
        noted(people, source, **more)
    assert tables() == before


def test_it_is_refused_without_the_permission_and_outside_the_area(people: People) -> None:
    source = kept(people, told=facts(area_code="OV0101"))
    with pytest.raises(NotAllowed):
        noted(people, source, stripped_of(people.in_charge, Permission.SOURCE_KEEP))
    for somebody in (people.colleague, people.outsider):
        with pytest.raises(NotFound):
            noted(people, source, somebody)
