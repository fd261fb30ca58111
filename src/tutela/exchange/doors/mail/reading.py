"""Reading a mail with the standard library's own parser: headers that lie, parts that break, mails within mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    StartBoundaryNotFoundDefect,
)
from email.message import EmailMessage
from email.utils import getaddresses

from tutela.exchange.doors.mail.words import tidied, without_headings, without_signature, words_of_html
from tutela.exchange.doors.moments import header_moment
from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence

DEEPEST = 6
MOST_PARTS = 200
SMALLEST_INLINE = 10_000
"""Bytes of a picture within a mail's text below which it is the logo of a signature."""
HEADERS = ("From", "Date", "Message-ID", "Subject", "Received", "To")
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
BROKEN = (
    CloseBoundaryNotFoundDefect,
    StartBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
)


class NotAMail(Refusal):
    """The file is no mail, or one that cannot be read."""

    code = "not_a_mail"
    status = 422


@dataclass(slots=True)
class Mail:
    """What was found in a mail. `senders` and `asides` tell who wrote it and what stood in signatures: for the vault.

    `files` are the contents of what was attached; `is_broken` says that a part ends before its end.
    """

    subject: str = ""
    message_id: str = field(default="", repr=False)
    text: list[str] = field(default_factory=list, repr=False)
    senders: list[tuple[str, str]] = field(default_factory=list, repr=False)
    asides: list[str] = field(default_factory=list, repr=False)
    files: list[bytes] = field(default_factory=list, repr=False)
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    is_broken: bool = False
    is_odd: bool = False


def mail_in(raw: bytes) -> Mail:
    """Read a mail. Raises NotAMail for what is none, is encrypted, or has parts within parts without end."""
    if raw.startswith(OUTLOOK):
        raise NotAMail(
            Sentence("This is a mail in Outlook's own format."), remedy=Sentence("Save it as .eml and hand that in.")
        )
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except Exception as broken:  # the parser meets what mails of the world hold with errors of all kinds
        raise _no_mail() from broken
    if not any(_header(message, name) for name in HEADERS):
        raise _no_mail()
    mail = Mail(subject=_header(message, "Subject"), message_id=_header(message, "Message-ID").strip())
    mail.sent_at = header_moment(_header(message, "Date"))
    # The topmost line was written last, by the mission's own mail server.
    mail.arrived_at = header_moment(_header(message, "Received").rpartition(";")[2].strip())
    _walk(message, mail, 0)
    return mail


def _no_mail() -> NotAMail:
    return NotAMail(
        Sentence("The file is no mail."),
        remedy=Sentence("In the mail program, save the mail as .eml and hand that in."),
    )


def told_at(mail: Mail, now: datetime) -> tuple[datetime | None, bool]:
    """Return when the mail reached the mission, and whether its own date is in doubt.

    The mail server's moment counts; the date that the sender's machine wrote counts where there is no other.
    """
    known = [one for one in (mail.arrived_at, mail.sent_at) if one is not None and one <= now + timedelta(minutes=10)]
    told = known[0] if known else None
    if mail.sent_at is None:
        return told, False
    against = mail.arrived_at or now
    early, late = against - timedelta(days=1), against + timedelta(minutes=10)
    return told, not (early <= mail.sent_at <= late) if mail.arrived_at else mail.sent_at > late


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's words; nothing for one that the parser itself cannot read."""
    try:
        words = str(message.get(name) or "")
    except Exception:  # noqa: BLE001  # headers of the world break the parser in many ways
        return ""
    return words.encode("utf-8", "replace").decode("utf-8")


def _walk(message: EmailMessage, mail: Mail, depth: int) -> None:
    if depth > DEEPEST:
        raise NotAMail(
            Sentence("The mail has mails within mails without end."),
            remedy=Sentence("Hand in the innermost mail by itself."),
        )
    _note_senders(message, mail)
    for number, part in enumerate(_leaves(message, 0)):
        if number >= MOST_PARTS:
            mail.is_broken = True
            return
        if part.get_content_type() == "message/rfc822":
            _inner(part, mail, depth)
        else:
            _leaf(part, mail)


def _leaves(message: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """Yield the parts that hold something: of two forms of a text the plain one, and a mail within it whole."""
    kind = message.get_content_type()
    if kind in ENCRYPTED and "signed-data" not in str(message.get_param("smime-type", "")):
        raise NotAMail(
            Sentence("The mail is encrypted."), remedy=Sentence("Decrypt it in the mail program and save it again.")
        )
    if kind == "message/rfc822" or not message.is_multipart():
        yield message
        return
    if depth > 4 * DEEPEST:
        raise _no_mail()
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if kind == "multipart/alternative":
        parts = _better(parts)
    for part in parts:
        yield from _leaves(part, depth + 1)


def _better(parts: list[EmailMessage]) -> list[EmailMessage]:
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _text(part)[0].strip()]
    return plain[:1] or parts[-1:]


def _inner(part: EmailMessage, mail: Mail, depth: int) -> None:
    held = part.get_payload()
    inner = held[0] if isinstance(held, list) and held else None
    if isinstance(inner, EmailMessage):
        subject = _header(inner, "Subject")
        if subject:
            mail.text.append(subject)
        _walk(inner, mail, depth + 1)
    else:
        mail.is_broken = True


def _leaf(part: EmailMessage, mail: Mail) -> None:
    mail.is_broken = mail.is_broken or any(isinstance(defect, BROKEN) for defect in part.defects)
    kind, is_file = part.get_content_type(), _is_file(part)
    if part.get_content_maintype() == "text" and not is_file:
        text, is_odd = _text(part)
        mail.is_odd = mail.is_odd or is_odd
        body, signature = without_signature(words_of_html(text) if kind == "text/html" else tidied(text))
        body, headings = without_headings(body)
        mail.text += [body] if body.strip() else []
        mail.asides += [*headings, *([signature] if signature else [])]
        return
    content = _content(part)
    is_logo = part.get("Content-ID") is not None and len(content) < SMALLEST_INLINE
    if content and not (is_logo and part.get_content_maintype() == "image"):
        mail.files.append(content)


def _is_file(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or part.get_filename() is not None
    except Exception:  # noqa: BLE001  # a header that breaks the parser: taken for a file, and typed by its bytes
        return True


def _content(part: EmailMessage) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _text(part: EmailMessage) -> tuple[str, bool]:
    """Return a part's text, and whether its letters had to be guessed."""
    raw = _content(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset), False
    except (LookupError, ValueError):
        pass
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), True


def _note_senders(message: EmailMessage, mail: Mail) -> None:
    for name in ("From", "Reply-To", "Sender"):
        for shown, address in getaddresses([_header(message, name)]):
            if (shown or address) and (shown, address) not in mail.senders:
                mail.senders.append((shown, address))
