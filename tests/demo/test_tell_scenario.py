"""The scenario before it is acted out: its steps in time, who records what, the facts, and the adviser's words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.demo.conftest import SEED, UNTIL
from tutela.access.permissions import Permission
from tutela.demo.acts import HarmKind, Standing
from tutela.demo.country import Country
from tutela.demo.escalations import MASSACRE
from tutela.demo.incidents import Incident, harm_known
from tutela.demo.mission import MissionProfile
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.scenario.accounting import ENDING, Author, full_quarters
from tutela.demo.scenario.reporting import corrected, corrector, incident_facts, recorder
from tutela.demo.scenario.setting_up import SPAN
from tutela.demo.scenario.steps import Step, in_time
from tutela.demo.scenario.story import Story, tell_story
from tutela.demo.threats import Assessment, RaisedThreat
from tutela.kernel.periods import Quarter
from tutela.know.incidents.rules import AGES, SEXES, STATUSES
from tutela.mission.queries import post_templates
from tutela.policy.parameters import parameters

DAYS = [
    datetime(2026, 1, 1, 0, 30, tzinfo=UTC),
    datetime(2026, 3, 31, 23, 50, tzinfo=UTC),
    datetime(2026, 10, 5, 6, 0, tzinfo=UTC),
    datetime(2027, 8, 15, 18, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
]


@pytest.fixture(scope="module", params=DAYS, ids=lambda day: f"{day:%Y-%m-%d}")
def story(request: pytest.FixtureRequest) -> Story:
    return tell_story(request.param, seed=SEED)


def test_every_step_has_a_moment_of_its_own_between_the_beginning_and_the_end(story: Story) -> None:
    steps = story.steps()
    assert steps[0].at == story.end - SPAN
    assert steps[-1].at == story.end + ENDING
    assert all(one.at < other.at for one, other in pairwise(steps))
    assert steps[-2].at <= story.end + timedelta(milliseconds=1)


def test_the_mission_is_set_up_before_the_first_report(story: Story) -> None:
    first = min(one.recorded_at for one in story.incidents)
    posts = {post.slug for post in story.profile.posts}
    assert [step for step in story.steps() if step.at > first and step.by not in posts] == []


def test_each_question_about_mass_atrocities_is_answered_where_it_is_asked(story: Story) -> None:
    asked = int(parameters()["mass_atrocity_deaths"].default)
    open_questions = [
        (threat.key, assessment.at)
        for threat in story.decisions.threats
        for assessment in threat.assessments
        if "mass_atrocity" not in dict(assessment.scores) and killed_lately(story, threat, assessment) >= asked
    ]
    assert open_questions == []


def killed_lately(story: Story, threat: RaisedThreat, assessment: Assessment) -> int:
    """Return the civilians whom the threat's actor killed in its district in the ninety days before, as then known."""
    day = assessment.at.date()
    return sum(
        part.best
        for one in story.incidents
        if (one.actor, one.area_pcode) == (threat.actor, threat.area)
        and one.recorded_at <= assessment.at
        and day - timedelta(days=90) < one.occurred_from <= day
        for part in harm_known(one, assessment.at)
        if part.kind is HarmKind.KILLED and part.standing is not Standing.COMBATANT
    )


def test_each_full_quarter_has_the_advisers_words_in_one_language(story: Story) -> None:
    author = Author(story.country, story.profile.mandates, story.end)
    quarters = full_quarters(story.end)
    assert 5 <= len(quarters) <= 6
    assert quarters[-1] == Quarter.of(story.end.date()).plus(-1)
    for quarter in quarters:
        words = author.wording(quarter, "Adviser")
        parts = (words.key_points, words.context, words.implications, words.blind_spots)
        assert all(parts)
        assert {text.language for part in (*parts, words.events) for text in part} == {
            "en" if quarter.number % 2 else "fr"
        }
        assert all(quarter.first_day <= event.on <= quarter.last_day for event in words.events)


def test_the_massacre_is_told_in_the_quarter_in_which_it_happened(country: Country, mission: MissionProfile) -> None:
    author = Author(country, mission.mandates, UNTIL)
    told = [event for event in author.wording(Quarter(2026, 3), "").events if "sixty" in event.text]
    assert [event.on for event in told] == [date(2026, 9, 9)]
    assert not [event for event in author.wording(Quarter(2026, 2), "").events if "soixante" in event.text]


def test_steps_of_one_moment_keep_their_order_and_follow_each_other() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    later = at + timedelta(microseconds=1)
    steps = [Step(later, "c", print), Step(at, "a", print), Step(at, "b", print)]
    placed = [(step.by, (step.at - at) // timedelta(microseconds=1)) for step in in_time(steps)]
    assert placed == [("a", 0), ("b", 1), ("c", 2)]


def test_who_records_and_who_corrects_may_do_so(
    country: Country, mission: MissionProfile, incidents: tuple[Incident, ...]
) -> None:
    offices = {country.sectors[index].pcode: name for name, index in OFFICE_SECTORS.items()}
    posts = {post.slug: post for post in mission.posts}
    tasks = [(one, recorder(one, offices), Permission.INCIDENT_RECORD) for one in incidents]
    tasks += [(one, corrector(one, offices), Permission.INCIDENT_CORRECT) for one in incidents if one.corrections]
    for incident, slug, permission in tasks:
        template = post_templates()[posts[slug].role]
        assert permission in template.permissions
        assert template.clearance >= incident.sensitivity
        assert not incident.compartment or incident.compartment in template.compartments
        assert incident.area_pcode.startswith(posts[slug].area)


def test_recorded_harm_adds_up_to_the_simulated(incidents: tuple[Incident, ...]) -> None:
    for one in (told for incident in incidents for told in told_over_time(incident)):
        facts = incident_facts(one)
        assert sum(row.best for row in facts.harm) == sum(part.best for part in one.harm)
        assert sum(row.high for row in facts.harm) == sum(part.high for part in one.harm)
        assert all(0 <= row.low <= row.best <= row.high for row in facts.harm)
        assert {row.status for row in facts.harm} <= set(STATUSES)
        assert {row.sex for row in facts.harm} <= set(SEXES)
        assert {row.age for row in facts.harm} <= set(AGES)
        assert facts.civilians_low <= facts.civilians_best <= facts.civilians_high <= facts.deaths_high
        assert facts.civilians_coded <= facts.civilians_best <= facts.deaths_best


def told_over_time(incident: Incident) -> list[Incident]:
    return [incident, *(corrected(incident, one) for one in incident.corrections)]


def test_the_dead_of_unknown_standing_count_as_civilians_and_fighters_do_not(
    incidents: tuple[Incident, ...],
) -> None:
    for one in incidents:
        facts = incident_facts(one)
        dead = {part.standing: part.best for part in one.harm if part.kind is HarmKind.KILLED}
        assert facts.civilians_coded == dead.get(Standing.CIVILIAN, 0)
        assert facts.civilians_best == facts.civilians_coded + dead.get(Standing.UNKNOWN, 0)
        assert facts.deaths_best == sum(dead.values())


def test_the_massacre_is_recorded_three_times_with_its_range(incidents: tuple[Incident, ...]) -> None:
    (massacre,) = [one for one in incidents if one.script == MASSACRE]
    told = [incident_facts(one) for one in told_over_time(massacre)]
    assert [(one.civilians_low, one.civilians_best, one.civilians_high) for one in told] == [
        (19, 23, 60),
        (37, 41, 70),
        (64, 67, 76),
    ]
    assert [one.civilians_coded for one in told] == [23, 41, 64]
