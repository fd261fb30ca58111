"""What happens when data come in and messages go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.rules.sending_words import CHANNEL_WORDS
from tutela.ledger.events import Event, event


@event("exchange.import_started", _("The import {subject} of {filename} was started."), "P33.5")
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStarted(Event):
    """A file began to be taken over."""

    filename: str
    snapshot: str
    rows_expected: int


@event(
    "exchange.import_finished",
    _(
        "The import {subject} ended: {rows} rows read, {new} new, {updated} updated, {corrected} corrected, "
        "{refused} refused."
    ),
    "P33.5",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFinished(Event):
    """A file was taken over to its end; every row of it is in one of the counts."""

    snapshot: str
    rows: int
    new: int
    updated: int
    unchanged: int
    corrected: int
    refused: int
    elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEvent(Event):
    """The base of what happens to a message. The subject is what it is about; no address and no words are in any.

    `to_post` is the short name of the post that is told, empty for a source.
    """

    message: str
    channel: str
    to_post: str
    purpose: str

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the channel in words."""
        known = CHANNEL_WORDS.get(facts[name]) if name == "channel" else None
        return known.told(gettext) if known else facts[name]


@event("exchange.message_sent", _("The message {message} was sent ({channel}), at attempt {attempt}."), "A14.a.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(MessageEvent):
    """A mail server or gateway took a message. The subject is what it is about; no address and no words are here.

    `to_post` is the short name of the post that was told, empty for a source. `proof_digest` covers what the server
    answered, which stands in the outbox.
    """

    attempt: int
    proof_digest: str


@event("exchange.message_failed", _("The message {message} could not be sent ({channel}), at attempt {attempt}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFailed(MessageEvent):
    """A message was not taken; `why` is a code. Unless it `is_final`, it is tried again."""

    attempt: int
    why: str
    is_final: bool


@event("exchange.message_cancelled", _("The message {message} is not sent any more."))
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCancelled(MessageEvent):
    """A message that waited is not sent: time was over, its recipient may not know any more, or somebody said so."""

    why: str


@event("exchange.message_retried", _("The message {message} is to be sent again."))
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRetried(MessageEvent):
    """Somebody asked for another try of a message that had failed or expired."""
