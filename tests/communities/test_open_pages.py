"""Who may open the pages of communities, what they show, and that they ask the store as often however much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tests.communities.scene import (
    EAST,
    PERSON,
    added,
    backed,
    consulted,
    liaison,
    locked,
    mechanism,
    place,
    placed,
    pointed,
    rung,
    served,
    told_back,
    written,
)
from tests.page_access import PageAccess, said, stripped_of, text_of
from tests.people import People, sign_in
from tutela.access.permissions import Permission
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.know.communities.models import AlertNetwork, Community, Consultation, LiaisonPlacement, Mechanism

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known


def now(people: People) -> People:
    """Set the clock to that of the pages."""
    people.clock.moment = SYSTEM_CLOCK.now()
    return people


class TestList(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "Loumé"

    def address(self, people: People) -> str:
        added(people)
        return reverse("communities:list")

    def grow(self, people: People) -> None:
        for number in range(4):
            row = added(people, place(f"Ford {number}"))
            served(people, row)
            written(people, row)


class TestCommunity(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "The path to the well."
    elsewhere = 404
    row: Community

    def address(self, people: People) -> str:
        self.row = added(people, place(latitude=5.0, longitude=20.5, precision=1))
        self._work(people, "one")
        written(people, self.row)
        return reverse("communities:community", args=[self.row.reference])

    def _work(self, people: People, name: str) -> None:
        told_back(people, consulted(people, self.row))
        network = served(people, self.row, name=name)
        rung(people, network)
        pointed(people, network)
        backed(people, mechanism(people, self.row, name))
        placed(people, f"liaison-{name}", communities=(self.row.reference,))

    def grow(self, people: People) -> None:
        for name in ("two", "three"):
            self._work(people, name)


class TestNetworks(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "Market callers"

    def address(self, people: People) -> str:
        pointed(people, served(people, added(people)))
        return reverse("communities:networks")

    def grow(self, people: People) -> None:
        for number in range(3):
            pointed(people, served(people, added(people, place(f"Ford {number}")), name=f"Callers {number}"))


class TestNetwork(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "Market callers"
    elsewhere = 404
    row: AlertNetwork

    def address(self, people: People) -> str:
        self.row = served(people, added(people))
        pointed(people, self.row)
        rung(people, self.row)
        return reverse("communities:network", args=[self.row.reference])

    def grow(self, people: People) -> None:
        from datetime import timedelta

        for number in range(3):
            pointed(people, self.row)
            rung(people, self.row, tested_at=people.clock.now() - timedelta(days=number + 1))


class TestConsultation(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "The path to the well."
    elsewhere = 404
    row: Consultation

    def address(self, people: People) -> str:
        self.row = consulted(people, added(people))
        told_back(people, self.row)
        return reverse("communities:consultation", args=[self.row.reference])

    def grow(self, people: People) -> None:
        for number in range(3):
            told_back(people, self.row, told=f"More, {number}.")


class TestPlan(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "Along the river."
    elsewhere = 404
    row: Community
    page = "communities:plan"

    def address(self, people: People) -> str:
        self.row = added(people)
        written(people, self.row)
        return reverse(self.page, args=[self.row.reference])

    def grow(self, people: People) -> None:
        for number in range(1, 4):
            written(people, self.row, number, shelters=f"School {number}.")


class TestPlanSheet(TestPlan):
    page = "communities:print_plan"


class TestLiaison(PageAccess):
    permission = Permission.COMMUNITY_READ
    content = "liaison-1"

    def address(self, people: People) -> str:
        placed(people)
        return reverse("communities:liaison")

    def grow(self, people: People) -> None:
        for number in range(2, 5):
            placed(people, f"liaison-{number}")
        liaison(people, "liaison-9")


class TestNew(PageAccess):
    permission = Permission.COMMUNITY_CHANGE
    content = "What do people call it?"
    of_the_mission = "Haut-Sambéré"

    def address(self, people: People) -> str:
        return reverse("communities:new")


class OfOne(PageAccess):
    """A form about one community; `page` names it."""

    permission = Permission.COMMUNITY_CHANGE
    content = "Loumé"
    elsewhere = 404
    page: str

    def address(self, people: People) -> str:
        row = added(people)
        written(people, row)
        return reverse(self.page, args=[row.reference])


class TestChange(OfOne):
    page = "communities:change"


class TestClose(OfOne):
    page = "communities:close"


class TestReopen(OfOne):
    page = "communities:reopen"


class TestWritePlan(OfOne):
    page = "communities:write_plan"


class TestReviewPlan(OfOne):
    page = "communities:review_plan"


class TestNewMechanism(OfOne):
    page = "communities:new_mechanism"


class TestNewConsultation(OfOne):
    permission = Permission.CONSULTATION_RECORD
    page = "communities:new_consultation"


class TestFeedback(OfOne):
    permission = Permission.CONSULTATION_RECORD
    content = "What were people told back?"

    def address(self, people: People) -> str:
        return reverse("communities:feedback", args=[consulted(people, added(people)).reference])


class TestSupport(OfOne):
    permission = Permission.CONSULTATION_RECORD
    content = "Council of the well"
    row: Mechanism

    def address(self, people: People) -> str:
        return reverse("communities:support", args=[mechanism(people, added(people)).reference])


class TestTrial(OfOne):
    permission = Permission.CONSULTATION_RECORD
    content = "Market callers"
    page = "communities:test"

    def address(self, people: People) -> str:
        return reverse(self.page, args=[served(people, added(people)).reference])


class TestEndNetwork(TestTrial):
    permission = Permission.COMMUNITY_CHANGE
    page = "communities:end_network"


class TestNewPoint(TestTrial):
    permission = Permission.COMMUNITY_CHANGE
    page = "communities:new_point"


class TestEndPoint(OfOne):
    content = "A focal point no longer"

    def address(self, people: People) -> str:
        return reverse("communities:end_point", args=[pointed(people, served(people, added(people))).reference])


class TestCheckLiaison(OfOne):
    content = "liaison-1"
    page = "communities:check_liaison"
    row: LiaisonPlacement

    def address(self, people: People) -> str:
        return reverse(self.page, args=[placed(people).reference])


class TestEndLiaison(TestCheckLiaison):
    page = "communities:end_liaison"


def opened(client: Client, known: Known, name: str, *args: str, **asked: str) -> Any:
    return sign_in(client, known).get(reverse(f"communities:{name}", args=args), asked)


def test_a_community_says_how_long_it_was_silent_and_who_was_never_heard(people: People, client: Client) -> None:
    row = added(now(people))
    consulted(people, row)
    words = said(opened(client, people.in_charge, "community", row.reference))
    assert "Heard from 1 day ago" in words
    assert "Never heard, or not for a year: Girls, Boys, Older persons" in words
    assert "Not noted as living here" in words


def test_a_community_never_heard_from_says_so_in_words(people: People, client: Client) -> None:
    row = added(now(people))
    assert "Never heard from" in said(opened(client, people.in_charge, "community", row.reference))
    assert "Overdue" in said(opened(client, people.in_charge, "list"))


def test_an_alert_from_the_area_ends_the_silence_on_every_page(people: People, client: Client) -> None:
    from tests.communities.test_hear_from import alarm

    row = added(now(people))
    alarm(people)
    assert "Last alert from this area" in said(opened(client, people.in_charge, "community", row.reference))
    words = said(opened(client, people.in_charge, "list"))
    assert "Heard from today" in words
    assert "Silence is a warning too" not in words


def test_the_list_warns_of_silence_and_shows_it(people: People, client: Client) -> None:
    added(now(people))
    response = opened(client, people.in_charge, "list")
    assert "1 community was not heard from within 30 days" in said(response)
    response = opened(client, people.in_charge, "list", silence="quiet", sort="contact")
    assert [row.community.name for row in response.context["table"].page.rows] == ["Loumé"]


def test_a_consultation_says_that_its_risk_was_weighed_only_afterwards(people: People, client: Client) -> None:
    from datetime import timedelta

    today = now(people).clock.now().date()
    row = consulted(people, added(people), held_on=today - timedelta(days=4), risk_weighed_on=today)
    assert "Weighed only afterwards" in said(opened(client, people.in_charge, "consultation", row.reference))


def test_a_closed_community_offers_to_be_opened_again_and_nothing_else(people: People, client: Client) -> None:
    from tutela.know.communities.commands import close_community

    row = added(now(people))
    close_community(
        actor=people.in_charge.actor, clock=people.clock, community=row.reference, version=1, reason="Burnt."
    )
    text = text_of(opened(client, people.in_charge, "community", row.reference))
    assert reverse("communities:reopen", args=[row.reference]) in text
    for name in ("change", "new_consultation", "write_plan", "new_mechanism"):
        assert reverse(f"communities:{name}", args=[row.reference]) not in text


def test_empty_pages_teach_their_first_step(people: People, client: Client) -> None:
    for name, words in (
        ("list", "No communities yet"),
        ("networks", "No alert networks yet"),
        ("liaison", "No liaison assistant is placed"),
    ):
        assert words in said(opened(client, people.in_charge, name))
    assert "No community fits these filters" in said(opened(client, people.in_charge, "list", q="nowhere"))
    assert "No network fits these filters" in said(opened(client, people.in_charge, "networks", q="nowhere"))


def test_the_network_page_tells_references_to_whoever_may_read_them_and_names_to_nobody(
    people: People, client: Client
) -> None:
    row = served(people, added(people))
    source = locked(people)
    pointed(people, row, source)
    text = text_of(opened(client, people.in_charge, "network", row.reference))
    assert (source in text, PERSON in text) == (True, False)
    bare = stripped_of(people.in_charge, Permission.SOURCE_READ)
    response = opened(client, bare, "network", row.reference)
    assert source not in text_of(response)
    assert "women among them" in said(response)
    assert opened(client, bare, "new_point", row.reference).status_code == 403


def test_networks_that_were_not_tested_in_time_or_failed_are_found(people: People, client: Client) -> None:
    silent, late = served(now(people), added(people)), served(people, added(people, place("Ford")), name="Runners")
    rung(people, silent, "failed")
    for asked, expected in (
        ({}, [late, silent]),
        ({"overdue": "1"}, [late]),
        ({"silent": "1"}, [silent]),
        ({"q": "run"}, [late]),
        ({"ended": "1"}, []),
    ):
        rows = opened(client, people.in_charge, "networks", **asked).context["table"].page.rows
        assert [row.network for row in rows] == expected


def test_a_field_office_reads_its_own_communities_alone(people: People, client: Client) -> None:
    west, east = added(people), added(people, place("Weir", EAST))
    served(people, west, name="West callers")
    placed(people)
    for name in ("list", "networks", "liaison"):
        text = text_of(opened(client, people.colleague, name))
        assert [word for word in ("Loumé", "West callers", "liaison-1 ·") if word in text] == []
    assert "Weir" in text_of(opened(client, people.colleague, "list"))
    assert opened(client, people.colleague, "community", west.reference).status_code == 404
    assert opened(client, people.colleague, "community", east.reference).status_code == 200


def test_the_sheet_says_how_closely_it_is_held_and_for_whom_it_was_printed(people: People, client: Client) -> None:
    row = added(now(people))
    written(people, row, sensitivity=1)
    words = said(opened(client, people.in_charge, "print_plan", row.reference))
    assert "Confidential" in words
    assert "Printed for Mission in Orvane, by the post Protection of Civilians Adviser." in words


def test_a_page_without_a_plan_to_read_is_not_found(people: People, client: Client) -> None:
    row = added(people)
    for name in ("plan", "print_plan", "review_plan"):
        assert opened(client, people.in_charge, name, row.reference).status_code == 404
