"""The page for the field, as a hand uses it: opening it, writing a report, waiting until it is sent."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.doors_web.site import enter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

NAME, NUMBER = "Ondravelle Quist", "+999 555 0199"
EVERYTHING = """async () => {
  const rows = await self.tutelaOutbox.all();
  const bytes = (piece) => piece ? String.fromCharCode(...new Uint8Array(piece)) : "";
  const sealed = rows.map((row) => bytes(row.report?.sealed) + row.files.map((file) => bytes(file.sealed)).join(""));
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
  }
  return [JSON.stringify(rows), ...sealed, JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}),
    document.cookie, ...kept].join("\\n");
}"""

# What the line can do to a report that is handed in, under the worker's control of the page, which hides its requests
# from the browser's own interception.
FAULT = """(kind) => {
  const real = self.fetch;
  self.mend = () => { self.fetch = real; };
  self.fetch = async (address, how) => {
    if (kind === "is cut") throw new TypeError("no line");
    if (!String(address).endsWith("/capture/send/")) return real(address, how);
    if (kind === "is refused") {
      const told = {code: "capture_key_gone", message: "The key is gone.", remedy: "Do not wipe the telephone."};
      return new Response(JSON.stringify(told), {status: 409});
    }
    await real(address, how);
    self.handed = (self.handed ?? 0) + 1;
    if (kind === "hangs") return new Promise(() => {});
    throw new TypeError("lost");
  };
}"""


def open_field(context: BrowserContext, name: str = "liaison", *, at: Any = None) -> Page:
    """Sign in and open the page until it works without a connection; `at` sets the telephone's clock."""
    page = context.new_page()
    if at is not None:
        page.clock.install(time=at)
    enter(page, name, "/capture/")
    page.locator("[data-questions]").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    for _try in range(100):
        if page.evaluate("Boolean(navigator.serviceWorker.controller)"):
            return page
        page.wait_for_timeout(50)
    raise AssertionError("no worker")


def cut(page: Page, *, off: bool = True) -> None:
    """Take the connection away, or give it back and tell the page, as the telephone does."""
    page.context.set_offline(off)
    page.evaluate("name => { dispatchEvent(new Event(name)); }", "offline" if off else "online")


def write(page: Page, words: str, *, by: str = "") -> None:
    """Write a report and keep it; `by` is who told it."""
    page.locator("[data-chips=first] .chip").first.click()
    page.locator("label.row", has=page.locator("input[value=imminent]")).click()
    page.fill("[name=place]", "Loï")
    page.fill("[name=text]", words)
    if by:
        page.fill("[name=who]", by)
        page.fill("[name=number]", NUMBER)
    before = page.locator("[data-reports] li").count()
    page.locator("[data-keep]").click()
    page.locator("[data-reports] li").nth(before).wait_for()


def wait_for(page: Page, state: str, count: int) -> None:
    """Wait until so many reports are in a state: waiting, sent, refused."""
    rows = page.locator(f"[data-reports] .is-{state}")
    for _try in range(200):
        if rows.count() == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{rows.count()} {state}: {page.locator('[data-kept]').inner_text()}")


def break_line(page: Page, kind: str) -> None:
    """Let what is handed in arrive and its answer get lost ("loses") or never come ("hangs"); or nothing gets
    through ("is cut"), or it "is refused"."""
    page.evaluate(FAULT, kind)


def mend_line(page: Page) -> None:
    """Let the line work again."""
    page.evaluate("self.mend()")


def until(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until something is so; return whether it came to be."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def everything_on(page: Page) -> str:
    """Return all that the telephone keeps of this page, sealed bytes included."""
    return str(page.evaluate(EVERYTHING))


def clear_outbox(page: Page) -> None:
    """Clear the outbox as a browser does that is short of space, and open the page again."""
    page.evaluate("self.tutelaOutbox.wipe()")
    page.reload()
    page.locator("[data-questions]").wait_for()
