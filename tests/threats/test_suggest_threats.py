"""What the pattern of incidents suggests as threats (para 16), and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threats.sample import SETTINGS, TODAY, Pattern
from tutela.assess.threats.rules.kinds import (
    compartments_of,
    in_order,
    kind_label,
    kind_of,
    kind_of_acts,
    kinds,
)
from tutela.assess.threats.rules.proposing import (
    Figures,
    Nature,
    Proposal,
    Reason,
    again,
    changed_materially,
    propose,
    window,
)
from tutela.policy.vocabulary import terms


def only(*patterns: Pattern) -> Proposal:
    (made,) = propose(patterns, SETTINGS, TODAY)
    return made


def codes(made: Proposal) -> list[str]:
    return [reason.code for reason in made.reasons]


def test_it_proposes_who_where_what_and_why() -> None:
    made = only(Pattern())
    assert (made.actor_name, made.area_id, made.kind, made.acts) == (
        "Reed Front",
        10,
        "killing_and_injury",
        ("killing",),
    )
    assert (made.nature, made.figures.incidents, made.key) == (Nature.ONGOING, 3, (1, 10, "killing_and_injury"))
    assert codes(made) == ["many_incidents", "recent"]


def test_it_takes_related_acts_together() -> None:
    made = only(Pattern(incidents=2), Pattern(act="torture", incidents=1, largest_civilians=0))
    assert (made.acts, made.figures.incidents, made.figures.civilians_best) == (("killing", "torture"), 3, 8)


def test_it_keeps_unlike_acts_apart() -> None:
    found = propose([Pattern(), Pattern(act="pillage")], SETTINGS, TODAY)
    assert {made.kind for made in found} == {"killing_and_injury", "displacement_and_deprivation"}


@pytest.mark.parametrize(("incidents", "largest", "is_made"), [(2, 9, False), (3, 0, True), (1, 10, True)])
def test_it_needs_enough_incidents_or_one_deadly_enough(incidents: int, largest: int, is_made: bool) -> None:
    assert bool(propose([Pattern(incidents=incidents, largest_civilians=largest)], SETTINGS, TODAY)) is is_made


def test_it_says_that_a_single_incident_was_deadly() -> None:
    assert codes(only(Pattern(incidents=1, largest_civilians=30))) == ["deadly_incident", "recent"]


@pytest.mark.parametrize(("days", "nature"), [(90, Nature.ONGOING), (91, Nature.POTENTIAL)])
def test_it_calls_violence_ongoing_up_to_the_days_of_the_mission(days: int, nature: Nature) -> None:
    made = only(Pattern(last_on=TODAY - timedelta(days=days)))
    assert made.nature is nature
    assert codes(made)[-1] == ("recent" if nature is Nature.ONGOING else "quiet")


def test_fighting_alone_is_no_threat() -> None:
    assert propose([Pattern(act="armed_clash", incidents=40)], SETTINGS, TODAY) == []


def test_fighting_makes_harm_that_was_done_a_potential_threat() -> None:
    made = only(Pattern(incidents=1), Pattern(act="armed_clash", incidents=5))
    assert (made.nature, codes(made), made.fighting.incidents) == (Nature.POTENTIAL, ["some_harm", "fighting"], 5)


def test_fighting_long_ago_makes_none() -> None:
    over = Pattern(act="armed_clash", incidents=5, last_on=TODAY - timedelta(days=200))
    assert propose([Pattern(incidents=1), over], SETTINGS, TODAY) == []


def test_fighting_supports_what_is_quiet() -> None:
    quiet = Pattern(last_on=TODAY - timedelta(days=200))
    assert codes(only(quiet, Pattern(act="armed_clash"))) == ["many_incidents", "quiet", "fighting"]


@pytest.mark.parametrize("kind", [kind for kind in terms("actor_kinds") if kind != "civilians"])
def test_every_kind_of_actor_is_proposed_alike(kind: str) -> None:
    assert only(Pattern(actor_kind=kind)).actor_kind == kind


def test_those_harmed_are_no_source() -> None:
    assert propose([Pattern(actor_kind="civilians")], SETTINGS, TODAY) == []


def test_a_pattern_without_an_area_is_never_put_into_one() -> None:
    made = only(Pattern(area_id=0, area_name="", area_path=""))
    assert (made.area_id, made.key.area_id) == (None, 0)


def test_groups_at_risk_follow_only_from_the_act_itself() -> None:
    assert only(Pattern(act="child_recruitment")).at_risk == ("girls", "boys")
    assert only(Pattern()).at_risk == ()


def test_the_gravest_come_first() -> None:
    quiet = Pattern(actor_id=2, civilians_best=90, last_on=TODAY - timedelta(days=200))
    found = propose(
        [quiet, Pattern(actor_id=3, civilians_best=5), Pattern(actor_id=4, civilians_best=50)], SETTINGS, TODAY
    )
    assert [made.actor_id for made in found] == [4, 3, 2]


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2018, 12, 31), 12, date(2018, 1, 1)),
        (date(2019, 3, 31), 1, date(2019, 3, 1)),
        (date(2031, 5, 14), 12, date(2030, 5, 15)),
    ],
)
def test_it_looks_back_to_the_day(day: date, months: int, first: date) -> None:
    assert window(day, months) == (first, day)


# Proposing again

BEFORE = Figures(incidents=5, civilians_best=20)


def changed(now: Proposal, fresh: int, nature: Nature = Nature.ONGOING) -> list[str]:
    return [reason.code for reason in changed_materially(BEFORE, nature, now, fresh, SETTINGS)]


def test_what_was_set_aside_stays_aside() -> None:
    now = replace(only(Pattern()), figures=Figures(incidents=7, civilians_best=29))
    assert changed(now, 2) == []


def test_new_incidents_that_make_a_pattern_bring_it_back() -> None:
    now = replace(only(Pattern()), figures=BEFORE)
    assert changed(now, 3) == ["again_incidents"]


def test_more_deaths_bring_it_back() -> None:
    now = replace(only(Pattern()), figures=Figures(incidents=6, civilians_best=30))
    assert changed(now, 1) == ["again_deaths"]


@pytest.mark.parametrize(("fresh", "said"), [(1, ["again_ongoing"]), (0, [])])
def test_quiet_violence_that_goes_on_again_brings_it_back(fresh: int, said: list[str]) -> None:
    now = replace(only(Pattern()), figures=BEFORE)
    assert changed(now, fresh, Nature.POTENTIAL) == said


def test_the_reasons_for_proposing_again_stand_first() -> None:
    made = again(only(Pattern()), (Reason("again_incidents"),))
    assert codes(made) == ["again_incidents", "many_incidents", "recent"]


# Kinds of violence


def test_every_act_that_harms_is_in_exactly_one_kind() -> None:
    held = [act for kind in kinds().values() for act in kind.acts]
    assert sorted(held) == sorted(code for code, term in terms("acts").items() if not term.context)


def test_no_kind_mixes_compartments() -> None:
    assert all(len({terms("acts")[act].compartment for act in kind.acts}) == 1 for kind in kinds().values())


def test_fighting_without_harm_has_no_kind() -> None:
    assert kind_of("armed_clash") is None
    assert kind_of("unheard_of") == "other"


def test_acts_are_put_in_the_order_of_the_list() -> None:
    assert in_order(["pillage", "killing", "pillage", "unheard_of"]) == ("killing", "pillage", "unheard_of")


def test_several_acts_take_the_kind_of_most_of_them() -> None:
    assert kind_of_acts(["pillage", "killing", "starvation"]) == "displacement_and_deprivation"
    assert kind_of_acts(["pillage", "killing"]) == "killing_and_injury"
    assert kind_of_acts(["armed_clash"]) == "other"


def test_acts_carry_their_compartments() -> None:
    assert compartments_of(["killing", "sexual_violence", "child_recruitment"]) == (
        "child_protection",
        "sexual_violence",
    )


def test_kinds_are_told_in_the_language_of_the_reader() -> None:
    assert (kind_label("other", "fr-ca"), kind_label("other", "sw")) == (
        "Autre ou pas encore établi",
        "Other or not yet clear",
    )
    assert kind_label("older_code", "en") == "older_code"


# Properties


@st.composite
def patterns(draw: st.DrawFn) -> list[Pattern]:
    keys = st.tuples(st.integers(1, 3), st.integers(0, 2), st.sampled_from(sorted(terms("acts"))))
    found = []
    for actor, area, act in draw(st.lists(keys, unique=True, max_size=12)):
        incidents, best = draw(st.integers(1, 6)), draw(st.integers(0, 30))
        last = TODAY - timedelta(days=draw(st.integers(0, 200)))
        found.append(
            Pattern(
                actor_id=actor, actor_name=f"Actor {actor}", area_id=area, area_name=f"Area {area}",
                area_path=f"A{area}/" if area else "", act=act, incidents=incidents, civilians_low=best // 2,
                civilians_best=best, civilians_high=best * 2, first_on=last, last_on=last,
                largest_civilians=draw(st.integers(0, best)),
            )
        )  # fmt: skip
    return found


def with_one_more(one: Pattern, days_ago: int, killed: int) -> Pattern:
    day = TODAY - timedelta(days=days_ago)
    return one._replace(
        incidents=one.incidents + 1,
        civilians_best=one.civilians_best + killed,
        civilians_high=one.civilians_high + killed,
        first_on=min(one.first_on, day),
        last_on=max(one.last_on, day),
        largest_civilians=max(one.largest_civilians, killed),
    )


@given(patterns(), st.randoms(use_true_random=False))
def test_the_order_of_patterns_changes_nothing(found: list[Pattern], chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert propose(shuffled, SETTINGS, TODAY) == propose(found, SETTINGS, TODAY)


@given(patterns(), st.data(), st.integers(0, 300), st.integers(0, 12))
def test_one_more_incident_never_takes_a_proposal_away(
    found: list[Pattern], data: st.DataObject, days_ago: int, killed: int
) -> None:
    before = propose(found, SETTINGS, TODAY)
    if found:
        place = data.draw(st.integers(0, len(found) - 1))
        found[place] = with_one_more(found[place], days_ago, killed)
    after = {made.key: made for made in propose(found, SETTINGS, TODAY)}
    assert {made.key for made in before} <= set(after)
    assert all(after[made.key].nature is Nature.ONGOING for made in before if made.nature is Nature.ONGOING)


@given(patterns())
def test_no_incident_is_counted_twice_or_invented(found: list[Pattern]) -> None:
    made = propose(found, SETTINGS, TODAY)
    assert len({one.key for one in made}) == len(made)
    assert sum(one.figures.incidents for one in made) <= sum(one.incidents for one in found)
