"""What did the mission know about a record, and when (para 87); and one entry with all its fields."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.page_access import said
from tests.people import MISSION, NOW, People, sign_in
from tests.timeline.sample import reach_set, told
from tutela.account.timeline.pages.wording import (
    event_choices,
    event_words,
    fact_of,
    fact_text,
    lag_words,
    record_address,
    view_of,
)
from tutela.account.timeline.queries import Wanted, entry_fits_its_hash, knowledge_of
from tutela.ledger.models import Entry
from tutela.ledger.queries import ledger_head


def story(client: Client, people: People, query: str = "", reference: str = "parameter:near_base_km") -> Any:
    return sign_in(client, people.in_charge).get(reverse("timeline:about", args=[reference]) + query)


def test_it_is_told_oldest_first(people: People, client: Client) -> None:
    reach_set(people, 12, 13)
    page = said(story(client, people))
    assert page.index("set to 12.0") < page.index("set to 13.0")


@pytest.mark.parametrize(
    ("until", "known"),
    [
        ("2031-05-15", [12]),
        ("2031-05-15T09:29", []),
        ("2031-05-15T09:30", [12]),
        ("2031-05-16T09:30%2B00:00", [12, 13]),
    ],
)
def test_it_tells_what_was_recorded_by_a_moment(people: People, client: Client, until: str, known: list[int]) -> None:
    reach_set(people, 12, 13)
    page = said(story(client, people, f"?until={until}"))
    assert [value for value in (12, 13) if f"was set to {value}.0" in page] == known


def test_a_moment_that_is_none_is_kept_in_the_field_and_told(people: People, client: Client) -> None:
    response = story(client, people, "?until=at dawn")
    assert 'value="at dawn"' in response.content.decode()
    assert "This is no moment." in said(response)


def test_it_says_how_long_it_took_to_be_recorded(people: People, client: Client) -> None:
    told(people, "I-000001", known_at=NOW - timedelta(days=3))
    page = said(story(client, people, reference="i-1"))
    assert "First known to the mission Sun 11 May 2031, 09:30 UTC" in page
    assert "First recorded Wed 14 May 2031, 09:30 UTC 3 days later" in page


def test_a_record_that_nobody_spoke_of_teaches_how_to_write_references(people: People, client: Client) -> None:
    assert "Nothing that your post may see" in said(story(client, people, reference="I-000404"))


def test_text_that_cannot_be_a_reference_is_not_found(people: People, client: Client) -> None:
    assert sign_in(client, people.in_charge).get("/account/ledger/about/%00/").status_code == 404


def test_knowledge_is_empty_for_what_is_not_known(people: People) -> None:
    found = knowledge_of(people.in_charge.actor, Wanted(about="I-000404"))
    assert (found.entries, found.first_known_at) == (0, None)


def test_an_entry_shows_its_fields_its_hash_and_its_neighbours(people: People, client: Client) -> None:
    reach_set(people, 12, 13)
    middle = ledger_head(MISSION).sequence - 1
    page = said(sign_in(client, people.in_charge).get(reverse("timeline:entry", args=[middle])))
    entry = Entry.objects.get(mission=MISSION, sequence=middle)
    for text in (entry.hash, entry.previous_hash, "Measured 12 km.", "Earlier", "Later", "The content gives this hash"):
        assert text in page


def test_a_changed_entry_no_longer_fits_its_hash(people: People) -> None:
    reach_set(people, 12)
    entry = Entry.objects.get(mission=MISSION, sequence=ledger_head(MISSION).sequence)
    assert entry_fits_its_hash(entry)
    entry.reason = "Something nicer."
    assert not entry_fits_its_hash(entry)


def test_the_two_times_are_told_apart_only_when_they_differ(people: People) -> None:
    told(people, "I-000001")
    told(people, "I-000002", known_at=NOW - timedelta(hours=5))
    at_once, late = (view_of(Entry.objects.get(subject=f"I-00000{number}")) for number in (1, 2))
    assert at_once.known_at is None
    assert late.known_at == NOW - timedelta(hours=5)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        (True, "yes"),
        (12, "12"),
        (1234567, "1,234,567"),
        (0.25, "0.25"),
        ("2031-05-14", "14 May 2031"),
        ("2031-99-99", "2031-99-99"),
        ("not a day", "not a day"),
        (["a", 2], "a, 2"),
        (list(range(14)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"),
        ({"likely_as": 3}, "likely as: 3"),
    ],
)
def test_facts_are_written_for_people(value: object, words: str) -> None:
    assert fact_text(value) == words


def test_a_fact_without_a_name_of_its_own_is_made_readable() -> None:
    assert fact_of("number_of_boats", 3).label == "number of boats"
    assert fact_of("digest", "ab12").css == "hash"
    assert fact_of("digest", "ab" * 32).css == "hash fact-long"
    assert fact_of("what", "short").css == ""


def test_each_kind_of_event_has_words_without_places() -> None:
    assert event_words("mission.parameter_set") == "The parameter … was set to … (before: …)."
    assert event_words("gone.by") == "gone.by"
    assert not [words for _name, words in event_choices() if "{" in words]


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("I-000001", "/know/incidents/I-000001/"),
        ("post:poc-adviser", "/mission/posts/at/poc-adviser/"),
        ("parameter:near_base_km", "/mission/parameters/near_base_km/"),
        ("areas", "/mission/areas/"),
        ("unit:INF-1", "/mission/units/"),
        ("post:not a slug", ""),
        ("person:1", ""),
        ("Z-000001", ""),
    ],
)
def test_a_record_is_opened_where_it_has_a_page(reference: str, address: str) -> None:
    assert record_address(reference) == address


@pytest.mark.parametrize(
    ("late", "words"),
    [(timedelta(seconds=40), ""), (timedelta(minutes=1), "1 minute later"), (timedelta(hours=30), "30 hours later")],
)
def test_a_lag_is_told_in_the_unit_that_fits(late: timedelta, words: str) -> None:
    with translation.override("en"):
        assert lag_words(NOW, NOW + late) == words
