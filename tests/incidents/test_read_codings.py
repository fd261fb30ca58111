"""Every coding of a source has one reading (para 16), and in doubt a person is a civilian (para 15)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.know.incidents.rules import Civilians, civilian_deaths, reading_of, reported_civilians
from tutela.policy.vocabulary import terms

EVENTS = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Protests": ("Excessive force against protesters", "Peaceful protest", "Protest with intervention"),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Explosions/Remote violence": (
        "Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack", "Suicide bomb",
    ),
    "Violence against civilians": ("Abduction/forced disappearance", "Attack", "Sexual violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
ACLED = [
    (kind, below, targeting)
    for kind, some in EVENTS.items()
    for below, targeting in product(some, ("", "Civilian targeting"))
]


def rules() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files("tutela.know.incidents").joinpath("data/codings.toml").read_text("utf-8"))


def acled(kind: str, below: str, targeting: str = "", *, harm: bool = True) -> tuple[str, str]:
    coding = (("event_type", kind), ("sub_event_type", below), ("civilian_targeting", targeting))
    reading = reading_of("acled", tuple(pair for pair in coding if pair[1]), harm)
    return reading.act, reading.civilians


@pytest.mark.parametrize(
    ("kind", "harm", "act", "attack", "civilians"),
    [
        ("3", True, "killing", "direct", "all"),
        ("3", False, "killing", "direct", "all"),
        ("1", True, "indiscriminate_attack", "indiscriminate", "coded"),
        ("2", True, "indiscriminate_attack", "indiscriminate", "coded"),
        ("1", False, "armed_clash", "", "coded"),
        ("2", False, "armed_clash", "", "coded"),
    ],
)
def test_each_type_of_ucdp_is_read(kind: str, harm: bool, act: str, attack: str, civilians: str) -> None:
    reading = reading_of("ucdp", (("type_of_violence", kind),), harm)
    assert (reading.act, reading.attack, reading.civilians) == (act, attack, civilians)


@pytest.mark.parametrize("harm", [True, False])
@pytest.mark.parametrize(("kind", "below", "targeting"), ACLED)
def test_each_coding_of_acled_has_an_act_of_the_policy(kind: str, below: str, targeting: str, harm: bool) -> None:
    act, civilians = acled(kind, below, targeting, harm=harm)
    assert act in terms("acts")
    assert civilians in {"all", "coded"}
    if kind == "Violence against civilians" and act != "other":
        assert civilians == "all"


@pytest.mark.parametrize(
    ("kind", "below", "targeting", "harm", "expected"),
    [
        ("Violence against civilians", "Sexual violence", "Civilian targeting", False, ("sexual_violence", "all")),
        ("Violence against civilians", "Abduction/forced disappearance", "", False, ("abduction", "all")),
        ("Violence against civilians", "Attack", "Civilian targeting", True, ("killing", "all")),
        ("Violence against civilians", "Attack", "Civilian targeting", False, ("attempted_killing", "all")),
        ("Explosions/Remote violence", "Remote explosive/landmine/IED", "", True, ("explosive_ordnance", "coded")),
        ("Explosions/Remote violence", "Air/drone strike", "Civilian targeting", True, ("killing", "all")),
        ("Explosions/Remote violence", "Air/drone strike", "", True, ("indiscriminate_attack", "coded")),
        ("Explosions/Remote violence", "Air/drone strike", "", False, ("armed_clash", "coded")),
        ("Battles", "Armed clash", "", True, ("indiscriminate_attack", "coded")),
        ("Battles", "Armed clash", "", False, ("armed_clash", "coded")),
        ("Riots", "Mob violence", "", True, ("killing", "coded")),
        ("Riots", "Mob violence", "", False, ("other", "coded")),
        ("Protests", "Excessive force against protesters", "", True, ("killing", "all")),
        ("Protests", "Excessive force against protesters", "", False, ("attempted_killing", "all")),
        ("Protests", "Peaceful protest", "", False, ("other", "coded")),
        ("Strategic developments", "Looting/property destruction", "", False, ("pillage", "coded")),
        ("Strategic developments", "Arrests", "", False, ("other", "coded")),
        ("A kind that came later", "Unheard of", "", True, ("other", "coded")),
    ],
)
def test_what_is_nearest_to_people_decides(
    kind: str, below: str, targeting: str, harm: bool, expected: tuple[str, str]
) -> None:
    assert acled(kind, below, targeting, harm=harm) == expected


def test_every_rule_is_the_first_to_fit_something() -> None:
    for source, some in rules().items():
        seen: list[tuple[dict[str, str], bool]] = []
        for rule in some:
            when, harm = rule["when"], bool(rule.get("harm"))
            hidden = [one for one, needs in seen if one.items() <= when.items() and (harm or not needs)]
            assert hidden == [], f"{source}: {when} is never reached"
            seen.append((when, harm))
        assert seen[-1] == ({}, False), f"{source} must end with a rule for all the rest"


def test_a_source_without_rules_is_a_fault() -> None:
    with pytest.raises(KeyError):
        reading_of("nobody", (), True)


@pytest.mark.parametrize(
    ("deaths", "coded", "unknown", "expected"),
    [
        # Everything that the source splits is known: nothing is in doubt.
        ((4, 6, 9), 2, 0, Civilians(2, 2, 2, 5)),
        ((4, 6, 9), 0, 0, Civilians(0, 0, 0, 3)),
        # In doubt a person is a civilian: the best figure counts them, the low one does not.
        ((4, 6, 9), 2, 3, Civilians(2, 2, 5, 8)),
        ((4, 6, 9), 0, 6, Civilians(0, 0, 6, 9)),
        ((6, 6, 6), 2, 3, Civilians(2, 2, 5, 5)),
        # Nothing is split at all: everybody is in doubt.
        ((4, 6, 9), None, None, Civilians(0, 0, 6, 9)),
        ((0, 0, 0), None, None, Civilians(0, 0, 0, 0)),
        ((0, 0, 7), None, None, Civilians(0, 0, 0, 7)),
        # Half of the split is missing: what is there counts.
        ((4, 6, 9), 2, None, Civilians(2, 2, 2, 5)),
        ((4, 6, 9), None, 1, Civilians(0, 0, 1, 4)),
        # The sides do not add up: what the source says of civilians still stands.
        ((1, 2, 3), 5, 0, Civilians(5, 5, 5, 5)),
    ],
)
def test_in_fighting_low_is_certain_and_best_counts_those_in_doubt(
    deaths: tuple[int, int, int], coded: int | None, unknown: int | None, expected: Civilians
) -> None:
    low, best, high = deaths
    found = civilian_deaths(everybody=False, low=low, best=best, high=high, coded=coded, unknown=unknown)
    assert found == expected


@pytest.mark.parametrize(("coded", "unknown"), [(0, 0), (3, 9), (None, None)])
def test_in_violence_against_civilians_the_whole_range_stands(coded: int | None, unknown: int | None) -> None:
    found = civilian_deaths(everybody=True, low=4, best=6, high=9, coded=coded, unknown=unknown)
    assert found == Civilians(6, 4, 6, 9)


@given(
    st.booleans(),
    st.lists(st.integers(0, 500), min_size=3, max_size=3).map(sorted),
    st.none() | st.integers(0, 500),
    st.none() | st.integers(0, 500),
)
def test_low_best_and_high_follow_each_other(
    everybody: bool, deaths: list[int], coded: int | None, unknown: int | None
) -> None:
    low, best, high = deaths
    found = civilian_deaths(everybody=everybody, low=low, best=best, high=high, coded=coded, unknown=unknown)
    assert 0 <= found.low <= found.best <= found.high
    assert found.coded <= found.best


@pytest.mark.parametrize(
    ("against", "fighters", "counted", "expected"),
    [
        (True, 0, 0, Civilians(6, 4, 6, 9)),
        (True, 2, 0, Civilians(4, 2, 4, 7)),
        (True, 6, 0, Civilians(0, 0, 0, 3)),
        (False, 0, 0, Civilians(0, 0, 6, 9)),
        (False, 2, 3, Civilians(3, 3, 4, 7)),
        (False, 2, 9, Civilians(4, 4, 4, 7)),
        (False, 6, 0, Civilians(0, 0, 0, 3)),
    ],
)
def test_of_what_the_mission_reports_only_certain_fighters_are_none(
    against: bool, fighters: int, counted: int, expected: Civilians
) -> None:
    found = reported_civilians(against_civilians=against, low=4, best=6, high=9, fighters=fighters, counted=counted)
    assert found == expected
