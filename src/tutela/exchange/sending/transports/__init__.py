"""Ways out: each takes one parcel and returns the proof that it was taken, or says by a code why it was not."""

from __future__ import annotations

from tutela.exchange.sending.transports.parcels import NotSent, Parcel, Transport, safe_proof
from tutela.exchange.sending.transports.ways import way_for

__all__ = ["NotSent", "Parcel", "Transport", "safe_proof", "way_for"]
