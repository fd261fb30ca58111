"""A token is issued for a post of one's own mission, with no more than both posts carry, and shown once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import MISSION, Known, People, put_in_post
from tutela.access.models import Token
from tutela.access.permissions import Permission
from tutela.access.queries import acting_by_token
from tutela.access.tokens import PERSONS_ONLY, digest_of
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.command import maintenance
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload, sentence
from tutela.mission.commands import issue_token
from tutela.mission.commands.tokens import Issued, is_beyond, offered_scope

HAND_IN = [Permission.ALERT_RECEIVE, Permission.SOURCE_KEEP]


def issue(people: People, by: Known | None = None, **more: Any) -> Issued:
    given = {"post": "head-of-field-office", "name": "Telephone 3", "scope": HAND_IN, "days": 30, **more}
    return issue_token(actor=(by or people.in_charge).actor, clock=people.clock, **given)


def newest() -> Entry:
    entry = Entry.objects.filter(mission=MISSION).order_by("-sequence").first()
    assert entry is not None
    return entry


def test_the_secret_opens_the_post_with_the_scope_that_was_given(people: People) -> None:
    made = issue(people)
    actor = acting_by_token(made.secret, at=people.clock.now())
    assert actor is not None
    assert (actor.post, actor.area_path) == ("head-of-field-office", "OV02/")
    assert actor.permissions == frozenset(HAND_IN)


def test_the_secret_is_kept_nowhere_and_does_not_show_itself(people: People) -> None:
    made = issue(people)
    assert made.token.digest == digest_of(made.secret)
    assert made.secret not in repr(made)
    rows = str(list(Token.objects.values())) + str(list(Entry.objects.values()))
    assert made.secret not in rows


def test_the_ledger_tells_post_scope_and_end_and_neither_name_nor_digest(people: People) -> None:
    made = issue(people)
    entry = newest()
    assert (entry.event, entry.subject) == ("mission.token_issued", "TOK-000001")
    assert payload(entry)["scope"] == sorted(HAND_IN)
    assert (
        sentence(entry)
        == "The token TOK-000001 was issued for the post Head of Field Office, in force until 2031-06-13."
    )
    told = str(list(Entry.objects.filter(pk=entry.pk).values()))
    assert "Telephone" not in told
    assert made.token.digest not in told


def test_tokens_are_numbered_in_each_mission(people: People) -> None:
    assert [issue(people).token.reference for _ in range(2)] == ["TOK-000001", "TOK-000002"]


@pytest.mark.parametrize("permission", sorted(PERSONS_ONLY))
def test_what_only_people_do_is_not_handed_out(people: People, permission: str) -> None:
    with pytest.raises(Invalid) as refused:
        issue(people, post="poc-adviser", scope=[permission])
    assert "scope" in refused.value.problems
    assert not Token.objects.exists()


@pytest.mark.parametrize("scope", [[], ["mission:unheard:of"], [Permission.IMPORT_RUN], [*HAND_IN, "*"]])
def test_a_scope_is_some_of_what_both_posts_carry(people: People, scope: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        issue(people, scope=scope)
    assert set(refused.value.problems) == {"scope"}


def test_nobody_hands_out_what_their_own_post_does_not_carry(people: People) -> None:
    with maintenance("a test"):
        people.in_charge.post.permissions = [Permission.TOKEN_ISSUE, Permission.ALERT_RECEIVE]
        people.in_charge.post.save()
    from tutela.access.queries import actor_for

    actor = actor_for(people.in_charge.post, people.in_charge.person)
    assert offered_scope(actor, people.colleague.post) == [Permission.ALERT_RECEIVE]


@pytest.mark.parametrize("seen", ["area_path", "clearance", "compartments"])
def test_a_post_that_sees_more_than_the_issuers_is_refused(people: People, seen: str) -> None:
    more = {"area_path": "", "clearance": 2, "compartments": ["detention"]}
    colleague = people.colleague
    with maintenance("a test"):
        colleague.post.permissions = [*colleague.post.permissions, Permission.TOKEN_ISSUE]
        colleague.post.save()
    other = put_in_post(MISSION, "joc_duty_officer", people.clock, slug="other", area_code="OV0201")
    from tutela.access.queries import actor_for

    actor = actor_for(colleague.post, colleague.person)
    assert not is_beyond(actor, other.post)
    with maintenance("a test"):
        setattr(other.post, seen, more[seen])
        other.post.save()
    with pytest.raises(NotAllowed, match="sees more than yours"):
        issue_token(actor=actor, clock=people.clock, post="other", name="x", scope=HAND_IN[:1])


@pytest.mark.parametrize("post", ["nobody", "", "lithe"])
def test_a_post_that_is_not_there_gets_none(people: People, post: str) -> None:
    with pytest.raises(NotFound):
        issue(people, post=post)


def test_a_post_of_another_mission_gets_none(people: People) -> None:
    put_in_post("lithe", "joc_duty_officer", people.clock, slug="abroad")
    with pytest.raises(NotFound):
        issue(people, post="abroad")


@pytest.mark.parametrize("name", ["", "   ", "\x00\x07", "x" * 81])
def test_a_token_says_what_it_is_for(people: People, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        issue(people, name=name)
    assert set(refused.value.problems) == {"name"}


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_does_not_last_for_ever(people: People, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        issue(people, days=days)
    assert set(refused.value.problems) == {"days"}


def test_a_token_may_be_answered_for_by_who_holds_the_post(people: People) -> None:
    made = issue(people, person=people.colleague.person)
    assert made.token.person == people.colleague.person
    assert payload(newest())["person"] == people.colleague.person.pk


def test_nobody_else_answers_for_it(people: People) -> None:
    with pytest.raises(Invalid) as refused:
        issue(people, person=people.in_charge.person)
    assert set(refused.value.problems) == {"person"}


def test_a_post_without_the_permission_issues_none(people: People) -> None:
    with pytest.raises(NotAllowed):
        issue(people, by=people.colleague)
    assert not Token.objects.exists()
