"""The desk in a real browser: worked by keys alone, kept up to date, true about its line, clean for axe."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.alerts.site import Site, served
from tests.people import known_people
from tutela.kernel.clock import SYSTEM_CLOCK, SetClock
from tutela.know.alerts.commands import acknowledge_alert, set_aside_alert

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SOON = 4.0
"""Seconds in which the page must have followed; two are promised, a busy machine gets two more."""
DRILL: dict[str, Any] = {"version": 1, "why": "test", "reason": "A drill."}


@pytest.fixture
def site(db: None, browser: Browser) -> Iterator[Site]:
    """Serve the house with the known people at the computer's own time, because a browser has no other."""
    with served(known_people(SetClock(SYSTEM_CLOCK.now())), browser) as house:
        yield house


def until(page: Page, condition: Callable[[], bool], seconds: float = SOON) -> None:
    """Wait until something is so; fail when it does not come."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not come about"
        page.wait_for_timeout(50)


def focused_row(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('tr')?.id ?? ''"))


def rows(page: Page) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('[data-desk-rows] tr')].map(row => row.id)"))


def test_a_new_alert_reaches_an_open_desk_and_takes_no_focus(site: Site) -> None:
    first = site.told("a").reference
    page = site.open()
    page.keyboard.press("j")
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    second = site.told("b", timing="under_way", what=("killing",)).reference
    until(page, lambda: second in rows(page))
    assert focused_row(page) == first
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - before) < 2
    assert page.locator("[data-news]").text_content() == "1 new alert, 1 immediate"
    assert page.title().startswith("(2) Alert desk")
    assert page.locator("[data-view=open] [data-count]").text_content() == "2"


def test_a_row_is_acknowledged_worked_on_and_left_by_keys(site: Site) -> None:
    alert, other = site.told("a"), site.told("b")
    page = site.open()
    page.keyboard.press("j")
    page.keyboard.press("a")
    until(page, lambda: page.locator(f"#{alert.reference} .desk-worker").text_content() == "you")
    site.now(alert)
    assert alert.worked_post == site.people.in_charge.actor.post
    assert focused_row(page) == alert.reference
    page.keyboard.press("w")
    until(page, lambda: page.locator(f"#{alert.reference} .desk-worker").text_content() == "nobody")
    page.keyboard.press("w")
    until(page, lambda: page.locator(f"#{alert.reference} .desk-worker").text_content() == "you")
    site.now(other)
    assert other.acknowledged_at is None


@pytest.mark.parametrize(
    ("key", "address"),
    [("v", "verify/"), ("d", "respond/"), ("e", "escalate/"), ("x", "set-aside/"), ("Enter", "")],
)
def test_a_key_opens_the_form_for_the_row(site: Site, key: str, address: str) -> None:
    alert = site.told()
    page = site.open("/know/alerts/?view=open")
    page.keyboard.press("j")
    page.keyboard.press(key)
    page.wait_for_url(f"**/know/alerts/{alert.reference}/{address}?desk=view%3Dopen")


def test_setting_aside_comes_back_to_the_desk(site: Site) -> None:
    alert, other = site.told("a"), site.told("b")
    page = site.open()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_url("**/set-aside/**")
    until(page, lambda: page.evaluate("document.activeElement.name") == "why")
    for key in ("Space", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("A drill.")
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/know/alerts/#*")
    assert rows(page) == [other.reference]
    site.now(alert)
    assert alert.closed_for == "not_protection"


def test_the_focus_comes_back_to_the_row_one_came_from(site: Site) -> None:
    site.told("a")
    alert = site.told("b")
    page = site.open(f"/know/alerts/#{alert.reference}")
    until(page, lambda: focused_row(page) == alert.reference)


def test_a_key_without_a_row_says_what_to_do(site: Site) -> None:
    alert = site.told()
    page = site.open()
    page.keyboard.press("a")
    assert page.locator("[data-news]").text_content() == "Go to a row first, with j and k."
    site.now(alert)
    assert alert.acknowledged_at is None


def test_typing_in_a_filter_does_nothing_to_an_alert(site: Site) -> None:
    alert = site.told()
    page = site.open()
    page.keyboard.press("f")
    page.keyboard.type("awedx")
    assert page.locator("#filter-q").input_value() == "awedx"
    page.wait_for_timeout(300)
    site.now(alert)
    assert alert.acknowledged_at is None


def test_the_help_knows_the_keys_of_the_desk(site: Site) -> None:
    page = site.open()
    page.keyboard.press("?")
    assert "acknowledge the alert of the row" in (page.locator("#keyboard-help").text_content() or "")


def test_a_row_that_leaves_gives_its_focus_to_the_next(site: Site) -> None:
    one, two = site.told("a"), site.told("b")
    page = site.open()
    page.keyboard.press("j")
    site.do(set_aside_alert, alert=one.reference, **DRILL)
    until(page, lambda: rows(page) == [two.reference])
    assert focused_row(page) == two.reference


def test_what_somebody_else_does_is_seen_and_refusals_are_told(site: Site) -> None:
    alert = site.told()
    page = site.open()
    page.keyboard.press("j")
    page.route("**/mark/**", lambda route: route.fulfill(status=304))
    site.do(set_aside_alert, alert=alert.reference, **DRILL)
    page.keyboard.press("a")
    until(page, lambda: page.locator("[data-trouble]").is_visible())
    assert "This alert is not open any more." in (page.locator("[data-trouble]").text_content() or "")


def test_a_clock_that_runs_out_is_seen_without_anything_new(site: Site) -> None:
    site.people.clock.advance(timedelta(minutes=-4, seconds=-58))
    site.told()
    page = site.open()
    clock = page.locator("[data-due]").first
    assert "time-due-soon" in (clock.get_attribute("class") or "")
    until(page, lambda: "time-overdue" in (clock.get_attribute("class") or ""), seconds=16)
    assert clock.text_content() == "Overdue: 0 min over"


def test_it_says_since_when_there_is_no_connection(site: Site) -> None:
    site.told()
    page = site.open()
    page.context.set_offline(True)
    until(page, lambda: "No connection since" in (page.locator("[data-live]").text_content() or ""))
    page.context.set_offline(False)
    until(page, lambda: page.locator("[data-live]").text_content() == "Live", seconds=8)


def test_whoever_is_signed_out_is_told_so(site: Site) -> None:
    page = site.open()
    page.context.clear_cookies()
    until(page, lambda: "not signed in any more" in (page.locator("[data-live]").text_content() or ""))


def test_the_first_alert_fills_an_empty_desk(site: Site) -> None:
    page = site.open()
    assert page.locator("[data-desk-empty]").is_visible()
    alert = site.told()
    until(page, lambda: rows(page) == [alert.reference])
    assert not page.locator("[data-desk-empty]").is_visible()


def test_an_open_alert_says_that_somebody_worked_on_it(site: Site) -> None:
    alert = site.told()
    page = site.open(f"/know/alerts/{alert.reference}/")
    site.do(acknowledge_alert, site.people.colleague, alert=alert.reference)
    until(page, lambda: page.locator("[data-alert-changed]").is_visible(), seconds=9)


def test_without_scripts_a_button_does_it(site: Site) -> None:
    alert = site.told()
    page = site.open(java_script_enabled=False)
    page.locator(".desk-acknowledge").click()
    site.now(alert)
    assert alert.acknowledged_at is not None
    assert page.locator(".toast-success").is_visible()


PAGES = ("/know/alerts/", "/know/alerts/{ref}/", "/know/alerts/{ref}/verify/", "/know/alerts/{ref}/respond/",
         "/know/alerts/all/", "/know/alerts/figures/")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    site: Site, path: str, width: int, theme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    alert = site.told(flags=("late",), people_at_risk=40)
    site.told("b", what=("killing", "pillage"))
    page = site.open(path.format(ref=alert.reference), width=width, color_scheme=theme, bypass_csp=True)
    page.wait_for_timeout(400)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
