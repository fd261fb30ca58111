"""An assessment as of a day knows what was known then: no later revision, no later import, nothing kept closer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.people import People, base, put_in_post
from tests.products_app.scene import record, told
from tutela.access.rules import Sensitivity
from tutela.account.products.commands import issue_assessment, prepare_assessment
from tutela.account.products.queries import content_of, product_named
from tutela.account.products.rules.content import Classification, QuarterlyAssessment
from tutela.kernel.periods import Quarter
from tutela.know.incidents.commands import correct_incident
from tutela.know.incidents.queries import span_as_known
from tutela.know.incidents.rules import HarmFacts
from tutela.mission.commands import import_bases

if TYPE_CHECKING:
    from tutela.know.incidents.queries import Incident
    from tutela.know.incidents.rules import IncidentFacts

QUARTER = Quarter(2031, 1)


def as_of(
    people: People, moment: datetime | None = None, level: Classification = Classification.CONFIDENTIAL
) -> QuarterlyAssessment:
    product = prepare_assessment(
        actor=people.in_charge.actor, clock=people.clock, quarter=QUARTER, data_until=moment, classification=level
    )
    content = content_of(people.in_charge.actor, product)
    assert content is not None
    return content


def corrected_later(people: People, incident: Incident, facts: IncidentFacts) -> datetime:
    """Correct an incident two hours later, and return the moment before."""
    before = people.clock.now()
    people.clock.advance(timedelta(hours=2))
    correct_incident(
        actor=people.in_charge.actor,
        clock=people.clock,
        key=incident.pk,
        expected_revision=incident.revision,
        facts=facts,
        reason="Another report.",
    )
    return before


def test_a_place_that_was_corrected_later_counts_where_it_was_thought_to_be(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("east", 23.5)])
    row = record(people, told("a", date(2031, 2, 3), 3))
    before = corrected_later(people, row, told("a", date(2031, 2, 3), 3, longitude=23.51))
    then, now = as_of(people, before), as_of(people)
    assert [(area.code, area.comparison.now.civilians) for area in then.trend.by_area] == [("OV0101", 3.0)]
    assert [(area.code, area.comparison.now.civilians) for area in now.trend.by_area] == [("OV0202", 3.0)]
    assert (len(then.near_bases), len(now.near_bases)) == (0, 1)


def test_what_was_closed_then_is_not_told_because_it_is_open_now(people: People) -> None:
    closed = told("a", date(2031, 2, 3), 9, sensitivity=int(Sensitivity.STRICTLY_CONFIDENTIAL))
    before = corrected_later(people, record(people, closed), told("a", date(2031, 2, 3), 1))
    assert as_of(people, before).trend.overall.now.incidents is None, "to its readers there were no data"
    assert as_of(people).trend.overall.now.civilians == 1.0


def test_what_became_closed_is_told_no_more(people: People) -> None:
    record(people, told("open", date(2031, 2, 1), 1))
    closed = told("a", date(2031, 2, 3), 9, sensitivity=int(Sensitivity.STRICTLY_CONFIDENTIAL))
    before = corrected_later(people, record(people, told("a", date(2031, 2, 3), 9)), closed)
    assert as_of(people, before).trend.overall.now.civilians == 1.0
    assert as_of(people, level=Classification.STRICTLY_CONFIDENTIAL).trend.overall.now.civilians == 10.0


def test_the_span_of_the_data_is_the_one_known_then(people: People) -> None:
    row = record(people, told("a", date(2031, 2, 3), 1))
    before = corrected_later(people, row, told("a", date(2029, 2, 3), 1))
    record(people, told("b", date(2031, 4, 1), 1))
    actor = people.in_charge.actor
    assert span_as_known(actor, before) == (date(2031, 2, 3), date(2031, 2, 3))
    assert span_as_known(actor, people.clock.now()) == (date(2029, 2, 3), date(2031, 4, 1))
    assert span_as_known(people.outsider.actor, people.clock.now()) is None


def test_harm_by_sex_is_divided_over_quarters_like_all_harm(people: People) -> None:
    women = HarmFacts("killed", "civilian", "female", "adult", 12, 12, 12)
    lasting = told("long", date(2030, 12, 22), 20, occurred_to=date(2031, 1, 10), harm=(women,))
    record(people, lasting)
    killed = next(grid for grid in as_of(people).harm if grid.kind == "killed")
    assert killed.people() == pytest.approx(10.0)
    assert killed.sex_unknown_share == pytest.approx(0.4)


def test_an_incident_is_listed_in_the_quarter_in_which_it_began_and_in_no_other(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("one", 20.5)])
    record(people, told("long", date(2030, 12, 22), 20, occurred_to=date(2031, 1, 10)))
    record(people, told("in", date(2031, 1, 11), 2))
    content = as_of(people)
    assert [row.reference for row in content.near_bases] == ["I-000002"]
    assert (content.limits.incidents, content.limits.spread_incidents) == (1, 1)


def test_what_is_coarse_is_set_apart(people: People) -> None:
    record(people, told("a", date(2031, 2, 3), 3))
    record(people, told("b", date(2031, 2, 4), 4, place_precision=4, date_precision=4))
    limits = as_of(people).limits
    assert (limits.coarse_place_incidents, limits.coarse_place_civilian_deaths) == (1, 4.0)
    assert limits.coarse_time_incidents == 1


def test_who_may_issue_reads_the_draft_and_issues_it(people: People) -> None:
    head = put_in_post("orvane", "head_of_mission", people.clock).actor
    product = prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=QUARTER)
    assert product_named(head, product.reference) == product
    issued = issue_assessment(
        actor=head, clock=people.clock, key=product.pk, expected_version=1, recipients=("headquarters",)
    )
    assert (issued.status, issued.issued_by) == ("issued", head.label)
