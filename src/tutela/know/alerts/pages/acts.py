"""What can be done about an alert by a post: each with its page, the one that comes next marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.pages.wording import Words
from tutela.know.alerts.queries import Alert, Story
from tutela.know.alerts.rules.clocks import Step
from tutela.know.alerts.rules.words import State


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done: its words, its page, its icon and why one would."""

    name: str
    label: Words
    address: str
    icon: str
    help: Words = ""
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """An act that an open alert allows: the permission it takes and the step that it answers."""

    name: str
    label: Words
    permission: Permission
    icon: str
    help: Words = ""
    step: str = ""


OPEN: tuple[Kind, ...] = (
    Kind("verify", _("Verify"), Permission.ALERT_VERIFY, "checklist", _("Each thing by itself"), Step.VERIFY),
    Kind("decide", _("Decide a response"), Permission.RESPONSE_RECORD, "shield-check", _("Who, and how"), Step.DECIDE),
    Kind("no_response", _("Nobody responds"), Permission.RESPONSE_RECORD, "ban", _("With the reason, from the list")),
    Kind("escalate", _("Escalate"), Permission.ALERT_HANDLE, "arrow-narrow-up", _("To mission headquarters")),
    Kind("offer", _("Hand over"), Permission.ALERT_HANDLE, "user", _("Another post is asked and accepts")),
    Kind("merge", _("Join to another"), Permission.ALERT_HANDLE, "git-merge", _("Both tell the same")),
    Kind("urgency", _("Set the urgency"), Permission.ALERT_HANDLE, "urgent", _("With your reason")),
    Kind("place", _("Set the place right"), Permission.ALERT_HANDLE, "map-pin", _("What was told stays as it is")),
    Kind("close", _("Close it"), Permission.ALERT_HANDLE, "circle-check", _("With what came of it"), Step.CLOSE),
    Kind("set_aside", _("Set it aside"), Permission.ALERT_HANDLE, "archive", _("Nothing follows from it")),
)  # fmt: skip


def acts_for(actor: Actor, story: Story) -> list[Act]:
    """Return what the post may do about an alert, in the order of the work."""
    return list(_acts(actor, story.alert))


def _acts(actor: Actor, alert: Alert) -> Iterator[Act]:
    if alert.is_open:
        for kind in OPEN:
            if actor.may(kind.permission) and not _is_done(kind.name, alert):
                yield _act(kind, alert)
        if alert.compartment and actor.may(Permission.ALERT_HANDLE):
            label, why = _("Ask the desk to act"), _("Out of the closed room, with no more than it needs")
            yield _act(Kind("tell_desk", label, Permission.ALERT_HANDLE, "bell", why), alert)
    elif actor.may(Permission.ALERT_HANDLE):
        name = "unmerge" if alert.state == State.MERGED else "reopen"
        label = _("Take them apart") if name == "unmerge" else _("Take it up again")
        yield _act(Kind(name, label, Permission.ALERT_HANDLE, "refresh", _("With your reason")), alert)
    if actor.may(Permission.ALERT_TELL) and alert.state != State.MERGED:
        label = _("Tell the community")
        kind = Kind(
            "tell", label, Permission.ALERT_TELL, "message-circle", _("What came of what they told us"), Step.TELL
        )
        yield _act(kind, alert)


def _act(kind: Kind, alert: Alert) -> Act:
    address = reverse(f"alerts:{kind.name}", args=[alert.reference])
    is_next = bool(kind.step) and kind.step == alert.next_step
    return Act(kind.name, kind.label, address, kind.icon, kind.help, is_next)


def _is_done(name: str, alert: Alert) -> bool:
    if name == "escalate":
        return alert.escalated_at is not None
    return name == "offer" and bool(alert.offered_to)
