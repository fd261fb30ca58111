"""Tokens: how a secret is made, what is kept of it, how a program shows it, and what is never done by one."""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b64decode

from tutela.access.permissions import Permission

PREFIX = "tut_"
"""Every secret begins with it, so that tools that look for leaked secrets find ours."""
PERSONS_ONLY = frozenset(
    {
        Permission.DECISION_RECORD,
        Permission.DUTY_EXCUSE,
        Permission.IDENTITY_ASK,
        Permission.IDENTITY_DECIDE,
        Permission.IDENTITY_ERASE,
        Permission.MANDATE_SET,
        Permission.MISSION_CREATE,
        Permission.PARAMETER_SET,
        Permission.POST_CHANGE,
        Permission.PRODUCT_ISSUE,
        Permission.PROFILE_SET,
        Permission.SOURCE_FIND,
        Permission.SOURCE_GRADE,
        Permission.SOURCE_FIND,
        Permission.THREAT_ASSESS,
        Permission.THREAT_RANK,
        Permission.TOKEN_ISSUE,
        Permission.VAULT_ROTATE,
    }
)
"""What a program never does, whatever its post carries: people decide, and people look for who a source is."""
_SHAPE = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")
_LONGEST_HEADER = 1000


def new_secret() -> str:
    """Return a new secret of 256 random bits, as text without blanks."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256 in hexadecimal. The secret is random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_in(authorization: str) -> str | None:
    """Return the secret in a header `Authorization`, or None when there is none that could be ours.

    `Token` and `Bearer` carry the secret itself. `Basic` carries it as the password, under any name, for programs that
    know nothing else (ODK Collect).
    """
    scheme, _blank, shown = authorization[:_LONGEST_HEADER].strip().partition(" ")
    shown = shown.strip()
    if scheme.lower() == "basic":
        shown = _password(shown)
    elif scheme.lower() not in {"token", "bearer"}:
        return None
    return shown if _SHAPE.fullmatch(shown) else None


def _password(coded: str) -> str:
    try:
        return b64decode(coded, validate=True).decode("ascii").partition(":")[2]
    except ValueError:  # What is no base64, and what is no ASCII, before decoding or after.
        return ""
