"""What happens to alerts. No fact here says who told it; words that people typed go into the reason or stay away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.rules.report import what_terms
from tutela.ledger.events import Event, event


def _said(name: str, facts: Mapping[str, Any]) -> object:
    """Return what an alert says in the reader's words; every other fact as it is."""
    if name != "what":
        return facts[name]
    known, language = what_terms(), get_language() or "en"
    codes = facts[name] if isinstance(facts[name], list) else [facts[name]]
    return ", ".join(known[code].label(language) if code in known else code for code in codes)


@event("know.alerts.alert_received", _("The alert {subject} was received: {what}."), "A14.a.1", "P29.18", "P33.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReceived(Event):
    """An alert came in. `digest` covers what was told, so that nobody changes it unseen; the words stay in their row.

    `known_at` of the entry is when the mission's own person was told, which may be days before it was received.
    """

    channel: str
    what: list[str]
    timing: str
    urgency: int
    area: str
    occurred_at: str
    people_at_risk: int | None
    has_source: bool
    files: int
    flags: list[str]
    digest: str

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the facts in words."""
        return _said(name, facts)


@event("know.alerts.files_attached", _("Files were added to the alert {subject}: {files}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAttached(Event):
    """Files that belong to an alert came after it."""

    files: int
    digest: str


@event("know.alerts.alert_acknowledged", _("The alert {subject} was acknowledged."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged(Event):
    """Somebody took notice and answers for what comes next."""

    urgency: int


@event("know.alerts.urgency_set", _("The urgency of the alert {subject} was set to {urgency}."), "P17.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencySet(Event):
    """A person judged the urgency otherwise than it was computed."""

    urgency: int
    before: int


@event("know.alerts.note_added", _("Something was added to the alert {subject}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """More became known, something was asked, or the desk noted something; `digest` covers the words."""

    kind: str
    digest: str


@event("know.alerts.work_begun", _("Somebody works on the alert {subject}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBegun(Event):
    """A post works on an alert, so that others see it."""


@event("know.alerts.work_left", _("Nobody works on the alert {subject} any more."))
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLeft(Event):
    """A post leaves an alert to others."""


@event("know.alerts.alert_placed", _("The place of the alert {subject} was set right."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPlaced(Event):
    """Where it is became known better than it was told."""

    area: str
    place_precision: int


@event("know.alerts.allegation_verified", _("In the alert {subject} was verified: {what}."), "A13.a", "A11.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationVerified(Event):
    """One allegation was judged on its own; `alert_outcome` is what that makes of the alert as a whole."""

    number: int
    what: str
    outcome: str
    grade: int | None
    alert_outcome: str

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the facts in words."""
        return _said(name, facts)


@event("know.alerts.alert_merged", _("The alert {subject} was joined to {into}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMerged(Event):
    """Two alerts tell the same; the one that stays is `into`."""

    into: str


@event("know.alerts.merge_undone", _("The alert {subject} was taken apart from {into} again."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    """Two alerts do not tell the same after all."""

    into: str


@event("know.alerts.alert_set_aside", _("The alert {subject} was set aside."), "A13.a")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSetAside(Event):
    """Nothing follows from an alert; `why` is a code of the list."""

    why: str


@event("know.alerts.alert_reopened", _("The alert {subject} was taken up again."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReopened(Event):
    """What was closed or set aside is open again."""

    before: str


@event("know.alerts.alert_offered", _("The alert {subject} was offered to another post."), "P26.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOffered(Event):
    """A post asks another to take an alert over; until it accepts, the first answers for it."""

    to_post: str


@event("know.alerts.alert_handed_over", _("The alert {subject} was taken over."), "P26.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertHandedOver(Event):
    """The other post accepted."""

    from_post: str
    to_post: str


@event("know.alerts.hand_over_declined", _("The alert {subject} was not taken over."), "P26.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverDeclined(Event):
    """The other post said no, or the offer was taken back."""

    to_post: str


@event("know.alerts.alert_escalated", _("The alert {subject} was passed up to mission headquarters."), "A9.f.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEscalated(Event):
    """A field office asks mission headquarters to act (para 77)."""

    urgency: int


@event("know.alerts.desk_told", _("A specialist asked the desk to act: the alert {into}."), "P31.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTold(Event):
    """What the open desk needs to protect people was passed on from a closed compartment, and no more."""

    into: str


@event("know.alerts.response_decided", _("A response to the alert {subject} was decided."), "P18.3", "P52.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseDecided(Event):
    """Somebody responds; `tier` and `means` say how, `responder` who."""

    number: int
    responder: str
    tier: str
    means: str


@event("know.alerts.response_moved_on", _("The response to the alert {subject} moved on: {step}."), "P52.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseMovedOn(Event):
    """A response was ordered, set out, arrived or ended; `result` is what came of it, at its end."""

    number: int
    responder: str
    tier: str
    step: str
    happened_at: str
    result: str = ""

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the step in words."""
        steps = {"ordered": _("ordered"), "moved": _("set out"), "arrived": _("arrived"), "ended": _("ended")}
        return steps.get(facts[name], facts[name]) if name == "step" else facts[name]


@event("know.alerts.no_response_decided", _("Nobody responds to the alert {subject}, for a reason."), "P17.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoResponseDecided(Event):
    """Nobody responds; `why` is a code of the list, which keeps means, access and readings of the mandate apart."""

    why: str


@event("know.alerts.community_told", _("The community was told what came of the alert {subject}."), "P42.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityTold(Event):
    """Those who gave an alert heard back, or it was not safe to tell them."""

    means: str
    digest: str


@event("know.alerts.alert_closed", _("The alert {subject} was closed."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertClosed(Event):
    """An alert is done with; `result` is what came of it for the people concerned."""

    result: str
    outcome: str
    responders: list[str]
    no_response: str


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
