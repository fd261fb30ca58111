"""What needs attention: each line has its trigger, and is gone without it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from tests.page_access import text_of
from tests.people import People, base, sign_in
from tests.products_app.scene import record, told
from tutela.account.products.commands import issue_assessment, prepare_assessment
from tutela.kernel.periods import Quarter
from tutela.mission.commands import import_bases
from tutela.web.home.attention import attention

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known


def titles(people: People, known: Known, *, after: timedelta = timedelta()) -> str:
    return "\n".join(item.title for item in attention(known.actor, people.clock.now() + after))


def test_an_assessment_that_was_not_issued_stands_there_until_it_is(people: People) -> None:
    actor = people.in_charge.actor
    assert "quarter 1 of 2031 has not been issued" in titles(people, people.in_charge)
    product = prepare_assessment(actor=actor, clock=people.clock, quarter=Quarter(2031, 1))
    issue_assessment(actor=actor, clock=people.clock, key=product.pk, expected_version=1, recipients=("leadership",))
    assert "has not been issued" not in titles(people, people.in_charge)


def test_who_does_not_prepare_assessments_is_not_asked_for_one(people: People) -> None:
    assert "has not been issued" not in titles(people, people.colleague)


def test_violence_near_a_base_asks_for_a_review_for_ninety_days(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("one", 20.55)])
    record(people, told("near", date(2031, 5, 1)))
    record(people, told("far", date(2031, 5, 1), longitude=21.9))
    assert "1 act of violence against civilians near a base" in titles(people, people.in_charge)
    assert "near a base" not in titles(people, people.in_charge, after=timedelta(days=100))


def test_a_field_office_hears_only_of_its_own_area(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("one", 20.55)])
    record(people, told("near", date(2031, 5, 1)))
    assert "near a base" not in titles(people, people.colleague)
    assert "near a base" not in titles(people, people.outsider)


def test_silence_is_told(people: People) -> None:
    assert "no incident on record yet" in titles(people, people.in_charge)
    record(people, told("a", date(2031, 5, 1)))
    assert "Nothing is on record since" not in titles(people, people.in_charge)
    assert "Nothing is on record since 1 May 2031" in titles(people, people.in_charge, after=timedelta(days=40))


def test_a_mandate_near_its_end_is_told_before_and_after(people: People) -> None:
    moments = [datetime(2031, 12, 1, tzinfo=UTC), datetime(2032, 1, 5, tzinfo=UTC)]
    told_then = ["\n".join(item.title for item in attention(people.in_charge.actor, now)) for now in moments]
    assert "is up for renewal on 20 Dec 2031" in told_then[0]
    assert "was up for renewal on 20 Dec 2031" in told_then[1]
    assert "mandate" not in titles(people, people.in_charge)


def test_the_most_pressing_comes_first(people: People) -> None:
    record(people, told("a", date(2031, 1, 5)))
    states = [item.state for item in attention(people.in_charge.actor, people.clock.now())]
    assert states == sorted(states, key=["overdue", "due_soon", "in_time"].index)


def test_the_first_page_shows_figures_and_the_newest(people: People, client: Client) -> None:
    record(people, told("a", date(2031, 5, 1), 6, place_name="Loumé"))
    page = text_of(sign_in(client, people.in_charge).get(reverse("home")))
    assert "Killing, Loumé" in page
    assert "Civilians killed by month, the last twelve months" in page


def test_the_first_page_of_somebody_elsewhere_shows_nothing_of_it(people: People, client: Client) -> None:
    record(people, told("a", date(2031, 5, 1), 6))
    assert "Loumé" not in text_of(sign_in(client, people.outsider).get(reverse("home")))
    assert "Loumé" not in text_of(client.get(reverse("incidents:list")))


def test_search_goes_to_the_record_that_is_named(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    addresses = {text: client.get(reverse("search"), {"q": text})["Location"] for text in ("i-000001", "T-7", "Loumé")}
    assert addresses["i-000001"] == "/know/incidents/I-000001/"
    assert addresses["T-7"] == "/assess/threats/T-7/"
    assert addresses["Loumé"] == "/know/incidents/?q=Loum%C3%A9"
