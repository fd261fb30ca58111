"""What a transport is handed and what it answers. An address is in the parcel alone, and never in what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

LONGEST_PROOF = 180
_DIGITS = re.compile(r"\d")
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_LONG_NUMBER = re.compile(r"\+?\d[\d \-().]{4,}\d")
_PLAIN = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """One message to one address, for one try. It never shows itself.

    `key` is the same at every try, so that a gateway that keeps keys drops a second one; it tells nothing. `label` says
    to whom in words that may be shown ("head-of-field-office", "source").
    """

    key: str
    reference: str
    to: str
    label: str
    text: str
    subject: str = ""
    language: str = "en"

    def __repr__(self) -> str:
        return f"Parcel({self.reference})"


class NotSent(Exception):
    """A parcel was not taken. It says so by a code, with at most a number, and never by the words of what lies below.

    `is_final`: another try would end alike. `is_outage`: nothing else would get through either, so that the worker
    waits a moment with all of them.
    """

    def __init__(
        self, code: str, number: int | None = None, *, is_final: bool = False, is_outage: bool = False
    ) -> None:
        self.code = code if number is None else f"{code}:{number}"
        self.is_final, self.is_outage = is_final, is_outage
        super().__init__(self.code)


class Transport(Protocol):
    """A way out."""

    def send(self, parcel: Parcel) -> str:
        """Hand a parcel over and return the proof. Raises NotSent, and nothing else that it can foresee."""
        ...


def safe_proof(answer: str, address: str) -> str:
    """Return what a server answered, fit to be kept: one line, plain, without the address or anything like one.

    >>> safe_proof("250 2.0.0 <a@b.example> Ok: queued as 4F2", "a@b.example")
    '250 2.0.0 <…> Ok: queued as 4F2'
    """
    line = " ".join("".join(_PLAIN.findall(answer)).split())
    if address:
        line = line.replace(address, "…")
    line = _ADDRESS.sub("…", line)
    number = "".join(_DIGITS.findall(address)) if "@" not in address else ""
    if len(number) >= 6:
        line = _LONG_NUMBER.sub(lambda found: _kept(found.group(), number), line)
    return line[:LONGEST_PROOF]


def _kept(text: str, number: str) -> str:
    """Return a run of digits unless its end, or the end of what it is part of, is that of the number."""
    digits = "".join(_DIGITS.findall(text))
    return "…" if number[-6:] in digits or digits in number else text
