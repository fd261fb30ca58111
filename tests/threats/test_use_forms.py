"""The forms of the register: what is sent is done once, what is refused is told and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People, sign_in
from tests.threats.sample import proposed, raised, record
from tutela.assess.threats.models import AreaPhase, Assessment, Ranking, RankingLine, Threat
from tutela.assess.threats.queries import proposals, ranking_basis
from tutela.assess.threats.rules.scoring import COMPULSORY

REASON = {"reason": "Reports agree."}


def send(client: Client, people: People, name: str, *args: str, **data: Any) -> tuple[int, str]:
    """Send a form as who is in charge; return the status and the page."""
    answer = sign_in(client, people.in_charge).post(reverse(f"threats:{name}", args=args), data)
    return answer.status_code, answer.content.decode()


def scores(**more: Any) -> dict[str, Any]:
    given = dict.fromkeys(COMPULSORY, 3) | {f"{part}_reason": "Seen." for part in COMPULSORY}
    return {**given, "confidence": "high", "version": 1, **more}


def test_several_proposals_are_raised_at_once(client: Client, people: People) -> None:
    one, two = proposed(people), proposed(people, longitude=21.5)
    status, _page = send(client, people, "proposals", proposal=[f"{one}:1", f"{two}:1"], act="raise", **REASON)
    assert (status, Threat.objects.count(), proposals(people.in_charge.actor)) == (302, 2, [])


def test_proposals_are_rejected_and_merged(client: Client, people: People) -> None:
    raised(people)
    one, two = proposed(people, longitude=21.5), proposed(people, longitude=22.5)
    send(client, people, "proposals", proposal=[f"{one}:1"], act="reject", **REASON)
    status, _page = send(client, people, "proposals", proposal=[f"{two}:1"], act="merge", into="T-000001", **REASON)
    assert (status, Threat.objects.get().incidents) == (302, 6)
    assert [row.decision_reason for row in proposals(people.in_charge.actor, status="rejected")] == ["Reports agree."]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"act": "raise", "reason": ""}, "This field is required."),
        ({"act": "raise", **REASON, "proposal": []}, "Tick at least one proposal."),
        ({"act": "merge", **REASON}, "There is no such threat to merge into."),
        ({"act": "raise", **REASON, "proposal": ["TP-000001:7"]}, "have changed since you read it"),
    ],
)
def test_what_is_refused_is_told_and_stays_typed(
    client: Client, people: People, data: dict[str, Any], told: str
) -> None:
    made = proposed(people)
    status, page = send(client, people, "proposals", **{"proposal": [f"{made}:1"], **data})
    assert status == 422
    assert told in page
    assert data["reason"] in page
    assert not Threat.objects.exists()


def test_asking_from_the_page_needs_a_post(client: Client, people: People) -> None:
    assert send(client, people, "ask")[0] == 302
    assert client.get(reverse("threats:ask")).status_code == 405


def test_a_threat_is_raised_from_scratch(client: Client, people: People) -> None:
    data = {"nature": "ongoing", "acts": ["pillage"], "actor_name": "Youth of the Wells", "actor_kind": "community"}
    status, _page = send(client, people, "new", **data, area_code="OV0101", sensitivity=0, **REASON)
    assert status == 302
    assert Threat.objects.get().acts == ["pillage"]


def test_a_potential_threat_asks_for_its_grounds_beside_the_field(client: Client, people: People) -> None:
    data = {"nature": "potential", "acts": ["pillage"], "actor_name": "Youth", "actor_kind": "community"}
    status, page = send(client, people, "new", **data, area_code="OV0101", sensitivity=0, **REASON)
    assert status == 422
    assert "Say why it is realistic that this happens." in page
    assert "Youth" in page


def test_a_threat_is_assessed(client: Client, people: People) -> None:
    raised(people)
    status, _page = send(client, people, "assess", "T-000001", **scores(gender="Women fetch the water."))
    made = Assessment.objects.get()
    assert (status, made.risk, made.gender, made.confidence) == (302, 9, "Women fetch the water.", "high")


def test_a_missing_reason_is_told_beside_its_field(client: Client, people: People) -> None:
    raised(people)
    status, page = send(client, people, "assess", "T-000001", **scores(intent_reason=""))
    assert status == 422
    assert page.count("Say why this step.") == 2  # at the top and beside the field
    assert not Assessment.objects.exists()


def test_a_stale_form_is_told(client: Client, people: People) -> None:
    raised(people)
    send(client, people, "assess", "T-000001", **scores())
    status, page = send(client, people, "assess", "T-000001", **scores())
    assert status == 422
    assert "Somebody has changed T-000001 since you read it." in page


def test_a_threat_is_revised_closed_opened_and_merged(client: Client, people: People) -> None:
    threat = raised(people)
    raised(people, longitude=21.5)
    said = {"nature": "ongoing", "acts": ["killing", "pillage"], "actor_id": threat.incident_actor_id}
    send(client, people, "revise", "T-000001", **said, area_code="OV0101", sensitivity=0, version=1, **REASON)
    send(client, people, "close", "T-000001", version=2, **REASON)
    send(client, people, "reopen", "T-000001", version=3, **REASON)
    status, _page = send(client, people, "merge", "T-000001", version=4, others=["T-000002:1"], **REASON)
    row = Threat.objects.get(number=1)
    assert (status, row.version, row.acts, row.incidents) == (302, 5, ["killing", "pillage"], 6)


def test_the_revision_form_shows_what_is_said_now(client: Client, people: People) -> None:
    raised(people)
    page = sign_in(client, people.in_charge).get(reverse("threats:revise", args=["T-000001"])).content.decode()
    assert 'value="killing" id="id_acts_0" class="choice-input" checked' in page or 'value="killing"' in page
    assert "3 incidents from" in page


def test_threats_are_ranked(client: Client, people: People) -> None:
    for longitude in (20.5, 21.5):
        raised(people, longitude=longitude)
    mark = ranking_basis(people.in_charge.actor, now=people.clock.now()).mark
    data = {"mark": mark, "first": ["T-000002"], "reason-T-000001": "Quiet now."}
    status, _page = send(client, people, "rank", **data)
    assert status == 302
    assert set(RankingLine.objects.values_list("threat__number", "is_prioritised", "reason")) == {
        (1, False, "Quiet now."),
        (2, True, ""),
    }


def test_a_ranking_without_a_reason_keeps_what_was_ticked(client: Client, people: People) -> None:
    for longitude in (20.5, 21.5):
        raised(people, longitude=longitude)
    mark = ranking_basis(people.in_charge.actor, now=people.clock.now()).mark
    status, page = send(client, people, "rank", mark=mark, first=["T-000002"], note="All components.")
    assert status == 422
    assert 'value="T-000002" checked' in page
    assert "Say why it does not come first." in page
    assert "All components." in page
    assert not Ranking.objects.exists()


def test_an_area_that_is_not_the_posts_is_not_ranked(client: Client, people: People) -> None:
    assert sign_in(client, people.colleague).get(f"{reverse('threats:rank')}?area=OV01").status_code == 404


def test_a_phase_is_decided(client: Client, people: People) -> None:
    data = {"phases": ["response", "consolidation"], "since_on": "2026-01-02", "number": 0, **REASON}
    status, _page = send(client, people, "phase", "OV01", **data)
    assert (status, AreaPhase.objects.get().phases) == (302, ["response", "consolidation"])
    status, page = send(client, people, "phase", "OV01", **data)
    assert status == 422
    assert "Somebody has set the phase of" in page


def test_advice_stands_beside_the_form_and_says_so(client: Client, people: People) -> None:
    raised(people)
    record(people)
    page = sign_in(client, people.in_charge).get(reverse("threats:assess", args=["T-000001"])).content.decode()
    assert 'class="advice"' in page
    assert "History: 2 (3 incidents)" in page
