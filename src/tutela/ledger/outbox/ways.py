"""Whether there is a way out for a channel: what the settings say, for the worker that sends and pages that tell."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from tutela.ledger.outbox.drafts import Channel

READY = "ready"
EXERCISE = "exercise"
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def way_out(channel: Channel, *, is_exercise: bool) -> str:
    """Return `ready`, `exercise` (messages go into a folder), or by a code why messages of a channel wait."""
    if is_exercise or settings.TUTELA_DEMO:
        return EXERCISE
    return _mail() if channel is Channel.MAIL else _sms()


def is_open(channel: Channel, *, is_exercise: bool) -> bool:
    """Return whether messages of a channel leave at all."""
    return way_out(channel, is_exercise=is_exercise) in {READY, EXERCISE}


def is_private(address: str) -> bool:
    """Return whether nobody on the way can read what is sent to an address: TLS, or this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL_HOSTS))


def _mail() -> str:
    if not (settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL):
        return "mail_not_set_up"
    if settings.TUTELA_MAIL_SECURITY == "none" and settings.EMAIL_HOST not in LOCAL_HOSTS:
        return "mail_not_private"
    return READY


def _sms() -> str:
    if not settings.TUTELA_SMS_URL:
        return "sms_not_set_up"
    return READY if is_private(settings.TUTELA_SMS_URL) else "sms_not_private"
