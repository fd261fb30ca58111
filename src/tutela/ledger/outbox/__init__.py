"""The outbox: what is to leave the system, written in the transaction of its cause and sent after it.

A command or a subscription puts messages in (`enqueue`); a worker takes a lease on what is due (`take_due`), sends
outside any transaction, and puts on record what came of it. Whatever is killed in between, a message is sent at least
once: killed after the gateway took it and before that was recorded, it is sent once more when its lease runs out, with
the same id, which a gateway that keeps ids recognises. So one crash makes one duplicate at most, and loses nothing.
"""

from __future__ import annotations

from tutela.ledger.outbox.drafts import Channel, Draft, State, enqueue, person_key, source_of, to_person, to_source
from tutela.ledger.outbox.leases import MOST_ATTEMPTS, Lease, ended, put_off_until, take_due
from tutela.ledger.outbox.reading import Telling, sent_lately, told_of, waiting_missions
from tutela.ledger.outbox.ways import is_open, way_out

__all__ = [
    "MOST_ATTEMPTS",
    "Channel",
    "Draft",
    "Lease",
    "State",
    "Telling",
    "ended",
    "enqueue",
    "is_open",
    "person_key",
    "put_off_until",
    "sent_lately",
    "source_of",
    "take_due",
    "to_person",
    "to_source",
    "told_of",
    "waiting_missions",
    "way_out",
]
