"""Mails, as files: what they say becomes an alert, who wrote them goes into the vault."""

from __future__ import annotations

from tutela.exchange.doors.mail.taking import take_mail

__all__ = ["take_mail"]
