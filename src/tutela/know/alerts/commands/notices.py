"""Choosing how one is told of alerts, trying it, and telling the next in line when nobody has acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from tutela.access.models import Post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.alerts.commands.common import columns, held
from tutela.know.alerts.commands.notice_events import NoticeRaised, NoticesSet, NoticesTested
from tutela.know.alerts.models import NoticeChoice
from tutela.know.alerts.queries.notice_checks import steps_taken
from tutela.know.alerts.queries.notices import choices_of, draft_of_test, drafts_for, occasion_about, way_of
from tutela.know.alerts.rules.notices import Purpose, Step, Way, problems_of, roles_of, tidy_address
from tutela.know.alerts.rules.words import State
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.ledger.outbox import enqueue

TEST_SPAN = timedelta(minutes=2)


class NobodyToTell(Refusal):
    """There is no person behind the post, or no way in which they could be told."""

    code = "nobody_to_tell"


class TestedJustNow(Refusal):
    """A test was asked for a moment ago."""

    code = "tested_just_now"


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

    Raises NobodyToTell where nothing is chosen, TestedJustNow within two minutes of the last one.
    """
    rows = choices_of(actor)
    if not rows:
        raise _nobody()
    stretch = int(clock.now().timestamp() // TEST_SPAN.total_seconds())
    drafts = [draft_of_test(row, f"{actor.post}:{stretch}") for row in rows]
    sent = enqueue(actor.mission, drafts, clock=clock)
    if not sent:
        raise TestedJustNow(_("A test is on its way already."), remedy=_("Wait two minutes, then try again."))
    return Done(sent, NoticesTested(subject=f"post:{actor.post}", channels=[row.channel for row in rows]))


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
