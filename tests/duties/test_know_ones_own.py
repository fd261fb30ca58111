"""What one's own post owes, by when and why, and what it answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.duties.scene import MEETS, happen, later, meet, today
from tests.page_access import PageAccess, said
from tests.people import MISSION, Known, People, put_in_post, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.queries import owed_by_role, role_of, standings_for
from tutela.policy.roles import responsibilities
from tutela.web.home.attention import attention

if TYPE_CHECKING:
    from django.test import Client

FORUM = "The protection forum at mission headquarters meets."


@pytest.fixture(autouse=True)
def _at_the_clock(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


class TestMine(PageAccess):
    permission = Permission.DUTY_READ
    content = FORUM
    of_the_mission = "It was last done 2031-05-10"

    def address(self, people: People) -> str:
        meet(people, today(people).replace(day=10))
        return reverse("duties:mine")

    def grow(self, people: People) -> None:
        for day in range(1, 10):
            meet(people, today(people).replace(day=day))


def mine(client: Client, known: Known) -> str:
    return said(sign_in(client, known).get(reverse("duties:mine")))


def part(page: str, first: str, after: str) -> str:
    return page.split(first, 1)[1].split(after, 1)[0]


def test_what_is_owed_comes_first_with_reason_and_limit(client: Client, people: People) -> None:
    meet(people, today(people))
    later(people, 40)
    owed = part(mine(client, people.in_charge), "Owed now", "Due soon")
    assert FORUM in owed
    assert "more than 30 days ago" in owed
    assert "13 Jun 2031" in owed


def test_what_comes_due_soon_is_told_apart(client: Client, people: People) -> None:
    meet(people, today(people))
    later(people, 28)
    soon = part(mine(client, people.in_charge), "worst first", "Cannot be told").split("Due soon", 1)[1]
    assert FORUM in soon


def test_another_role_owes_other_things(client: Client, people: People) -> None:
    happen(people, "threat_exceeds_office", today(people))
    owed = part(mine(client, people.colleague), "Owed now", "worst first")
    page = mine(client, people.colleague)
    assert owed is not None
    assert FORUM not in page
    assert "threat is too much for a field office" in page or "exceeds" in page or "their time is running: 1" in page


def test_who_works_in_anothers_section_shares_its_duties(people: People) -> None:
    staff = put_in_post(MISSION, "force", people.clock)
    found = standings_for(staff.actor, people.clock.now())
    assert role_of(staff.actor) == "force"
    assert "yearly_exercise_force" in {one.duty.name for one in owed_by_role("force", found)}


def test_every_responsibility_of_the_role_is_listed(client: Client, people: People) -> None:
    page = mine(client, people.in_charge)
    for demand in responsibilities("poc_adviser")[:40]:
        assert " ".join(demand.text("en").split()[:6]) in page.replace("&#x27;", "'")
    assert f"What the post answers for {len(responsibilities('poc_adviser'))}" in page


def test_the_home_page_counts_what_the_post_owes(people: People) -> None:
    def told() -> str:
        items = attention(people.in_charge.actor, people.clock.now())
        return "\n".join(f"{one.title} {one.why} {one.address}" for one in items)

    later(people, 40)
    own = owed_by_role("poc_adviser", standings_for(people.in_charge.actor, people.clock.now()))
    late = [one for one in own if one.state == "overdue"]
    owed = late + [one for one in own if one.state == "due"]
    assert f"{len(owed)} duties are owed by your post" in told()
    assert f"{len(late)} of them are past their limit. {reverse('duties:mine')}" in told()


def test_a_post_without_the_permission_is_told_nothing_at_home(people: People) -> None:
    blind = put_in_post(MISSION, "liaison_assistant", people.clock)
    assert not any("owed by your post" in one.title for one in attention(blind.actor, people.clock.now()))


def test_a_code_that_is_no_role_owes_nothing(people: People) -> None:
    assert owed_by_role("nobody", standings_for(people.in_charge.actor, people.clock.now())) == []
    assert MEETS
