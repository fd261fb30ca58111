"""Choosing how one is told of alerts, trying it, telling the next in line, and a neutral word back to a source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from tutela.access.models import Post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Compartment
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.alerts.commands.records import columns, held
from tutela.know.alerts.events import NoticeRaised, NoticesSet, NoticesTested, SourceAnswered
from tutela.know.alerts.models import NoticeChoice
from tutela.know.alerts.queries.notice_book import way_of
from tutela.know.alerts.queries.notice_checks import steps_taken
from tutela.know.alerts.queries.notices import choices_of, draft_of_test, drafts_for, occasion_about
from tutela.know.alerts.rules.notice_words import NEUTRAL
from tutela.know.alerts.rules.notices import CHANNELS, SMS, Purpose, Step, Way, problems_of, roles_of, tidy_address
from tutela.know.alerts.rules.words import State
from tutela.know.sources.queries import may_use, reference_of
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.ledger.outbox import Channel, Draft, enqueue, to_source

TEST_SPAN = timedelta(minutes=2)
ANSWER_LIVES = timedelta(days=3)
CONTACT_BACK = "contact_back"


class NobodyToTell(Refusal):
    """There is no person behind the post, or no way in which they could be told."""

    code = "nobody_to_tell"


class CannotWriteToSource(Refusal):
    """The alert has no source that may be written to, or none that the post may know of: the two are told alike."""

    code = "cannot_write_to_source"


class JustTested(Refusal):
    """A test was asked for a moment ago."""

    code = "just_tested"


@command(Permission.NOTICE_CHOOSE)
def choose_notices(*, actor: Actor, clock: Clock, ways: Sequence[Way]) -> Outcome[tuple[Way, ...]]:
    """Set how the actor is told of alerts in this post: all ways at once, none for the desk alone.

    Areas, clearance and compartments follow the post; only urgency, quiet hours and the actor's own addresses are
    chosen. Returns the ways as they are kept. Raises NobodyToTell without a person, Invalid for what cannot be.
    """
    if actor.person is None:
        raise _nobody()
    tidy = tuple(replace(way, address=tidy_address(way.channel, way.address)) for way in ways)
    problems = problems_of(tidy, settings.TUTELA_MAIL_DOMAINS)
    if problems:
        raise Invalid(_("This cannot be chosen."), remedy=_("Mend what is marked."), problems=problems)
    tidy = tuple(sorted(tidy, key=lambda way: way.channel))
    if tidy == tuple(way_of(row) for row in choices_of(actor)):
        return Unchanged(tidy)
    _keep(actor, actor.person, tidy, clock)
    happened = NoticesSet(
        subject=f"post:{actor.post}",
        post=actor.post,
        channels=[way.channel for way in tidy],
        least_urgencies=[way.least_urgency for way in tidy],
    )
    return Done(tidy, happened)


def _keep(actor: Actor, person: int, ways: Collection[Way], clock: Clock) -> None:
    post = Post.objects.get(mission=actor.mission, slug=actor.post)
    NoticeChoice.objects.filter(person_id=person, post=post).delete()
    NoticeChoice.objects.bulk_create(
        NoticeChoice(
            mission_id=actor.mission,
            person_id=person,
            post=post,
            channel=way.channel,
            address=way.address,
            least_urgency=way.least_urgency,
            quiet_from=way.quiet_from,
            quiet_to=way.quiet_to,
            chosen_at=clock.now(),
        )
        for way in ways
    )


@command(Permission.NOTICE_CHOOSE)
def send_test(*, actor: Actor, clock: Clock) -> Done[tuple[str, ...]]:
    """Send the actor a test message by every way that they chose; return the references of the messages.

    Raises NobodyToTell where nothing is chosen, JustTested within two minutes of the last one.
    """
    rows = choices_of(actor)
    if not rows:
        raise _nobody()
    stretch = int(clock.now().timestamp() // TEST_SPAN.total_seconds())
    drafts = [draft_of_test(row, f"{actor.post}:{stretch}") for row in rows]
    sent = enqueue(actor.mission, drafts, clock=clock)
    if not sent:
        raise JustTested(_("A test is on its way already."), remedy=_("Wait two minutes, then try again."))
    return Done(
        sent, NoticesTested(subject=f"post:{actor.post}", post=actor.post, channels=[row.channel for row in rows])
    )


@command(Permission.ALERT_TELL)
def answer_source(*, actor: Actor, clock: Clock, alert: str, text: str, channel: str = SMS) -> Outcome[tuple[str, ...]]:
    """Write a neutral text to whoever gave an alert; return the message's reference, nothing when it waits already.

    `text` names one of NEUTRAL: no word of one's own ever goes to a source's telephone. The number is looked up when
    the message is sent, and consent asked once more. Raises NotFound, Invalid, or CannotWriteToSource where the alert
    has no source that the actor may know of, or that one did not consent to be contacted.
    """
    row = held(actor, alert)
    if text not in NEUTRAL or channel not in CHANNELS:
        raise Invalid(_("There is no such text."), remedy=_("Choose one of the list."), problems={"text": text[:40]})
    source = reference_of(actor, row.source_id) if row.source_id else ""
    if not source or not may_use(actor, source, CONTACT_BACK).allows:
        raise CannotWriteToSource(
            _("Nobody can be written to about this alert."),
            remedy=_("Its source must be known to your post and consent to be contacted."),
        )
    marks = columns(row)
    draft = Draft(
        channel=Channel(channel),
        recipient=to_source(source),
        purpose="reply",
        dedupe_key=f"reply:{row.reference}:{text}:{channel}:{clock.now():%Y%m%d%H}",
        about=row.reference,
        about_event=SourceAnswered.event_name,
        language=row.language,
        text=text,
        urgency=int(row.urgency),
        sensitivity=row.sensitivity,
        compartment=row.compartment,
        area_path=marks["area_path"],
        lives=ANSWER_LIVES,
    )
    written = enqueue(actor.mission, [draft], clock=clock)
    if not written:
        return Unchanged(())
    # That the mission wrote to a source is known among those who know sources, whatever room the alert is kept in.
    marks["compartment"] = Compartment.SOURCES.value
    return Done(written, SourceAnswered(**marks, text=text, channel=channel))


@command(Permission.NOTICE_RAISE)
def raise_notice(*, actor: Actor, clock: Clock, alert: str, step: int) -> Outcome[int]:
    """Tell the next in line of an alert that nobody has acknowledged in time; return how many messages that made.

    Once for each alert and step, whoever asks; an alert that was acknowledged meanwhile is left alone. For the software
    itself. Raises NotFound.
    """
    row = held(actor, alert)
    is_waiting = row.is_open and row.state == State.RECEIVED and row.acknowledged_at is None
    if not is_waiting or steps_taken(actor.mission, [row.reference]).get(row.reference, 0) >= step:
        return Unchanged(0)
    occasion = occasion_about(
        row,
        Purpose.REMINDER,
        f"{row.reference}:{int(step)}",
        NoticeRaised.event_name,
        roles=roles_of(Step(step)),
    )
    told = enqueue(actor.mission, drafts_for(actor.mission, occasion, now=clock.now()), clock=clock)
    return Done(len(told), NoticeRaised(**columns(row), step=int(step), told=len(told)))


def _nobody() -> NobodyToTell:
    return NobodyToTell(
        _("Nothing is chosen by which this post could be told."), remedy=_("Choose a way to be told first.")
    )
