"""A draft holds what was known at its cut-off, counted by the stated rules, through the eyes of its readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.people import MISSION, People
from tests.products_app.scene import record, recorded_quarter, told
from tutela.access.rules import Sensitivity
from tutela.account.products.commands import prepare_assessment
from tutela.account.products.queries import content_of, products
from tutela.account.products.rules.content import Classification, QuarterlyAssessment
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.know.incidents.commands import correct_incident
from tutela.ledger.queries import ledger_head

QUARTER = Quarter(2031, 1)


def prepared(people: People, **more: object) -> QuarterlyAssessment:
    product = prepare_assessment(
        actor=people.in_charge.actor,
        clock=people.clock,
        quarter=QUARTER,
        **more,  # type: ignore[arg-type]
    )
    content = content_of(people.in_charge.actor, product)
    assert content is not None
    return content


def test_it_counts_the_quarter_and_the_one_before(people: People) -> None:
    recorded_quarter(people)
    overall = prepared(people).trend.overall
    assert (overall.now.incidents, overall.now.civilians_coded, overall.now.civilians_in_doubt) == (2, 5.0, 2.0)
    assert (overall.last_quarter.incidents, overall.last_quarter.civilians) == (1, 5.0)
    assert overall.year_ago.incidents is None, "no data reach back a year: that is not nought"


def test_it_divides_what_lasts_over_quarters_by_day(people: People) -> None:
    record(people, told("first", date(2030, 7, 1), 1))
    record(people, told("long", date(2030, 12, 22), 20, occurred_to=date(2031, 1, 10)))
    overall = prepared(people).trend.overall
    assert overall.now.civilians == pytest.approx(10.0)
    assert overall.last_quarter.civilians == pytest.approx(10.0)
    assert (overall.now.incidents, overall.last_quarter.incidents) == (0, 1)


def test_it_shows_sex_and_age_with_what_is_not_known(people: People) -> None:
    recorded_quarter(people)
    killed = next(grid for grid in prepared(people).harm if grid.kind == "killed")
    assert killed.people() == 7.0
    assert killed.sex_unknown_share == pytest.approx(6 / 7)


def test_it_never_sees_what_was_recorded_after_the_cut_off(people: People) -> None:
    row = record(people, told("a", date(2031, 2, 3), 3))
    cut_off = people.clock.now()
    people.clock.advance(timedelta(hours=2))
    more = told("a", date(2031, 2, 3), 30)
    correct_incident(
        actor=people.in_charge.actor, clock=people.clock, key=row.pk, expected_revision=1, facts=more, reason="Graves."
    )
    record(people, told("later", date(2031, 2, 4), 9))
    assert prepared(people, data_until=cut_off).trend.overall.now.civilians == 3.0
    assert prepared(people).trend.overall.now.civilians == 39.0


def test_it_leaves_out_what_its_readers_may_not_know(people: People) -> None:
    recorded_quarter(people)
    record(people, told("s", date(2031, 2, 9), 7, sensitivity=int(Sensitivity.STRICTLY_CONFIDENTIAL)))
    hidden = told("v", date(2031, 2, 9), 8, act="sexual_violence", sensitivity=1, compartment="sexual_violence")
    record(people, hidden)
    content = prepared(people)
    assert content.trend.overall.now.civilians == 7.0
    assert "sexual_violence" not in {row.code for row in content.trend.by_act}


def test_it_lists_violence_near_a_base_for_review(people: People) -> None:
    from tests.people import base
    from tutela.mission.commands import import_bases

    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("one", 20.55)])
    recorded_quarter(people)
    near = prepared(people).near_bases
    assert [(row.base, row.review_due) for row in near] == [("Base one", True)]
    assert near[0].distance_km == pytest.approx(5.5, abs=0.1)


def test_it_prints_the_ledger_head_it_was_made_after(people: People) -> None:
    recorded_quarter(people)
    before = ledger_head(MISSION)
    content = prepared(people)
    assert (content.ledger.sequence, content.ledger.hash) == (before.sequence, before.hash)
    assert ledger_head(MISSION).sequence == before.sequence + 1


def test_it_refuses_a_quarter_that_has_not_begun(people: People) -> None:
    with pytest.raises(Invalid):
        prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=Quarter(2031, 3))
    assert not products(people.in_charge.actor).exists()


def test_it_refuses_a_classification_above_the_post(people: People) -> None:
    actor = replace(people.in_charge.actor, clearance=Sensitivity.CONFIDENTIAL)
    with pytest.raises(Invalid):
        prepare_assessment(
            actor=actor, clock=people.clock, quarter=QUARTER, classification=Classification.STRICTLY_CONFIDENTIAL
        )


def test_a_post_without_the_right_prepares_nothing(people: People) -> None:
    with pytest.raises(NotAllowed):
        prepare_assessment(actor=people.colleague.actor, clock=people.clock, quarter=QUARTER)
