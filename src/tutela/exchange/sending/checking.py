"""The last questions before a message leaves: may its recipient still know, and where does it go at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.exchange.sending.transports import Parcel
from tutela.know.alerts.queries.notice_checks import LATER, Pending, why_withhold
from tutela.know.alerts.rules.notice_words import NEUTRAL
from tutela.know.alerts.rules.notices import domain_is_among
from tutela.know.sources.queries import contact_of
from tutela.ledger.models import Message
from tutela.ledger.outbox import Channel, person_key, source_of

SALT = "exchange.sending"


@dataclass(frozen=True, slots=True)
class Checked:
    """A parcel to send, or by a code why there is none; `is_later`: not yet."""

    parcel: Parcel | None = None
    why: str = ""
    is_later: bool = False


def checked(message: Message, *, now: datetime) -> Checked:
    """Return what is to be sent of a message at this moment.

    A source's number is looked up here, goes into the parcel and nowhere else. Raises VaultLocked when the vault does
    not open.
    """
    person = person_key(message.recipient)
    return _to_source(message) if person is None else _to_person(message, person, now)


def key_of(message: Message) -> str:
    """Return what a gateway tells a repeated message by: the same at every try, and it tells nothing by itself."""
    return salted_hmac(SALT, f"{message.mission}:{message.number}", algorithm="sha256").hexdigest()[:32]


def _to_person(message: Message, person: int, now: datetime) -> Checked:
    pending = Pending(
        mission=message.mission,
        person=person,
        post=message.post,
        channel=message.channel,
        address=message.address,
        purpose=message.purpose,
        about=message.about,
        is_late=message.attempts > 1 or message.due_at > message.created_at,
    )
    why = why_withhold(pending, now=now)
    if why:
        return Checked(why=why, is_later=why == LATER)
    if message.channel == Channel.MAIL and not domain_is_among(message.address, settings.TUTELA_MAIL_DOMAINS):
        return Checked(why="domain_not_allowed")
    return Checked(_parcel(message, message.address, message.post, message.body))


def _to_source(message: Message) -> Checked:
    words = NEUTRAL.get(message.text)
    if words is None:
        return Checked(why="not_neutral")
    reader = system_actor("sending", message.mission, frozenset({Permission.SOURCE_CONTACT}))
    contact = contact_of(reader, source_of(message.recipient))
    if contact is None:
        return Checked(why="no_consent")
    to = contact.mail if message.channel == Channel.MAIL else next(iter(contact.phones), "")
    if not to:
        return Checked(why="no_address")
    with translation.override(message.language):
        return Checked(_parcel(message, to, "source", words.told(gettext)))


def _parcel(message: Message, to: str, label: str, text: str) -> Parcel:
    # A source's mail has no subject but the text itself: whoever looks at the list of mails learns nothing.
    subject = message.subject or text
    return Parcel(key_of(message), message.reference, to, label, text, subject, message.language)
