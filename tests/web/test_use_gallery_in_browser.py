"""The gallery in a real browser: accessible, usable by keyboard, true to the strict policy, at desk and phone width."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any, Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PARTS = ["", "map/", "evidence/", "confirm/", "bare/", "refusal/", "500/"]
pytestmark = pytest.mark.browser


class Server(ThreadingMixIn, WSGIServer):
    """A server that answers several requests at once and ends with the test."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Keeps the test's output free of request lines."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  named so by the standard library
        """Say nothing."""


@pytest.fixture
def site(officer: Client) -> Iterator[str]:
    """Serve the gallery and return its address."""
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/gallery/"
        server.shutdown()


def opened(
    browser: Browser,
    address: str,
    *,
    width: int = 1440,
    theme: Literal["light", "dark"] = "light",
    **more: Any,
) -> tuple[Page, list[str]]:
    """Open a page; return it with everything that it complained of or fetched from elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **more)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
    )
    ours = ("blob:", "data:", address.partition("/gallery/")[0])
    page.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
    page.goto(address)
    page.wait_for_timeout(200)
    if "/map/" in address and page.evaluate("innerWidth") > 991:
        page.locator(".map.is-drawn").wait_for()
        page.locator(".map-block:not([aria-busy])").wait_for()
    return page, complaints


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(browser: Browser, site: str, part: str, width: int, theme: Literal["light", "dark"]) -> None:
    page, _complaints = opened(browser, site + part, width=width, theme=theme, bypass_csp=True)
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("part", PARTS)
def test_it_keeps_to_the_policy_and_the_width_of_a_phone(browser: Browser, site: str, part: str) -> None:
    page, complaints = opened(browser, site + part, width=360)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_j_and_k_walk_the_list(browser: Browser, site: str) -> None:
    page, _complaints = opened(browser, site + "?area=Kessen")
    page.evaluate("document.activeElement.blur()")
    rows = page.locator("#table-gallery [data-row-link]")
    page.locator("#table-gallery [data-row-link]").first.focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == rows.nth(1).text_content()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == rows.nth(0).text_content()


def test_typing_in_a_field_is_not_a_shortcut(browser: Browser, site: str) -> None:
    page, _complaints = opened(browser, site)
    page.locator("#filter-q").press_sequentially("jk?/")
    assert page.locator("#filter-q").input_value() == "jk?/"
    assert not page.evaluate("document.getElementById('keyboard-help').open")


def test_the_drawer_takes_the_focus_and_gives_it_back(browser: Browser, site: str) -> None:
    page, _complaints = opened(browser, site, width=360)
    page.locator(".topbar-menu").click()
    assert page.evaluate("document.activeElement.closest('#navigation') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "topbar-menu"


def test_the_map_reads_its_state_from_the_address_and_writes_it_back(browser: Browser, site: str) -> None:
    page, complaints = opened(browser, site + "map/?act=Killing&from=2030-06&to=2031-02&at=-27.2,8.6,6.5")
    assert page.locator("[data-slider-words]").text_content() == "Jun 2030 to Feb 2031"
    page.locator("#filter-area").select_option("Kessen")
    page.wait_for_timeout(500)
    assert all(part in page.url for part in ("act=Killing", "area=Kessen", "from=2030-06", "at=-27.2,8.6,6.5"))
    assert complaints == []


def test_a_row_opens_on_the_map_and_escape_returns_to_it(browser: Browser, site: str) -> None:
    page, _complaints = opened(browser, site + "map/")
    page.keyboard.press("j")
    row = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("m")
    page.locator(".maplibregl-popup").wait_for()
    assert page.evaluate("document.activeElement.closest('.maplibregl-popup') !== null")
    page.wait_for_timeout(900)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == row


def test_without_webgl_the_list_goes_on_working(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(site + "map/")
    page.wait_for_timeout(700)
    assert page.locator("[data-map-state]").text_content()
    assert page.locator(".map-picture svg").is_visible()
    page.locator("#filter-area").select_option("Kessen")
    page.wait_for_timeout(500)
    assert {text.split(", ")[1] for text in page.locator(".map-item > a").all_text_contents()} == {"Kessen"}


def test_without_scripts_everything_is_there(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760}).new_page()
    page.goto(site + "map/")
    assert page.locator(".wing-item").first.is_visible()
    assert page.locator(".map-item").first.is_visible()
    assert page.locator(".map-picture svg").is_visible()


def test_the_theme_changes_at_once_and_stays(browser: Browser, site: str) -> None:
    page, _complaints = opened(browser, site)
    page.locator(".person-summary").click()
    page.locator("button[value=dark]").click()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 20, 28)"


def test_a_screen_left_alone_covers_itself(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(site)
    page.wait_for_load_state("networkidle")
    page.clock.run_for("10:10")
    assert page.evaluate("document.getElementById('idle-cover').open")
