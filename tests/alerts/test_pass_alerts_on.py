"""An alert goes to another post that accepts it, up to headquarters, or out of a closed room as a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.alerts.scene import WEST, post, told
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.alerts.commands import answer_offer, escalate_alert, offer_alert, tell_desk
from tutela.know.alerts.commands.passing import AlreadyOffered
from tutela.know.alerts.models import Alert, HandOver
from tutela.know.alerts.queries import alert_named
from tutela.ledger.models import Entry
from tutela.ledger.queries import entries

if TYPE_CHECKING:
    from tests.people import People


def offer(people: People, row: Alert, to: str, *, version: int = 1, reason: str = "You are nearer.") -> Alert:
    return offer_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=version, to_post=to,
        reason=reason,
    )  # fmt: skip


def test_whoever_offers_answers_for_it_until_the_other_accepts(people: People) -> None:
    row = told(people)
    offer(people, row, people.colleague.actor.post)
    row = Alert.objects.get()
    assert (row.desk, row.offered_to) == ("", people.colleague.actor.post)
    answer_offer(actor=people.colleague.actor, clock=people.clock, alert=row.reference, is_accepted=True)
    row = Alert.objects.get()
    assert (row.desk, row.offered_to, row.worked_post) == (
        people.colleague.actor.post,
        "",
        people.colleague.actor.post,
    )


def test_a_post_sees_what_is_offered_to_it_wherever_it_lies(people: People) -> None:
    row = told(people, longitude=WEST)
    assert alert_named(people.colleague.actor, row.reference) is None
    offer(people, row, people.colleague.actor.post)
    assert alert_named(people.colleague.actor, row.reference) is not None


def test_a_no_needs_a_reason_and_hands_it_back(people: People) -> None:
    row = told(people)
    offer(people, row, people.colleague.actor.post)
    with pytest.raises(Invalid):
        answer_offer(actor=people.colleague.actor, clock=people.clock, alert=row.reference, is_accepted=False)
    answer_offer(
        actor=people.colleague.actor, clock=people.clock, alert=row.reference, is_accepted=False, answer="No means."
    )
    assert (Alert.objects.get().offered_to, HandOver.objects.get().is_accepted) == ("", False)


def test_an_offer_can_be_taken_back_but_not_accepted_by_who_made_it(people: People) -> None:
    row = told(people)
    offer(people, row, people.colleague.actor.post)
    with pytest.raises(NotFound):
        answer_offer(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, is_accepted=True)
    answer_offer(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, is_accepted=False, answer="Done here."
    )
    assert Alert.objects.get().offered_to == ""


def test_it_is_offered_once_at_a_time(people: People) -> None:
    row = told(people)
    offer(people, row, people.colleague.actor.post)
    with pytest.raises(AlreadyOffered):
        offer(people, row, people.colleague.actor.post, version=2)


def test_it_is_not_offered_to_a_post_that_may_not_know_of_it(people: People) -> None:
    row = told(people, what=("sexual_violence",))
    with pytest.raises(Invalid) as refused:
        offer(people, row, people.colleague.actor.post)
    assert "to_post" in refused.value.problems
    for nobody in ("nobody", people.in_charge.actor.post):
        with pytest.raises(Invalid):
            offer(people, row, nobody)


def test_a_field_office_passes_up_what_is_beyond_its_means_once(people: People) -> None:
    row = told(people)
    for _time in range(2):
        escalate_alert(actor=people.colleague.actor, clock=people.clock, alert=row.reference, reason="No vehicles.")
    assert Alert.objects.get().escalated_at == people.clock.now()
    assert Entry.objects.filter(event="know.alerts.alert_escalated").count() == 1
    with pytest.raises(Invalid):
        escalate_alert(actor=people.colleague.actor, clock=people.clock, alert=row.reference, reason=" ")


def test_a_specialist_asks_the_desk_and_tells_it_no_more_than_it_needs(people: People) -> None:
    row = told(people, what=("sexual_violence",), text="What she told the adviser.", actor_name="Those who did it")
    adviser = post(people, "womens_protection")
    made = tell_desk(
        actor=adviser.actor, clock=people.clock, alert=row.reference, what="protection_requested",
        request="A patrol at the wells tonight, please.",
    )  # fmt: skip
    twin = alert_named(people.colleague.actor, made)
    assert twin is not None
    assert (twin.text, twin.headline) == ("A patrol at the wells tonight, please.", "protection_requested")
    assert (twin.actor_name, twin.source, twin.compartment) == ("", None, "")
    told_of = [entry.subject for entry in entries(people.colleague.actor).filter(event__startswith="know.alerts")]
    assert told_of == [made]


def test_the_desk_is_asked_from_closed_rooms_alone_and_in_open_words(people: People) -> None:
    opened, closed = told(people, "1"), told(people, "2", what=("sexual_violence",))
    actor = people.in_charge.actor
    with pytest.raises(Invalid):
        tell_desk(actor=actor, clock=people.clock, alert=opened.reference, what="pillage", request="x")
    for what in ("child_recruitment", "mischief"):
        with pytest.raises(Invalid):
            tell_desk(actor=actor, clock=people.clock, alert=closed.reference, what=what, request="x")
    with pytest.raises(Invalid):
        tell_desk(actor=actor, clock=people.clock, alert=closed.reference, what="pillage", request=" ")
