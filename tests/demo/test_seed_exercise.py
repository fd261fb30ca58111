"""The exercise as it stands once it is seeded: everything recorded, by the right posts, in the order of time.

A thinner exercise than that of `tutela demo` (a third of the incidents, all of the story) keeps this short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.conftest import SEED, UNTIL
from tutela.access.models import Person
from tutela.access.permissions import Permission
from tutela.access.queries import actor_by_slug, demo_holdings, posts_of
from tutela.access.rules import Actor, system_actor
from tutela.account.duties.queries import record_entries, standings_for, withdrawn_entries
from tutela.account.products.queries import assessment_due, content_of, products
from tutela.act.decisions.queries import decision_entries, decisions_in
from tutela.assess.threats.models import Threat
from tutela.assess.threats.queries import proposals, rankings, threat_board
from tutela.demo import process
from tutela.demo.acts import Compartment, Language
from tutela.demo.country import Role
from tutela.demo.incidents import Incident
from tutela.demo.scenario import seed_exercise
from tutela.demo.scenario.accounting import ENDING, full_quarters
from tutela.demo.scenario.governing import rulings
from tutela.demo.scenario.reporting import corrected, incident_facts
from tutela.demo.scenario.steps import EXERCISE
from tutela.demo.scenario.story import Story, tell_story
from tutela.kernel.clock import SetClock, instant
from tutela.know.incidents import models as known
from tutela.know.incidents.queries import incidents as seen_incidents
from tutela.know.incidents.queries import totals_that_drifted
from tutela.ledger.queries import entries, ledger_head, verify
from tutela.ledger.subscriptions import deliver
from tutela.mission import queries as mission_queries
from tutela.mission.models import Area
from tutela.policy.duties import State

pytestmark = pytest.mark.django_db
SHARE = 0.3
EVERYTHING = system_actor("test", EXERCISE, frozenset(Permission))


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Return the story of an exercise that has been seeded; the store is empty again after the module."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(process, "BUSYNESS", process.BUSYNESS * SHARE)
        seed_exercise(until=UNTIL)
        yield tell_story(UNTIL, seed=SEED)
        transaction.set_rollback(True)


def post(slug: str) -> Actor:
    found = actor_by_slug(EXERCISE, slug, on=UNTIL.date())
    assert found is not None
    return found


def events() -> Counter[str]:
    return Counter(entries(EVERYTHING).values_list("event", flat=True))


def at_last(incident: Incident) -> Incident:
    return corrected(incident, incident.corrections[-1]) if incident.corrections else incident


def test_it_is_an_exercise_with_its_ground_and_its_people(story: Story) -> None:
    mission = mission_queries.mission_named(EXERCISE)
    assert mission is not None
    assert mission.is_exercise
    assert mission_queries.areas(EVERYTHING).count() == len(story.country.sectors) + len(story.country.districts)
    assert mission_queries.bases(EVERYTHING).count() == len(story.profile.bases) == 12
    assert mission_queries.units(EVERYTHING).count() == len(story.profile.units)
    assert mission_queries.partners(EVERYTHING).count() == len(story.profile.partners)
    assert [one.renewal_on for one in mission_queries.mandates(EVERYTHING)][::-1] == [
        mandate.renewal_on for mandate in story.profile.mandates
    ]


def test_every_post_is_held_by_somebody_who_signs_in_by_one_click_only(story: Story) -> None:
    held = {(one.post.slug, one.person.username, one.person.language) for one in demo_holdings(on=UNTIL.date())}
    assert held == {(one.slug, one.username, one.language) for one in story.profile.posts}
    assert not any(person.has_usable_password() for person in Person.objects.all())
    assert posts_of(post("poc-adviser")).count() == len(story.profile.posts)


def test_every_incident_is_recorded_as_it_is_known_at_last(story: Story) -> None:
    wanted = {one.reference: incident_facts(at_last(one)) for one in story.incidents}
    rows = {row.source_key: row for row in seen_incidents(EVERYTHING)}
    assert rows.keys() == wanted.keys()
    for key, facts in wanted.items():
        row = rows[key]
        assert (row.act, row.civilians_best, row.deaths_high) == (facts.act, facts.civilians_best, facts.deaths_high)
        assert (row.sensitivity, row.compartment) == (facts.sensitivity, facts.compartment)
        assert row.known_at == facts.known_at
    counted = events()
    assert counted["know.incidents.incident_recorded"] == len(story.incidents)
    assert counted["know.incidents.incident_corrected"] == sum(len(one.corrections) for one in story.incidents)


def test_each_incident_lies_in_the_area_that_the_simulation_put_it_in(story: Story) -> None:
    areas = dict(seen_incidents(EVERYTHING).values_list("source_key", "area__code"))
    wanted = {one.reference: one.area_pcode if one.place_precision <= 4 else None for one in story.incidents}
    assert areas == wanted


def test_both_names_of_an_actor_stand_for_one(story: Story) -> None:
    assert any(one.language is Language.FRENCH and one.actor for one in story.incidents)
    assert known.Actor.objects.count() == 6


def test_bases_opened_and_closed_later_stand_in_their_own_days(story: Story) -> None:
    periods = {
        (period.base.code, period.valid_from, period.valid_to)
        for held in mission_queries.base_periods(EVERYTHING).values()
        for period in held
    }
    assert periods == {
        (base.code, one.valid_from, one.valid_to) for base in story.profile.bases for one in base.periods
    }
    assert events()["mission.bases_imported"] == 4


def test_every_decision_about_threats_was_carried_out(story: Story) -> None:
    board = {one.title: one for one in threat_board(EVERYTHING, now=UNTIL).threats}
    assert board.keys() == {one.title for one in story.decisions.threats}
    for threat in story.decisions.threats:
        held = board[threat.title]
        assert (held.nature, held.owner, held.assessments) == (threat.nature, threat.owner, len(threat.assessments))
        assert held.area_code == threat.area
    assert events()["assess.threats.phase_set"] == len(story.decisions.phases)
    assert events()["mission.parameter_set"] == 2


def test_what_haste_left_owed_was_supplied_after_the_massacre_and_is_owed_again(story: Story) -> None:
    adviser = post("poc-adviser")
    made = {one.gate: one for one in decisions_in(adviser, list(decision_entries(adviser)))}
    assert made.keys() == {one.gate for one in rulings(UNTIL)}
    shelter = made["shelter_inside_premises"]
    assert (shelter.is_imminent, shelter.outcome, len(shelter.owed), shelter.open) == (True, "owed", 4, ())
    assert not any(one.was_late for one in shelter.owed)
    assert made["allocate_resources"].outcome == "yes"
    late = made["conduct_operation"].open
    assert [(one.ask, one.due_at is not None and one.due_at < UNTIL) for one in late] == [
        ("host_and_humanitarians", True)
    ]
    assert [one.ask for one in made["move_civilians"].open] == ["risks_treated"]
    assert all(one.about.startswith("T-") for one in made.values())


def test_the_newest_ranking_puts_some_first_and_gives_every_other_a_reason(story: Story) -> None:
    newest = rankings(EVERYTHING).first()
    assert newest is not None
    board = threat_board(EVERYTHING, now=UNTIL)
    places = [one.place_recorded for one in board.threats if one.place_recorded]
    assert len(places) == len(story.decisions.threats)
    assert 1 <= sum(bool(place.is_prioritised) for place in places) <= 4
    assert all(place.reason for place in places)


def test_proposals_wait_for_somebody_to_decide(story: Story) -> None:
    waiting = proposals(EVERYTHING)
    assert waiting
    assert {one.figures_on for one in waiting} <= {UNTIL.date() - timedelta(days=days) for days in range(400)}


def test_each_full_quarter_is_issued_but_the_newest_which_is_due(story: Story) -> None:
    *past, newest = full_quarters(UNTIL)
    adviser = post("poc-adviser")
    held = {row.quarter: row for row in products(adviser)}
    assert held.keys() == {str(quarter) for quarter in (*past, newest)}
    assert {row.status for row in held.values() if row.quarter != str(newest)} == {"issued"}
    due = assessment_due(adviser, today=UNTIL.date(), due_days=21)
    assert (due.quarter, due.due_on, due.issued) == (newest, date(2026, 10, 21), None)
    draft = content_of(adviser, held[str(newest)])
    assert draft is not None
    assert draft.is_draft
    assert draft.is_exercise
    assert draft.key_points
    assert draft.threats
    assert draft.data_until == UNTIL + ENDING
    assert [row.status for row in products(post("unhq-desk"))] == ["issued"] * len(past)


@pytest.mark.parametrize("office", ["west", "south", "east"])
def test_a_head_of_field_office_sees_the_own_sector_only(story: Story, office: str) -> None:
    head = post(f"field-office-{office}")
    sector = head.area_path.strip("/")
    own = {
        one.reference
        for one in story.incidents
        if one.area_pcode.startswith(sector) and one.sensitivity <= 1 and not one.compartment
    }
    assert set(seen_incidents(head).values_list("source_key", flat=True)) == own
    assert {one.area_path.split("/")[0] for one in threat_board(head, now=UNTIL).threats} <= {sector}
    assert {one.area_path.split("/")[0] for one in proposals(head)} <= {sector}
    paths = set(entries(head).values_list("area_path", flat=True))
    assert {path.split("/")[0] for path in paths} <= {sector, ""}
    assert Area.objects.filter(code=sector).exists()


@pytest.mark.parametrize("compartment", [one for one in Compartment if one])
def test_a_compartment_is_open_to_its_specialists_alone(story: Story, compartment: Compartment) -> None:
    inside = {one.reference for one in story.incidents if one.compartment is compartment}
    assert inside
    for holder in (post(one.slug) for one in story.profile.posts):
        rows = seen_incidents(holder).filter(compartment=compartment.value)
        enters = compartment.value in holder.compartments and holder.may(Permission.INCIDENT_READ)
        assert set(rows.values_list("source_key", flat=True)) == (inside if enters else set())
        told = entries(holder).filter(compartment=compartment.value)
        assert told.exists() == (enters and holder.may(Permission.LEDGER_READ))


def test_the_ledger_is_in_the_order_of_time_and_unbroken(story: Story) -> None:
    moments = list(entries(EVERYTHING).order_by("sequence").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] == instant(UNTIL + ENDING)
    assert verify(EXERCISE).is_intact
    assert totals_that_drifted(EXERCISE) == []


def test_whoever_recorded_a_report_is_named_by_post_and_never_by_name(story: Story) -> None:
    people = {one.person for one in story.profile.posts}
    told = " ".join(f"{one.label} {one.payload} {one.reason}" for one in entries(EVERYTHING))
    assert not [name for name in people if name in told]


def test_the_subscriptions_have_read_everything(story: Story) -> None:
    marked = set(Threat.objects.values_list("number", "new_incidents"))
    assert any(count for _number, count in marked)
    assert deliver(SetClock(UNTIL)) == 0


def test_seeding_again_changes_nothing(story: Story) -> None:
    before = ledger_head(EXERCISE)
    told: list[float] = []
    seed_exercise(told.append)
    seed_exercise(until=UNTIL + timedelta(days=40), seed=SEED + 1)
    assert ledger_head(EXERCISE) == before
    assert told == [1.0]


def test_the_disputed_district_is_marked(story: Story) -> None:
    disputed = story.country.district_of(Role.DISPUTED)
    assert list(Area.objects.filter(disputed=True).values_list("code", flat=True)) == [disputed.pcode]


def test_the_board_of_duties_shows_all_six_states(story: Story) -> None:
    adviser = actor_by_slug(EXERCISE, "poc-adviser", on=story.end.date())
    assert adviser is not None
    assert {one.state for one in standings_for(adviser, story.end + ENDING)} == set(State)


def test_records_of_duties_are_answered_excused_and_withdrawn(story: Story) -> None:
    adviser = actor_by_slug(EXERCISE, "poc-adviser", on=story.end.date())
    assert adviser is not None
    found = Counter(row.event.rpartition(".")[2] for row in record_entries(adviser))
    assert found["deed_recorded"] > 300
    assert found["occurrence_recorded"] > 20
    assert found["duty_excused"] == 1
    assert len(withdrawn_entries(adviser)) == 1
