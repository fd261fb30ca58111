"""Who may open the pages of sources, what their forms do, and that no page with a name on it is kept by anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.page_access import PageAccess, said, text_of
from tests.people import Known, People, sign_in
from tests.sources.scene import (
    NAME,
    NOTE,
    PHONE,
    WHEREABOUTS,
    asked,
    custodian,
    decided,
    entries,
    facts,
    granted,
    identity,
    kept,
    liaison,
    opened,
)  # fmt: skip
from tests.sources.test_erase_identity import erased
from tests.sources.test_grade_source import graded
from tutela.access.permissions import Permission
from tutela.know.sources.models import Consent, RevealRequest, Source

HOME = "/know/sources/"
PAGE = f"{HOME}SRC-000001/"
WORDS = (NAME, PHONE, WHEREABOUTS, NOTE, "912", "Kestrevaux", "Quendrith", "Thoraldin")


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages stand at the clock of the test."""
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


class TestList(PageAccess):
    permission = Permission.SOURCE_READ
    content = "SRC-000001"

    def address(self, people: People) -> str:
        kept(people)
        return HOME

    def grow(self, people: People) -> None:
        for number in range(3):
            kept(people, f"more-{number}", told=facts(identity(phone=""), consents=("contact_back",)))


class TestSource(PageAccess):
    permission = Permission.SOURCE_READ
    content = "Member of the community"
    elsewhere = 404

    def address(self, people: People) -> str:
        if not Source.objects.exists():
            asked(people, kept(people))
        return PAGE

    def grow(self, people: People) -> None:
        source, first = Source.objects.get(), custodian(people)
        decided(people, RevealRequest.objects.get(), first)
        opened(people, source)
        graded(people, source)


def page(client: Client, known: Known, path: str = PAGE) -> HttpResponse:
    return sign_in(client, known).get(path)  # type: ignore[return-value]


def sent(client: Client, known: Known, path: str, **typed: Any) -> Any:
    return sign_in(client, known).post(path, typed)


def assert_kept_by_nobody(response: Any) -> None:
    assert "no-store" in response["Cache-Control"]


def test_the_list_shows_references_grades_and_consents_and_nothing_of_who(people: People, client: Client) -> None:
    kept(people, told=facts(risk="high", consents=("contact_back", "rights_case")))
    told = said(page(client, people.in_charge, HOME))
    for word in ("SRC-000001", "High", "contact, rights case", "Protection of Civilians Adviser", "Tesqué-Ville"):
        assert word in told
    assert not [word for word in WORDS if word in told]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2}),
        ("kind=witness", {2}),
        ("reliability=C", {1}),
        ("risk=high", {2}),
        ("consent=contact_back", {2}),
        ("mine=1", {1}),
        ("kind=nonsense", {1, 2}),
    ],
)
def test_the_list_is_narrowed_by_its_address(people: People, client: Client, query: str, found: set[int]) -> None:
    kept(people)
    told = facts(identity(phone=""), kind="witness", risk="high", reliability="A", consents=("contact_back",))
    kept(people, "s-2", by=liaison(people), told=told)
    words = said(page(client, people.in_charge, f"{HOME}?{query}"))
    assert {number for number in (1, 2) if f"SRC-00000{number}" in words} == found


def test_an_empty_list_teaches_the_first_step(people: People, client: Client) -> None:
    told = said(page(client, people.in_charge, HOME))
    assert "No source is on record yet" in told
    assert "Lock a source away" in told


def test_a_source_is_locked_away_by_hand(people: People, client: Client) -> None:
    typed = {
        "submission": str(uuid4()), "name": NAME, "phone": PHONE, "contact": "", "whereabouts": WHEREABOUTS, "note": "",
        "kind": "witness", "risk": "high", "reliability": "B", "language": "fr", "area_code": "OV0201",
        "consents": ["contact_back"],
    }  # fmt: skip
    first = sent(client, people.in_charge, f"{HOME}keep/", **typed)
    again = sent(client, people.in_charge, f"{HOME}keep/", **typed)
    assert first["Location"] == again["Location"] == PAGE
    assert Source.objects.get().kind == "witness"
    source = Source.objects.get()
    granted(people, source)
    assert opened(people, source) == identity(contact="", note="")
    assert [word for word in WORDS if word in said(client.get(PAGE))] == []


