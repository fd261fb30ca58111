"""Serving the pages, and bringing the store's schema up to date."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, connections
from django.db.migrations.executor import MigrationExecutor

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.kernel.clock import SYSTEM_CLOCK, Clock
from tutela.kernel.refusals import Refusal
from tutela.ledger.outbox.drafts import Channel

DELIVERY_SECONDS = 2.0
NOTING_SECONDS = 60.0
SENDING_SECONDS = 1.0
CLEARING_SECONDS = 3600.0
log = logging.getLogger(__name__)


class SchemaBehind(Refusal):
    """The store's schema is older than the program, and the store is not ours to change unasked."""

    code = "schema_behind"


def pending_migrations() -> list[str]:
    """Return the schema steps that the store has not taken yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def bring_up_to_date(*, asked: bool = False) -> None:
    """Take the waiting schema steps: at once on the embedded store, only when asked on a server.

    Raises SchemaBehind on a server's store when nobody asked.
    """
    if not pending_migrations():
        return
    if connection.vendor != "sqlite" and not asked:
        raise SchemaBehind("The database is older than the program.", remedy="Make a backup, then run: tutela migrate.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


@click.command()
def migrate() -> None:
    """Bring the store's schema up to date."""
    bring_up_to_date(asked=True)
    click.echo("The store is up to date.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Worker processes (not on Windows).")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages and deliver the ledger to its subscriptions."""
    bring_up_to_date()
    click.echo(f"Tutela is at http://{host}:{port}  (Ctrl+C ends it)")
    run_server(host, port, workers)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="8000 or PORT")
@click.option("--workers", default=2, show_default=True)
@click.option("--seed-only", is_flag=True, help="Set the exercise up, do not serve it.")
@click.option("--again", is_flag=True, help="Throw the exercise away and set it up again.")
def demo(host: str, port: int, workers: int, seed_only: bool, again: bool) -> None:
    """Set up a fictional mission as an exercise and serve it, with one-click sign-in as any of its posts."""
    if not settings.TUTELA_DEMO:
        _in_exercise_home(again=again)
    from tutela.demo.scenario import seed_exercise

    bring_up_to_date(asked=True)
    with click.progressbar(length=100, label="Setting up the exercise", file=sys.stderr) as bar:
        seed_exercise(progress=lambda done: bar.update(max(0, int(done * 100) - bar.pos)))
    if seed_only:
        return
    click.echo(f"The exercise is at http://{host}:{port}/access/exercise/  (Ctrl+C ends it)")
    run_server(host, port, workers)


def _in_exercise_home(*, again: bool) -> None:
    """Start over with the exercise's own home folder and marks, so that no real store is ever touched."""
    home = Path(os.environ.get("TUTELA_HOME") or "var") / "exercise"
    if again and home.is_dir():
        for kept in home.glob("tutela.sqlite3*"):
            kept.unlink()
    environment = {**os.environ, "TUTELA_DEMO": "1", "TUTELA_HOME": str(home), "TUTELA_SQLITE_SYNCHRONOUS": "NORMAL"}
    environment.pop("TUTELA_DATABASE_URL", None)
    arguments = [word for word in sys.argv[1:] if word != "--again"]
    os.execve(sys.executable, [sys.executable, "-m", "tutela.cli.main", *arguments], environment)  # noqa: S606


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until stopped: gunicorn's threads, or waitress where there is no fork."""
    # A connection to SQLite must not live through a fork: a worker would inherit a lock that nobody ever lifts.
    connections.close_all()
    if sys.platform == "win32":
        from waitress import serve as serve_with_waitress

        start_delivery()
        serve_with_waitress(get_wsgi_application(), host=host, port=port, threads=8)
        return
    from tutela.cli.gunicorn_server import Server

    Server(host, port, workers, started=start_delivery).run()  # type: ignore[no-untyped-call]


def start_delivery() -> None:
    """Deliver the ledger and send the outbox beside the pages, in each worker: cursors and leases keep them apart.

    Each has a thread of its own: a mail server that does not answer holds up neither the text messages nor the ledger.
    """
    threading.Thread(target=_deliver_for_ever, daemon=True).start()
    threading.Thread(target=_remind_for_ever, daemon=True).start()
    threading.Thread(target=_clear_for_ever, daemon=True).start()
    for channel in Channel:
        threading.Thread(target=_send_for_ever, args=(channel,), daemon=True).start()


def _deliver_for_ever() -> None:
    from tutela.ledger.subscriptions import deliver

    noted = -NOTING_SECONDS
    while True:
        close_old_connections()
        try:
            deliver(SYSTEM_CLOCK)
            if time.monotonic() - noted >= NOTING_SECONDS:
                noted = time.monotonic()
                note_harm_near_bases(SYSTEM_CLOCK)
        except Exception:
            log.exception("A subscription could not be served; it is tried again.")
        time.sleep(DELIVERY_SECONDS)


def _send_for_ever(channel: Channel) -> None:
    from tutela.exchange.sending.sender import Sender

    sender = Sender(channel, SYSTEM_CLOCK)
    _again_and_again(sender.round, SENDING_SECONDS, f"A round of sending by {channel.value}")


def _remind_for_ever() -> None:
    from tutela.exchange.sending.reminding import remind_unacknowledged

    _again_and_again(lambda: remind_unacknowledged(SYSTEM_CLOCK), NOTING_SECONDS, "Telling of alerts that wait")


def _clear_for_ever() -> None:
    _again_and_again(lambda: clear_files(SYSTEM_CLOCK), CLEARING_SECONDS, "Clearing away files of no alert")


def clear_files(clock: Clock) -> int:
    """Clear away, in every mission, the files that came with reports which were never taken in; return how many."""
    from tutela.exchange.doors.files import remove_orphans
    from tutela.know.alerts.queries import file_keys
    from tutela.mission.queries import missions

    codes = [mission.code for mission in missions()]
    return sum(remove_orphans(code, referred=file_keys(code), clock=clock) for code in codes)


def _again_and_again(work: Callable[[], object], pause: float, name: str) -> None:
    """Do something for ever; what fails is told by its kind alone, since a store repeats rows in its words."""
    while True:
        close_old_connections()
        try:
            work()
        except Exception as failure:  # noqa: BLE001  # whatever it is, the next round tries again
            log.error("%s failed (%s); it is tried again.", name, type(failure).__name__)
        time.sleep(pause)


def note_harm_near_bases(clock: Clock) -> None:
    """Put on record, for every mission, the incidents near a base that set off a review (para 87).

    The software acts by itself here, so it may do just this. It looks first: the command holds the mission's ledger.
    """
    from tutela.account.duties.commands import note_incidents
    from tutela.account.duties.queries import incidents_near_bases
    from tutela.mission.queries import missions

    for mission in missions():
        actor = system_actor("duties", mission.code, frozenset({Permission.DUTY_NOTE, Permission.INCIDENT_READ}))
        if incidents_near_bases(actor, clock.now()):
            note_incidents(actor=actor, clock=clock)
