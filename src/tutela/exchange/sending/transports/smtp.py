"""Django's way to a mail server, keeping the server's last word on each message as proof."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Answering:
    """Keeps what the server answered to the message itself, which `smtplib` throws away."""

    answer: tuple[int, bytes] = (0, b"")

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the message over and keep the answer."""
        self.answer = super().data(msg)  # type: ignore[misc]  # mixed into the classes below
        return self.answer


class _Plain(_Answering, smtplib.SMTP):
    pass


class _Tls(_Answering, smtplib.SMTP_SSL):
    pass


class AnsweringBackend(EmailBackend):
    """The mail backend of the settings."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class that talks to the server."""
        return _Tls if self.use_ssl else _Plain

    def last_answer(self) -> str:
        """Return the server's answer to the last message, `250 2.0.0 Ok: queued as …`."""
        code, words = getattr(self.connection, "answer", (0, b""))
        return f"{code} {words.decode('ascii', 'replace')}".strip() if code else ""
