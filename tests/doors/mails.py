"""Mails as mail programs of the world write them."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

SENDER = "Teba Morlain <teba.morlain@example.org>"
BODY = "Armed men crossed near Loï at dawn. 40 people fled to the hills."


def mail(body: str = BODY, *, html: str = "", **headers: str) -> EmailMessage:
    """Return a mail; `headers` are named with underscores, and a blank one is left out."""
    made = EmailMessage()
    told = {
        "From": SENDER,
        "To": "alerts@example.org",
        "Subject": "Alert: attack at Loï",
        "Date": "Wed, 14 May 2031 08:00:00 +0200",
        "Message-ID": "<a1@tebas-laptop.example.org>",
    } | {name.replace("_", "-"): words for name, words in headers.items()}
    for name, words in told.items():
        if words:
            made[name] = words
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def with_file(made: EmailMessage, content: bytes, kind: str = "image/jpeg", **more: Any) -> EmailMessage:
    """Add a file to a mail."""
    main, _slash, sub = kind.partition("/")
    made.add_attachment(content, maintype=main, subtype=sub, filename="Teba Morlain.jpg", **more)
    return made


def forwarded(inner: EmailMessage, **headers: str) -> EmailMessage:
    """Return a mail with another mail attached to it."""
    outer = mail("See below.", **{"From": "Oru Desk <desk@example.org>", "Subject": "Fwd: alert"} | headers)
    outer.add_attachment(inner)
    return outer
