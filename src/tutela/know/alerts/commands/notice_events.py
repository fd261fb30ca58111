"""What happens to the telling of alerts. No fact here holds an address, nor who was told."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("know.alerts.notice_raised", _("Nobody acknowledged the alert {subject} in time: {told} messages were written."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRaised(Event):
    """An alert waits unacknowledged: the next in line are told, `step` by step; 0 told is a gap that the desk sees."""

    step: int
    told: int


@event("know.alerts.notices_set", _("The holder of the post {post} chose how to be told of alerts."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesSet(Event):
    """Somebody chose how to be told in a post: by which channels, from which urgency on. No address is here."""

    post: str
    channels: list[str]
    least_urgencies: list[int]


@event("know.alerts.notices_tested", _("The holder of the post {post} asked for a test message."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesTested(Event):
    """Somebody tried how they are told."""

    post: str
    channels: list[str]


@event("know.alerts.source_answered", _("A neutral text was written to whoever gave the alert {subject}."), "P42.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswered(Event):
    """A text of the list, named by `text`, waits to be sent to a source that consented to be contacted."""

    text: str
    channel: str
