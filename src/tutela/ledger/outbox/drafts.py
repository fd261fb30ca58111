"""Putting messages into the outbox: only inside a command or a subscription, so that cause and message go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tutela.kernel.clock import Clock
from tutela.ledger.command import allocate
from tutela.ledger.guard import now_writing
from tutela.ledger.models import Message

LONGEST_SUBJECT = 200
_PERSON, _SOURCE = "person:", "source:"


class Channel(StrEnum):
    """By which way a message leaves."""

    MAIL = "mail"
    SMS = "sms"


class State(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


def to_person(key: int) -> str:
    """Return the recipient that a member of staff is."""
    return f"{_PERSON}{key}"


def to_source(reference: str) -> str:
    """Return the recipient that a source is, by its reference in the vault."""
    return f"{_SOURCE}{reference}"


def person_key(recipient: str) -> int | None:
    """Return the key of the person that a recipient is, None for a source."""
    key = recipient.removeprefix(_PERSON)
    return int(key) if recipient.startswith(_PERSON) and key.isdigit() else None


def source_of(recipient: str) -> str:
    """Return the reference of the source that a recipient is, nothing for a person."""
    return recipient.removeprefix(_SOURCE) if recipient.startswith(_SOURCE) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be put in. `dedupe_key` is the same for the same message: it is put in once in a mission.

    To staff: `post` is the short name of the post in which they are told, `address` their own, `subject` and `body` the
    words. To a source: `text` names one of the fixed neutral texts, and there is no address, subject or body.
    `purpose` is what the sender asks about before it sends; `about` is the reference of the record, whose three marks
    (`sensitivity`, `compartment`, `area_path`) go with the message. It is not sent before `due_at` (now when that is
    None) nor after `lives` have passed since then.
    """

    channel: Channel
    recipient: str
    purpose: str
    dedupe_key: str
    post: str = ""
    address: str = field(default="", repr=False)
    about: str = ""
    about_event: str = ""
    language: str = "en"
    text: str = ""
    subject: str = ""
    body: str = field(default="", repr=False)
    urgency: int = 4
    sensitivity: int = 0
    compartment: str = ""
    area_path: str = ""
    due_at: datetime | None = None
    lives: timedelta = timedelta(hours=24)

    def __post_init__(self) -> None:
        """Raise ValueError for a message that could not be sent, or that holds what a source's may not.

        The error names neither address nor words.
        """
        if source_of(self.recipient):
            if self.address or self.subject or self.body or not self.text:
                raise ValueError("A source is told a fixed text by its name: no address, subject or body.")
        elif person_key(self.recipient) is None or not self.address:
            raise ValueError("A message needs a person with an address, or a source.")


def enqueue(mission: str, drafts: Sequence[Draft], *, clock: Clock) -> tuple[str, ...]:
    """Put messages into the outbox and return the references of those that were not there yet, in order.

    It joins the transaction of the command or subscription that calls it. Three statements, however many drafts there
    are. Raises RuntimeError anywhere else.
    """
    if not now_writing():
        raise RuntimeError("Messages are put into the outbox only inside a command or a subscription.")
    wanted = {draft.dedupe_key: draft for draft in drafts}
    there = Message.objects.filter(mission=mission, dedupe_key__in=wanted) if wanted else Message.objects.none()
    for known in there.values_list("dedupe_key", flat=True):
        del wanted[known]
    if not wanted:
        return ()
    now, numbers = clock.now(), allocate(mission, "M", len(wanted))
    rows = [_row(mission, number, draft, now) for number, draft in zip(numbers, wanted.values(), strict=True)]
    Message.objects.bulk_create(rows)
    return tuple(row.reference for row in rows)


def _row(mission: str, number: int, draft: Draft, now: datetime) -> Message:
    due_at = max(draft.due_at or now, now)
    return Message(
        mission=mission,
        number=number,
        channel=draft.channel.value,
        recipient=draft.recipient,
        post=draft.post,
        address=draft.address,
        purpose=draft.purpose,
        about=draft.about,
        about_event=draft.about_event,
        language=draft.language,
        text=draft.text,
        subject=" ".join(draft.subject.split())[:LONGEST_SUBJECT],
        body=draft.body,
        urgency=draft.urgency,
        sensitivity=int(draft.sensitivity),
        compartment=draft.compartment,
        area_path=draft.area_path,
        created_at=now,
        due_at=due_at,
        expires_at=due_at + draft.lives,
        state=State.WAITING.value,
        dedupe_key=draft.dedupe_key,
    )
