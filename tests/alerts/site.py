"""The house served to a real browser from within the test, so that a test can act while a page stands open.

Requests are answered one at a time on the test's own connection, and what the test does to the store waits its turn:
a store in memory is there for one connection alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from wsgiref.simple_server import make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test import Client

from tests.alerts.scene import told
from tests.people import Known, People, sign_in
from tests.web.test_use_gallery_in_browser import Quiet, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tutela.know.alerts.models import Alert

Result = TypeVar("Result")


@dataclass
class Site:
    """A house that is served: its address, its people, and the lock that whoever touches its store holds."""

    address: str
    people: People
    browser: Browser
    lock: threading.RLock
    contexts: list[BrowserContext] = field(default_factory=list)

    def told(self, key: str = "r-1", **more: Any) -> Alert:
        """Take a report in while pages stand open."""
        with self.lock:
            return told(self.people, key, **more)

    def do(self, command: Callable[..., Result], known: Known | None = None, **given: Any) -> Result:
        """Call a command as one of the people, who is in charge when nobody is named."""
        with self.lock:
            return command(actor=(known or self.people.in_charge).actor, clock=self.people.clock, **given)

    def now(self, alert: Alert) -> Alert:
        """Return an alert as it stands now."""
        with self.lock:
            alert.refresh_from_db()
        return alert

    def open(self, path: str = "/know/alerts/", known: Known | None = None, **look: Any) -> Page:
        """Open a page as one of the people; `look` goes to the browser's context."""
        with self.lock:
            cookies = sign_in(Client(), known or self.people.in_charge).cookies
        width = look.pop("width", 1440)
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **look)
        context.add_cookies([{"name": "sessionid", "value": cookies["sessionid"].value, "url": self.address}])
        self.contexts.append(context)
        page = context.new_page()
        page.goto(self.address + path)
        return page


@contextmanager
def served(people: People, browser: Browser) -> Iterator[Site]:
    """Serve the house for as long as the block lasts."""
    shared, lock = connections["default"], threading.RLock()
    application = StaticFilesHandler(get_wsgi_application())

    def answered(environ: Any, start_response: Any) -> list[bytes]:
        with lock:
            connections["default"] = shared
            with closing(application(environ, start_response)) as response:
                return [b"".join(response)]

    shared.inc_thread_sharing()
    # The test's transaction outlives every request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with make_server("127.0.0.1", 0, answered, server_class=Server, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = Site(f"http://127.0.0.1:{server.server_port}", people, browser, lock)
        try:
            yield site
        finally:
            for context in site.contexts:
                context.close()
            server.shutdown()
            with lock:
                shared.dec_thread_sharing()
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
