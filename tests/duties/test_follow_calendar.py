"""The calendar of limits, and the feed that a calendar program reads without signing in."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from tests.duties.scene import happen, later, meet, today
from tests.page_access import PageAccess, said
from tests.people import MISSION, Known, People, put_in_post, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.commands import renew_feed
from tutela.account.duties.pages.feed import feed_from, token_of
from tutela.account.duties.queries import Feed, feed_of
from tutela.mission.commands import give_up_post
from tutela.mission.commands.setup import setup_actor

FORUM = "The protection forum at mission headquarters meets."


@pytest.fixture(autouse=True)
def _at_the_clock(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


class TestCalendar(PageAccess):
    permission = Permission.DUTY_READ
    content = FORUM
    of_the_mission = "9 Jun 2031"

    def address(self, people: People) -> str:
        meet(people, today(people).replace(day=10))
        return reverse("duties:calendar")

    def grow(self, people: People) -> None:
        for day in range(1, 10):
            meet(people, today(people).replace(day=day))


def address_of(people: People, known: Known) -> str:
    renew_feed(actor=known.actor, clock=people.clock)
    held = feed_of(known.actor)
    assert held is not None
    return reverse("duties:feed", args=[token_of(held)])


def events(address: str) -> list[icalendar.Component]:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Cache-Control"] == "private, no-store"
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def test_limits_stand_by_month_and_the_past_first(client: Client, people: People) -> None:
    meet(people, today(people))
    later(people, 100)
    page = said(sign_in(client, people.in_charge).get(reverse("duties:calendar")))
    assert page.index("Past their limit") < page.index("13 Jun 2031")


def test_another_post_or_all_can_be_asked_for(client: Client, people: People) -> None:
    page = said(sign_in(client, people.in_charge).get(f"{reverse('duties:calendar')}?post=force_commander"))
    assert FORUM not in page
    assert FORUM in said(client.get(f"{reverse('duties:calendar')}?post=all"))


def test_the_feed_tells_titles_limits_and_paragraphs(people: People) -> None:
    meet(people, today(people))
    found = {str(one["summary"]): one for one in events(address_of(people, people.in_charge))}
    assert found[FORUM].decoded("dtstart") == date(2031, 6, 13)
    assert "Paragraphs 73" in str(found[FORUM]["description"])


def test_the_feed_names_no_record_and_no_evidence(people: People) -> None:
    meet(people, today(people), evidence="Minutes that name Orvendell")
    happen(people, "civilians_at_base", today(people), note="At Quarrelbrook", about="I-000777")
    body = Client().get(address_of(people, people.colleague)).content.decode()
    assert "VEVENT" in body
    for hidden in ("Orvendell", "Quarrelbrook", "I-000777", "orvane", "http"):
        assert hidden not in body


def test_it_tells_the_same_event_by_the_same_mark_each_time(people: People) -> None:
    address = address_of(people, people.in_charge)
    assert {str(one["uid"]) for one in events(address)} == {str(one["uid"]) for one in events(address)}


def test_nothing_of_a_closed_compartment_is_in_it_even_of_who_enters(people: People) -> None:
    head = put_in_post(MISSION, "human_rights", people.clock)
    happen_closed(people, head)
    told = {str(one["summary"]) for one in events(address_of(people, head))}
    assert not any("reprisals" in one for one in told)


def happen_closed(people: People, known: Known) -> None:
    from tutela.account.duties.commands import record_occurrence

    record_occurrence(
        actor=known.actor,
        clock=people.clock,
        kind="intimidation_or_reprisal",
        occurred_on=today(people),
        note="Known to the section",
    )


def test_a_new_address_ends_the_old_one(people: People) -> None:
    old = address_of(people, people.in_charge)
    new = address_of(people, people.in_charge)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_without_an_address_made_none_answers(people: People) -> None:
    forged = token_of(Feed(people.in_charge.post.pk, 0))
    assert feed_of(people.in_charge.actor) is None
    assert Client().get(reverse("duties:feed", args=[forged])).status_code == 404


@pytest.mark.parametrize("token", ["x", "W10:abc", "a" * 300, "WzEsMV0:AAAA", "%20"])
def test_a_token_that_was_not_made_here_answers_nothing(people: People, token: str) -> None:
    address_of(people, people.in_charge)
    assert Client().get(f"/account/duties/feed/{token}.ics").status_code == 404
    assert feed_from(token) is None


def test_it_ends_when_its_maker_gives_up_the_post(people: People) -> None:
    address = address_of(people, people.in_charge)
    yesterday = today(people) - timedelta(days=1)
    give_up_post(
        actor=setup_actor(MISSION),
        clock=people.clock,
        person=people.in_charge.person,
        slug=people.in_charge.post.slug,
        to_on=yesterday,
    )
    assert Client().get(address).status_code == 404


def test_the_holder_makes_it_on_the_page(client: Client, people: People) -> None:
    calendar = reverse("duties:calendar")
    assert "Make an address" in said(sign_in(client, people.in_charge).get(calendar))
    assert client.post(reverse("duties:make_address")).status_code == 302
    held = feed_of(people.in_charge.actor)
    assert held is not None
    assert token_of(held) in client.get(calendar).content.decode()


def test_the_ledger_holds_a_number_and_no_token(people: People) -> None:
    from tutela.ledger.models import Entry

    address = address_of(people, people.in_charge)
    entry = Entry.objects.get(event="account.duties.feed_renewed")
    assert entry.payload == '{"number":1}'
    assert address.split("/")[-1] not in entry.payload


def test_it_speaks_the_language_of_its_maker(people: People) -> None:
    from tutela.ledger.command import maintenance

    meet(people, today(people))
    with maintenance("a test"):
        people.in_charge.person.language = "fr"
        people.in_charge.person.save()
    told = {str(one["summary"]) for one in events(address_of(people, people.in_charge))}
    assert "L’instance de protection du quartier général de la mission se réunit." in told
