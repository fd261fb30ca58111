"""The page notices what a telephone loses, says what the browser promises, and removes everything when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors_web.field import (
    NAME,
    break_line,
    clear_outbox,
    cut,
    everything_on,
    open_field,
    until,
    wait_for,
    write,
)
from tests.doors_web.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


def test_a_report_that_was_cleared_away_is_missed(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    cut(page)
    write(page, "Ferrolane")
    clear_outbox(page)
    note = page.locator("[data-note=lost]")
    note.wait_for()
    assert "Whether they had been sent, the server says" in note.inner_text()
    cut(page, off=False)
    page.get_by_role("button", name="I have told them again").wait_for()
    assert "the server does not have them" in note.inner_text()
    page.reload()
    page.get_by_role("button", name="I have told them again").click()
    page.reload()
    page.locator("[data-questions]").wait_for()
    assert not note.is_visible()


def test_the_cookie_alone_is_enough_to_miss_it(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    cut(page)
    write(page, "Gossamoor")
    page.evaluate("localStorage.clear()")
    clear_outbox(page)
    page.locator("[data-note=lost]").wait_for()


def test_what_was_cleared_away_and_had_arrived_comes_back_as_sent(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    break_line(page, "loses")
    write(page, "Hexmarrow")
    assert until(lambda: len(site.alerts("Hexmarrow")) == 1)
    clear_outbox(page)
    wait_for(page, "sent", 1)
    assert "A-" in page.locator("[data-reports]").inner_text()
    assert not page.locator("[data-note=lost]").is_visible()


def test_what_other_telephones_of_the_post_sent_is_listed_apart(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone, "women")
    write(page, "Isendre")
    wait_for(page, "sent", 1)
    assert page.locator("[data-elsewhere]").is_hidden()
    page.evaluate("localStorage.clear()")
    telephone.clear_cookies(name="capture_waiting")
    clear_outbox(page)
    page.locator("[data-elsewhere] summary").click()
    assert "A-" in page.locator("[data-elsewhere-list]").inner_text()


def test_two_taps_remove_everything(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    break_line(page, "is cut")
    write(page, "Jorvelline", by=NAME)
    page.fill("[name=text]", "half written")
    page.locator("[data-wipe]").click()
    assert "One report that was not sent will be lost." in page.locator("[data-wipe-warning]").inner_text()
    page.locator("[data-wipe]").click()
    page.get_by_text("Everything is gone from this phone.").wait_for()
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert "capture_waiting" not in page.evaluate("document.cookie")
    assert site.alerts("Jorvelline") == []


def test_wiping_with_a_connection_signs_out_too(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.locator("[data-wipe]").click()
    page.locator("[data-wipe]").click()
    page.get_by_text("You are signed out too.").wait_for()
    page.goto("/capture/")
    assert "/sign-in/" in page.url


def test_one_tap_removes_nothing(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    cut(page)
    write(page, "Kestervane")
    page.locator("[data-wipe]").click()
    page.reload()
    wait_for(page, "waiting", 1)


def test_without_a_secure_connection_nothing_is_kept_or_asked(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    telephone.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
    page.evaluate("self.tutelaOutbox.wipe()")
    page.reload()
    page.locator("[data-note=insecure]").wait_for()
    assert not page.locator("[name=who]").is_visible()
    assert not page.locator("[data-keep]").is_visible()
    assert page.evaluate("indexedDB.databases()") == []


def test_it_says_what_the_browser_promises(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    telephone.add_init_script("navigator.storage.persisted = async () => true")
    cut(page)
    write(page, "Lorrimund")
    assert "The browser may delete what waits here" in page.locator("[data-promise]").inner_text()
    page.reload()
    assert until(lambda: "The browser has promised" in page.locator("[data-promise]").inner_text())


def test_it_says_when_there_is_little_room(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.evaluate("navigator.storage.estimate = async () => ({quota: 50e6, usage: 43e6})")
    cut(page)
    write(page, "Morwenstow")
    page.get_by_text("Only 7 MB are left for this page.").wait_for()


def test_the_worker_keeps_the_page_and_nothing_else(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    write(page, "Norrisande", by=NAME)
    wait_for(page, "sent", 1)
    page.evaluate("fetch('/know/incidents/').then((answer) => answer.text())")
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map(async (name) => "
        "(await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname))))"
    )
    paths = {path for names in kept for path in names}
    assert {path for path in paths if not path.startswith("/static/")} == {"/capture/", "/capture/facts.json"}
    assert "Norrisande" not in everything_on(page)
    assert NAME not in everything_on(page)
