"""All writing of what leaves the system: what came of a try, another try, and giving up a message that waits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Compartment
from tutela.exchange.events import MessageCancelled, MessageFailed, MessageRetried, MessageSent
from tutela.exchange.sending.queries import message_named
from tutela.exchange.sending.results import Kind, Result, is_last, pause_after
from tutela.kernel.canonical import digest
from tutela.kernel.clock import Clock
from tutela.kernel.ids import number_of
from tutela.kernel.refusals import NotFound, Refusal
from tutela.know.sources.events import SourceContacted
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.ledger.models import Message
from tutela.ledger.outbox import State, source_of

LEASED = ("leased_until", "lease_owner")


class NotWaiting(Refusal):
    """The message was sent, or is given up already."""

    code = "message_not_waiting"


class BeingSent(Refusal):
    """A worker holds the message at this moment; nobody can say whether it has left."""

    code = "message_being_sent"


@command(Permission.OUTBOX_SEND)
def record_sending(*, actor: Actor, clock: Clock, message: str, result: Result, owner: str = "") -> Outcome[Message]:
    """Put on record what came of a try to send a message, by the worker whose lease it was (`owner`).

    For the software itself. That it was sent is true whoever says it, and once it is on record nothing changes it; any
    other result counts only while no other worker holds the message. The entry's subject is what the message is about;
    it holds no address, no number and no words of the message. Raises NotFound.
    """
    row = _held(actor, message)
    if row.state == State.SENT:
        return Unchanged(row)
    if result.kind is Kind.SENT:
        return _sent(row, clock, result)
    if row.state != State.WAITING or _is_held_by_another(row, owner, clock):
        return Unchanged(row)
    if result.kind is Kind.FAILED:
        return _failed(row, clock, result)
    row.state = State.EXPIRED if result.kind is Kind.EXPIRED else State.CANCELLED
    return _given_up(row, result.why)


@command(Permission.OUTBOX_READ)
def retry_message(*, actor: Actor, clock: Clock, message: str) -> Outcome[Message]:
    """Send a message again that had failed or expired; whether its recipient may still know is asked before it leaves.

    Raises NotFound, also for a message that the actor may not know of, or NotWaiting for one that was sent.
    """
    row = _named(actor, message)
    if row.state == State.WAITING and row.attempts == 0:
        return Unchanged(row)
    if row.state not in {State.FAILED, State.EXPIRED, State.WAITING}:
        raise NotWaiting(
            _("This message was sent or given up already."), remedy=_("Look at what it is about on the alert desk.")
        )
    _refuse_leased(row, clock)
    lives = row.expires_at - row.due_at
    row.state, row.attempts, row.last_error = State.WAITING, 0, ""
    row.due_at, row.expires_at = clock.now(), clock.now() + lives
    row.save(update_fields=["state", "attempts", "last_error", "due_at", "expires_at"])
    return Done(row, MessageRetried(**_columns(row)))


@command(Permission.OUTBOX_READ)
def cancel_message(*, actor: Actor, clock: Clock, message: str) -> Outcome[Message]:
    """Give up a message that waits. Raises NotFound, NotWaiting for one that was sent, BeingSent while it is."""
    row = _named(actor, message)
    if row.state == State.CANCELLED:
        return Unchanged(row)
    if row.state != State.WAITING:
        raise NotWaiting(_("This message does not wait any more."), remedy=_("Nothing is left to give up."))
    _refuse_leased(row, clock)
    row.state = State.CANCELLED
    return _given_up(row, "by_hand")


def _held(actor: Actor, message: str) -> Message:
    row = Message.objects.filter(mission=actor.mission, number=number_of("M", message) or 0).first()
    if row is None:
        raise _unknown()
    return row


def _named(actor: Actor, message: str) -> Message:
    row = message_named(actor, message)
    if row is None:
        raise _unknown()
    return row


def _unknown() -> NotFound:
    return NotFound(_("There is no such message."), remedy=_("Look at the outbox."))


def _is_held_by_another(row: Message, owner: str, clock: Clock) -> bool:
    return row.lease_owner != owner and row.leased_until is not None and row.leased_until > clock.now()


def _refuse_leased(row: Message, clock: Clock) -> None:
    if row.leased_until is not None and row.leased_until > clock.now():
        raise BeingSent(_("This message is being sent at this moment."), remedy=_("Look again in two minutes."))


def _sent(row: Message, clock: Clock, result: Result) -> Done[Message]:
    row.state, row.sent_at, row.proof, row.last_error = State.SENT, clock.now(), result.proof, ""
    _save(row, "sent_at", "proof")
    happened = MessageSent(
        **_columns(row), attempt=row.attempts, proof_digest=digest(result.proof) if result.proof else ""
    )
    source = source_of(row.recipient)
    if not source:
        return Done(row, happened)
    contacted = SourceContacted(subject=source, channel=row.channel, about=row.about)
    return Done(row, happened, (contacted,))


def _failed(row: Message, clock: Clock, result: Result) -> Done[Message]:
    due_at = clock.now() + pause_after(row.attempts)
    is_final = result.is_final or is_last(row.attempts) or due_at >= row.expires_at
    row.last_error = result.why
    if is_final:
        row.state = State.FAILED
    else:
        row.due_at = due_at
    _save(row, "due_at")
    happened = MessageFailed(**_columns(row), attempt=row.attempts, why=result.why, is_final=is_final)
    return Done(row, happened)


def _given_up(row: Message, why: str) -> Done[Message]:
    row.last_error = why
    _save(row)
    return Done(row, MessageCancelled(**_columns(row), why=why))


def _save(row: Message, *fields: str) -> None:
    row.leased_until, row.lease_owner = None, ""
    row.save(update_fields=["state", "last_error", *LEASED, *fields])


def _columns(row: Message) -> dict[str, Any]:
    """Return whom and what a message is for, and who may read that: what goes to a source, only who enters there."""
    return {
        "subject": row.about or row.reference,
        "related": (row.reference,) if row.about else (),
        "sensitivity": row.sensitivity,
        "compartment": Compartment.SOURCES.value if source_of(row.recipient) else row.compartment,
        "area_path": row.area_path,
        "message": row.reference,
        "channel": row.channel,
        "to_post": row.post,
        "purpose": row.purpose,
    }
