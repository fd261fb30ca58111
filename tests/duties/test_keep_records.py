"""The records of duties: deeds, occurrences and excuses are listed, added once, and withdrawn with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.duties.scene import MEETS, MET, MINUTES, happen, later, meet, stands, today
from tests.page_access import PageAccess, said
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.commands import record_deed, withdraw_record
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.models import Entry
from tutela.policy.duties import State

if TYPE_CHECKING:
    from django.test import Client

DEEDS = Entry.objects.filter(event="account.duties.deed_recorded")
WRONG = "It was another meeting."


@pytest.fixture(autouse=True)
def _at_the_clock(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def listed(client: Client, known: Known, query: str = "") -> str:
    return said(sign_in(client, known).get(f"{reverse('duties:records')}{query}"))


class TestRecords(PageAccess):
    permission = Permission.DUTY_READ
    content = MINUTES

    def address(self, people: People) -> str:
        meet(people, today(people))
        return reverse("duties:records")

    def grow(self, people: People) -> None:
        for day in range(1, 10):
            meet(people, today(people).replace(day=day))


def send(client: Client, people: People, **changed: str) -> int:
    sent = {"deed-what": "deed", "deed-kind": MET, "deed-day": "2031-05-14", "deed-evidence": MINUTES}
    response = sign_in(client, people.in_charge).post(reverse("duties:new_deed"), sent | changed)
    return int(response.status_code)


def test_a_deed_is_recorded_by_its_form_once_however_often_it_is_sent(client: Client, people: People) -> None:
    assert [send(client, people), send(client, people)] == [302, 302]
    assert DEEDS.all().count() == 1


def test_other_words_are_another_record(client: Client, people: People) -> None:
    send(client, people)
    send(client, people, **{"deed-evidence": "Minutes of the second session"})
    send(client, people, **{"deed-day": "2031-05-13"})
    assert DEEDS.all().count() == 3


def test_the_same_words_an_hour_later_are_another_record(people: People) -> None:
    meet(people, today(people))
    people.clock.advance(timedelta(hours=2))
    assert meet(people, today(people)) == "D-000002"


def test_what_was_withdrawn_can_be_recorded_again_at_once(people: People) -> None:
    meet(people, today(people))
    entry = DEEDS.get().sequence
    withdraw_record(actor=people.in_charge.actor, clock=people.clock, entry=entry, reason=WRONG)
    assert meet(people, today(people)) == "D-000002"


def test_an_occurrence_is_recorded_by_its_form(client: Client, people: People) -> None:
    sent = {
        "occurrence-what": "occurrence",
        "occurrence-kind": "displacement_risk",
        "occurrence-day": "2031-05-13",
        "occurrence-note": "People are packing",
        "occurrence-about": "I-000001",
    }
    for _time in range(2):
        assert sign_in(client, people.in_charge).post(reverse("duties:new_occurrence"), sent).status_code == 302
    assert Entry.objects.get(event="account.duties.occurrence_recorded").subject == "I-000001"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "no_such_deed"),
        ("kind", ""),
        ("day", "2031-05-15"),
        ("day", "x"),
        ("evidence", " "),
        ("about", "x" * 81),
    ],
)
def test_a_wrong_form_comes_back_and_nothing_is_written(client: Client, people: People, field: str, value: str) -> None:
    assert send(client, people, **{f"deed-{field}": value}) == 422
    assert not DEEDS.all().exists()


def test_they_are_narrowed_by_record_kind_and_words(client: Client, people: People) -> None:
    meet(people, today(people))
    happen(people, "displacement_risk", today(people), note="People are packing")
    assert MINUTES not in listed(client, people.in_charge, "?sort_of=occurrence")
    assert MINUTES in listed(client, people.in_charge, f"?kind={MET}")
    assert "packing" not in listed(client, people.in_charge, f"?kind={MET}")
    assert "packing" in listed(client, people.in_charge, "?q=packing")
    assert "Nothing matches" in listed(client, people.in_charge, "?withdrawn=1")


def test_without_any_the_first_step_is_taught(client: Client, people: People) -> None:
    assert "Begin with what was done of late" in listed(client, people.in_charge)


def test_a_record_is_withdrawn_with_a_reason_and_counts_no_more(client: Client, people: People) -> None:
    meet(people, today(people))
    assert stands(people, MEETS).state is State.MET
    later(people, 1)
    before, address = people.clock.now(), reverse("duties:withdraw", args=[DEEDS.get().sequence])
    people.clock.advance(timedelta(minutes=1))
    assert sign_in(client, people.in_charge).post(address, {"reason": WRONG}).status_code == 302
    assert stands(people, MEETS).state is State.DUE
    assert "Withdrawn: it does not count." in listed(client, people.in_charge)
    people.clock.moment = before
    assert stands(people, MEETS).state is State.MET


def test_withdrawing_needs_a_reason_and_happens_once(client: Client, people: People) -> None:
    meet(people, today(people))
    address = reverse("duties:withdraw", args=[DEEDS.get().sequence])
    assert sign_in(client, people.in_charge).post(address, {"reason": ""}).status_code == 422
    for _time in range(2):
        assert client.post(address, {"reason": WRONG}).status_code == 302
    assert Entry.objects.filter(event="account.duties.record_withdrawn").count() == 1


def test_only_who_may_withdraws(client: Client, people: People) -> None:
    meet(people, today(people))
    sequence = DEEDS.get().sequence
    address = reverse("duties:withdraw", args=[sequence])
    assert sign_in(client, people.colleague).post(address, {"reason": WRONG}).status_code == 403
    assert sign_in(client, people.outsider).post(address, {"reason": WRONG}).status_code == 404


def test_what_is_no_record_is_not_withdrawn(people: People) -> None:
    actor, clock = people.in_charge.actor, people.clock
    for sequence in (1, 9999):
        with pytest.raises(NotFound):
            withdraw_record(actor=actor, clock=clock, entry=sequence, reason=WRONG)
    meet(people, today(people))
    with pytest.raises(Invalid):
        withdraw_record(actor=actor, clock=clock, entry=DEEDS.get().sequence, reason=" ")


def test_a_deed_of_a_closed_compartment_is_refused(people: People) -> None:
    with pytest.raises(NotAllowed):
        record_deed(
            actor=people.in_charge.actor,
            clock=people.clock,
            kind="misconduct_referred",
            done_on=today(people),
            evidence="A letter",
        )
    assert not DEEDS.all().exists()
