"""What the register suggests as the phase of an area (paras 36 and 37), how far a threat reaches, and its facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutela.assess.threats.rules.phases import Phase, Sign, in_order, suggest_phases
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.reach import Reach, common_path, is_covered, reach_of
from tutela.assess.threats.rules.register import (
    FactFlaw,
    Status,
    ThreatFacts,
    compartment_of,
    fact_flaws,
    may_become,
)

ONGOING, POTENTIAL = Sign(Nature.ONGOING, is_open=True), Sign(Nature.POTENTIAL, is_open=True)


@pytest.mark.parametrize(
    ("signs", "current", "phases"),
    [
        ([], [], [Phase.PREVENTION]),
        ([Sign(Nature.ONGOING, is_open=False)], [], [Phase.PREVENTION]),
        ([POTENTIAL], [], [Phase.PRE_EMPTION]),
        ([ONGOING], ["prevention"], [Phase.RESPONSE]),
        ([POTENTIAL, ONGOING], [], [Phase.PRE_EMPTION, Phase.RESPONSE]),
        ([POTENTIAL], ["response"], [Phase.PRE_EMPTION, Phase.CONSOLIDATION]),
        ([], ["consolidation"], [Phase.PREVENTION, Phase.CONSOLIDATION]),
    ],
)
def test_the_threats_of_an_area_suggest_its_phases(signs: list[Sign], current: list[str], phases: list[Phase]) -> None:
    advice = suggest_phases(signs, current)
    assert list(advice.phases) == phases
    assert len(advice.reasons) == len(phases)


def test_phases_are_told_in_the_order_of_the_policy() -> None:
    assert in_order(["consolidation", "prevention", "prevention"]) == (Phase.PREVENTION, Phase.CONSOLIDATION)
    with pytest.raises(ValueError, match="peace"):
        in_order(["peace"])


# How far a threat reaches

COUNTY = "OV01/OV0102/"


def test_related_acts_count_alike_and_fighting_does_not() -> None:
    reach = reach_of(1, COUNTY, ["killing", "armed_clash"], includes_below=False)
    assert reach is not None
    assert reach.acts == ("killing", "attempted_killing", "torture", "maiming")


def test_an_actor_that_no_incident_knows_reaches_nothing() -> None:
    assert reach_of(None, COUNTY, ["killing"], includes_below=True) is None


@pytest.mark.parametrize(
    ("path", "includes_below", "area", "is_in"),
    [
        ("OV01/", True, COUNTY, True),
        ("OV01/", False, COUNTY, False),
        (COUNTY, False, COUNTY, True),
        (COUNTY, True, "OV01/", False),
        ("", True, COUNTY, True),
        ("", False, COUNTY, False),
    ],
)
def test_a_province_does_not_speak_for_its_counties_unless_said(
    path: str, includes_below: bool, area: str, is_in: bool
) -> None:
    reach = Reach(1, path, frozenset({"killing_and_injury"}), includes_below)
    assert is_covered([reach], actor_id=1, area_path=area, kind="killing_and_injury") is is_in
    assert not is_covered([reach], actor_id=2, area_path=area, kind="killing_and_injury")
    assert not is_covered([reach], actor_id=1, area_path=area, kind="other")


@pytest.mark.parametrize(
    ("paths", "shared"),
    [
        ([COUNTY, "OV01/OV0101/"], "OV01/"),
        ([COUNTY, COUNTY], COUNTY),
        ([COUNTY, "OV02/"], ""),
        ([COUNTY, "OV01/"], "OV01/"),
        (["OV01/", "OV010/"], ""),
        ([COUNTY, ""], ""),
    ],
)
def test_areas_meet_in_the_deepest_that_holds_them_all(paths: list[str], shared: str) -> None:
    assert common_path(paths) == shared


# What makes a threat

FACTS = ThreatFacts(acts=("killing",), nature=Nature.ONGOING, actor_name="Youth of the wells", actor_kind="community")


@pytest.mark.parametrize(
    ("change", "field", "flaw"),
    [
        ({"acts": ()}, "acts", FactFlaw.NO_ACTS),
        ({"acts": ("armed_clash",)}, "acts", FactFlaw.ONLY_CONTEXT),
        ({"acts": ("rudeness",)}, "acts", FactFlaw.UNKNOWN_ACT),
        ({"acts": ("sexual_violence", "child_recruitment")}, "acts", FactFlaw.TWO_COMPARTMENTS),
        ({"at_risk": ("tall people",)}, "at_risk", FactFlaw.UNKNOWN_GROUP),
        ({"actor_kind": "pirates"}, "actor_kind", FactFlaw.UNKNOWN_KIND),
        ({"actor_name": " "}, "actor_name", FactFlaw.NO_ACTOR),
        ({"nature": Nature.POTENTIAL}, "grounds", FactFlaw.NO_GROUNDS),
    ],
)
def test_facts_that_make_no_threat_are_told_by_field(change: dict[str, object], field: str, flaw: FactFlaw) -> None:
    assert fact_flaws(replace(FACTS, **change)) == {field: flaw}  # type: ignore[arg-type]


def test_any_source_makes_a_threat() -> None:
    assert fact_flaws(FACTS) == {}
    assert fact_flaws(replace(FACTS, actor_name="", actor_kind="", actor_id=7)) == {}
    assert fact_flaws(replace(FACTS, nature=Nature.POTENTIAL, grounds="They have sworn it.")) == {}


def test_a_threat_carries_the_compartment_of_its_acts() -> None:
    assert (compartment_of(["killing"]), compartment_of(["killing", "sexual_violence"])) == ("", "sexual_violence")


def test_a_threat_lives_as_the_table_says() -> None:
    assert may_become(Status.OPEN, Status.CLOSED)
    assert may_become(Status.CLOSED, Status.OPEN)
    assert not may_become(Status.MERGED, Status.OPEN)
    assert not may_become(Status.OPEN, Status.OPEN)