def test_what_was_typed_of_somebody_comes_back_into_the_form_and_is_kept_by_nobody(
    people: People, client: Client
) -> None:
    response = sent(client, people.in_charge, f"{HOME}keep/", submission=str(uuid4()), name=NAME, language="not one")
    assert response.status_code == 422
    assert NAME in text_of(response)
    assert_kept_by_nobody(response)
    assert_kept_by_nobody(client.get(f"{HOME}keep/"))
    assert 'autocomplete="off"' in text_of(client.get(f"{HOME}keep/"))
    assert not Source.objects.exists()


def test_whoever_keeps_a_source_of_another_post_is_told_its_reference_only(people: People, client: Client) -> None:
    kept(people, told=facts(area_code="OV0101"))
    typed = {"submission": str(uuid4()), "phone": PHONE, "kind": "witness", "risk": "low", "reliability": "F"}
    response = sent(client, people.colleague, f"{HOME}keep/", **typed)
    assert response["Location"] == HOME
    assert "SRC-000001 is locked away." in said(client.get(HOME))


def test_a_source_shows_why_its_case_may_not_move_and_what_it_consents_to(people: People, client: Client) -> None:
    kept(people, told=facts(consents=("contact_back",)))
    told = said(page(client, people.in_charge))
    assert "It may not be reported, referred or pursued" in told
    assert "Nobody has assessed yet whether disclosure puts anybody at risk." in told
    assert "Yes: The mission may contact them" in told
    assert "Never asked: What they said may stand in a public report" in told
    assert not [word for word in WORDS if word in told]


def test_a_grade_is_recorded_and_shown_with_its_reason(people: People, client: Client) -> None:
    kept(people)
    typed = {"version": 1, "reliability": "B", "reason": "Right three times."}
    assert sent(client, people.in_charge, f"{PAGE}grade/", **typed)["Location"] == PAGE
    assert "C → B Right three times." in said(client.get(PAGE))
    stale = sent(client, people.in_charge, f"{PAGE}grade/", **typed)
    assert stale.status_code == 422
    assert "Somebody has changed this source since you read it." in said(stale)


def test_the_danger_is_noted_and_its_note_stays_off_every_page(people: People, client: Client) -> None:
    kept(people)
    typed = {"version": 1, "risk": "very_high", "note": "They came to Quendrith."}
    response = sent(client, people.in_charge, f"{PAGE}risk/", **typed)
    assert_kept_by_nobody(response)
    told = said(client.get(PAGE))
    assert "Very high" in told
    assert "Quendrith" not in told


def test_the_note_of_an_erased_source_is_not_asked_for(people: People, client: Client) -> None:
    erased(people, kept(people))
    assert 'name="note"' not in text_of(page(client, people.in_charge, f"{PAGE}risk/"))


def test_a_consent_is_recorded_once_they_were_told_and_taken_back(people: People, client: Client) -> None:
    kept(people)
    typed = {"purpose": "rights_case", "how": "in_person"}
    refused = sent(client, people.in_charge, f"{PAGE}consent/", **typed)
    assert (refused.status_code, Consent.objects.count()) == (422, 0)
    assert "Tick it once they were told." in said(refused)
    assert sent(client, people.in_charge, f"{PAGE}consent/", **typed, is_informed="on").status_code == 302
    assert "Yes: A case of human rights" in said(client.get(PAGE))
    assert sent(client, people.in_charge, f"{PAGE}withdraw/", **typed).status_code == 302
    assert "No longer: A case of human rights" in said(client.get(PAGE))


def test_the_purpose_asked_for_in_the_address_is_chosen_already(people: People, client: Client) -> None:
    kept(people)
    form = text_of(page(client, people.in_charge, f"{PAGE}consent/?purpose=host_state"))
    assert '<option value="host_state" selected>' in form
    assert " selected" in text_of(client.get(f"{PAGE}consent/?purpose=nonsense"))


