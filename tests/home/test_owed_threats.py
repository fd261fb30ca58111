"""What the register owes stands on the first page, and is gone once it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from tests.page_access import PageAccess, said
from tests.people import People, sign_in
from tests.threats.sample import proposed, raised, record, sheet
from tutela.access.gate import SIGNED_IN
from tutela.assess.threats.commands import assess_threat
from tutela.kernel.clock import SetClock
from tutela.ledger.subscriptions import deliver
from tutela.web.home.attention import attention

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known


def titles(people: People, known: Known, *, after: timedelta = timedelta()) -> str:
    return "\n".join(item.title for item in attention(known.actor, people.clock.now() + after))


def test_a_proposal_waits_until_somebody_decides(people: People) -> None:
    proposed(people, civilians=5)
    assert "1 proposed threat waits for a decision" in titles(people, people.in_charge)
    assert "proposed threat" not in titles(people, people.outsider)
    assert "proposed threat" not in titles(people, people.colleague), "it lies outside the field office's area"


def test_a_threat_without_scores_is_owed_an_assessment(people: People) -> None:
    threat = raised(people, civilians=5)
    assert "1 threat is not assessed" in titles(people, people.in_charge)
    assert "proposed threat" not in titles(people, people.in_charge)
    assess_threat(
        actor=people.in_charge.actor,
        clock=people.clock,
        threat=threat.reference,
        version=threat.version,
        sheet=sheet(mass_atrocity=2),
    )
    assert "not assessed" not in titles(people, people.in_charge)


def test_an_assessment_grows_stale_and_new_incidents_are_told(people: People) -> None:
    threat = raised(people, civilians=5)
    assess_threat(
        actor=people.in_charge.actor,
        clock=people.clock,
        threat=threat.reference,
        version=threat.version,
        sheet=sheet(mass_atrocity=2),
    )
    assert "stale" not in titles(people, people.in_charge)
    assert "1 assessment is stale" in titles(people, people.in_charge, after=timedelta(days=400))
    record(people, days_ago=1, civilians=2)
    deliver(SetClock(people.clock.now()))
    assert "1 threat has new incidents" in titles(people, people.in_charge)


def test_the_first_page_names_the_threats_that_come_first(people: People, client: Client) -> None:
    threat = raised(people, civilians=5)
    page = said(sign_in(client, people.in_charge).get(reverse("home")))
    assert "Threats that come first" in page
    assert "not assessed" in page
    assert threat.reference not in said(sign_in(client, people.colleague).get(reverse("home")))


class TestHome(PageAccess):
    permission = SIGNED_IN
    content = "What needs attention"
    of_the_mission = "Loumé"

    def address(self, people: People) -> str:
        from tests.products_app.scene import recorded_quarter

        recorded_quarter(people)
        return reverse("home")

    def test_it_is_closed_to_a_post_without_the_permission(self, people: People, client: Client) -> None:
        from tests.page_access import stripped_of

        address = self.address(people)
        page = said(sign_in(client, stripped_of(people.in_charge, None)).get(address))
        assert "What needs attention" in page
        assert "Loumé" not in page
        assert "Civilians killed" not in page
