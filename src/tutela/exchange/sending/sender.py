"""The worker that sends: takes leases, asks once more whether it may, sends, and puts on record what came of it.

At least once: killed between a gateway's yes and the record of it, a message is sent once more when its lease is over,
with the same key, so one crash makes one duplicate at most. While it lives and only the store is away, it remembers
what it sent and puts that on record first when the store is back, which makes none unless another worker is quicker.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.exchange.sending.checking import Checked, checked
from tutela.exchange.sending.commands import record_sending
from tutela.exchange.sending.queries import exercises
from tutela.exchange.sending.results import Kind, Result
from tutela.exchange.sending.transports import NotSent, Parcel, Transport, way_for
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.ledger.models import Message
from tutela.ledger.outbox import Channel, Lease, ended, is_open, put_off_until, take_due, waiting_missions

AT_ONCE = 4
"""So many are handed over at the same time; the next are asked about only then, so that the answer is fresh."""
MOST_A_ROUND = 100
OUTAGE_PAUSE = timedelta(seconds=15)
LATER_PAUSE = timedelta(seconds=10)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sender:
    """Sends the messages of one channel, round by round. One for each thread; any number of processes may have one."""

    channel: Channel
    clock: Clock
    lease: Lease = field(default_factory=lambda: Lease(f"{os.getpid()}-{secrets.token_hex(8)}"))
    unrecorded: dict[tuple[str, str], Result] = field(default_factory=dict)
    paused_until: datetime | None = None

    def round(self) -> int:
        """Send what is due; return how many messages were sent. Nothing is tried while the gateway is out of reach.

        Raises what the store raises when it is away; the next round goes on from there.
        """
        self._record_what_was_sent()
        self._end_what_is_over()
        ways = self._ways()
        sent = 0
        while ways and sent < MOST_A_ROUND and not self._is_paused():
            taken = take_due(self.channel, self.lease, missions=sorted(ways), now=self.clock.now(), limit=AT_ONCE)
            if not taken:
                break
            sent += self._send(taken, ways)
        return sent

    def _is_paused(self) -> bool:
        return self.paused_until is not None and self.clock.now() < self.paused_until

    def _ways(self) -> dict[str, Transport]:
        """Return the way out for each mission that has something waiting, where there is one."""
        known = exercises(waiting_missions())
        return {
            code: way_for(self.channel, is_exercise=it)
            for code, it in known.items()
            if is_open(self.channel, is_exercise=it)
        }

    def _send(self, taken: Sequence[Message], ways: Mapping[str, Transport]) -> int:
        """Send some messages at the same time and put on record what came of each."""
        ready = [(row, parcel) for row in taken for parcel in [self._ready(row)] if parcel is not None]
        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            tries = [pool.submit(_tried, ways[row.mission], parcel) for row, parcel in ready]
        # Every answer is held before the first is put on record: nothing is forgotten when the store goes away now.
        for (row, _parcel), tried in zip(ready, tries, strict=True):
            result, is_outage = tried.result()
            self.unrecorded[row.mission, row.reference] = result
            if is_outage and not self._is_paused():
                self.paused_until = self.clock.now() + OUTAGE_PAUSE
                log.warning("Nothing leaves by %s for now: %s.", self.channel.value, result.why)
        sent = sum(result.kind is Kind.SENT for result in self.unrecorded.values())
        self._record_what_was_sent()
        return sent

    def _ready(self, row: Message) -> Parcel | None:
        """Return what to hand over, or put on record why nothing is."""
        try:
            found = checked(row, now=self.clock.now())
        except Refusal as locked:
            found = Checked(why=locked.code, is_later=True)
        if found.parcel is None and found.is_later:
            put_off_until(row, self.lease, self.clock.now() + LATER_PAUSE)
        elif found.parcel is None:
            self._record(row.mission, row.reference, Result(Kind.WITHHELD, found.why))
        return found.parcel

    def _record_what_was_sent(self) -> None:
        for (mission, reference), result in list(self.unrecorded.items()):
            self._record(mission, reference, result)
            del self.unrecorded[mission, reference]

    def _end_what_is_over(self) -> None:
        now = self.clock.now()
        for row in ended(self.channel, now=now):
            if row.expires_at <= now:
                result = Result(Kind.EXPIRED, row.last_error or "out_of_time")
            else:
                result = Result(Kind.FAILED, row.last_error or "sender_stopped", is_final=True)
            self._record(row.mission, row.reference, result)

    def _record(self, mission: str, reference: str, result: Result) -> None:
        actor = system_actor("sending", mission, frozenset({Permission.OUTBOX_SEND}))
        record_sending(actor=actor, clock=self.clock, message=reference, result=result, owner=self.lease.owner)


def _tried(way: Transport, parcel: Parcel) -> tuple[Result, bool]:
    """Hand a parcel over; return what came of it and whether nothing else would get through. Never raises."""
    try:
        return Result(Kind.SENT, proof=way.send(parcel)), False
    except NotSent as no:
        return Result(Kind.FAILED, no.code, is_final=no.is_final), no.is_outage
    except Exception as wrong:  # noqa: BLE001  # a fault in a way out must not hold up the others; its words stay here
        return Result(Kind.FAILED, f"unexpected:{type(wrong).__name__}"[:60]), False
