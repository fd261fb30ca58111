"""An alert is linked to the incident it tells of and the threat it bears on, and neither tells of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.alerts.scene import EAST, WEST, post, told
from tests.incidents.scene import full
from tutela.assess.threats import commands as threats
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.queries import alert_story, alerts_of_record, records_of_alert
from tutela.know.alerts.queries.linking import ClosedRoomsDiffer
from tutela.know.incidents.commands import link_alert, record_incident, unlink_alert
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People
    from tutela.know.incidents.models import Incident


def incident(people: People, key: str = "i", **more: Any) -> Incident:
    facts = full(key, latitude=5.0, longitude=EAST, place_precision=1)._replace(**more)
    from tests.house.world import everything

    return record_incident(actor=everything("orvane"), clock=people.clock, facts=facts)


def test_both_sides_show_the_link_and_it_can_be_taken_off(people: People) -> None:
    row, record, actor = told(people), incident(people), people.in_charge.actor
    for _time in range(2):
        link_alert(actor=actor, clock=people.clock, incident=record.reference, alert=row.reference)
    assert records_of_alert(actor, row.reference) == [record.reference]
    assert [one.pk for one in alerts_of_record(actor, record.reference)] == [row.pk]
    assert Entry.objects.filter(event="know.incidents.alert_linked").count() == 1
    unlink_alert(actor=actor, clock=people.clock, incident=record.reference, alert=row.reference)
    story = alert_story(actor, row.reference, now=people.clock.now())
    assert story is not None
    assert story.links == ()
    assert alerts_of_record(actor, record.reference) == []


def test_what_is_closed_on_one_side_is_closed_in_the_link(people: People) -> None:
    row, record = told(people, what=("sexual_violence",)), incident(people)
    link_alert(actor=people.in_charge.actor, clock=people.clock, incident=record.reference, alert=row.reference)
    entry = Entry.objects.get(event="know.incidents.alert_linked")
    assert (entry.compartment, entry.sensitivity) == ("sexual_violence", 1)
    assert alerts_of_record(people.colleague.actor, record.reference) == []


def test_two_closed_rooms_are_not_linked(people: People) -> None:
    row = told(people, what=("sexual_violence",))
    record = incident(people, act="child_recruitment", compartment="child_protection", sensitivity=1)
    with pytest.raises(ClosedRoomsDiffer):
        link_alert(actor=people.in_charge.actor, clock=people.clock, incident=record.reference, alert=row.reference)


def test_what_one_may_not_know_of_is_not_there_to_be_linked(people: People) -> None:
    row, record = told(people, longitude=WEST), incident(people)
    for alert in (row.reference, "A-000404"):
        with pytest.raises(NotFound):
            link_alert(actor=people.colleague.actor, clock=people.clock, incident=record.reference, alert=alert)
    with pytest.raises(NotFound):
        link_alert(actor=people.in_charge.actor, clock=people.clock, incident="I-000404", alert=row.reference)


def test_a_threat_shows_the_alerts_that_bear_on_it(people: People) -> None:
    from tests.threats.sample import raised

    row, actor = told(people), people.in_charge.actor
    threat = raised(people)
    threats.link_alert(actor=actor, clock=people.clock, threat=threat.reference, alert=row.reference)
    assert [one.pk for one in alerts_of_record(actor, threat.reference)] == [row.pk]
    threats.unlink_alert(actor=actor, clock=people.clock, threat=threat.reference, alert=row.reference)
    assert alerts_of_record(actor, threat.reference) == []
    adviser = post(people, "gender")
    assert alerts_of_record(adviser.actor, threat.reference) == []
