"""Mail, through Django's own way and the server that the settings name."""

from __future__ import annotations

import smtplib
import ssl

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError

from tutela.exchange.sending.transports.parcels import NotSent, Parcel, safe_proof
from tutela.know.alerts.rules.notices import domain_is_among


def letter(parcel: Parcel) -> EmailMessage:
    """Return a parcel as a mail; its id is the parcel's key, so that two of the same can be told."""
    sender = settings.DEFAULT_FROM_EMAIL or "tutela@localhost.invalid"
    domain = sender.rpartition("@")[2].strip("> ") or "localhost.invalid"
    return EmailMessage(
        subject=parcel.subject,
        body=parcel.text,
        from_email=sender,
        to=[parcel.to],
        headers={
            "Message-ID": f"<{parcel.key}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": parcel.language,
        },
    )


class Mail:
    """The way to the mail server: one connection for each message, shut at once."""

    def send(self, parcel: Parcel) -> str:
        """Hand a mail to the server and return its answer as proof. Raises NotSent."""
        if not domain_is_among(parcel.to, settings.TUTELA_MAIL_DOMAINS):
            raise NotSent("domain_not_allowed", is_final=True)
        try:
            return _handed_over(parcel)
        except (smtplib.SMTPException, OSError, BadHeaderError, ValueError) as wrong:
            told = _code_of(wrong)
        # Raised outside of the handler: the words of what went wrong below hold the address.
        raise told


def _handed_over(parcel: Parcel) -> str:
    connection = get_connection()
    try:
        connection.open()
        taken = connection.send_messages([letter(parcel)])
        answer = getattr(connection, "last_answer", str)()
    finally:
        _shut(connection)
    if not taken:
        raise NotSent("mail_not_taken")
    return safe_proof(answer or "taken", parcel.to)


def _shut(connection: object) -> None:
    """Close a connection; a server that goes away now has taken the message all the same."""
    try:
        connection.close()  # type: ignore[attr-defined]  # every backend has it
    except (OSError, smtplib.SMTPException):
        return


def _code_of(wrong: Exception) -> NotSent:
    if isinstance(wrong, smtplib.SMTPRecipientsRefused):
        number = next((code for code, _words in wrong.recipients.values()), 0)
        return NotSent("address_refused", number, is_final=500 <= number < 600)
    if isinstance(wrong, smtplib.SMTPAuthenticationError):
        return NotSent("mail_sign_in", wrong.smtp_code, is_outage=True)
    if isinstance(wrong, smtplib.SMTPDataError):
        return NotSent("mail_refused", wrong.smtp_code, is_final=500 <= wrong.smtp_code < 600)
    if isinstance(wrong, smtplib.SMTPResponseException):
        return NotSent("mail_server", wrong.smtp_code, is_outage=True)
    if isinstance(wrong, TimeoutError):
        return NotSent("mail_timeout", is_outage=True)
    if isinstance(wrong, ssl.SSLError):
        return NotSent("mail_tls", is_outage=True)
    if isinstance(wrong, smtplib.SMTPException | OSError):
        return NotSent("mail_unreachable", is_outage=True)
    return NotSent("mail_malformed", is_final=True)
