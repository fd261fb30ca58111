"""How far a source can be relied on is judged with a reason, and who judged what when can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import Known, People
from tests.sources.scene import entries, facts, kept, tables
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.know.sources.commands import grade_source
from tutela.know.sources.models import Source
from tutela.know.sources.queries import source_story
from tutela.ledger.queries import payload


def graded(people: People, source: Source, /, by: Known | None = None, **more: Any) -> Source:
    plain: dict[str, Any] = {
        "source": source.reference,
        "version": source.version,
        "reliability": "B",
        "reason": "Right three times.",
    }
    return grade_source(actor=(by or people.in_charge).actor, clock=people.clock, **{**plain, **more})


def test_a_grade_is_kept_with_its_reason_and_its_history(people: People) -> None:
    source = graded(people, kept(people))
    graded(people, source, reliability="A", reason="Right ten times.")
    assert Source.objects.get().reliability == "A"
    story = source_story(people.in_charge.actor, source.reference, people.clock.now())
    assert story is not None
    told = [(one.before, one.reliability, one.reason) for one in story.gradings]
    assert told == [("B", "A", "Right ten times."), ("C", "B", "Right three times.")]
    entry = entries("source_graded")[0]
    assert (payload(entry), entry.compartment) == ({"reliability": "B", "before": "C"}, "sources")


def test_the_same_grade_again_writes_nothing(people: People) -> None:
    source = kept(people)
    before = tables()
    assert graded(people, source, reliability="C").version == 1
    assert tables() == before


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"reliability": "G"}, Invalid),
        ({"reason": "  "}, Invalid),
        ({"version": 9}, Stale),
        ({"source": "x"}, NotFound),
    ],
)
def test_it_refuses_what_cannot_be(people: People, more: dict[str, Any], kind: type[Refusal]) -> None:
    source = kept(people)
    before = tables()
    with pytest.raises(kind):
        graded(people, source, **more)
    assert tables() == before


def test_it_is_refused_without_the_permission_and_outside_the_area(people: People) -> None:
    source = kept(people, told=facts(area_code="OV0101"))
    with pytest.raises(NotAllowed):
        graded(people, source, stripped_of(people.in_charge, Permission.SOURCE_GRADE))
    with pytest.raises(NotFound):
        graded(people, source, people.colleague)
    with pytest.raises(NotFound):
        graded(people, source, people.outsider)
