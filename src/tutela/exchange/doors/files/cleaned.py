"""What cleaning a file gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutela.exchange.doors.files.kinds import Kind


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The bytes to keep, what they are, and in a sentence what was done to them."""

    data: bytes = field(repr=False)
    kind: Kind
    note: str
