"""What came of a try to send: plain values, told by codes that hold no address and no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tutela.ledger.outbox import MOST_ATTEMPTS

PAUSES = (
    timedelta(seconds=15),
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
)
"""How long to wait after the first, second … failed try; a message's time may be over before the last."""


class Kind(StrEnum):
    """What came of it."""

    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Result:
    """`why` is a code for what was not sent, `proof` what was answered for what was."""

    kind: Kind
    why: str = ""
    proof: str = ""
    is_final: bool = False


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed tries, at least one."""
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def is_last(attempts: int) -> bool:
    """Return whether no try is left."""
    return attempts >= MOST_ATTEMPTS
