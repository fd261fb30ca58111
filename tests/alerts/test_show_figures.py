"""The figures of the response: by their rules, for what the reader may know, and fit to leave the mission."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import EAST, WEST, post, told
from tests.page_access import PageAccess, said, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import (
    advance_response,
    answer_offer,
    close_alert,
    decide_no_response,
    decide_response,
    merge_alert,
    offer_alert,
    set_aside_alert,
    verify_allegation,
)
from tutela.know.alerts.queries.figures import DeskFigures, alert_figures
from tutela.know.alerts.rules.figures import Count, Dimension, Outcome, Stage

if TYPE_CHECKING:
    from django.test import Client

    from tutela.know.alerts.models import Alert


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def judged(people: People, alert: Alert, outcome: str = "confirmed") -> Alert:
    alert.refresh_from_db()
    given: dict[str, Any] = {"version": alert.version, "number": 1, "outcome": outcome, "grade": 2, "reason": "Seen."}
    verify_allegation(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **given)
    return alert


def answered(people: People, alert: Alert, responder: str = "mission_force") -> Alert:
    given: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "alert": alert.reference}
    decide_response(**given, responder=responder, tier="physical", means="armed")
    advance_response(**given, number=1, step="arrived")
    return alert


def counted(people: People, known: Known | None = None, **more: Any) -> DeskFigures:
    today = people.clock.now().date()
    given: dict[str, Any] = {"since": today - timedelta(days=80), "until": today, "now": people.clock.now(), **more}
    return alert_figures((known or people.in_charge).actor, **given)


class TestFigures(PageAccess):
    permission = Permission.ALERT_READ
    content = "1 of 1 verified"
    of_the_mission = "Sambéré"

    def address(self, people: People) -> str:
        answered(people, judged(people, told(people, longitude=WEST)))
        return reverse("alerts:figures")

    def grow(self, people: People) -> None:
        for number in range(6):
            told(people, f"more-{number}", longitude=EAST)


class TestOutside(PageAccess):
    permission = Permission.ALERT_FIGURES_SHARE
    content = "Tesqué"

    def address(self, people: People) -> str:
        told(people)
        return reverse("alerts:outside")


def test_an_alert_counts_where_the_rules_say(people: People) -> None:
    answered(people, judged(people, told(people, "a")))
    answered(people, judged(people, told(people, "b")), "state_forces")
    judged(people, told(people, "c"))
    judged(people, told(people, "d"), "refuted")
    judged(people, told(people, "e"), "not_verifiable")
    told(people, "f")
    whole = counted(people).figures.whole
    shown = {name: whole.count(name) for name in (*Outcome, Count.ANSWERED, Count.BY_MISSION, Count.BY_STATE)}
    assert {str(name): count for name, count in shown.items() if count} == {
        "verified": 3, "refuted": 1, "not_verifiable": 1, "open": 1, "answered": 2, "by_mission": 1, "by_state": 1,
    }  # fmt: skip


def test_a_duplicate_and_what_was_set_aside_are_no_alerts_of_their_own(people: People) -> None:
    one, two, three = (told(people, key) for key in "abc")
    given: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock}
    merge_alert(**given, alert=one.reference, version=1, into=two.reference, reason="The same.")
    set_aside_alert(**given, alert=three.reference, version=1, why="test", reason="A drill.")
    whole = counted(people).figures.whole
    assert (whole.counted, whole.count(Outcome.MERGED), whole.count(Outcome.SET_ASIDE)) == (1, 1, 1)


def test_what_was_closed_without_being_verified_cannot_be_verified(people: People) -> None:
    alert = answered(people, told(people))
    alert.refresh_from_db()
    given: dict[str, Any] = {"alert": alert.reference, "version": alert.version, "result": "unknown"}
    close_alert(actor=people.in_charge.actor, clock=people.clock, **given)
    assert counted(people).figures.whole.count(Outcome.NOT_VERIFIABLE) == 1


def test_times_run_from_reception_and_at_once_is_the_missions_own(people: People) -> None:
    alert = told(people)
    people.clock.advance(timedelta(minutes=90))
    answered(people, judged(people, alert))
    figures = counted(people).figures
    assert figures.whole.spread(Stage.ARRIVED).median == timedelta(minutes=90)
    assert (figures.at_once, figures.whole.count(Count.AT_ONCE)) == (timedelta(minutes=120), 1)


def test_an_area_is_counted_just_below_the_one_that_is_asked_for(people: People) -> None:
    told(people, "a", longitude=20.5)
    told(people, "b", longitude=21.5)
    told(people, "c", longitude=22.5)
    whole = counted(people).figures.by[Dimension.AREA]
    assert {code: part.counted for code, part in whole.items()} == {"OV01": 2, "OV02": 1}
    west = counted(people, area="OV01").figures.by[Dimension.AREA]
    assert {code: part.counted for code, part in west.items()} == {"OV0101": 1, "OV0102": 1}


def test_a_desk_is_who_it_was_handed_to_else_the_office_of_the_area(people: People) -> None:
    civil = post(people, "joc_duty_officer")
    told(people, "a", longitude=EAST)
    told(people, "b", longitude=WEST)
    handed = told(people, "c", longitude=WEST)
    given: dict[str, Any] = {"clock": people.clock, "alert": handed.reference}
    offer_alert(actor=people.in_charge.actor, **given, version=1, to_post=civil.actor.post, reason="Yours.")
    answer_offer(actor=civil.actor, **given, is_accepted=True)
    found = counted(people).desks
    assert {desk: part.counted for desk, part in found.items()} == {"OV02": 1, "headquarters": 1, civil.actor.post: 1}


def test_a_month_is_one_of_the_missions_calendar(people: People) -> None:
    from datetime import UTC, datetime

    from tutela.ledger.command import maintenance
    from tutela.mission.models import Mission

    with maintenance("a test"):
        Mission.objects.filter(pk="orvane").update(time_zone="Africa/Bangui")
    people.clock.moment = datetime(2031, 5, 31, 23, 30, tzinfo=UTC)
    told(people)
    people.clock.advance(timedelta(days=1))
    assert list(counted(people).figures.by[Dimension.MONTH]) == ["2031-06"]


def test_figures_hold_only_what_the_reader_may_know(people: People) -> None:
    told(people, "a")
    told(people, "b", longitude=WEST)
    told(people, "c", what=("sexual_violence",))
    assert counted(people).figures.whole.counted == 3
    assert counted(people, is_open_desk=True).figures.whole.counted == 2
    assert counted(people, people.colleague).figures.whole.counted == 1
    assert counted(people, people.outsider).figures.whole.counted == 0


def test_each_figure_has_its_rule_and_what_is_beside_it(people: People, client: Client) -> None:
    answered(people, judged(people, told(people, "a")))
    decide = {"why": "means", "reason": "No car."}
    unanswered = judged(people, told(people, "b"))
    decide_no_response(actor=people.in_charge.actor, clock=people.clock, alert=unanswered.reference, **decide)
    told(people, "c")
    words = said(sign_in(client, people.in_charge).get(reverse("alerts:figures")))
    for part in ("Answered by anybody 50% 1 of 2 verified · few cases 33% at the least", "Still open 1",
                 "Verified alerts to which anybody responded", "All verified alerts, closed or not.",
                 "The mission: the force", "Tier II: physical protection", "Means: nobody"):  # fmt: skip
        assert part in words, part


def test_the_chart_says_in_its_table_what_it_draws(people: People, client: Client) -> None:
    told(people)
    text = text_of(sign_in(client, people.in_charge).get(reverse("alerts:figures")))
    assert '<svg class="chart"' in text
    assert "<title>May 2031, Still open: 1</title>" in text


def test_the_period_is_in_the_address(people: People, client: Client) -> None:
    told(people)
    address = reverse("alerts:figures")
    empty = sign_in(client, people.in_charge).get(address, {"on_from": "2030-01-01", "on_to": "2030-02-01"})
    assert "No alert was received in this time" in said(empty)
    assert "1 Apr 2031" not in said(empty)


def table(client: Client, known: Known, name: str, **asked: str) -> list[dict[str, str]]:
    text = text_of(sign_in(client, known).get(reverse(f"alerts:{name}"), asked))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_both_files_say_what_the_page_says(people: People, client: Client) -> None:
    answered(people, judged(people, told(people)))
    lines = table(client, people.in_charge, "figures_csv")
    assert (lines[0]["by"], lines[0]["counted"], lines[0]["answered"]) == ("whole", "1", "1")
    assert {line["by"] for line in lines} >= {
        "whole",
        "month",
        "area",
        "desk",
        "urgency",
        "channel",
        "response",
        "rule",
    }
    told_json = client.get(reverse("alerts:figures_json")).json()
    assert (told_json["whole"]["counted"], told_json["by"]["area"]["OV02"]["answered"]) == (1, 1)
    assert told_json["rules"]["answered"]["numerator"].startswith("Verified alerts to which anybody responded")


def last_quarter(people: People, count: int, longitude: float) -> None:
    people.clock.advance(timedelta(days=-90))
    for number in range(count):
        judged(people, told(people, f"{longitude}-{number}", longitude=longitude))
    people.clock.advance(timedelta(days=90))


def test_no_small_number_leaves_the_mission(people: People, client: Client) -> None:
    last_quarter(people, 8, EAST)
    last_quarter(people, 3, WEST)
    lines = {line["value"]: line for line in table(client, people.in_charge, "outside_csv", quarter="2031Q1")}
    assert lines["Sambéré-Loï"]["counted"] == "fewer than 5"
    assert lines["Tesqué"]["counted"] in {"8", "not shown"}
    assert not lines[""]["counted"].isdigit() or not lines["Tesqué"]["counted"].isdigit()


@pytest.mark.parametrize("quarter", ["2031Q2", "2019Q1", "2031-01", "x"])
def test_only_whole_quarters_that_are_over_leave_it(people: People, client: Client, quarter: str) -> None:
    answer = sign_in(client, people.in_charge).get(reverse("alerts:outside_csv"), {"quarter": quarter})
    assert answer.status_code == 422


def test_closed_rooms_do_not_leave_it(people: People, client: Client) -> None:
    people.clock.advance(timedelta(days=-90))
    for number in range(9):
        told(people, f"n-{number}", what=("sexual_violence",))
    people.clock.advance(timedelta(days=90))
    told_json = sign_in(client, people.in_charge).get(reverse("alerts:outside_json")).json()
    assert told_json["whole"]["numbers"]["counted"] == "fewer than 5"


def test_an_office_makes_no_figures_for_people_outside(people: People, client: Client) -> None:
    office = post(people, "data_officer", "OV02")
    assert Permission.ALERT_FIGURES_SHARE in office.actor.permissions
    answer = sign_in(client, office).get(reverse("alerts:outside_csv"))
    assert (answer.status_code, "not for one office" in said(answer)) == (403, True)
    assert "/outside/" not in text_of(client.get(reverse("alerts:figures")))


@pytest.mark.parametrize("name", ["figures_csv", "figures_json", "outside_csv", "outside_json"])
def test_a_file_is_handed_out_to_be_saved(people: People, client: Client, name: str) -> None:
    told(people)
    answer = sign_in(client, people.in_charge).get(reverse(f"alerts:{name}"))
    assert answer["Content-Disposition"].startswith('attachment; filename="alert-figures-')
