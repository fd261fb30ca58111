"""The ledger is narrowed from its address: what happened, by whom, about what, known when, recorded until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said, text_of
from tests.people import NOW, People, sign_in
from tests.timeline.sample import reach_set, told


def asked(client: Client, people: People, query: str) -> str:
    response = sign_in(client, people.in_charge).get(f"{reverse('timeline:ledger')}?{query}")
    assert response.status_code == 200
    return said(response)


def test_by_event(people: People, client: Client) -> None:
    told(people, "partner:1", name="Lake Watch")
    reach_set(people, 12)
    page = asked(client, people, "event=mission.parameter_set")
    assert "near_base_km was set to 12.0" in page
    assert "Lake Watch" not in page


def test_by_post_and_by_the_software_itself(people: People, client: Client) -> None:
    reach_set(people, 12)
    assert "The mission Mission in Orvane was set up." not in asked(client, people, "post=poc-adviser")
    by_software = asked(client, people, "post=system:")
    assert "The mission Mission in Orvane was set up." in by_software
    assert "near_base_km was set" not in by_software


@pytest.mark.parametrize("typed", ["I-000012", "i-12", " I000012 "])
def test_about_a_record_however_its_reference_is_typed(people: People, client: Client, typed: str) -> None:
    told(people, "I-000012", name="Subject of it")
    told(people, "T-000001", name="Mentions it", related=("I-000012",))
    told(people, "I-000120", name="Something else")
    page = asked(client, people, f"about={typed}")
    assert "Subject of it" in page
    assert "Mentions it" in page
    assert "Something else" not in page


def test_by_the_days_on_which_it_was_known(people: People, client: Client) -> None:
    told(people, "partner:1", name="Known late", known_at=NOW - timedelta(days=40))
    told(people, "partner:2", name="Known at once")
    page = asked(client, people, "known_from=2031-04-01&known_to=2031-04-10")
    assert "Known late" in page
    assert "Known at once" not in page


def test_as_recorded_until_a_day_that_day_included(people: People, client: Client) -> None:
    reach_set(people, 12, 13)
    page = asked(client, people, "until=2031-05-15")
    assert "near_base_km was set to 12.0" in page
    assert "near_base_km was set to 13.0" not in page


@pytest.mark.parametrize("query", ["until=soon", "event=nothing", "post=nobody", "known_from=yesterday", "about=%00"])
def test_what_makes_no_sense_is_told_and_narrows_nothing(people: People, client: Client, query: str) -> None:
    reach_set(people, 12)
    response = sign_in(client, people.in_charge).get(f"{reverse('timeline:ledger')}?{query}")
    page = text_of(response)
    assert response.status_code == 200
    assert "filter-problem" in page
    assert "near_base_km was set" in page


def test_days_at_the_ends_of_the_calendar_do_no_harm(people: People, client: Client) -> None:
    query = "known_from=0001-01-01&known_to=9999-12-31&until=9999-12-31"
    assert "Mission in Orvane was set up" in asked(client, people, query)


def test_nothing_found_says_so_and_offers_to_clear(people: People, client: Client) -> None:
    page = asked(client, people, "about=I-999999")
    assert "Nothing matches these filters" in page


def test_it_pages_by_number_without_gap_or_overlap(people: People, client: Client) -> None:
    reach_set(people, *range(11, 71))
    address = f"{reverse('timeline:ledger')}?size=25&event=mission.parameter_set"
    seen: list[float] = []
    sign_in(client, people.in_charge)
    while address:
        table = client.get(address).context["table"]
        seen += [row.sequence for row in table.page.rows]
        address = f"{reverse('timeline:ledger')}{table.next_query}" if table.next_query else ""
    assert len(seen) == 60
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 60


def test_facts_are_folded_until_asked_for(people: People, client: Client) -> None:
    reach_set(people, 12)
    sign_in(client, people.in_charge)
    assert '<details class="facts-fold">' in text_of(client.get(reverse("timeline:ledger")))
    assert '<details class="facts-fold" open>' in text_of(client.get(reverse("timeline:ledger") + "?facts=1"))
