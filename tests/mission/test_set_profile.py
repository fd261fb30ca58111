"""The profile: a missing part is said openly, its duties go to whoever covers, and nothing vanishes by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import PageAccess, said
from tests.people import ELSEWHERE, MISSION, NOW, People, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.queries import standing_named
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.models import Entry
from tutela.ledger.queries import ledger_head
from tutela.mission.commands import set_profile
from tutela.mission.queries import profile, profile_history
from tutela.mission.rules import ClockSetBack
from tutela.policy.duties import State

MONTH = timedelta(days=30)


def put(people: People, part: str, covered_by: str = "", *, is_absent: bool = True, reason: str = "So it is.") -> None:
    set_profile(
        actor=people.in_charge.actor, clock=people.clock,
        part=part, is_absent=is_absent, covered_by=covered_by, reason=reason,
    )  # fmt: skip


def test_each_profile_holds_from_its_moment_to_the_next(people: People) -> None:
    put(people, "police", "poc_adviser")
    people.clock.advance(MONTH)
    put(people, "police", is_absent=False)
    put(people, "ddr")
    moments = [NOW - timedelta(microseconds=1), NOW, NOW + timedelta(days=29), NOW + MONTH]
    assert [profile(MISSION, moment) for moment in moments] == [
        {}, {"police": "poc_adviser"}, {"police": "poc_adviser"}, {"ddr": ""},
    ]  # fmt: skip
    assert profile(ELSEWHERE, NOW + MONTH) == {}


def test_the_entry_holds_what_the_evaluation_reads_and_the_reason(people: People) -> None:
    put(people, "child_protection", "human_rights", reason=" The adviser left. ")
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert entry.payload == '{"covered_by":"human_rights","is_absent":true,"part":"child_protection"}'
    assert (entry.subject, entry.reason) == ("part:child_protection", "The adviser left.")
    assert entry.cites == '["A11.a.2","P3.18"]'


def test_the_same_again_writes_nothing(people: People) -> None:
    put(people, "ddr")
    before = ledger_head(MISSION)
    put(people, "ddr")
    put(people, "police", is_absent=False)
    assert ledger_head(MISSION) == before


@pytest.mark.parametrize(
    ("part", "cover", "is_absent", "told"),
    [
        ("nothing", "", True, "There is no part nothing"),
        ("police", "nobody", True, "There is no role nobody"),
        ("police", "police_commissioner", True, "in a circle: police → police"),
        ("police", "poc_adviser", False, "needs no cover"),
        ("leadership", "", True, "No mission is without the part leadership"),
        ("headquarters", "poc_adviser", True, "No mission is without the part headquarters"),
        ("child_protection", "", True, "who covers for child_protection: human_rights"),
        ("womens_protection", "gender", True, "who covers for womens_protection: human_rights"),
        ("poc_adviser", "", True, "who covers for poc_adviser: mission_focal_point"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    people: People, part: str, cover: str, is_absent: bool, told: str
) -> None:
    before = ledger_head(MISSION)
    with pytest.raises(Invalid, match=told):
        put(people, part, cover, is_absent=is_absent)
    assert ledger_head(MISSION) == before


def test_parts_cannot_cover_each_other_in_a_circle(people: People) -> None:
    put(people, "political_affairs", "civil_affairs")
    before = ledger_head(MISSION)
    with pytest.raises(Invalid, match="political_affairs → civil_affairs → political_affairs"):
        put(people, "civil_affairs", "political_affairs")
    assert ledger_head(MISSION) == before


def test_whoever_covers_cannot_go_missing_without_cover(people: People) -> None:
    put(people, "child_protection", "human_rights")
    before = ledger_head(MISSION)
    with pytest.raises(Invalid, match="Whoever covers for child_protection would be missing"):
        put(people, "human_rights")
    assert ledger_head(MISSION) == before
    put(people, "human_rights", "political_affairs")
    assert profile(MISSION, NOW)["human_rights"] == "political_affairs"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_it_needs_a_reason(people: People, reason: str) -> None:
    with pytest.raises(Invalid, match="needs a reason"):
        put(people, "ddr", reason=reason)
    assert profile_history(people.in_charge.actor) == []


def test_a_clock_that_was_set_back_is_refused_and_changes_nothing(people: People) -> None:
    put(people, "ddr")
    before = ledger_head(MISSION)
    people.clock.advance(-MONTH)
    with pytest.raises(ClockSetBack, match=r"stands before the last change.*Nothing was changed"):
        put(people, "ddr", is_absent=False)
    assert ledger_head(MISSION) == before


def test_only_a_post_that_may_can_set_it(people: People) -> None:
    with pytest.raises(NotAllowed):
        set_profile(
            actor=people.colleague.actor, clock=people.clock, part="ddr", is_absent=True, covered_by="", reason="r"
        )


def test_the_history_is_read_in_ones_own_mission(people: People) -> None:
    put(people, "ddr")
    put(people, "ddr", is_absent=False)
    told = [row.reason for row in profile_history(people.colleague.actor)]
    assert told == ["So it is.", "So it is."]
    assert profile_history(people.outsider.actor) == []


def test_its_duties_go_to_whoever_stands_in_in_the_end(people: People) -> None:
    put(people, "womens_protection", "human_rights")
    put(people, "human_rights", "political_affairs")
    standing = standing_named(people.in_charge.actor, "document_reprisals", people.clock.now())
    assert standing is not None
    assert (standing.posts, standing.state) == (("political_affairs",), State.CANNOT_TELL)


class TestProfilePage(PageAccess):
    permission = Permission.MISSION_READ
    content = "Disarmament, demobilization and reintegration"
    of_the_mission = "The lorry never came."

    def address(self, people: People) -> str:
        if not profile(MISSION, NOW):
            put(people, "ddr", reason="The lorry never came.")
        return reverse("mission:profile")

    def grow(self, people: People) -> None:
        put(people, "police", "poc_adviser")


def test_the_page_sets_it_and_tells_what_it_does(people: People, client: Client) -> None:
    answer = {"part": "police", "is_absent": "yes", "covered_by": "", "reason": "None were sent."}
    assert sign_in(client, people.in_charge).post(reverse("mission:profile"), answer).status_code == 302
    told = said(client.get(reverse("mission:profile")))
    assert "Missing, and nobody covers." in told
    assert "told as not applicable" in told
    assert "None were sent." in told


def test_a_refusal_stands_in_the_form_with_what_was_typed(people: People, client: Client) -> None:
    answer = {"part": "child_protection", "is_absent": "yes", "covered_by": "", "reason": "The adviser left."}
    before = ledger_head(MISSION)
    response = sign_in(client, people.in_charge).post(reverse("mission:profile"), answer)
    assert response.status_code == 422
    assert "The policy itself says who covers" in said(response)
    assert "The adviser left." in response.content.decode()
    assert ledger_head(MISSION) == before
