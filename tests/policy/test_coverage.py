"""How pointers are written and read, and that coverage counts every demand once."""

from __future__ import annotations

import pytest

from tutela.policy.catalogue import Disposition, demands
from tutela.policy.catalogue.answers import Answer, Pointer, answers_from, pointer_from, written_answers
from tutela.policy.catalogue.coverage import ENOUGH, WEIGHTS, Cover, cover_of, is_enough, tally

DUTY = next(row for row in demands().values() if row.disposition is Disposition.DUTY)
CONTEXT = next(row for row in demands().values() if row.disposition is Disposition.CONTEXT)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("page:map:map", Pointer("page", "map:map")),
        ("permission:mission:mandate:set", Pointer("permission", "mission:mandate:set")),
        ("product:threat_assessment#outlook", Pointer("product", "threat_assessment", "outlook")),
    ],
)
def test_a_pointer_reads_as_it_is_written(text: str, pointer: Pointer) -> None:
    assert pointer_from(text) == pointer
    assert str(pointer) == text


@pytest.mark.parametrize("text", ["", "page", "page:", "table:incidents", "duty:#part"])
def test_what_is_no_pointer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no pointer"):
        pointer_from(text)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"answers": {"P1.1": ["page:home"]}, "partly": {"P1.1": ["page:home"]}}, "both tables"),
        ({"answers": {"P1.1": []}}, "no pointer"),
        ({"partly": {"P1.1": ["page:home", "page:home"]}}, "one twice"),
        ({"almost": {}}, "no table"),
    ],
)
def test_answers_that_contradict_themselves_are_refused(told: dict[str, dict[str, list[str]]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        answers_from(told)


def test_a_table_says_whether_it_is_the_whole_answer() -> None:
    read = answers_from({"answers": {"P1.1": ["page:home"]}, "partly": {"P1.2": ["page:home"]}})
    assert read == {
        "P1.1": (Answer(Pointer("page", "home"), is_whole=True),),
        "P1.2": (Answer(Pointer("page", "home"), is_whole=False),),
    }
    assert written_answers()


def test_a_citation_proves_what_the_disposition_asks_for_and_no_more() -> None:
    assert set(ENOUGH) == set(Disposition)
    assert is_enough(DUTY, "duty")
    assert not is_enough(DUTY, "parameter")
    assert not is_enough(CONTEXT, "event")


def test_a_demand_is_in_one_state() -> None:
    pointer = Pointer("page", "home")
    assert cover_of(DUTY, ()) is Cover.OPEN
    assert cover_of(DUTY, [Answer(pointer, is_whole=False)]) is Cover.PARTLY
    assert cover_of(DUTY, [Answer(pointer, is_whole=False), Answer(pointer, is_whole=True)]) is Cover.ANSWERED
    assert cover_of(CONTEXT, [Answer(pointer, is_whole=True)]) is Cover.READ


def test_a_tally_adds_up() -> None:
    one = tally([Cover.ANSWERED, Cover.PARTLY, Cover.PARTLY, Cover.OPEN, Cover.READ])
    assert (one.all, one.asked, one.answered, one.partly, one.open, one.read) == (5, 4, 1, 2, 1, 1)
    assert tally([]).all == 0


def test_every_weight_is_counted() -> None:
    assert {row.weight for row in demands().values()} == set(WEIGHTS)
