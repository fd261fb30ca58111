"""Consultations with communities, and what was told back to them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import digest
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands.records import (
    found_community,
    known_on,
    not_below,
    note_contact,
    number,
    refuse,
    require_clearance,
    room_of,
)
from tutela.know.communities.events import ConsultationRecorded, FeedbackGiven
from tutela.know.communities.models import Community, Consultation, Feedback, GroupMet
from tutela.know.communities.queries.scope import consultation_named
from tutela.know.communities.rules import ConsultationFacts, cleaned, facts_digest
from tutela.know.communities.rules.checking import (
    latest_day,
    missing_before_contact,
    past_problem,
    text_problem,
    wrong_in_consultation,
)
from tutela.ledger.command import Done, Outcome, Unchanged, command


class ContactRiskMissing(Invalid):
    """Nobody said what the contact itself may bring on people, and what was done about it."""

    code = "contact_risk_missing"
    paragraphs = ("P42.7",)


@command(Permission.CONSULTATION_RECORD)
def record_consultation(
    *, actor: Actor, clock: Clock, community: str, facts: ConsultationFacts, record_key: str
) -> Outcome[Consultation]:
    """Put on record who of a community was met and what they said. The same key again is the same consultation.

    Raises ContactRiskMissing without the risk of the contact and what was done about it (para 42), NotFound,
    CommunityIsClosed, Invalid for what cannot be, NotAllowed above the post's clearance. It is held as closely as the
    community, at least. A risk that was weighed only afterwards is put on record as that.
    """
    known = Consultation.objects.filter(mission_id=actor.mission, record_key=record_key).first()
    if known is not None:
        return Unchanged(_seen(actor, known))
    place, said, now = found_community(actor, community), cleaned(facts), clock.now()
    wrong, missing = wrong_in_consultation(said, latest_day(now)), missing_before_contact(said)
    if missing:
        raise ContactRiskMissing(
            _("Before people are met, the risk that this brings them is weighed."),
            remedy=_("Say what the risk was and what was done about it."),
            problems={**wrong, **missing},
        )
    refuse(wrong)
    sensitivity = not_below(said.sensitivity, place)
    require_clearance(actor, sensitivity)
    assert said.risk_weighed_on is not None  # noqa: S101  # it would be missing
    row = _written(actor, clock, place, said, sensitivity, record_key, said.risk_weighed_on)
    note_contact([place.pk], said.held_on, sensitivity)
    recorded = ConsultationRecorded(
        subject=row.reference,
        related=(place.reference,),
        known_at=known_on(said.held_on, now),
        community=place.reference,
        stage=said.stage,
        groups=[code for code, _people in said.groups],
        held_on=said.held_on.isoformat(),
        follow_up_on=said.follow_up_on.isoformat() if said.follow_up_on else "",
        is_weighed_before=said.is_weighed_before,
        digest=row.digest,
        **room_of(place, sensitivity),
    )
    return Done(row, recorded)


def _seen(actor: Actor, row: Consultation) -> Consultation:
    seen = consultation_named(actor, row.reference)
    if seen is None:
        raise NotFound(_("This key is taken."), remedy=_("Load the form again and send it once more."))
    return seen


def _written(
    actor: Actor,
    clock: Clock,
    place: Community,
    facts: ConsultationFacts,
    sensitivity: int,
    record_key: str,
    weighed_on: date,
) -> Consultation:
    row = Consultation.objects.create(
        id=number(actor.mission, Consultation.KIND),
        mission_id=actor.mission,
        record_key=record_key,
        community=place,
        held_on=facts.held_on,
        post=actor.post,
        recorded_by=actor.label,
        recorded_at=clock.now(),
        stage=facts.stage,
        manner=facts.manner,
        concerns=facts.concerns,
        strategies=facts.strategies,
        capacities=facts.capacities,
        contact_risk=facts.contact_risk,
        mitigation=facts.mitigation,
        risk_weighed_on=weighed_on,
        told_back=facts.told_back,
        follow_up=facts.follow_up,
        follow_up_on=facts.follow_up_on,
        sensitivity=sensitivity,
        digest=facts_digest(facts),
    )
    met = [
        GroupMet(
            consultation=row, community=place, group=group, people=people, held_on=row.held_on, sensitivity=sensitivity
        )
        for group, people in facts.groups
    ]
    GroupMet.objects.bulk_create(met)
    return row


@command(Permission.CONSULTATION_RECORD)
def note_feedback_given(
    *, actor: Actor, clock: Clock, consultation: str, given_on: date, told: str, is_last: bool = True
) -> Outcome[Feedback]:
    """Put on record what people were told back after a consultation; `is_last` settles what was promised.

    The same words on the same day are told once. Raises NotFound, Invalid without words, for a day that has not come or
    lies before the meeting.
    """
    row, words, now = consultation_named(actor, consultation), told.strip(), clock.now()
    if row is None:
        raise NotFound(_("There is no such consultation."), remedy=_("Look for it on the page of the community."))
    problems = {"given_on": past_problem(given_on, latest_day(now)), "told": text_problem(words, needed=True)}
    refuse({name: problem for name, problem in problems.items() if problem})
    if given_on < row.held_on:
        refuse({"given_on": _("It cannot lie before the meeting.")})
    known = Feedback.objects.filter(consultation=row, given_on=given_on, told=words, is_last=is_last).first()
    if known is not None:
        return Unchanged(known)
    feedback = Feedback.objects.create(
        consultation=row, given_on=given_on, told=words, is_last=is_last, recorded_at=now, recorded_by=actor.label
    )
    note_contact([row.community_id], given_on, row.sensitivity)
    given = FeedbackGiven(
        subject=row.reference,
        related=(row.community.reference,),
        known_at=known_on(given_on, now),
        community=row.community.reference,
        given_on=given_on.isoformat(),
        is_last=is_last,
        digest=digest(words),
        **room_of(row.community, row.sensitivity),
    )
    return Done(feedback, given)
