"""Putting on record what was done and what happened, withdrawing it, and excusing a duty once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.duties.events import (
    DeedRecorded,
    DutyExcused,
    FeedRenewed,
    IncidentNoted,
    OccurrenceRecorded,
    RecordWithdrawn,
)
from tutela.account.duties.queries import (
    FEED,
    NearBase,
    incidents_near_bases,
    is_withdrawn,
    kept_as,
    record_named,
    recorded_already,
    standing_named,
)
from tutela.kernel.clock import Clock
from tutela.kernel.periods import start_of
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.ledger.models import Entry
from tutela.ledger.queries import last_event, payload
from tutela.policy.duties import duties
from tutela.policy.duties.rules import EXCUSED
from tutela.policy.vocabulary import Term, terms

LONGEST = 500


@command(Permission.DUTY_RECORD)
def record_deed(
    *, actor: Actor, clock: Clock, kind: str, done_on: date, evidence: str, about: str = ""
) -> Outcome[str]:
    """Record that something the policy asks for was done; return the record's reference.

    `evidence` names the document or the record that shows it; `about` is the reference of what it was done about.
    It is kept as closely as what it is about. Sent twice by the same post within an hour, the same words are recorded
    once.
    Raises Invalid for an unknown kind, a day to come or no evidence, NotAllowed for a compartment that is closed to
    the post.
    """
    term = _term({**terms("deeds_regular"), **terms("deeds_prompted")}, kind, actor)
    if not 1 <= len(evidence.strip()) <= LONGEST:
        raise _invalid("evidence", _("Name the document or record that shows it, in 500 characters at most."))
    happened = DeedRecorded(
        subject=about.strip(), kind=kind, about=about.strip(), known_at=_done(done_on, clock), reason=evidence.strip()
    )
    return _recorded(actor, clock, happened, "D", term, done_on)


@command(Permission.DUTY_RECORD)
def record_occurrence(
    *, actor: Actor, clock: Clock, kind: str, occurred_on: date, note: str, about: str = ""
) -> Outcome[str]:
    """Record that something happened after which the policy asks for an act; return the record's reference.

    `note` says in a sentence what happened, never who told it. Raises Invalid for an unknown kind, a day to come or
    no note, NotAllowed for a compartment that is closed to the post.
    """
    term = _term(terms("occurrences"), kind, actor)
    if not 1 <= len(note.strip()) <= LONGEST:
        raise _invalid("note", _("Say what happened, in 500 characters at most. Name no source."))
    happened = OccurrenceRecorded(
        subject=about.strip(),
        kind=kind,
        about=about.strip(),
        known_at=_happened(occurred_on, clock),
        reason=note.strip(),
    )
    return _recorded(actor, clock, happened, "O", term, occurred_on)


def _recorded(
    actor: Actor, clock: Clock, told: DeedRecorded | OccurrenceRecorded, letter: str, term: Term, day: date
) -> Outcome[str]:
    """Give a record its reference and keep it as closely as what it is about, unless it is there from just before."""
    twice = recorded_already(actor, told.event_name, told.payload(), told.reason, day, now=clock.now())
    if twice is not None:
        return Unchanged(_reference(twice))
    kept = kept_as(actor, told.about)
    reference = f"{letter}-{allocate(actor.mission, letter)[0]:06d}"
    happened = replace(
        told,
        subject=told.about or reference,
        related=(reference,) if told.about else (),
        cites=term.cites,
        compartment=term.compartment or kept.compartment,
        sensitivity=kept.sensitivity,
        area_path=kept.area_path,
    )
    return Done(reference, happened)


def _reference(row: Entry) -> str:
    related: list[str] = json.loads(row.related)
    return related[-1] if related else row.subject


def _term(known: dict[str, Term], kind: str, actor: Actor) -> Term:
    if kind not in known:
        raise _invalid("kind", _("There is no such kind of record: %(code)s.") % {"code": kind})
    if not actor.enters(known[kind].compartment):
        raise NotAllowed(
            _("Records of this kind are closed to your post."),
            remedy=_("Hand it to the specialist whose compartment it is."),
        )
    return known[kind]


def _happened(day: date, clock: Clock) -> datetime:
    """Return from when the clock of what happened on a day runs: its beginning, or now for today."""
    now = _checked(day, clock)
    return now if day == now.date() else start_of(day)


def _done(day: date, clock: Clock) -> datetime:
    """Return when what was done on a day was done by: its end, so that it answers what happened that same day."""
    return min(_checked(day, clock), start_of(day) + timedelta(days=1, microseconds=-1))


def _checked(day: date, clock: Clock) -> datetime:
    now = clock.now()
    if day > now.date():
        raise _invalid("day", _("It cannot lie in the future."))
    return now


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(_("Some facts cannot be as they are."), remedy=_("Mend what is marked."), problems={field: sentence})


@command(Permission.DUTY_WITHDRAW)
def withdraw_record(*, actor: Actor, clock: Clock, entry: int, reason: str) -> Outcome[int]:
    """Withdraw a deed, an occurrence or an excuse that was recorded in error: from now on it does not count.

    What was computed before stays as it was seen then. Raises NotFound for an entry that is no such record or that
    the actor may not see, Invalid without a reason.
    """
    held = record_named(actor, entry)
    if held is None:
        raise NotFound(_("There is no such record."), remedy=_("Look for it in the ledger."))
    if not reason.strip():
        raise _invalid("reason", _("Say why it was recorded in error."))
    if is_withdrawn(actor.mission, entry):
        return Unchanged(entry)
    happened = RecordWithdrawn(
        subject=held.subject,
        entry=entry,
        reason=reason.strip(),
        compartment=held.compartment,
        sensitivity=held.sensitivity,
        area_path=held.area_path,
    )
    return Done(entry, happened)


@command(Permission.DUTY_EXCUSE)
def excuse_duty(*, actor: Actor, clock: Clock, duty: str, occasion: str, reason: str) -> Outcome[str]:
    """Decide that a duty need not be done this once. It stays on record that it was not done, and why.

    Raises NotFound for a duty or an occasion that is not open, Invalid without a reason.
    """
    rule = duties().get(duty)
    if rule is None:
        raise NotFound(_("There is no such duty."), remedy=_("Look at the list of duties."))
    if not reason.strip():
        raise _invalid("reason", _("Say why it is excused; it stands in every statement."))
    if (
        recorded_already(actor, EXCUSED, {"duty": duty, "occasion": occasion}, reason.strip(), None, now=clock.now())
        is not None
    ):
        return Unchanged(occasion)
    standing = standing_named(actor, duty, clock.now())
    if standing is None or occasion not in {standing.occasion, *(one.key for one in standing.open)} - {""}:
        raise NotFound(_("The duty is not open for that occasion."), remedy=_("Look at how the duty stands."))
    kept = kept_as(actor, occasion)
    happened = DutyExcused(
        subject=f"duty:{duty}",
        duty=duty,
        occasion=occasion,
        reason=reason.strip(),
        cites=rule.cites,
        compartment=kept.compartment,
        sensitivity=kept.sensitivity,
        area_path=kept.area_path,
    )
    return Done(occasion, happened)


@command(Permission.DUTY_NOTE)
def note_incidents(*, actor: Actor, clock: Clock) -> Outcome[int]:
    """Put on record the incidents of late in which civilians came to harm near a base; return how many are new.

    For the software itself: nobody is asked and nothing is decided, a duty is only set off (para 87).
    """
    found = incidents_near_bases(actor, clock.now())
    if not found:
        return Unchanged(0)
    return Done(len(found), _noted(found[0]), tuple(_noted(one) for one in found[1:]))


def _noted(found: NearBase) -> IncidentNoted:
    return IncidentNoted(
        subject=found.reference,
        known_at=found.known_at,
        kind=found.kind,
        occurred_on=found.occurred_on.isoformat(),
        base=found.base,
        distance_km=found.distance_km,
        sensitivity=found.sensitivity,
        compartment=found.compartment,
        area_path=found.area_path,
    )


@command(Permission.DUTY_READ)
def renew_feed(*, actor: Actor, clock: Clock) -> Done[int]:
    """Make the calendar address of the actor's post, or a new one: the address before it no longer answers."""
    before = last_event(actor.mission, FEED, f"feed:{actor.post}")
    number = 1 + (int(payload(before)["number"]) if before else 0)
    return Done(number, FeedRenewed(subject=f"feed:{actor.post}", number=number))
