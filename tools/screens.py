"""Takes the pictures in docs/screens: the demo at desk and phone width, light and dark, English and French.

Run it through `python3 tools/dev.py screens`; names given after it choose pages: `screens threats map`.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chromium, pictures  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

TARGET = ROOT / "docs" / "screens"
SIGN_IN = "/access/exercise/"
# Whose eyes we borrow: the post on the sign-in page that may open every page.
POST = re.compile(r"protection of civilians adviser|protection des civils", re.IGNORECASE)
SEED_SECONDS = 600
SETTLE_MILLISECONDS = 1500


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    name: str
    width: int
    height: int
    theme: str
    language: str


@dataclass(frozen=True)
class Screen:
    """One page: its name in docs/screens, its address, and patterns of the links to follow from there."""

    name: str
    address: str
    follow: tuple[str, ...] = ()
    looks: tuple[str, ...] = ("desk", "phone")
    signed_in: bool = True


LOOKS = {
    "desk": Look("desk", 1440, 900, "light", "en"),
    "dark": Look("dark", 1440, 900, "dark", "en"),
    "french": Look("french", 1440, 900, "light", "fr"),
    "phone": Look("phone", 360, 740, "light", "en"),
    "phone-dark-french": Look("phone-dark-french", 360, 740, "dark", "fr"),
}
SCREENS = (
    Screen("sign-in", SIGN_IN, signed_in=False),
    Screen("home", "/", looks=("desk", "dark", "french", "phone", "phone-dark-french")),
    Screen("map", "/map/", looks=("desk", "dark", "phone")),
    Screen("incidents", "/know/incidents/"),
    Screen("incident", "/know/incidents/", follow=(r"/know/incidents/I-\d+/$",)),
    Screen("alert-desk", "/know/alerts/", looks=("desk", "dark", "french", "phone", "phone-dark-french")),
    Screen("alert", "/know/alerts/", follow=(r"/know/alerts/A-\d+/$",), looks=("desk", "french", "phone")),
    Screen("alert-phone-form", "/know/alerts/new/", looks=("desk", "french", "phone", "phone-dark-french")),
    Screen("alerts", "/know/alerts/all/"),
    Screen("alert-figures", "/know/alerts/figures/", looks=("desk", "dark", "french", "phone")),
    Screen("alert-figures-outside", "/know/alerts/figures/outside/"),
    Screen("capture", "/capture/", looks=("desk", "phone", "phone-dark-french")),
    Screen("sources", "/know/sources/"),
    Screen("communities", "/know/communities/", looks=("desk", "french", "phone")),
    Screen("community", "/know/communities/", follow=(r"/know/communities/C-\d+/$",)),
    Screen("ways-in", "/doors/"),
    Screen("how-i-am-told", "/know/alerts/notices/", looks=("desk", "phone", "phone-dark-french")),
    Screen("outbox", "/mission/outbox/"),
    Screen("tokens", "/mission/tokens/"),
    Screen("threats", "/assess/threats/", looks=("desk", "dark", "french", "phone", "phone-dark-french")),
    Screen("threat", "/assess/threats/", follow=(r"/assess/threats/T-\d+/$",)),
    Screen("assessments", "/account/products/"),
    Screen(
        "assessment",
        "/account/products/",
        follow=(r"/account/products/P-\d+/$",),
        looks=("desk", "french", "phone"),
    ),
    Screen("ledger", "/account/ledger/"),
    Screen("mission", "/mission/"),
    Screen("policy", "/policy/", looks=("desk", "dark", "french", "phone")),
    Screen("policy-paragraph", "/policy/paragraphs/77/"),
    Screen("compliance", "/account/duties/", looks=("desk", "dark", "french", "phone")),
    Screen("what-i-owe", "/account/duties/mine/"),
    Screen("duty", "/account/duties/at/begin_failure_review/"),
    Screen("statement", "/account/duties/statement/", looks=("desk", "french", "phone")),
    Screen("ask-the-policy", "/act/decisions/ask/shelter_inside_premises/", looks=("desk", "french", "phone")),
    Screen("decisions", "/act/decisions/"),
    Screen("decision", "/act/decisions/", follow=(r"/act/decisions/DE-\d+/$",)),
    Screen("profile", "/mission/profile/"),
)


class Failed(Exception):
    """A picture could not be taken; the message says which and why."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(address: str) -> bool:
    """Return whether a server answers there, whatever it says."""
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own server)
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@contextmanager
def demo_server() -> Iterator[str]:
    """Serve the demo from a temporary folder and yield its address; stop it at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).parent / "tutela"), "demo", "--port", str(port)]
    with tempfile.TemporaryDirectory(prefix="tutela-screens-", ignore_cleanup_errors=True) as home:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TUTELA_HOME": home})
        try:
            wait_for(server, address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the demo is seeded and answers; raise Failed if it ends or takes too long."""
    began = time.monotonic()
    while not answers(address + SIGN_IN):
        if server.poll() is not None:
            raise Failed(f"The demo ended with code {server.returncode} before it answered.")
        if time.monotonic() - began > SEED_SECONDS:
            raise Failed(f"The demo did not answer within {SEED_SECONDS} seconds.")
        time.sleep(0.5)


