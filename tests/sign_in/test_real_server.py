"""A real browser at a real server, with the guard against stray writes in force: signing in, and every page of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sign_in.site import PASSWORD, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
PAGES = (
    "/account/ledger/?facts=1", "/account/ledger/3/", "/account/ledger/verify/",
    "/account/ledger/about/parameter:near_base_km/", "/mission/", "/mission/mandate/", "/mission/areas/",
    "/mission/areas/OV01/", "/mission/bases/", "/mission/parameters/", "/mission/parameters/near_base_km/",
    "/mission/posts/", "/mission/posts/new/", "/mission/posts/at/poc-adviser/", "/mission/units/",
    "/mission/data/", "/act/", "/policy/", "/access/posts/", "/access/password/",
)  # fmt: skip
BARE = ("/sign-in/", "/sign-out/", "/access/exercise/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Path(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=site)
    yield context.new_page()
    context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/sign-in/?next=/mission/parameters/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    with page.expect_navigation():
        page.locator("main form[action='/sign-in/'] button").click()


def enter_exercise(page: Page) -> None:
    page.goto("/access/exercise/")
    with page.expect_navigation():
        page.locator(".post-card-button", has_text="Protection of Civilians Adviser").first.click()


def test_signing_in_choosing_a_post_changing_it_and_signing_out(page: Page) -> None:
    sign_in(page, "duty", PASSWORD)
    page.locator(".post-card-button", has_text="Field Office").click()
    page.goto("/mission/parameters/near_base_km/")
    assert page.locator("text=Set the parameter").count() == 0
    page.locator(".person-summary").click()
    page.locator("a", has_text="Your account").click()
    page.locator(".post-card-button", has_text="Adviser").click()
    page.goto("/mission/parameters/near_base_km/")
    assert page.locator("text=Set the parameter").count() == 1
    page.locator(".person-summary").click()
    with page.expect_navigation():
        page.locator("button", has_text="Sign out").click()
    page.goto("/mission/")
    assert "/sign-in/" in page.url


def test_six_wrong_tries_are_answered_in_words(page: Page) -> None:
    for _try in range(6):
        sign_in(page, "somebody", "wrong")
    assert "Too many wrong tries" in page.locator(".form-errors").inner_text()
    assert page.input_value("#id_login") == "somebody"
    assert page.input_value("#id_password") == ""


def test_a_parameter_is_set_and_stands_in_the_ledger(page: Page) -> None:
    enter_exercise(page)
    page.goto("/mission/parameters/ongoing_days/")
    page.fill("#id_value", "60")
    page.fill("#id_reason", "Violence moves faster.")
    with page.expect_navigation():
        page.locator("text=Set the parameter").click()
    page.goto("/account/ledger/")
    assert "ongoing_days was set to 60" in page.locator("tbody tr").first.inner_text()
    with page.expect_navigation():
        page.locator("button", has_text="Check the chain").click()
    assert "Unbroken" in page.locator(".chain").inner_text()


def faults(page: Page, address: str, width: int) -> list[str]:
    """Return what is wrong with a page at a width: serious barriers, a page wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    answer = page.goto(address)
    found = [] if answer is not None and answer.status == 200 else [f"answers {answer.status if answer else None}"]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("scrolls sideways")
    violations = Axe().run(page).response["violations"]
    found += [one["id"] for one in violations if one["impact"] in {"serious", "critical"}]
    return [f"{address} at {width}: {fault}" for fault in found]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_every_page_is_open_to_everybody_at_desk_and_phone(page: Page, site: str, width: int, theme: str) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": site}])
    found = [fault for address in BARE[:1] + BARE[2:] for fault in faults(page, address, width)]
    enter_exercise(page)
    found += [fault for address in (*PAGES, BARE[1]) for fault in faults(page, address, width)]
    assert found == []
    assert complaints == []
