"""What the people of the exercise decide, and the mission that they work in."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import shapely

from tests.demo.conftest import UNTIL
from tutela.assess.threats.rules.kinds import kind_of, kinds
from tutela.assess.threats.rules.scoring import COMPULSORY, PARTS, Confidence
from tutela.demo.actors import ACTORS
from tutela.demo.acts import Act, Compartment, HarmKind
from tutela.demo.country import Country, Role
from tutela.demo.incidents import Incident
from tutela.demo.mission import MissionProfile
from tutela.demo.threats import Decisions
from tutela.mission.queries import post_templates
from tutela.policy.vocabulary import terms


def test_its_words_are_words_of_the_policys_lists() -> None:
    assert {act.value for act in Act} <= set(terms("acts"))
    assert {kind.value for kind in HarmKind} == set(terms("harm_kinds"))
    assert {actor.kind.value for actor in ACTORS} <= set(terms("actor_kinds"))
    compartments = {term.compartment for term in terms("acts").values() if term.compartment}
    assert compartments <= {one.value for one in Compartment}


def test_about_eight_threats_are_raised_and_scored_with_reasons(decisions: Decisions) -> None:
    assert 8 <= len(decisions.threats) <= 12
    for threat in decisions.threats:
        assert set(threat.acts) <= set(kinds()[threat.kind].acts) | {"killing"}
        assert set(threat.at_risk) <= set(terms("groups_at_risk"))
        assert threat.grounds or threat.nature == "ongoing"
        for assessment in threat.assessments:
            scores = dict(assessment.scores)
            assert set(COMPULSORY) <= set(scores) <= set(PARTS)
            assert all(1 <= score.value <= 5 and score.reason.endswith(".") for score in scores.values())
            assert assessment.confidence in set(Confidence)
            assert assessment.gender
            assert assessment.children


def test_no_reason_has_an_unfilled_place(decisions: Decisions) -> None:
    assert not re.search(r"[{}]|None", repr(decisions))


def test_what_is_decided_follows_from_what_was_known(decisions: Decisions, incidents: tuple[Incident, ...]) -> None:
    decided = [(t.actor, t.area, t.kind, t.raised_at) for t in decisions.threats]
    decided += [(s.actor, s.area, s.kind, s.at) for s in decisions.settled]
    for actor, area, kind, at in decided:
        support = [
            one
            for one in incidents
            if (one.actor, one.area_pcode, kind_of(one.act.value)) == (actor, area, kind)
            and at - timedelta(days=365) <= one.happened_at
            and one.recorded_at <= at
        ]
        assert len(support) >= 3, (actor, area, kind)


def test_merges_name_a_threat_that_was_raised_before(decisions: Decisions) -> None:
    raised = {threat.key: threat.raised_at for threat in decisions.threats}
    merges = [one for one in decisions.settled if one.into]
    assert len(merges) >= 3
    assert all(raised[one.into] < one.at for one in merges)
    assert sum(not one.into for one in decisions.settled) >= 2
    assert all(len(one.reason) > 30 for one in decisions.settled)


def test_the_scores_of_the_marsh_rise_with_the_massacre_and_the_truce_lowers_its_own(decisions: Decisions) -> None:
    by_key = {threat.key: threat.assessments for threat in decisions.threats}

    def total(key: str, index: int) -> int:
        return sum(score.value for part, score in by_key[key][index].scores if part in COMPULSORY)

    assert total("marsh_villages", 1) > total("marsh_villages", 0) + 5
    assert total("herds_and_fields", 1) < total("herds_and_fields", 0) - 5


def test_phases_are_set_per_area_and_change(country: Country, decisions: Decisions) -> None:
    assert {phase for one in decisions.phases for phase in one.phases} == set(terms("phases"))
    changes = Counter(one.area for one in decisions.phases)
    assert changes[country.district_of(Role.TRUCE).pcode] >= 2
    assert any(len(one.phases) == 2 for one in decisions.phases)


def test_twelve_bases_stand_inside_the_country(country: Country, mission: MissionProfile) -> None:
    areas = {area.pcode: area.shape for area in country.districts}
    assert len(mission.bases) == 12
    for base in mission.bases:
        assert areas[base.district].contains(shapely.Point(base.longitude, base.latitude))
    assert len({base.place for base in mission.bases}) == 12


def test_one_base_opened_after_the_massacre_and_one_closed(mission: MissionProfile) -> None:
    today = UNTIL.date()
    opened = [b for b in mission.bases if b.periods[0].valid_from > today - timedelta(days=80)]
    closed = [b for b in mission.bases if b.periods[-1].valid_to is not None]
    assert [len(opened), len(closed)] == [1, 1]
    assert any(len(b.periods) == 2 for b in mission.bases)


def test_the_mandate_is_up_for_renewal_within_months(mission: MissionProfile) -> None:
    now = mission.mandates[-1]
    assert now.chapter_vii
    assert not now.imminence_required
    assert 60 < (now.renewal_on - UNTIL.date()).days < 150
    assert mission.mandates[0].renewal_on == now.adopted_on < UNTIL.date()


def test_every_role_of_the_templates_is_held_by_somebody(country: Country, mission: MissionProfile) -> None:
    # A mission with an adviser has no mission focal point in the adviser's place.
    assert {post.role for post in mission.posts} == set(post_templates()) - {"mission_focal_point"}
    sectors = {sector.pcode for sector in country.sectors}
    heads = [post.area for post in mission.posts if post.role == "head_of_field_office"]
    assert set(heads) == sectors
    assert len({post.username for post in mission.posts}) == len(mission.posts)


def test_those_who_decide_hold_posts_that_may(decisions: Decisions, mission: MissionProfile) -> None:
    roles = {post.slug: post.role for post in mission.posts}
    may = {role: template.permissions for role, template in post_templates().items()}
    for threat in decisions.threats:
        assert "assess.threats:threat:raise" in may[roles[threat.raised_by]]
        for assessment in threat.assessments:
            assert "assess.threats:threat:assess" in may[roles[assessment.by]]
    deciders = {one.by for one in decisions.settled} | {one.by for one in decisions.phases}
    assert all("assess.threats:threat:raise" in may[roles[by]] for by in deciders)


def test_units_stand_at_bases_that_exist(country: Country, mission: MissionProfile) -> None:
    bases = {base.code for base in mission.bases}
    areas = {area.pcode for area in (*country.sectors, *country.districts)}
    assert {unit.base for unit in mission.units} <= bases
    assert {unit.area for unit in mission.units} <= areas | {""}
    assert {unit.component for unit in mission.units} <= set(terms("components"))
    assert mission.exercise
