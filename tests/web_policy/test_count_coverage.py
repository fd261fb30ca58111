"""Coverage is counted honestly: every demand once, whatever it is counted by."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import People, sign_in
from tutela.ledger.answers import answers, covers, tally_of
from tutela.policy.catalogue import Demand, Disposition, demands, sections
from tutela.policy.catalogue.coverage import Cover, tally
from tutela.web.policy.bars import bars_by_weight, drawn, in_words
from tutela.web.policy.pointers import paragraphs

ALL = 918
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    "by",
    [lambda row: row.section, lambda row: row.weight, lambda row: row.disposition, lambda row: row.capability],
    ids=["section", "weight", "disposition", "capability"],
)
def test_the_parts_add_up_to_the_whole(by: Callable[[Demand], object]) -> None:
    groups: dict[object, list[Demand]] = {}
    for row in demands().values():
        groups.setdefault(by(row), []).append(row)
    told = [tally_of(rows) for rows in groups.values()]
    whole = tally_of(demands().values())
    assert sum(one.all for one in told) == whole.all == ALL
    for state in Cover:
        assert sum(one.counts[state] for one in told) == whole.counts[state]


def test_the_paragraphs_add_up_to_the_sections() -> None:
    assert sum(len(rows) for rows in paragraphs().values()) == ALL
    assert sum(len(part.demands) for part in sections()) == ALL


def test_the_page_tells_the_numbers(people: People, client: Client) -> None:
    told = said(sign_in(client, people.in_charge).get(reverse("policy:policy")))
    whole = tally_of(demands().values())
    for state in Cover:
        assert str(whole.counts[state]) in told
    assert f"{ALL} demands, {whole.asked} of them ask for something" in told


def test_the_tables_of_the_docs_add_up() -> None:
    text = (DOCS / "policy-coverage.md").read_text(encoding="utf-8")
    tables = re.split(r"(?m)^## By ", text.partition("## What is not built")[0])[1:]
    for table in tables:
        rows = re.findall(r"(?m)^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", table)
        sums = [sum(int(row[column]) for row in rows[:-1]) for column in range(1, 6)]
        assert sums == [int(number) for number in rows[-1][1:]]
        assert sums[0] == sum(sums[1:]) == ALL


def test_the_docs_name_each_demand_that_nothing_answers() -> None:
    text = (DOCS / "policy-coverage.md").read_text(encoding="utf-8").partition("## What is not built")[2]
    named = [name for line in re.findall(r"(?m)^- weight \d: (.+)$", text) for name in line.split(", ")]
    assert sorted(named) == sorted(name for name, state in covers().items() if state is Cover.OPEN)


def test_nothing_without_an_answer_counts_as_answered() -> None:
    for name, state in covers().items():
        held = answers().get(name, ())
        if demands()[name].disposition is Disposition.CONTEXT:
            assert state is Cover.READ
        elif state is Cover.ANSWERED:
            assert any(one.is_whole for one in held)
        else:
            assert not any(one.is_whole for one in held)


def test_a_bar_is_as_long_as_its_numbers() -> None:
    bar = drawn(tally([Cover.ANSWERED, Cover.PARTLY, Cover.OPEN, Cover.READ]))
    assert re.findall(r'width="([\d.]+)" height="([\d.]+)"', bar) == [
        ("50.0", "10.0"),
        ("50.0", "5.0"),
        ("50.0", "1.5"),
    ]
    assert "Answered 1, Answered in part 1, Not built yet 1, To be read 1" in bar
    assert in_words(tally([])) == "no demand"


def test_a_weight_that_none_has_gets_no_bar() -> None:
    rows = [row for row in demands().values() if row.weight == 2]
    assert [str(bar.label) for bar in bars_by_weight(rows)] == ["Important"]
