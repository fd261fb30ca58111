"""A report becomes an alert once, in the room it belongs to, and nobody is turned away."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.alerts.scene import EAST, post, report, told
from tests.people import MISSION
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.alerts.commands import receive_alert
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.queries import alert_named, alerts
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People


def newest_entry() -> Entry:
    return Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]


def test_it_keeps_what_was_told_and_where_it_is(people: People) -> None:
    row = told(people, people_at_risk=40)
    assert row.text == "Armed people on motorbikes near the wells."
    assert row.area is not None
    assert row.area.code == "OV0201"
    assert (row.urgency, row.state, row.is_open, row.people_at_risk) == (1, "received", True, 40)
    assert [one.what for one in Allegation.objects.filter(alert=row)] == ["armed_presence"]


def test_it_leaves_an_entry_that_says_what_and_not_the_words(people: People) -> None:
    row = told(people)
    entry = newest_entry()
    assert (entry.event, entry.subject) == ("know.alerts.alert_received", row.reference)
    assert "motorbikes" not in entry.payload
    assert json.loads(entry.payload)["has_source"] is False
    assert len(json.loads(entry.payload)["digest"]) == 64


def test_the_same_report_sent_five_times_is_one_alert(people: People) -> None:
    receipts = [
        receive_alert(actor=people.in_charge.actor, clock=people.clock, report=report("same")) for _time in range(5)
    ]
    assert Alert.objects.count() == 1
    assert {one.references for one in receipts} == {("A-000001",)}
    assert {one.digest for one in receipts} == {receipts[0].digest}
    assert [one.is_repeat for one in receipts] == [False, True, True, True, True]
    assert Entry.objects.filter(event="know.alerts.alert_received").count() == 1


def test_the_key_of_a_submission_is_not_kept_as_it_is(people: People) -> None:
    row = told(people, "message-id@a-machine-of-somebody")
    assert "machine" not in row.submission_key
    assert len(row.submission_key) == 64


def test_what_belongs_to_a_specialist_never_stands_on_the_open_desk(people: People) -> None:
    taken = receive_alert(
        actor=people.in_charge.actor,
        clock=people.clock,
        report=report(what=("killing", "sexual_violence"), text="Words that only the adviser reads."),
    )
    opened, closed = (Alert.objects.get(pk=row.pk) for row in Alert.objects.order_by("pk"))
    assert (opened.compartment, opened.text, opened.headline) == ("", "", "killing")
    assert (closed.compartment, closed.headline, closed.sensitivity) == ("sexual_violence", "sexual_violence", 1)
    assert closed.text == "Words that only the adviser reads."
    assert taken.references == (opened.reference, closed.reference)


def test_who_takes_in_a_closed_matter_cannot_read_it_afterwards(people: People) -> None:
    assistant = post(people, "liaison_assistant", "OV02")
    taken = receive_alert(actor=assistant.actor, clock=people.clock, report=report(what=("sexual_violence",)))
    assert alert_named(assistant.actor, taken.references[0]) is None
    assert alert_named(people.colleague.actor, taken.references[0]) is None
    adviser = post(people, "womens_protection")
    assert alert_named(adviser.actor, taken.references[0]) is not None


def test_a_case_of_human_rights_goes_to_its_room(people: People) -> None:
    row = told(people, what=("arbitrary_detention",), is_rights_case=True)
    assert row.compartment == "human_rights_cases"


def test_nobody_is_turned_away_for_where_it_happened(people: People) -> None:
    row = told(people, actor=people.colleague.actor, longitude=20.5)
    assert row.area is not None
    assert row.area.code == "OV0101"
    assert alert_named(people.colleague.actor, row.reference) is None


def test_a_place_on_the_other_side_of_the_world_is_flagged_and_kept(people: People) -> None:
    row = told(people, latitude=-33.0, longitude=151.0, place_name="Ombral")
    assert "far_away" in row.flags
    assert (row.latitude, row.longitude) == (-33.0, 151.0)
    assert row.area is not None
    assert (row.area.code, row.cell) == ("OV0202", None)


def test_a_place_is_found_by_its_name_alone(people: People) -> None:
    row = told(people, latitude=None, longitude=None, place_name="samberi loi")
    assert row.area is not None
    assert row.area.code == "OV01"


def test_a_place_that_nobody_knows_is_flagged(people: People) -> None:
    row = told(people, latitude=None, longitude=None, place_name="Nowhere in particular")
    assert row.area is None
    assert "place_unclear" in row.flags


def test_a_phone_that_was_away_for_three_days_knew_three_days_ago(people: People) -> None:
    now = people.clock.now()
    row = told(people, told_at=now - timedelta(days=3), device_at=now)
    assert row.known_at == now - timedelta(days=3)
    assert row.flags == ["late"]
    assert newest_entry().known_at < newest_entry().recorded_at


def test_a_phone_whose_clock_is_a_day_off_is_believed_as_to_how_long_ago(people: People) -> None:
    now = people.clock.now()
    ahead = now + timedelta(days=1)
    row = told(people, told_at=ahead - timedelta(minutes=20), device_at=ahead)
    assert row.known_at == now - timedelta(minutes=20)
    assert row.flags == ["clock_off"]


def test_hidden_and_turning_characters_are_taken_out_and_flagged(people: People) -> None:
    row = told(people, text="They come\u202eemoc\u200b at dawn\x00", place_name="Three\u2066 Wells")
    assert row.text == "They comeemoc at dawn"
    assert row.place_name == "Three Wells"
    assert "text_cleaned" in row.flags


@pytest.mark.parametrize("text", ["'; DROP TABLE alerts_alert; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0"])
def test_text_that_means_something_elsewhere_is_kept_as_text(people: People, text: str) -> None:
    assert told(people, text=text).text == text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ("mischief",)}, "what"),
        ({"timing": "yesterday"}, "timing"),
        ({"latitude": 91.0}, "latitude"),
        ({"latitude": float("nan")}, "latitude"),
        ({"longitude": None}, "latitude"),
        ({"submission_key": ""}, "submission_key"),
        ({"submission_key": "a b"}, "submission_key"),
        ({"text": " ", "what": ()}, "text"),
        ({"people_at_risk": -1}, "people_at_risk"),
        ({"source_grade": "G"}, "source_grade"),
        ({"information_grade": 7}, "information_grade"),
        ({"channel": "pigeon"}, "channel"),
        ({"groups": ("giants",)}, "groups"),
        ({"place_precision": 9}, "place_precision"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(people: People, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive_alert(actor=people.in_charge.actor, clock=people.clock, report=report(**wrong))
    assert field in refused.value.problems
    assert not Alert.objects.exists()


def test_a_source_that_is_not_in_the_vault_is_refused(people: People) -> None:
    with pytest.raises(NotFound):
        told(people, source="SRC-000404")


def test_a_long_text_is_cut_and_flagged(people: People) -> None:
    row = told(people, text="x" * 12_000)
    assert len(row.text) == 10_000
    assert "text_cut" in row.flags


def test_the_desk_is_ordered_by_urgency_and_not_by_arrival(people: People) -> None:
    from tutela.know.alerts.queries import open_alerts

    later = told(people, "1", timing="over", what=("pillage",))
    people.clock.advance(timedelta(minutes=1))
    first = told(people, "2", timing="under_way", what=("killing",))
    assert [row.pk for row in open_alerts(people.in_charge.actor)] == [first.pk, later.pk]
    assert [row.pk for row in alerts(people.in_charge.actor)] == [first.pk, later.pk]


def test_an_outsider_sees_nothing(people: People) -> None:
    row = told(people, longitude=EAST)
    assert alert_named(people.outsider.actor, row.reference) is None
    assert not alerts(people.outsider.actor).exists()


def test_a_killed_child_is_answered_by_the_desk_and_told_to_the_adviser_alone(people: People) -> None:
    told(people, what=("killing",), is_child_case=True, text="A boy of the village.")
    opened, closed = Alert.objects.order_by("pk")
    assert (opened.compartment, opened.headline, opened.text) == ("", "killing", "")
    assert (closed.compartment, closed.text, closed.headline) == (
        "child_protection",
        "A boy of the village.",
        "killing",
    )
    adviser = post(people, "child_protection")
    assert alert_named(adviser.actor, closed.reference) is not None
    assert alert_named(people.colleague.actor, closed.reference) is None


def test_no_act_is_lost_where_only_specialists_have_the_case(people: People) -> None:
    told(people, what=("killing", "sexual_violence"), is_rights_case=True, is_child_case=True)
    told_of = {
        row.compartment: {one.what for one in Allegation.objects.filter(alert=row)} for row in Alert.objects.all()
    }
    assert told_of == {
        "sexual_violence": {"sexual_violence"},
        "human_rights_cases": {"killing"},
        "child_protection": {"killing"},
    }