def test_opening_says_that_it_is_recorded_before_it_opens_and_opens_once_on_a_page_that_nobody_keeps(
    people: People, client: Client
) -> None:
    granted(people, kept(people))
    before = page(client, people.in_charge, f"{PAGE}open/")
    assert "Opening it is recorded: who, in which post, and when." in said(before)
    assert NAME not in text_of(before)
    assert entries("identity_opened") == []
    after = client.post(f"{PAGE}open/")
    assert_kept_by_nobody(after)
    for word in (NAME, PHONE, WHEREABOUTS, NOTE, 'id="idle-cover"'):
        assert word in text_of(after)
    assert len(entries("identity_opened")) == 1
    assert NAME not in text_of(client.get(f"{PAGE}open/"))


def test_without_a_grant_the_page_says_how_to_ask_and_opens_nothing(people: People, client: Client) -> None:
    source = kept(people)
    response = page(client, people.in_charge, f"{PAGE}open/")
    assert response.status_code == 403
    assert "Ask to see who this is" in said(response)
    assert client.post(f"{PAGE}open/").status_code == 403
    granted(people, source)
    people.clock.advance(timedelta(hours=25))
    assert client.post(f"{PAGE}open/").status_code == 403
    erased(people, Source.objects.get())
    assert client.post(f"{PAGE}open/").status_code == 410
    assert "nobody can see it any more" in said(client.get(f"{PAGE}open/"))


def test_from_asking_to_opening_through_the_pages(people: People, client: Client) -> None:
    kept(people)
    holder = custodian(people)
    asking = page(client, people.in_charge, f"{PAGE}ask/")
    assert "Opening it is recorded" in said(asking)
    sent(client, people.in_charge, f"{PAGE}ask/", purpose="warn", reason="They are looking for her.")
    assert "Your request waits for a custodian." in said(client.get(PAGE))
    assert "1 request waits for a custodian" in said(page(client, holder, HOME))
    queue = said(page(client, holder, f"{HOME}requests/"))
    assert "They are looking for her." in queue
    typed = {"version": 1, "decision": "yes", "hours": 2, "reason": "To warn her."}
    assert sent(client, holder, f"{HOME}requests/SRQ-000001/", **typed).status_code == 302
    assert "Open until" in said(client.get(f"{HOME}requests/"))
    assert "See who it is" in said(page(client, people.in_charge))


def test_a_custodian_refuses_and_closes_again_through_the_page(people: People, client: Client) -> None:
    source, holder = kept(people), custodian(people)
    asked(people, source)
    path = f"{HOME}requests/SRQ-000001/"
    typed: dict[str, Any] = {"version": 1, "decision": "no", "hours": 24, "reason": "Not needed."}
    missing = sent(client, holder, path, **{**typed, "decision": "", "hours": 99})
    assert missing.status_code == 422
    assert sent(client, holder, path, **typed).status_code == 302
    assert RevealRequest.objects.get().is_granted is False
    second = decided(people, asked(people, source), holder)
    path = f"{HOME}requests/{second.reference}/"
    assert "Close it now" in said(page(client, holder, path))
    assert sent(client, holder, path, version=2, reason="").status_code == 422
    assert sent(client, holder, path, version=2, reason="She is safe.").status_code == 302
    assert "Taken back" in said(client.get(path))


def test_a_second_custodian_is_told_that_somebody_was_quicker(people: People, client: Client) -> None:
    request, holder = asked(people, kept(people)), custodian(people)
    decided(people, request, holder)
    typed = {"version": 1, "decision": "no", "hours": 24, "reason": "No."}
    response = sent(client, custodian(people, "second"), f"{HOME}requests/SRQ-000001/", **typed)
    assert response.status_code == 422
    assert "Somebody has decided on this request since you read it." in said(response)
    assert RevealRequest.objects.get().is_granted is True


