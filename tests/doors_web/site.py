"""A real server over a small exercise with a duty officer, a liaison assistant and a women's protection adviser.

Run as a program (`python -m tests.doors_web.site`) it sets the exercise up in TUTELA_HOME.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sign_in.site import PASSWORD, ROOT, SECONDS, free_port, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

SETTINGS = "tutela.config.settings"
PEOPLE = {"duty": "joc_duty_officer", "liaison": "liaison_assistant", "women": "womens_protection"}


def set_up() -> None:
    """Migrate the store and set up the known missions with three more people who sign in by password."""
    import django

    django.setup()
    from datetime import date

    from tests.people import MISSION, base, known_people
    from tutela.cli.serving import bring_up_to_date
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.commands import add_person, create_post, import_bases, take_up_post
    from tutela.mission.commands.setup import setup_actor

    bring_up_to_date(asked=True)
    people = known_people(SYSTEM_CLOCK)  # type: ignore[arg-type]  # a clock that goes on serves as well
    setup = setup_actor(MISSION)
    import_bases(actor=people.in_charge.actor, clock=SYSTEM_CLOCK, bases=[base("Gate", 22.5)])
    for name, role in PEOPLE.items():
        create_post(actor=setup, clock=SYSTEM_CLOCK, slug=name, role=role, area_code="")
        person = add_person(actor=setup, clock=SYSTEM_CLOCK, username=name, name=f"Test {name}", password=PASSWORD)
        take_up_post(actor=setup, clock=SYSTEM_CLOCK, person=person, slug=name, from_on=date(2020, 1, 1))


@dataclass
class Site:
    """A server that runs: its address, and its store, which a test may read."""

    address: str
    home: Path

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the store answers to a question in SQL."""
        with closing(sqlite3.connect(f"file:{self.home / 'tutela.sqlite3'}?mode=ro", uri=True)) as store:
            return store.execute(question, values).fetchall()

    def alerts(self, text: str) -> list[dict[str, Any]]:
        """Return the alerts whose words contain a text, the oldest first."""
        names = "id, text, channel, timing, known_at, received_at, flags, source_id, people_at_risk, place_name"
        found = self.rows(f"SELECT {names} FROM alerts_alert WHERE text LIKE ? ORDER BY id", f"%{text}%")  # noqa: S608
        return [dict(zip(names.split(", "), row, strict=True)) for row in found]


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """Set the exercise up in a folder, serve it as an installation does, and yield it."""
    left_out = {"TUTELA_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"TUTELA_HOME": str(home), "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run([sys.executable, "-m", "tests.doors_web.site"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "tutela.cli.main", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)


def enter(page: Page, name: str, address: str) -> None:
    """Sign in as one of the people and go to an address."""
    page.goto(f"/sign-in/?next={address}")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.locator("main form[action='/sign-in/'] button").click()


if __name__ == "__main__":
    set_up()
