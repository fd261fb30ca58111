"""A real server over a small exercise, in a folder and a process of its own: what a browser test looks at.

Run as a program (`python -m tests.sign_in.site`) it sets the exercise up in TUTELA_HOME.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "seven quiet lanterns"
SECONDS = 60


def set_up() -> None:
    """Migrate the store and set up the known missions, one of them an exercise, with something on every page."""
    import django

    django.setup()
    from datetime import date

    from tests.people import ELSEWHERE, MISSION, base, known_people
    from tutela.cli.serving import bring_up_to_date
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.ledger.command import maintenance
    from tutela.mission.commands import add_person, import_bases, set_parameter, take_up_post
    from tutela.mission.models import Mission

    bring_up_to_date(asked=True)
    people = known_people(SYSTEM_CLOCK)  # type: ignore[arg-type]  # a clock that goes on serves as well
    actor = people.in_charge.actor
    with maintenance("a test"):
        Mission.objects.exclude(pk=ELSEWHERE).update(is_exercise=True)
    import_bases(actor=actor, clock=SYSTEM_CLOCK, bases=[base("gate", 22.5)])
    set_parameter(actor=actor, clock=SYSTEM_CLOCK, name="near_base_km", value=12, reason="Measured in May.")
    duty = add_person(actor=actor, clock=SYSTEM_CLOCK, username="duty", name="Duty Officer", password=PASSWORD)
    for slug in ("poc-adviser", "head-of-field-office"):
        take_up_post(actor=actor, clock=SYSTEM_CLOCK, person=duty, slug=slug, from_on=date(2020, 1, 1))
    assert actor.mission == MISSION


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Set the exercise up in a folder, serve it as an installation does, and yield its address."""
    left_out = {"TUTELA_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"TUTELA_HOME": str(home), "TUTELA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "tutela.config.settings"}
    subprocess.run([sys.executable, "-m", "tests.sign_in.site"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "tutela.cli.main", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)


def wait_for(address: str) -> None:
    """Wait until a server answers; raises TimeoutError when it never does."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own server
                return
        except (OSError, urllib.error.HTTPError):
            time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    set_up()
