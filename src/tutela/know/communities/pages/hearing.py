"""Consultations: putting one on record, reading one, and coming back with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.ids import time_ordered_uuid
from tutela.know.communities.commands import note_feedback_given, record_consultation
from tutela.know.communities.forms import ConsultationForm, FeedbackForm
from tutela.know.communities.models import Consultation, Feedback
from tutela.know.communities.pages.acting import asked, carried_out, done, today
from tutela.know.communities.pages.wording import due_words, level_mark, people_met, post_title, word
from tutela.know.communities.queries import (
    community_named,
    consultation_named,
    consultations_with,
    feedback_on,
    groups_met_in,
)
from tutela.know.communities.rules import state_of
from tutela.know.communities.rules.words import MANNERS, STAGES

SOON = 3
"""So many days before a promise runs out it is shown as due soon."""


@dataclass(frozen=True, slots=True)
class Told:
    """A consultation as pages show it. `promise` is empty when nothing is owed; `state` is its clock."""

    consultation: Consultation
    stage: str
    manner: str
    met: str
    feedback: tuple[tuple[Feedback, str], ...]
    who: str
    promise: str
    state: str


def told_consultations(actor: Actor, keys: list[int], day: date) -> list[Told]:
    """Return the last consultations with some communities, with who was met and what was told back; three queries."""
    rows = consultations_with(actor, keys)
    found = [row.pk for row in rows]
    met, feedback = groups_met_in(actor, found), feedback_on(actor, found)
    return [_told(row, met.get(row.pk, []), feedback.get(row.pk, []), day) for row in rows]


def _told(row: Consultation, met: list[tuple[str, int]], feedback: list[Feedback], day: date) -> Told:
    is_owed = row.follow_up_on is not None and not any(one.is_last for one in feedback)
    state = state_of(row.follow_up_on, day, SOON) if is_owed and row.follow_up_on else None
    return Told(
        consultation=row,
        stage=word(STAGES, row.stage),
        manner=word(MANNERS, row.manner),
        met=people_met(met),
        feedback=tuple((one, post_title(one.recorded_by)) for one in feedback),
        who=post_title(row.recorded_by),
        promise=due_words(row.follow_up_on, state) if state and row.follow_up_on else "",
        state=state or "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONSULTATION_RECORD)
def new_consultation(request: ActorRequest, ref: str) -> HttpResponse:
    """Put a consultation on record. Sent twice, it is recorded once: the page carries the record's key."""
    row = community_named(request.actor, ref)
    if row is None:
        raise Http404
    made, day = time_ordered_uuid(request.clock.now()), today(request.clock)
    form = ConsultationForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        initial={"record_key": made, "held_on": day, "risk_weighed_on": day, "sensitivity": row.sensitivity},
    )
    if request.method == "POST" and carried_out(form, lambda: _recorded(request, row.reference, form, made)):
        return done(request, _("The consultation is on record."), "communities:community", row.reference)
    return asked(
        request,
        form,
        page="communities/consultation_form.html",
        title=_("Record a consultation"),
        kicker=row.name,
        lead=_("Who was met, what they said, and what the contact itself may bring on them."),
        back=reverse("communities:community", args=[row.reference]),
        back_label=row.name,
    )


def _recorded(request: ActorRequest, community: str, form: ConsultationForm, made: UUID) -> None:
    record_consultation(
        actor=request.actor,
        clock=request.clock,
        community=community,
        facts=form.facts(),
        record_key=str(form.cleaned_data.get("record_key") or made),
    )


@require_safe
@needs(Permission.COMMUNITY_READ)
def consultation(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one consultation with what was told back; answers 404 for one that is not there or not to be known."""
    row = consultation_named(request.actor, ref)
    if row is None:
        raise Http404
    met, feedback = groups_met_in(request.actor, [row.pk]), feedback_on(request.actor, [row.pk])
    told = _told(row, met.get(row.pk, []), feedback.get(row.pk, []), today(request.clock))
    context = {
        "told": told,
        "row": row,
        "level": level_mark(row.sensitivity),
        "parts": [
            (_("What people are worried about"), row.concerns),
            (_("What they do to protect themselves"), row.strategies),
            (_("What they could do"), row.capacities),
            (_("What they were told there"), row.told_back),
            (_("What the mission promised"), row.follow_up),
        ],
        "may_record": request.actor.may(Permission.CONSULTATION_RECORD),
    }
    return render(request, "communities/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONSULTATION_RECORD)
def give_feedback(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record what people were told back."""
    row = consultation_named(request.actor, ref)
    if row is None:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial={"given_on": today(request.clock)})
    if request.method == "POST" and carried_out(form, lambda: _given(request, row, form)):
        return done(request, _("It is on record what people were told."), "communities:consultation", row.reference)
    return asked(
        request,
        form,
        title=_("What were people told back?"),
        kicker=row.reference,
        lead=_("Whoever asks people and never comes back is not told the truth again."),
        back=reverse("communities:consultation", args=[row.reference]),
        back_label=row.reference,
    )


def _given(request: ActorRequest, row: Consultation, form: FeedbackForm) -> None:
    note_feedback_given(actor=request.actor, clock=request.clock, consultation=row.reference, **form.cleaned_data)
