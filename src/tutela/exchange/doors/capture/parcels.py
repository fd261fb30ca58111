"""What a telephone hands in at a time: a line that says what it is, and the sealed bytes behind it."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from tutela.exchange.doors.capture.envelopes import NONCE_BYTES, POINT_BYTES, REPORT, VERSION, Envelope
from tutela.exchange.doors.capture.refusals import NotUnderstood
from tutela.exchange.doors.limits import LARGEST_FILE

LONGEST_LINE = 2_000
TAG_BYTES = 16
LARGEST_WORDS = 200_000
LARGEST_PARCEL = LARGEST_FILE + TAG_BYTES + LONGEST_LINE
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PART = re.compile(rf"{REPORT}|file [1-9]")


@dataclass(frozen=True, slots=True)
class Parcel:
    """An envelope, and what the telephone's clock said as it was sent, as it was written."""

    envelope: Envelope
    device_at: str


def parcel_in(body: bytes) -> Parcel:
    """Return the parcel of a body: a line of JSON with version, key, kid, point, nonce, part and device_at, then bytes.

    Raises NotUnderstood for anything else.
    """
    line, _end, sealed = body[: LONGEST_LINE + 1].partition(b"\n")
    if len(line) > LONGEST_LINE or not _end:
        raise NotUnderstood
    sealed = body[len(line) + 1 :]
    try:
        told = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood from wrong
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise NotUnderstood
    envelope = Envelope(
        submission_key=_matching(told, "key", _KEY),
        key_id=_text(told, "kid", 60),
        point=_bytes(told, "point", POINT_BYTES),
        nonce=_bytes(told, "nonce", NONCE_BYTES),
        part=_matching(told, "part", _PART),
        sealed=sealed,
    )
    if envelope.part == REPORT and len(sealed) > LARGEST_WORDS:
        raise NotUnderstood
    return Parcel(envelope, _text(told, "device_at", 60))


def _text(told: dict[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise NotUnderstood
    return value


def _matching(told: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    value = _text(told, name, 80)
    if not pattern.fullmatch(value):
        raise NotUnderstood
    return value


def _bytes(told: dict[str, Any], name: str, count: int) -> bytes:
    try:
        value = base64.urlsafe_b64decode(_text(told, name, 200))
    except (binascii.Error, ValueError) as wrong:
        raise NotUnderstood from wrong
    if len(value) != count:
        raise NotUnderstood
    return value
