"""A process that sends what waits in the outbox, through a way out that writes into a file; it may be killed at it.

python -m tests.outbox.worker setup COUNT             make the tables, a mission and that many messages
python -m tests.outbox.worker send FILE [die|cut] [late]  send until nothing is due; `die` ends by kill -9 after the
                                                          first was handed over, `cut` has the store drop all its
                                                          connections then, `late` lives ten minutes later
python -m tests.outbox.worker look                    print what is there as JSON
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.crash.writer import MISSION, start_django

if TYPE_CHECKING:
    from tutela.exchange.sending.transports import Parcel


def setup(count: int) -> None:
    """Make a mission, somebody who is told by text message, and test messages to them."""
    from django.core.management import call_command

    from tests.outbox.test_enqueue import draft
    from tests.people import put_in_post, set_up_mission
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.know.alerts.commands.notices import choose_notices
    from tutela.know.alerts.rules.notices import Way
    from tutela.ledger.command import maintenance
    from tutela.ledger.outbox import Channel, enqueue, to_person

    call_command("migrate", verbosity=0)
    clock: Any = SYSTEM_CLOCK
    set_up_mission(MISSION, "Mission in Orvane", clock)
    known = put_in_post(MISSION, "joc_duty_officer", clock)
    choose_notices(actor=known.actor, clock=clock, ways=[Way("sms", "+243990001122")])
    drafts = [
        draft(
            f"test:{number}", channel=Channel.SMS, recipient=to_person(known.person.pk), purpose="test",
            post=known.post.slug, address="+243990001122",
        )
        for number in range(count)
    ]  # fmt: skip
    with maintenance("a test"):
        enqueue(MISSION, drafts, clock=clock)


class IntoFile:
    """A way out that writes the key of each parcel as a line, for good, before it says yes."""

    def __init__(self, path: Path, *, dies: bool, cuts: bool = False) -> None:
        self.path, self.dies, self.cuts = path, dies, cuts

    def send(self, parcel: Parcel) -> str:
        with self.path.open("a", encoding="ascii") as file:
            file.write(f"{parcel.key}\n")
            file.flush()
            os.fsync(file.fileno())
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.cuts:
            self.cuts = False
            cut_connections()
        time.sleep(0.002)
        return "taken"


def cut_connections() -> None:
    """Have the server end every connection to this store but the one that says so, as a restart does."""
    import psycopg

    with psycopg.connect(os.environ["TUTELA_DATABASE_URL"], autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def send(path: Path, *, dies: bool, cuts: bool, is_late: bool) -> None:
    """Send until nothing is due, over a store that may go away and come back."""
    from django.db import DatabaseError, InterfaceError, close_old_connections

    from tutela.exchange.sending import sender as module
    from tutela.kernel.clock import SYSTEM_CLOCK, SetClock
    from tutela.ledger.outbox import Channel

    way = IntoFile(path, dies=dies, cuts=cuts)

    class Through(module.Sender):
        def _ways(self) -> dict[str, Any]:
            return {MISSION: way}

    if dies:
        module.AT_ONCE = 1  # So that exactly one is in the air.
    clock = SetClock(SYSTEM_CLOCK.now() + timedelta(minutes=10)) if is_late else SYSTEM_CLOCK
    worker = Through(Channel.SMS, clock)
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    sent = 1
    while sent:
        close_old_connections()
        try:
            sent = worker.round()
        except (DatabaseError, InterfaceError) as away:
            sys.stdout.write(f"{type(away).__name__}\n")


def look() -> dict[str, object]:
    """Return the state of each message, how often it was tried, and what the ledger says was sent."""
    from tutela.ledger.models import Entry, Message
    from tutela.ledger.queries import verify

    return {
        "states": sorted(Message.objects.values_list("state", flat=True)),
        "attempts": sorted(Message.objects.values_list("attempts", flat=True)),
        "sent": Entry.objects.filter(event="exchange.message_sent").count(),
        "problem": verify(MISSION).problem,
    }


if __name__ == "__main__":
    start_django()
    if sys.argv[1] == "setup":
        setup(int(sys.argv[2]))
    elif sys.argv[1] == "send":
        send(Path(sys.argv[2]), dies="die" in sys.argv, cuts="cut" in sys.argv, is_late="late" in sys.argv)
    else:
        sys.stdout.write(json.dumps(look()))
