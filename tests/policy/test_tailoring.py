"""Tailoring cannot weaken a demand silently: no profile, number or excuse makes an obligation vanish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.refusals import Invalid
from tutela.policy.catalogue import demands
from tutela.policy.duties import State, duties, fold, standings
from tutela.policy.duties.books import UNITS
from tutela.policy.duties.rules import EXCUSED, PARAMETER_SET, PROFILE_SET, Kind
from tutela.policy.facts import Fact
from tutela.policy.parameters import Parameter, parameters
from tutela.policy.profile import ALWAYS_THERE, bound_duties, check_profile, named_cover, owed_duties, parts
from tutela.policy.roles import roles, stand_ins

BEGAN = datetime(2030, 1, 10, 8, tzinfo=UTC)
NOW = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
YEAR, QUARTER = 366, 92
SPANS = {name for duty in duties().values() for name in duty.spans}


def fact(number: int, event: str, **payload: object) -> Fact:
    at = BEGAN + timedelta(hours=number)
    return Fact(number, event, "record", at, at, payload)


def absence(number: int, part: str, cover: str = "") -> Fact:
    return fact(number, PROFILE_SET, part=part, is_absent=True, covered_by=cover)


def states(*facts: Fact) -> dict[str, State]:
    book = fold([fact(1, "mission.mission_created"), *facts], as_of=NOW)
    return {one.duty.name: one.state for one in standings(book, NOW)}


@st.composite
def tailoring(draw: st.DrawFn) -> list[Fact]:
    """Return any row of absences, covers, numbers and excuses, sensible or not."""
    names = st.sampled_from(sorted(duties()))
    made: list[Fact] = []
    for number in range(2, 2 + draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["profile", "number", "excuse"]))
        if kind == "profile":
            cover = draw(st.sampled_from(["", *roles()]))
            made.append(absence(number, draw(st.sampled_from(sorted(parts()))), cover))
        elif kind == "number":
            name = draw(st.sampled_from(sorted(SPANS)))
            made.append(fact(number, PARAMETER_SET, name=name, value=parameters()[name].maximum))
        else:
            made.append(fact(number, EXCUSED, duty=draw(names), occasion=draw(st.sampled_from(["2030Q4", "1"]))))
    return made


@given(tailoring())
def test_whatever_is_tailored_every_duty_still_stands_with_a_reason_and_somebody_who_owes_it(made: list[Fact]) -> None:
    book = fold([fact(1, "mission.mission_created"), *made], as_of=NOW)
    found = standings(book, NOW)
    assert sorted(one.duty.name for one in found) == sorted(duties())
    assert all(one.reasons and str(one.reasons[0]) and one.posts for one in found)


@given(tailoring())
def test_a_duty_that_no_longer_applies_points_at_the_entry_that_did_it(made: list[Fact]) -> None:
    plain = states()
    book = fold([fact(1, "mission.mission_created"), *made], as_of=NOW)
    for one in standings(book, NOW):
        if one.state is State.NOT_APPLICABLE and plain[one.duty.name] is not State.NOT_APPLICABLE:
            (by,) = one.decided_by
            assert made[by - 2].event == PROFILE_SET
            assert made[by - 2].payload["part"] == one.duty.part


@pytest.mark.parametrize("part", sorted(parts()))
def test_a_covered_absence_changes_no_state_at_all(part: str) -> None:
    cover = next(code for code, role in roles().items() if role.part != part)
    assert states(absence(2, part, cover)) == states()


@pytest.mark.parametrize("part", sorted(parts()))
def test_an_absence_without_cover_silences_only_what_rests_on_that_part(part: str) -> None:
    plain, told = states(), states(absence(2, part))
    changed = {name for name, state in told.items() if state is not plain[name]}
    silenced = {duty.name for duty in bound_duties(part)}
    # Beyond them something may only be asked for: that somebody covers.
    assert {told[name] for name in changed - silenced} <= {State.DUE, State.OVERDUE}
    assert {told[name] for name in silenced} <= {State.NOT_APPLICABLE}


@pytest.mark.parametrize("part", sorted(parts()))
def test_duties_of_several_parts_are_owed_without_one_of_them(part: str) -> None:
    book = fold([fact(1, "mission.mission_created"), absence(2, part)], as_of=NOW)
    owed = {one.duty.name: one.posts for one in standings(book, NOW)}
    assert all(owed[duty.name] for duty in owed_duties(part))


def test_a_covered_duty_is_owed_by_whoever_stands_in_in_the_end() -> None:
    made = [absence(2, "force", "police_commissioner"), absence(3, "police", "poc_adviser")]
    book = fold([fact(1, "mission.mission_created"), *made], as_of=NOW)
    owed = {one.duty.name: one.posts[0] for one in standings(book, NOW)}
    assert {owed[duty.name] for duty in (*bound_duties("force"), *bound_duties("police"))} == {"poc_adviser"}


@pytest.mark.parametrize("part", sorted(parts()))
def test_where_the_policy_names_who_covers_no_other_will_do(part: str) -> None:
    role = named_cover(part)
    refused = []
    for cover in ("", *roles()):
        try:
            check_profile(part, is_absent=True, covered_by=cover, absent={})
        except Invalid:
            refused.append(cover)
    if role is not None:
        assert set(refused) == {"", *roles()} - {role.cover}
    elif part in ALWAYS_THERE:
        assert set(refused) == {"", *roles()}
    else:
        assert set(refused) == set(parts()[part])  # nobody covers for oneself


@pytest.mark.parametrize("ring", [("force", "police"), ("civil_affairs", "political_affairs")])
def test_a_ring_of_covers_is_refused(ring: tuple[str, str]) -> None:
    one, other = ring
    with pytest.raises(Invalid, match="in a circle"):
        check_profile(one, is_absent=True, covered_by=parts()[other][0], absent={other: parts()[one][0]})


def test_an_older_ledger_with_a_ring_is_still_read() -> None:
    told = {"force": "police_commissioner", "police": "force_commander"}
    assert stand_ins(told) == told
    assert set(states(absence(2, "force", "police_commissioner"), absence(3, "police", "force_commander"))) == set(
        duties()
    )


@pytest.mark.parametrize("name", sorted(SPANS))
def test_every_span_has_bounds_that_hold(name: str) -> None:
    known = parameters()[name]
    assert known.minimum is not None
    assert known.maximum is not None
    for value in (known.minimum - 1, known.maximum + 1, float("inf"), float("nan"), -1):
        with pytest.raises(Invalid):
            known.checked(value)


def days(known: Parameter, value: float) -> float:
    return value * UNITS[known.unit] / timedelta(days=1)


@pytest.mark.parametrize("duty", sorted(one.name for one in duties().values() if one.kind is Kind.CALENDAR))
def test_where_the_policy_says_each_quarter_the_quarter_is_no_number_of_the_mission(duty: str) -> None:
    rule = duties()[duty]
    assert rule.every == ""
    late = parameters()[rule.within]
    assert late.maximum is not None
    assert days(late, late.maximum) < QUARTER  # what is owed for a quarter is overdue before the next one is owed
    book = fold([fact(1, "mission.mission_created")], as_of=NOW)
    book.values = {rule.within: late.maximum, rule.warn: parameters()[rule.warn].minimum or 0}
    assert {one.duty.name: one.state for one in standings(book, NOW)}[duty] is State.OVERDUE


def yearly() -> list[str]:
    """Return the duties that come round, and that rest on a demand for which the policy itself says a year."""
    marks = ("each year", "every year", "a year", "yearly", "annual")
    return sorted(
        one.name
        for one in duties().values()
        if one.kind is Kind.ROLLING
        and any(
            demands()[cite].kind == "deadline_or_frequency"
            and any(mark in demands()[cite].rhythm("en").lower() for mark in marks)
            for cite in one.cites
        )
    )


def test_there_are_duties_of_the_year_to_look_at() -> None:
    assert len(yearly()) >= 2


@pytest.mark.parametrize("duty", yearly())
def test_where_the_policy_says_a_year_the_number_can_only_be_stricter(duty: str) -> None:
    known = parameters()[duties()[duty].every]
    assert known.maximum is not None
    assert days(known, known.maximum) <= YEAR


def test_an_excuse_ends_one_round_and_leaves_a_trace() -> None:
    rule = "threat_ranking_reviewed"
    due = (BEGAN + timedelta(hours=1, days=30)).date().isoformat()
    book = fold([fact(1, "mission.mission_created"), fact(2, EXCUSED, duty=rule, occasion=due)], as_of=NOW)
    one = next(one for one in standings(book, NOW) if one.duty.name == rule)
    assert (one.state, one.decided_by) == (State.OVERDUE, (2,))
