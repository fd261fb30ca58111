"""Where the figures come from: snapshots of data, their limits, and the ledger's head when the product was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DataSnapshot:
    """One imported file: its source, release, day of import, SHA-256 (hexadecimal) and rows taken in."""

    source: str
    release: str
    imported_on: date
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class DataLimits:
    """How much of the quarter's data is weak, each counted apart; None means not measured.

    Coarse place means province level or worse; spread means an event over more than one month, divided over its
    months by day. Corrected and refused rows are those of the imports behind this product.
    """

    incidents: int | None = None
    coarse_place_incidents: int | None = None
    coarse_place_civilian_deaths: float | None = None
    coarse_time_incidents: int | None = None
    spread_incidents: int | None = None
    sex_unknown_share: float | None = None
    age_unknown_share: float | None = None
    rows_corrected: int | None = None
    rows_refused: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The last ledger entry when the product was made: its number and hash (hexadecimal)."""

    sequence: int
    hash: str
