"""A process that plants a rare name everywhere a name can come in, and writes down all that the program says of it.

    python -m tests.sources.planter FOLDER

In FOLDER, `told` holds what must not name anybody (logs at their loudest, pages, error pages, every row of every table,
the raw files of the store), `shown` what is meant to: the form that comes back and the page of an opened identity.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import uuid4

import django

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known, People

HOME = "/know/sources/"


class Planter:
    """Plants, and keeps what is said. `told` and `shown` are folders of files with running numbers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        for name in ("told", "shown", "raw"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def keep(self, where: str, name: str, content: bytes | str) -> None:
        """Write down what was said."""
        self.number += 1
        data = content.encode() if isinstance(content, str) else content
        (self.folder / where / f"{self.number:04d}-{name}").write_bytes(data)

    def answer(self, where: str, name: str, response: Any) -> Any:
        """Write down a response with its headers and cookies."""
        body = b"".join(response) if response.streaming else response.content
        head = f"{response.status_code}\n{dict(response.headers)}\n{response.cookies}\n"
        self.keep(where, name, head.encode() + body)
        return response


def begin(folder: Path) -> None:
    """Load Django, with every log at its loudest in a file."""
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    handler = logging.FileHandler(folder / "told" / "loud.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s %(args)r"))
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger().setLevel(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
        # One logger would write down whatever a template holds; the settings keep it quiet at any level.
        if name != "django.template":
            logging.getLogger(name).setLevel(logging.NOTSET)


@contextmanager
def faults_shown(shown: bool) -> Iterator[None]:
    """Show faults in the browser, or not, for a while."""
    from django.conf import settings

    before, settings.DEBUG = settings.DEBUG, shown
    try:
        yield
    finally:
        settings.DEBUG = before


def plant(planter: Planter) -> None:
    """Plant in every way there is, and look at everything afterwards."""
    from django.core.management import call_command

    from tests.people import known_people
    from tests.sources.scene import custodian
    from tutela.kernel.clock import SYSTEM_CLOCK, SetClock

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    people = known_people(SetClock(SYSTEM_CLOCK.now()))
    holder = custodian(people)
    by_commands(planter, people, holder)
    by_a_report(planter, people)
    with faults_shown(True):
        by_pages(planter, people, holder)
    by_pages(planter, people, holder)
    by_faults(planter, people)
    look_around(planter, people, holder)
    raw_files(planter, "in-use")
    ciphertext_of_an_erased_source(planter, people, holder)
    dump(planter)


def by_commands(planter: Planter, people: People, holder: Known) -> None:
    """Plant by the commands, and write down every way in which they and their facts speak of themselves."""
    from tests.sources.scene import facts, granted, identity, kept, opened, rings, with_keys
    from tests.sources.test_consent import consented
    from tests.sources.test_find_source import found
    from tests.sources.test_note_risk import noted
    from tests.sources.test_use_what_was_said import assessed

    del holder
    source = kept(people, told=facts(consents=("contact_back",)))
    spoken(planter, facts(), identity(), source)
    noted(people, source, note="Thoraldin was seen at Quendrith.")
    consented(people, source)
    found(people, "+211 912 345 678")
    from tests.people import MISSION, put_in_post

    second = put_in_post(MISSION, "human_rights", people.clock, slug="second")
    assessed(people, source, second, reason="Thoraldin left Quendrith.")
    with patch("tests.sources.scene.custodian", lambda _people: second):
        granted(people, source)
    planter.keep("shown", "opened", repr(opened(people, source).as_facts()))
    # A traceback shows the line that was called, so that the words do not stand in it.
    wrong, surname = facts(kind="Kestrevaux", language="Ombeline", area_code="Quendrith"), "Kestrevaux"
    refused(planter, lambda: kept(people, told=wrong))
    refused(planter, lambda: found(people, surname))

    class Settings:
        """Something to set keys on."""

    from django.conf import settings

    before = settings.VAULT_KEYS
    try:
        with_keys(settings, rings("other")["other"])
        refused(planter, lambda: opened(people, source))
    finally:
        settings.VAULT_KEYS = before


def spoken(planter: Planter, *things: object) -> None:
    """Write down how things show themselves, in a log too."""
    for thing in things:
        logging.getLogger("tutela.test").debug("%s %r", thing, thing)
        planter.keep("told", type(thing).__name__, f"{thing} {thing!r} {thing:}")


def refused(planter: Planter, act: Callable[[], object]) -> None:
    """Do what is refused, and write down the whole of what is said of it."""
    try:
        act()
    except Exception as problem:
        logging.getLogger("tutela.test").exception("refused")
        told: object = getattr(problem, "as_json", dict)()
        planter.keep("told", "refusal", f"{''.join(traceback.format_exception(problem))} {problem!r} {told}")
        return
    raise AssertionError("It should have been refused.")


def by_a_report(planter: Planter, people: People) -> None:
    """Plant with a report, as every door does."""
    from tests.alerts.scene import report
    from tests.sources.scene import facts, identity
    from tutela.exchange.doors.taking import take_in

    told = facts(identity(phone="+211 912 345 678"))
    receipt = take_in(actor=people.in_charge.actor, clock=people.clock, report=report("r-1"), source=told)
    planter.keep("told", "receipt", repr(receipt))


def by_pages(planter: Planter, people: People, holder: Known) -> None:
    """Plant by every form that takes a word about somebody, right and wrong."""
    from tests.sources.scene import NAME, NOTE, PHONE, WHEREABOUTS
    from tutela.know.sources.models import Source

    client = signed_in(people.in_charge)
    typed: dict[str, Any] = {
        "submission": str(uuid4()), "name": NAME, "phone": PHONE, "whereabouts": WHEREABOUTS, "note": NOTE,
        "kind": "witness", "risk": "high", "reliability": "B", "language": "fr", "area_code": "OV0201",
    }  # fmt: skip
    planter.answer("shown", "form", client.post(f"{HOME}keep/", {**typed, "language": "not a language"}))
    page = client.post(f"{HOME}keep/", {**typed, "phone": f"+211 923 456 {planter.number:03d}"})
    planter.answer("told", "kept", page)
    path, source = page["Location"], Source.objects.order_by("-id")[0]
    for verb in ("risk", "disclosure"):
        poster = client if verb == "risk" else signed_in(holder)
        sent = {"version": source.version, "risk": "low", "note": NOTE, "result": "at_risk", "reason": NOTE}
        planter.answer("told", verb, poster.post(f"{path}{verb}/", sent))
    planter.answer("told", "found", client.post(f"{HOME}find/", {"number": PHONE}))
    planter.answer("told", "not-found", client.post(f"{HOME}find/", {"number": "+211 999 000 111"}))
    planter.answer("told", "shut", signed_in(people.outsider).post(f"{path}risk/", {"note": NOTE}))
    planter.answer("told", "stranger", client.post(f"{HOME}nowhere/risk/", {"note": NOTE}))
    open_through_the_pages(planter, people, holder, path)
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    planter.answer("told", "no-token", strict.post(f"{HOME}keep/", typed))


def open_through_the_pages(planter: Planter, people: People, holder: Known, path: str) -> None:
    """Ask, decide and open by the pages."""
    from tutela.know.sources.models import RevealRequest

    client, custodians = signed_in(people.in_charge), signed_in(holder)
    planter.answer("told", "asked", client.post(f"{path}ask/", {"purpose": "warn", "reason": "To warn them."}))
    request = RevealRequest.objects.order_by("-id")[0]
    sent = {"version": 1, "decision": "yes", "hours": 2, "reason": "It is needed."}
    planter.answer("told", "decided", custodians.post(f"{HOME}requests/{request.reference}/", sent))
    planter.answer("told", "before", client.get(f"{path}open/"))
    planter.answer("shown", "identity", client.post(f"{path}open/"))


def by_faults(planter: Planter, people: People) -> None:
    """Let the program break with a name in its hands, with faults shown in the browser and without."""
    from tests.sources.scene import NAME, NOTE, PHONE, WHEREABOUTS

    client = signed_in(people.in_charge)
    typed = {"name": NAME, "phone": PHONE, "whereabouts": WHEREABOUTS, "note": NOTE, "kind": "witness"}
    chosen = {"risk": "low", "reliability": "F"}
    places = (
        "tutela.know.sources.commands.keeping.lock",
        "tutela.know.sources.commands.keeping.known_by",
        "tutela.know.sources.rules.facts.printable",
        "django.forms.fields.CharField.clean",
    )
    for shown in (True, False):
        for number, place in enumerate(places):
            new = {"submission": str(uuid4()), "phone": f"+211 934 567 {number}{int(shown)}0", **chosen}
            with faults_shown(shown), patch(place, side_effect=RuntimeError("The disk is gone.")):
                for accepts in ("text/html", "text/plain", "application/json"):
                    page = client.post(f"{HOME}keep/", {**typed, **new}, headers={"accept": accepts})
                    assert page.status_code == 500, (place, page.status_code)
                    planter.answer("told", f"fault-{shown}", page)


def signed_in(known: Known) -> Client:
    """Return a client signed in as somebody, which is answered with an error page rather than an exception."""
    from django.test import Client

    from tests.people import sign_in

    return sign_in(Client(raise_request_exception=False), known)


def look_around(planter: Planter, people: People, holder: Known) -> None:
    """Open every address of the house once, about a record that is there, as whoever asks and as a custodian."""
    from tests.house.addresses import Records, addresses
    from tests.house.world import records_of

    known = records_of("orvane")
    for somebody in (people.in_charge, holder):
        client = signed_in(somebody)
        for address in addresses():
            kind = "SRQ" if "sources/requests" in address.route else "SRC" if "sources" in address.route else "A"
            path = next(address.paths(Records((f"{kind}-000001",), known.sequences[-1:], known.keys[:1])))
            if "sign-out" not in path:
                planter.answer("told", "page", client.get(path))


def ciphertext_of_an_erased_source(planter: Planter, people: People, holder: Known) -> None:
    """Erase a source for good, and write down the ciphertext that must be gone from the store's file."""
    from tests.sources.scene import facts, identity, kept
    from tests.sources.test_erase_identity import erased
    from tutela.know.sources.models import Vault

    source = kept(people, "erased", told=facts(identity(phone="+211 945 678 901")))
    sealed = bytes(Vault.objects.get(source=source).sealed)
    erased(people, source, holder)
    planter.keep("raw", "erased", sealed)


def dump(planter: Planter) -> None:
    """Write down every row of every table but what is sealed, sessions opened, and the raw files as they lie there."""
    from django.contrib.sessions.models import Session
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            columns = ", ".join(f'"{name}"' for name in names if (table, name) != ("sources_vault", "sealed"))
            cursor.execute(f'SELECT {columns} FROM "{table}"')  # noqa: S608
            rows = [[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor]
            planter.keep("told", f"table-{table}", "\n".join(repr(row) for row in rows))
    opened = [session.get_decoded() for session in Session.objects.all()]
    planter.keep("told", "sessions", json.dumps(opened, default=str))
    raw_files(planter, "at-the-end")


def raw_files(planter: Planter, when: str) -> None:
    """Copy the store's files as they lie on the disk at this moment, its log too."""
    from django.conf import settings

    for path in Path(settings.HOME).glob("tutela.sqlite3*"):
        shutil.copy(path, planter.folder / "raw" / f"{when}-{path.name}")


if __name__ == "__main__":
    target = Planter(Path(sys.argv[1]))
    begin(target.folder)
    plant(target)
