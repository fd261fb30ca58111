"""The page for the field in a real browser: one thumb, two languages, in sun and dark, with photo and position."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.doors_web.field import break_line, cut, open_field, until, wait_for, write
from tests.doors_web.site import Site, enter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

pytestmark = pytest.mark.browser


def photo(side: int) -> FilePayload:
    """Return a large photo that says where it was taken."""
    picture = Image.effect_noise((side, side // 2), 40).convert("RGB")
    facts = Image.Exif()
    facts[0x010E] = "Taken at the house of Tavrische"
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=95, exif=facts)
    return {"name": "tavrische.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def test_a_photo_is_made_smaller_and_arrives_after_the_words(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    taken = photo(2400)
    page.set_input_files("[data-add=photo]", taken)
    page.locator("[data-added] li").wait_for()
    write(page, "Palomeric")
    wait_for(page, "sent", 1)
    assert "One report with one file" in page.locator("[data-reports]").inner_text()
    (row,) = site.alerts("Palomeric")
    ((kind, size),) = site.rows("SELECT media_type, size FROM alerts_attachment WHERE alert_id = ?", row["id"])
    assert kind == "image/jpeg"
    assert size < len(taken["buffer"]) / 2
    assert not [
        file for file in (site.home / "files").rglob("*") if file.is_file() and b"Tavrische" in file.read_bytes()
    ]


def test_a_photo_waits_without_a_connection_too(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    cut(page)
    page.set_input_files("[data-add=photo]", photo(800))
    page.locator("[data-added] li").wait_for()
    write(page, "Quellisor")
    page.reload()
    wait_for(page, "waiting", 1)
    cut(page, off=False)
    wait_for(page, "sent", 1)
    (row,) = site.alerts("Quellisor")
    assert site.rows("SELECT count(*) FROM alerts_attachment WHERE alert_id = ?", row["id"]) == [(1,)]


def test_a_file_that_is_none_is_said_and_the_words_are_in(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    page.set_input_files("[data-add=sound]", {"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": b"MZ" + bytes(3000)})
    page.locator("[data-added] li").wait_for()
    write(page, "Rosamire")
    wait_for(page, "sent", 1)
    assert "A file was not taken" in page.locator("[data-reports]").inner_text()
    assert len(site.alerts("Rosamire")) == 1


def test_where_it_is_comes_from_the_telephone_with_how_far_it_may_be_off(telephone: BrowserContext, site: Site) -> None:
    telephone.grant_permissions(["geolocation"])
    telephone.set_geolocation({"latitude": 5.1, "longitude": 21.5, "accuracy": 40})
    page = open_field(telephone)
    page.get_by_role("button", name="It is where I am now").click()
    page.get_by_text("to within 40 m").wait_for()
    write(page, "Silverane")
    wait_for(page, "sent", 1)
    question = "SELECT latitude, longitude, place_precision FROM alerts_alert WHERE text LIKE 'Silverane%'"
    assert site.rows(question) == [(5.1, 21.5, 1)]


def test_without_a_position_it_says_to_name_the_place(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.get_by_role("button", name="It is where I am now").click()
    page.get_by_text("Name the place instead.").wait_for()


def test_it_changes_language_without_a_connection_and_keeps_what_was_chosen(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    cut(page)
    page.locator(".chip", has_text="Killing").first.click()
    page.locator(".languages button[value=fr]").click()
    assert page.locator(".chip:has(:checked)").inner_text() == "Meurtre"
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.reload()
    page.locator(".chip", has_text="Meurtre").first.wait_for()


def test_where_a_report_goes_is_said_before_it_is_kept(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.locator("label.row", has=page.locator("input[value=sexual_violence]")).click()
    goes = page.locator("[data-goes]")
    assert goes.inner_text() == "This goes to the Women’s Protection Adviser. You will not see it on the desk."
    page.locator(".chip", has_text="Pillage").click()
    assert "The desk sees what else happens" in goes.inner_text()


def test_of_a_child_it_says_what_stays_on_the_desk(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.locator("label.row", has=page.locator("input[value=child]")).click()
    goes = page.locator("[data-goes]")
    assert goes.inner_text().startswith("This goes to the Child Protection Adviser.")
    assert "Human Rights" not in goes.inner_text()
    assert "Choose what happens too" in goes.inner_text()
    page.locator(".chip", has_text="Pillage").click()
    assert "Act, place and time stay on the desk" in goes.inner_text()


def test_an_empty_report_is_not_kept_and_a_half_written_one_survives_a_reload(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    page.locator("[data-keep]").click()
    page.get_by_text("Say what happens: choose something, or write it in words.").wait_for()
    page.fill("[name=text]", "Trevanion half")
    page.fill("[name=who]", "Somebody Named")
    page.locator(".chip").nth(2).click()
    page.reload()
    page.locator("[data-note=restored]").wait_for()
    assert page.input_value("[name=text]") == "Trevanion half"
    assert page.locator(".chip:has(:checked)").count() == 1
    assert page.input_value("[name=who]") == ""
    assert "Somebody" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_the_list_can_be_saved(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    write(page, "Ullesmere")
    wait_for(page, "sent", 1)
    with page.expect_download() as saved:
        page.locator("[data-save]").click()
    head, row, *_more = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert head.startswith("kept_at,state,files,references")
    assert ",sent,0,A-" in row
    assert len(row.rpartition(",")[2]) == 64


def faults(page: Page) -> list[str]:
    """Return barriers, and whether the page is wider than the screen or a target smaller than a thumb."""
    from axe_playwright_python.sync_playwright import Axe

    found = [one["id"] for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    small: list[str] = page.evaluate(
        "[...document.querySelectorAll('button, .button, .chip, .row, input[type=text], select, summary')]"
        ".filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"
    )
    return found + small


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fr", "dark")])
def test_it_is_open_to_everybody_and_asks_nobody_else(browser: Browser, site: Site, language: str, theme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.address, color_scheme=theme)
    context.add_init_script("delete self.ServiceWorkerRegistration?.prototype.sync")
    complaints: list[str] = []
    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    context.on("console", lambda told: complaints.append(told.text) if "Content Security" in told.text else None)
    context.on(
        "request", lambda asked: None if asked.url.startswith((site.address, "blob:")) else complaints.append(asked.url)
    )
    page = open_field(context)
    page.locator(f".languages button[value={language}]").click()
    page.locator("summary[data-text=more]").click()
    write(page, f"Valdrosse {language}")
    wait_for(page, "sent", 1)
    assert faults(page) == []
    assert complaints == []
    context.close()


def test_a_new_version_takes_over_at_the_next_opening_and_loses_nothing(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    break_line(page, "is cut")
    write(page, "Wynterhale")
    before = page.evaluate("caches.keys()")
    page.evaluate(
        "navigator.serviceWorker.register('/capture/worker.js?next', {scope: '/capture/'}).then((one) => one.update())"
    )
    assert until(lambda: page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"))
    page.locator("[data-note=version]").wait_for()
    page.locator("[data-use-now]").click()
    page.locator("[data-questions]").wait_for()
    assert page.evaluate("caches.keys()") == before
    assert page.locator("[data-reports] li").count() == 1


def test_it_can_be_installed(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    problems = telephone.new_cdp_session(page).send("Page.getInstallabilityErrors")
    named = {one["errorId"] for one in problems["installabilityErrors"]}
    assert named <= {"in-incognito"}


def test_without_scripts_it_leads_to_the_form_for_calls(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    enter(page, "liaison", "/capture/")
    assert page.locator("noscript a").get_attribute("href") == "/know/alerts/new/"
    context.close()