def test_a_custodian_is_not_offered_to_decide_on_their_own_request(people: People, client: Client) -> None:
    holder = custodian(people)
    asked(people, kept(people), by=holder)
    told = page(client, holder, f"{HOME}requests/SRQ-000001/")
    assert "You asked this yourself" in said(told)
    assert "Record the decision" not in said(told)
    typed = {"version": 1, "decision": "yes", "hours": 2, "reason": "Because."}
    assert client.post(f"{HOME}requests/SRQ-000001/", typed).status_code in {403, 422}
    assert RevealRequest.objects.get().is_granted is None


def test_the_owner_reads_who_asked_and_who_opened_and_a_bystander_does_not(people: People, client: Client) -> None:
    assistant = liaison(people)
    source = kept(people, by=assistant)
    granted(people, source)
    opened(people, source)
    told = said(page(client, assistant))
    assert "Opened by Protection of Civilians Adviser" in told
    assert "There is no other way to warn her." in told
    assert "Opened by" not in said(page(client, people.colleague))


def test_the_queue_is_empty_in_words_and_shut_to_others(people: People, client: Client) -> None:
    told = said(page(client, custodian(people), f"{HOME}requests/"))
    assert "Nobody waits for you" in told
    assert "No identity is open at this moment" in told
    assert page(client, people.in_charge, f"{HOME}requests/").status_code == 403
    assert page(client, people.in_charge, f"{HOME}requests/SRQ-000001/").status_code == 403


def test_disclosure_is_assessed_by_a_custodian_and_shown_without_its_reasons(people: People, client: Client) -> None:
    kept(people, told=facts(consents=("rights_case",)))
    holder = custodian(people)
    typed = {"result": "nobody_at_risk", "reason": "Thoraldin left."}
    response = sent(client, holder, f"{PAGE}disclosure/", **typed)
    assert_kept_by_nobody(response)
    told = said(client.get(PAGE))
    assert "It may be reported, referred or pursued" in told
    assert "Thoraldin" not in told


def test_erasing_asks_first_says_what_goes_and_needs_a_reason(people: People, client: Client) -> None:
    kept(people)
    holder = custodian(people)
    asking = said(page(client, holder, f"{PAGE}erase/"))
    assert "Erase it for good?" in asking
    assert "nobody can bring them back" in asking
    assert sent(client, holder, f"{PAGE}erase/", version=1, reason="").status_code == 422
    assert sent(client, holder, f"{PAGE}erase/", version=1, reason="She asked for it.").status_code == 302
    assert "Nothing is kept any more of who this was." in said(client.get(PAGE))
    assert "who it was is erased" in said(client.get(HOME))


def test_a_number_is_looked_for_in_a_body_and_shown_nowhere_again(people: People, client: Client) -> None:
    kept(people)
    assert 'name="number"' in text_of(page(client, people.in_charge, f"{HOME}find/?number={PHONE}"))
    response = sent(client, people.in_charge, f"{HOME}find/", number=PHONE)
    assert_kept_by_nobody(response)
    assert "1 source has this number" in said(response)
    assert "912" not in text_of(response)
    nothing = said(client.post(f"{HOME}find/", {"number": "+211 999 999 999"}))
    assert "No source that you may know of has this number" in nothing
    assert client.post(f"{HOME}find/", {"number": "no number"}).status_code == 422


@pytest.mark.parametrize("verb", ["", "grade/", "risk/", "consent/", "withdraw/", "ask/", "open/"])
def test_what_lies_elsewhere_is_not_there(people: People, client: Client, verb: str) -> None:
    kept(people, told=facts(area_code="OV0101"))
    for somebody in (people.colleague, people.outsider):
        assert page(client, somebody, f"{PAGE}{verb}").status_code == 404
        assert page(client, people.in_charge, f"{HOME}SRC-000099/{verb}").status_code == 404


@pytest.mark.parametrize("verb", ["erase/", "disclosure/"])
def test_custodians_alone_erase_and_assess(people: People, client: Client, verb: str) -> None:
    kept(people)
    assert page(client, people.in_charge, f"{PAGE}{verb}").status_code == 403
