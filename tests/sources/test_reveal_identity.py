"""Who a source is: asked with a reason, decided by another, for some hours, to one person, each opening on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.page_access import stripped_of
from tests.people import Known, People
from tests.sources.scene import (
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
    rings,
    tables,
    with_keys,
)  # fmt: skip
from tutela.access.permissions import Permission
from tutela.kernel.clock import instant
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.sources.commands import ask_for_identity, decide_on_identity, open_identity, revoke_grant
from tutela.know.sources.models import Reading, RevealRequest
from tutela.know.sources.queries import grant_for, grants_in_force, requests, source_story, waiting_count
from tutela.know.sources.rules.reveals import GrantOver, NotGranted, OwnRequest, State, VaultLocked, state_of
from tutela.ledger.queries import payload
from tutela.mission.commands import set_parameter


def test_a_request_says_who_asks_what_for_and_why(people: People) -> None:
    request = asked(people, kept(people))
    assert (request.reference, request.purpose, request.is_granted) == ("SRQ-000001", "warn", None)
    assert (request.asked_post, request.asked_person) == ("poc-adviser", people.in_charge.person.pk)
    (entry,) = entries("identity_requested")
    assert (entry.subject, entry.reason) == ("SRC-000001", "They are looking for her.")
    assert (entry.sensitivity, entry.compartment, entry.cites) == (1, "sources", '["P32.3"]')
    assert payload(entry) == {"request": "SRQ-000001", "purpose": "warn"}


def test_asking_again_while_it_waits_or_holds_asks_nothing(people: People) -> None:
    source = kept(people)
    request = asked(people, source)
    assert asked(people, source) == request
    decided(people, request, custodian(people))
    assert asked(people, source).pk == request.pk
    people.clock.advance(timedelta(hours=25))
    assert asked(people, source).pk != request.pk


def test_a_custodian_opens_it_for_the_hours_of_the_mission(people: People) -> None:
    request = granted(people, kept(people))
    assert request.expires_at == people.clock.now() + timedelta(hours=24)
    assert (request.is_granted, request.version, request.decided_at) == (True, 2, people.clock.now())
    (entry,) = entries("identity_granted")
    assert payload(entry)["expires_at"] == instant(request.expires_at)
    assert entry.reason == "There is no other way to warn her."


def test_the_hours_are_a_parameter_and_a_custodian_may_give_fewer_only(people: People) -> None:
    request, holder = asked(people, kept(people)), custodian(people)
    actor = people.in_charge.actor
    set_parameter(actor=actor, clock=people.clock, name="identity_hours", value=6, reason="Shorter.")
    for hours in (0, 7):
        with pytest.raises(Invalid) as refused:
            decided(people, request, holder, hours=hours)
        assert list(refused.value.problems) == ["hours"]
    assert decided(people, request, holder, hours=2).expires_at == people.clock.now() + timedelta(hours=2)


def test_what_is_granted_opens_to_that_very_post_and_person_only(people: People) -> None:
    source = kept(people)
    granted(people, source)
    assert opened(people, source) == identity()
    another_person = replace(people.in_charge.actor, person=people.colleague.person.pk)
    for actor in (another_person, people.colleague.actor):
        with pytest.raises(NotGranted):
            open_identity(actor=actor, clock=people.clock, source=source.reference)


def test_each_opening_is_on_record_with_who_and_when(people: People) -> None:
    source = kept(people)
    granted(people, source)
    for _time in range(2):
        opened(people, source)
    assert [payload(entry) for entry in entries("identity_opened")] == [
        {"request": "SRQ-000001", "times": 1},
        {"request": "SRQ-000001", "times": 2},
    ]
    row = Reading.objects.order_by("id")[0]
    assert (row.read_post, row.read_person, row.read_at) == (
        "poc-adviser", people.in_charge.person.pk, people.clock.now(),
    )  # fmt: skip


def test_it_does_not_open_before_a_decision_after_a_refusal_or_after_the_time(people: People) -> None:
    source, holder = kept(people), custodian(people)
    with pytest.raises(NotGranted):
        opened(people, source)
    request = asked(people, source)
    with pytest.raises(NotGranted):
        opened(people, source)
    decided(people, request, holder, is_granted=False)
    with pytest.raises(NotGranted):
        opened(people, source)
    decided(people, asked(people, source), holder)
    people.clock.advance(timedelta(hours=24))
    with pytest.raises(GrantOver):
        opened(people, source)
    assert not Reading.objects.exists()


def test_a_refusal_says_why_and_opens_nothing(people: People) -> None:
    request = decided(people, asked(people, kept(people)), custodian(people), is_granted=False, reason="Too dangerous.")
    assert (request.is_granted, request.expires_at, request.decision_reason) == (False, None, "Too dangerous.")
    (entry,) = entries("identity_refused")
    assert (entry.reason, payload(entry)["request"]) == ("Too dangerous.", "SRQ-000001")


def test_a_grant_taken_back_opens_nothing_any_more(people: People) -> None:
    source = kept(people)
    request, second = granted(people, source), custodian(people, "second")
    call: dict[str, Any] = {"actor": second.actor, "clock": people.clock, "request": request.reference}
    with pytest.raises(Invalid):
        revoke_grant(**call, version=2, reason="")
    revoked = revoke_grant(**call, version=2, reason="She left the country.")
    assert (revoked.revoked_by, revoked.version) == (second.actor.label, 3)
    with pytest.raises(GrantOver):
        opened(people, source)
    before = tables()
    assert revoke_grant(**call, version=3, reason="Again.").version == 3
    assert tables() == before
    assert entries("grant_revoked")[0].reason == "She left the country."


def test_nobody_decides_on_their_own_request_in_whatever_post(people: People) -> None:
    source, holder, second = kept(people), custodian(people), custodian(people, "second")
    request = asked(people, source, by=holder)
    in_another_post = Known(holder.person, second.post, replace(second.actor, person=holder.person.pk))
    another_in_the_post = Known(second.person, holder.post, replace(holder.actor, person=second.person.pk))
    before = tables()
    for somebody in (holder, in_another_post, another_in_the_post):
        with pytest.raises(OwnRequest):
            decided(people, request, somebody)
    assert tables() == before
    assert decided(people, request, second).is_granted


def test_of_two_custodians_at_once_the_second_is_told(people: People) -> None:
    request, first, second = asked(people, kept(people)), custodian(people), custodian(people, "second")
    decided(people, request, first, is_granted=False)
    before = tables()
    with pytest.raises(Stale):
        decided(people, request, second)
    with pytest.raises(Stale):
        decided(people, RevealRequest.objects.get(), second)
    assert tables() == before
    assert RevealRequest.objects.get().is_granted is False


@pytest.mark.parametrize("reason", ["", "   "])
def test_neither_asking_nor_deciding_goes_without_a_reason(people: People, reason: str) -> None:
    source, holder = kept(people), custodian(people)
    call: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "source": source.reference}
    with pytest.raises(Invalid):
        ask_for_identity(**call, purpose="warn", reason=reason)
    with pytest.raises(Invalid):
        ask_for_identity(**call, purpose="curiosity", reason="I want to know.")
    with pytest.raises(Invalid):
        decided(people, asked(people, source), holder, reason=reason)


def test_only_those_with_the_permission_ask_decide_and_open(people: People) -> None:
    source, assistant = kept(people), liaison(people)
    request = granted(people, source)
    with pytest.raises(NotAllowed):
        asked(people, source, by=assistant)
    with pytest.raises(NotAllowed):
        opened(people, source, by=assistant)
    with pytest.raises(NotAllowed):
        decided(people, request, people.in_charge)
    with pytest.raises(NotAllowed):
        opened(people, source, by=stripped_of(people.in_charge, Permission.IDENTITY_ASK))


def test_nobody_asks_for_or_decides_on_what_they_may_not_know_of(people: People) -> None:
    source = kept(people, told=facts(area_code="OV0101"))
    for somebody in (people.colleague, people.outsider):
        with pytest.raises(NotFound):
            asked(people, source, by=somebody)
    request, holder = asked(people, source), custodian(people)
    for actor in (replace(holder.actor, area_path="OV02/"), replace(holder.actor, mission="lithe")):
        with pytest.raises(NotFound):
            decide_on_identity(
                actor=actor, clock=people.clock, request=request.reference, version=1, is_granted=True, reason="x"
            )


def test_the_owner_sees_every_request_decision_and_opening_and_a_bystander_none(people: People) -> None:
    assistant = liaison(people)
    source = kept(people, by=assistant)
    granted(people, source)
    opened(people, source)
    for known, sees in ((assistant, True), (people.colleague, False), (people.in_charge, False)):
        story = source_story(known.actor, source.reference, people.clock.now())
        assert story is not None
        assert story.sees_reveals is sees
        assert len(story.readings) == int(sees)
        assert len(story.requests) == int(sees or known is people.in_charge)
    assert requests(people.colleague.actor).count() == 0


def test_a_custodian_is_told_how_many_wait_without_their_own(people: People) -> None:
    source, holder = kept(people), custodian(people)
    asked(people, source, by=holder)
    assert waiting_count(holder.actor) == 0
    request = asked(people, source)
    assert waiting_count(holder.actor) == 1
    assert waiting_count(people.in_charge.actor) == 0
    decided(people, request, holder)
    now = people.clock.now()
    assert [row.pk for row in grants_in_force(holder.actor, now)] == [request.pk]
    assert grants_in_force(people.in_charge.actor, now).count() == 0
    assert grant_for(people.in_charge.actor, source.reference, now) is not None
    assert grant_for(people.in_charge.actor, "SRC-000009", now) is None


def test_another_key_opens_nothing_and_leaves_no_opening_behind(people: People, settings: Any) -> None:
    source = kept(people)
    granted(people, source)
    with_keys(settings, rings("other")["other"])
    before = tables()
    with pytest.raises(VaultLocked) as locked:
        opened(people, source)
    assert "tutela vault status" in locked.value.remedy
    assert tables() == before


def test_the_bytes_of_another_source_open_nothing(people: People) -> None:
    from tutela.know.sources.models import Vault
    from tutela.ledger.command import maintenance

    mine, other = kept(people), kept(people, "s-2", told=facts(identity(phone="", name="Another")))
    granted(people, mine)
    with maintenance("a test"):
        Vault.objects.filter(source=mine).update(sealed=bytes(Vault.objects.get(source=other).sealed))
    with pytest.raises(VaultLocked):
        opened(people, mine)


@pytest.mark.parametrize(
    ("is_granted", "hours", "is_revoked", "state"),
    [
        (None, None, False, State.WAITING),
        (False, None, False, State.REFUSED),
        (True, 1, False, State.GRANTED),
        (True, 0, False, State.EXPIRED),
        (True, None, False, State.EXPIRED),
        (True, 1, True, State.REVOKED),
    ],
)
def test_how_a_request_stands(
    people: People, is_granted: bool | None, hours: int | None, is_revoked: bool, state: State
) -> None:
    now = people.clock.now()
    ends = None if hours is None else now + timedelta(hours=hours)
    revoked = now if is_revoked else None
    assert state_of(is_granted=is_granted, expires_at=ends, revoked_at=revoked, now=now) is state
