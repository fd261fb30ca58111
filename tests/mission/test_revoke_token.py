"""A token that is revoked opens nothing from that moment on, and the ledger says why."""

from __future__ import annotations

import pytest

from tests.api.programs import token_of
from tests.people import MISSION, People
from tutela.access.models import Token
from tutela.access.queries import acting_by_token
from tutela.kernel.refusals import NotAllowed, NotFound
from tutela.ledger.models import Entry
from tutela.ledger.queries import sentence
from tutela.mission.commands import revoke_token


def test_it_opens_nothing_any_more(people: People) -> None:
    token, secret = token_of(people.colleague)
    revoke_token(actor=people.in_charge.actor, clock=people.clock, token=token.reference, reason="It was lost.")
    assert acting_by_token(secret, at=people.clock.now()) is None
    entry = Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]
    assert (entry.event, entry.subject, entry.reason) == ("mission.token_revoked", token.reference, "It was lost.")
    assert sentence(entry) == f"The token {token.reference} of the post Head of Field Office was revoked."


def test_a_second_time_changes_nothing(people: People) -> None:
    token, _secret = token_of(people.colleague)
    first = revoke_token(actor=people.in_charge.actor, clock=people.clock, token=token.reference)
    before = Entry.objects.count()
    again = revoke_token(actor=people.in_charge.actor, clock=people.clock, token=token.reference, reason="Again.")
    assert again.revoked_at == first.revoked_at
    assert Entry.objects.count() == before


@pytest.mark.parametrize("reference", ["TOK-000077", "A-000001", "", "TOK-\u0661"])
def test_one_that_is_not_there_is_not_found(people: People, reference: str) -> None:
    with pytest.raises(NotFound):
        revoke_token(actor=people.in_charge.actor, clock=people.clock, token=reference)


def test_one_of_another_mission_is_not_found(people: People) -> None:
    token, _secret = token_of(people.in_charge)
    with pytest.raises(NotFound):
        revoke_token(actor=people.outsider.actor, clock=people.clock, token=token.reference)
    assert Token.objects.get(pk=token.pk).revoked_at is None


def test_a_post_without_the_permission_revokes_none(people: People) -> None:
    token, _secret = token_of(people.colleague)
    with pytest.raises(NotAllowed):
        revoke_token(actor=people.colleague.actor, clock=people.clock, token=token.reference)
