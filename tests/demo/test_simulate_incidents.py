"""Eighteen months of simulated incidents: how many, where, when known, how imprecise, and what story they tell."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.demo.conftest import UNTIL
from tutela.demo.actors import ARMED_ACTORS, BRIGADE, LANTERN
from tutela.demo.acts import Act, Compartment, Group, HarmKind, Language, Sensitivity, Standing
from tutela.demo.campaigns import DRY_MONTHS, MASSACRE_DAYS_BEFORE_END
from tutela.demo.country import Country, Role, build_country
from tutela.demo.escalations import MASSACRE, massacre_place
from tutela.demo.incidents import Incident, harm_known, simulate_incidents
from tutela.demo.process import window_start
from tutela.demo.randomness import stream

Incidents = tuple[Incident, ...]


def killed(incident: Incident, at: datetime = UNTIL) -> int:
    return sum(
        part.best
        for part in harm_known(incident, at)
        if part.kind is HarmKind.KILLED and part.standing is not Standing.COMBATANT
    )


def assert_sound(country: Country, found: Incidents, until: datetime) -> None:
    """What holds for every incident of every seed and day."""
    areas = {area.pcode: area.shape for area in (*country.districts, *country.sectors)} | {country.code: country.shape}
    start = window_start(until)
    for one in found:
        assert start <= one.happened_at <= one.known_at < one.recorded_at <= until
        assert one.occurred_from <= one.happened_at.date() <= one.occurred_to <= one.known_at.date()
        assert areas[one.area_pcode].covers(shapely.Point(one.longitude, one.latitude))
        assert len(one.area_pcode) == (6 if one.place_precision <= 3 else 4 if one.place_precision == 4 else 2)
        assert one.exercise
        assert one.act is one.acts[0]
        for part in [part for harm in (one.harm, *(c.harm for c in one.corrections)) for part in harm]:
            assert 0 <= part.low <= part.best <= part.high
            assert 0 <= part.known <= part.best
        times = [one.recorded_at, *(c.recorded_at for c in one.corrections)]
        assert times == sorted(set(times))
        assert times[-1] <= until
    assert [one.known_at for one in found] == sorted(one.known_at for one in found)
    assert len({one.reference for one in found}) == len(found)


def test_every_incident_is_sound(country: Country, incidents: Incidents) -> None:
    assert_sound(country, incidents, UNTIL)


@settings(max_examples=5, deadline=None)
@given(
    seed=st.integers(min_value=0, max_value=10**9),
    until=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_seed_and_day_give_sound_incidents(seed: int, until: datetime) -> None:
    country = build_country(seed)
    found = simulate_incidents(country, until=until, seed=seed)
    assert_sound(country, found, until)
    assert 550 <= len(found) <= 850
    assert sum(one.script == MASSACRE for one in found) == 1


def test_there_are_six_to_eight_hundred(incidents: Incidents) -> None:
    assert 600 <= len(incidents) <= 800
    assert {one.actor for one in incidents} >= {actor.code for actor in ARMED_ACTORS} | {None}


def test_three_in_ten_are_written_in_french(incidents: Incidents) -> None:
    share = sum(one.language is Language.FRENCH for one in incidents) / len(incidents)
    assert 0.24 <= share <= 0.36


def test_all_precisions_of_place_and_time_occur(incidents: Incidents) -> None:
    places = Counter(one.place_precision for one in incidents)
    times = Counter(one.time_precision for one in incidents)
    assert set(places) == {1, 2, 3, 4, 5, 6}
    assert set(times) == {1, 2, 3, 4, 5}
    assert 0.05 < sum(places[p] for p in (4, 5, 6)) / len(incidents) < 0.2


def test_sex_and_age_are_known_for_about_half_of_those_harmed(incidents: Incidents) -> None:
    parts = [
        part
        for one in incidents
        for part in one.harm
        if part.kind is not HarmKind.DISPLACED and part.standing is Standing.CIVILIAN
    ]
    assert 0.4 <= sum(part.known for part in parts) / sum(part.best for part in parts) <= 0.62
    assert {part.standing for one in incidents for part in one.harm} == set(Standing)


def test_many_acts_of_paragraph_16_occur(incidents: Incidents) -> None:
    wanted = {
        Act.KILLING, Act.ABDUCTION, Act.SEXUAL_VIOLENCE, Act.PILLAGE, Act.FORCED_DISPLACEMENT, Act.STARVATION,
        Act.ARBITRARY_DETENTION, Act.CHILD_RECRUITMENT, Act.EXPLOSIVE_ORDNANCE, Act.TORTURE, Act.DISAPPEARANCE,
    }  # fmt: skip
    assert wanted <= {one.act for one in incidents}
    custody = [one for one in incidents if one.act is Act.ARBITRARY_DETENTION]
    assert {one.actor for one in custody} == {BRIGADE.code}


def test_sexual_violence_is_restricted_and_points_to_nobody(incidents: Incidents) -> None:
    found = [one for one in incidents if Act.SEXUAL_VIOLENCE in one.acts]
    assert len(found) >= 10
    for one in found:
        assert one.sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL
        assert one.compartment is Compartment.SEXUAL_VIOLENCE
        assert one.place_precision >= 3
        assert one.time_precision >= 3


def test_child_recruitment_is_kept_for_child_protection(incidents: Incidents) -> None:
    found = [one for one in incidents if one.act is Act.CHILD_RECRUITMENT]
    assert found
    assert {one.compartment for one in found} == {Compartment.CHILD_PROTECTION}


def test_reports_arrive_late_and_the_dangerous_to_tell_later(incidents: Incidents) -> None:
    def median_hours(slow: bool) -> float:
        waits = sorted(
            (one.known_at - one.happened_at).total_seconds() / 3600
            for one in incidents
            if one.time_precision == 1 and (one.act is Act.ARBITRARY_DETENTION) is slow
        )
        return waits[len(waits) // 2]

    assert 6 < median_hours(slow=False) < 36
    assert median_hours(slow=True) > 2 * median_hours(slow=False)


def test_the_massacre_is_counted_three_times_upwards(country: Country, incidents: Incidents) -> None:
    (massacre,) = [one for one in incidents if one.script == MASSACRE]
    first = massacre.recorded_at
    assert [killed(massacre, first + timedelta(days=d)) for d in (0, 5, 30)] == [23, 41, 67]
    assert massacre.area_pcode == country.district_of(Role.DISPUTED).pcode
    assert massacre.place_name == massacre_place(country).name
    assert all(correction.reason for correction in massacre.corrections)


def test_the_massacre_had_forewarnings(country: Country, incidents: Incidents) -> None:
    day = UNTIL - timedelta(days=MASSACRE_DAYS_BEFORE_END)
    area = country.district_of(Role.DISPUTED).pcode
    before = [one for one in incidents if one.area_pcode == area and day - timedelta(days=25) < one.known_at < day]
    assert len(before) >= 3


def test_a_wave_of_displacement_ends_the_period(incidents: Incidents) -> None:
    def fled(first: int, last: int) -> int:
        days = (UNTIL - timedelta(days=first), UNTIL - timedelta(days=last))
        parts = (p for one in incidents if days[0] <= one.happened_at < days[1] for p in one.harm)
        return sum(part.best for part in parts if part.kind is HarmKind.DISPLACED)

    assert fled(40, 0) > 15_000
    assert fled(40, 0) > 3 * fled(440, 400)


def test_one_area_calms_after_an_agreement(country: Country, incidents: Incidents) -> None:
    area = country.district_of(Role.TRUCE).pcode
    here = [(UNTIL - one.happened_at).days for one in incidents if one.storyline == "herds-and-fields"]
    assert any(one.area_pcode == area for one in incidents)
    assert sum(days > 220 for days in here) > 30
    assert sum(days < 150 for days in here) <= 4


def test_raids_follow_the_dry_season(incidents: Incidents) -> None:
    raids = [one for one in incidents if one.actor == LANTERN.code]
    days = [(window_start(UNTIL) + timedelta(days=n)).month in DRY_MONTHS for n in range(549)]
    dry = sum(one.happened_at.month in DRY_MONTHS for one in raids) / sum(days)
    wet = sum(one.happened_at.month not in DRY_MONTHS for one in raids) / (len(days) - sum(days))
    assert dry > 1.6 * wet


def test_traders_are_robbed_on_market_days(country: Country, incidents: Incidents) -> None:
    market = {place.name: place.market_day for place in country.settlements}
    tolls = [one for one in incidents if one.storyline == "lantern-roads" and one.group is Group.TRADERS]
    hits = [
        any(one.happened_at.weekday() == market.get(name) for name in one.place_name.split(" \u2013 "))
        for one in tolls
        if one.place_precision <= 2
    ]
    assert sum(hits) / len(hits) > 0.45


def close_pairs(events: dict[str, list[tuple[float, float]]], days: dict[str, list[float]]) -> int:
    """Pairs of one storyline within about 20 km and ten days of each other."""
    return sum(
        abs(one[1] - other[1]) <= 10 and math.dist(one[0], other[0]) <= 0.18
        for key, spots in events.items()
        for one, other in itertools.combinations(zip(spots, days[key], strict=True), 2)
    )


def test_violence_spreads_nearby_within_days(incidents: Incidents) -> None:
    spots: dict[str, list[tuple[float, float]]] = {}
    days: dict[str, list[float]] = {}
    for one in incidents:
        if one.place_precision <= 2 and not one.script:
            spots.setdefault(one.storyline, []).append((one.longitude, one.latitude))
            days.setdefault(one.storyline, []).append(one.happened_at.timestamp() / 86_400)
    rng = stream(1, "shuffle")
    by_chance = [
        close_pairs(spots, {key: rng.sample(held, len(held)) for key, held in days.items()}) for _ in range(19)
    ]
    assert close_pairs(spots, days) > max(by_chance)


def test_some_tolls_are_revised_and_some_actors_found_later(incidents: Incidents) -> None:
    revised = [one for one in incidents if one.corrections]
    assert 20 <= len(revised) <= 80
    assert any(killed(one) > killed(one, one.recorded_at) for one in revised)
    assert any(killed(one) < killed(one, one.recorded_at) for one in revised)
    assert any(one.actor is None and one.corrections[-1].actor for one in revised)


def test_the_end_does_not_change_the_story_within_a_day(country: Country, incidents: Incidents) -> None:
    again = simulate_incidents(country, until=UNTIL, seed=4)
    assert again == incidents
    assert simulate_incidents(country, until=UNTIL, seed=5) != incidents


@pytest.mark.parametrize("month", [1, 2, 8, 12])
def test_the_window_is_eighteen_calendar_months(month: int) -> None:
    until = datetime(2026, month, 28, 9, 30, tzinfo=UTC)
    start = window_start(until)
    assert (until.year - start.year) * 12 + until.month - start.month == 18
    assert (start.day, start.hour, start.minute) == (28, 0, 0)
