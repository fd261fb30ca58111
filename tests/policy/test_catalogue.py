"""What may be cited, and that nothing cites what does not exist."""

from __future__ import annotations

import re

import pytest

from tutela.policy.catalogue import dangling, demand_ids, paragraph


def test_there_are_as_many_demands_as_the_register_counts() -> None:
    assert len(demand_ids()) == 918


def test_every_id_follows_one_form() -> None:
    form = re.compile(r"(FM|E|P\d+)\.\d+|A\d+(\.[A-Z])?(\.[a-z]+|\.0)?(\.\d+)?")
    assert [demand for demand in demand_ids() if not form.fullmatch(demand)] == []


def test_a_citation_of_nothing_is_found() -> None:
    assert dangling(["P77.5", "P999.1", "nonsense", "P999.1"]) == ["P999.1", "nonsense"]
    assert dangling([]) == []


@pytest.mark.parametrize(
    ("demand", "read"),
    [
        ("P77.5", "77"),
        ("P1.1", "1"),
        ("A13.b.1", "A.13.b"),
        ("A13.b", "A.13.b"),
        ("A3.S.b.2", "A.3.S.b"),
        ("A22.0", "A.22"),
        ("FM.1", "FM"),
        ("E.1", "E"),
    ],
)
def test_a_demand_belongs_to_a_paragraph(demand: str, read: str) -> None:
    assert paragraph(demand) == read