@contextmanager
def looking(browser: Browser, address: str, look: Look) -> Iterator[BrowserContext]:
    """Yield a browser context of the right size, theme and language."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.theme == "dark" else "light",
        locale=look.language,
        reduced_motion="reduce",
        has_touch=look.width < 500,
    )
    context.add_cookies(
        [
            {"name": "django_language", "value": look.language, "url": address},
            {"name": "theme", "value": look.theme, "url": address},
        ]
    )
    try:
        yield context
    finally:
        context.close()


def sign_in(page: Page, address: str) -> None:
    """Enter the demo as the first post that matches POST, or as the first there is."""
    page.goto(address + SIGN_IN)
    rows = page.locator(f"form[action*='{SIGN_IN}']")
    chosen = rows.filter(has_text=POST)
    (chosen if chosen.count() else rows).first.locator("button").first.click()
    page.wait_for_load_state("load")
    if SIGN_IN in page.url:
        raise Failed("Signing in to the demo led back to the sign-in page.")


def first_link(page: Page, pattern: str) -> str:
    """Return the address of the first link on a page whose path matches; raise Failed if there is none."""
    links: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    for link in links:
        if re.search(pattern, link.split("?")[0].split("#")[0]):
            return link
    raise Failed(f"{page.url} has no link like {pattern}.")


def visit(page: Page, address: str, screen: Screen) -> None:
    """Go to a screen and wait until it has come to rest."""
    from playwright.sync_api import TimeoutError as TookTooLong

    answer = page.goto(address + screen.address)
    for pattern in screen.follow:
        answer = page.goto(first_link(page, pattern))
    if answer is None or answer.status != 200:
        raise Failed(f"{page.url} answered {answer.status if answer else 'nothing'}.")
    # A page that is live asks the server again and again, and may never come to rest.
    with suppress(TookTooLong):
        page.wait_for_load_state("networkidle", timeout=4000)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLE_MILLISECONDS)


def take(page: Page, drawing: Page, screen: Screen, look: Look) -> str:
    """Write the picture of the page that is open and return a line about it."""
    path = TARGET / f"{screen.name}-{look.name}.png"
    picture = pictures.small_png(pictures.pixels_of(drawing, page.screenshot()))
    path.write_bytes(picture)
    return f"{path.relative_to(ROOT)}  {len(picture) // 1024} kB"


def take_some(browser: Browser, address: str, look: Look, screens: Sequence[Screen]) -> Iterator[str]:
    """Yield a line for each picture in one look; the screens all want to be signed in, or all not."""
    drawing = browser.new_page()
    with looking(browser, address, look) as context:
        page = context.new_page()
        if screens[0].signed_in:
            sign_in(page, address)
        for screen in screens:
            try:
                visit(page, address, screen)
                yield take(page, drawing, screen, look)
            except Failed as reason:
                yield f"FAILED {screen.name}-{look.name}: {reason}"
    drawing.close()


def take_all(browser: Browser, address: str, screens: Sequence[Screen]) -> Iterator[str]:
    """Yield a line for each picture; one that could not be taken begins with FAILED."""
    for look in LOOKS.values():
        for signed_in in (False, True):
            wanted = [screen for screen in screens if look.name in screen.looks and screen.signed_in is signed_in]
            if wanted:
                yield from take_some(browser, address, look, wanted)


def main(names: Sequence[str]) -> int:
    """Take the pictures of all pages or of those named; return 1 if one could not be taken."""
    from playwright.sync_api import sync_playwright

    screens = [screen for screen in SCREENS if not names or screen.name in names]
    browser_path = chromium.executable()
    if browser_path is None or not screens:
        print("There is no Chromium, or no page of that name.", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    failures = 0
    with demo_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=chromium.ARGUMENTS)
        for line in take_all(browser, address, screens):
            print(line, flush=True)
            failures += line.startswith("FAILED")
        browser.close()
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except Failed as reason:
        raise SystemExit(str(reason)) from None
