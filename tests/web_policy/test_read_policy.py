"""What the browser says of a demand: its words, what answers it, how its duties stand, what is unclear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import NOW, People, sign_in
from tutela.account.duties.commands import record_deed
from tutela.ledger.answers import answers, covers
from tutela.policy.catalogue import demands, errata, sections
from tutela.policy.catalogue.coverage import Cover
from tutela.policy.roles import responsibilities, roles
from tutela.policy.vocabulary import LISTS, terms
from tutela.web.policy.pointers import neighbours, paragraphs
from tutela.web.policy.wording import CAPABILITY_WORDS, GROUP_WORDS, KIND_WORDS, paragraph_title


def page(client: Client, people: People, name: str, *arguments: str) -> str:
    response = sign_in(client, people.in_charge).get(reverse(f"policy:{name}", args=arguments))
    assert response.status_code == 200
    return said(response).replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')


def test_a_paragraph_shows_each_of_its_demands_in_our_words(people: People, client: Client) -> None:
    told = page(client, people, "paragraph", "87")
    for row in paragraphs()["87"]:
        assert row.id in told
        assert " ".join(row.text("en").split()) in told
        assert row.shown_by("en") in told


def test_a_duty_says_how_it_stands_and_why(people: People, client: Client) -> None:
    day = NOW.date() - timedelta(days=1)
    before = page(client, people, "demand", "P29.1")
    record_deed(
        actor=people.in_charge.actor, clock=people.clock, kind="communities_consulted", done_on=day, evidence="E"
    )
    after = page(client, people, "demand", "P29.1")
    assert "Met" not in before.partition("Duties")[2]
    assert before != after
    assert "It was recorded that something was done" in after


def test_what_nothing_answers_says_so(people: People, client: Client) -> None:
    open_one = next(name for name, state in covers().items() if state is Cover.OPEN)
    told = page(client, people, "demand", open_one)
    assert "Not built yet" in told
    assert "Nothing answers it yet" in told


def test_what_is_only_to_be_read_says_so(people: People, client: Client) -> None:
    told = page(client, people, "demand", next(name for name, state in covers().items() if state is Cover.READ))
    assert "it is there to be read" in told


def test_an_erratum_stands_beside_the_demands_it_concerns(people: People, client: Client) -> None:
    one = errata()["principles_misnumbered"]
    for demand in one.cites:
        assert one.reading("en") in page(client, people, "demand", demand)
    assert all(one.defect("en") in page(client, people, "errata") for one in list(errata().values())[:9])


def test_a_role_shows_all_that_falls_to_it(people: People, client: Client) -> None:
    told = page(client, people, "role", "jmac_analyst")
    assert all(f"{row.id} " in told for row in responsibilities("jmac_analyst"))
    assert "No rule with a clock names it" in page(client, people, "role", "mission_focal_point")


def test_every_role_and_section_of_the_annex_is_listed(people: People, client: Client) -> None:
    content = sign_in(client, people.in_charge).get(reverse("policy:roles")).content.decode()
    assert [role for role in roles() if reverse("policy:role", args=[role]) not in content] == []
    annex = [part.code for part in sections() if part.code.startswith("annex")]
    assert [code for code in annex if reverse("policy:section", args=[code]) not in content] == []


def test_the_words_page_lists_each_term(people: People, client: Client) -> None:
    told = page(client, people, "words")
    missing = [term.code for name in LISTS for term in terms(name).values() if term.label("en") not in told]
    assert missing == []


def test_one_walks_from_paragraph_to_paragraph() -> None:
    names = list(paragraphs())
    assert names[0] == "FM"
    assert neighbours("FM").before == ""
    assert neighbours("77").before == "76"
    assert neighbours("77").after == "78"
    assert neighbours(names[-1]).after == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("77", "Paragraph 77"),
        ("A.13.b", "Annex A, section 13, item b"),
        ("A.3.S.b", "Annex A, section 3, item S.b"),
        ("A.22", "Annex A, section 22, opening words"),
        ("FM", "Front matter"),
        ("E", "References (section E)"),
    ],
)
def test_a_paragraph_is_named_in_words(name: str, words: str) -> None:
    assert name in paragraphs()
    assert paragraph_title(name) == words


def test_every_code_of_the_catalogue_has_words() -> None:
    rows = demands().values()
    assert {row.kind for row in rows} == set(KIND_WORDS)
    assert {row.capability for row in rows} == set(CAPABILITY_WORDS)
    assert {one.group for one in errata().values()} == set(GROUP_WORDS)


def test_citations_elsewhere_lead_to_the_paragraph(people: People, client: Client) -> None:
    ledger = sign_in(client, people.in_charge).get(reverse("timeline:ledger")).content.decode()
    cited = [name for name in paragraphs() if reverse("policy:paragraph", args=[name]) in ledger]
    assert cited
    parameter = client.get(reverse("mission:parameter", args=["near_base_km"])).content.decode()
    assert reverse("policy:paragraph", args=["87"]) in parameter


def test_answers_that_are_whole_come_first() -> None:
    for row in answers().values():
        assert [one.is_whole for one in row] == sorted((one.is_whole for one in row), reverse=True)
