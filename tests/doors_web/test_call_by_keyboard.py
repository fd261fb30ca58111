"""A call taken in a real browser: by keyboard alone, in half a minute, and nothing lost whatever happens meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors_web.field import until
from tests.doors_web.site import Site, enter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
ADDRESS = "/know/alerts/new/"
KEYS_A_SECOND = 5
SECRET = "Ondravelle Quist"


def take(context: BrowserContext) -> Page:
    page = context.new_page()
    enter(page, "duty", ADDRESS)
    assert until(lambda: focused(page).startswith("Type, or press"))
    return page


def focused(page: Page) -> str:
    """Return the name or the placeholder of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.placeholder || ''"))


def keys(page: Page, *pressed: str, delay: float = 0) -> int:
    """Press keys one by one: a word in angle brackets is one key, all else is typed. Return how many were pressed."""
    count = 0
    for part in pressed:
        if part.startswith("<"):
            page.keyboard.press(part.strip("<>"), delay=delay)
            count += 1
        else:
            page.keyboard.type(part, delay=delay)
            count += len(part)
    return count


def receipt(page: Page) -> str:
    page.locator("[data-taken]").wait_for()
    return page.locator("[data-taken]").inner_text()


def test_a_call_takes_half_a_minute_without_a_mouse(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    begun = time.monotonic()
    pressed = keys(
        page,
        "3", "flee", "<Enter>", "<Tab>",  # what: armed people on the move, people fleeing
        "2",  # within hours, and on to where
        "omb", "<Tab>",  # Ombral
        "200", "<Tab>",
        "Belcastry: thirty men on motorbikes, families run", "<Control+Enter>",
        delay=1000 / KEYS_A_SECOND,
    )  # fmt: skip
    shown = receipt(page)
    taken = time.monotonic() - begun
    assert pressed < 80
    assert taken < 30, f"{pressed} keys took {taken:.1f} s"
    assert "It is in:" in shown
    (row,) = site.alerts("Belcastry")
    assert (row["timing"], row["people_at_risk"], row["place_name"]) == ("imminent", 200, "Ombral")
    assert focused(page).startswith("Type, or press")


def test_enter_sends_from_any_field_but_the_text(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    page.focus("#id_text")
    keys(page, "Corvessa", "<Enter>", "second line")
    page.focus("#id_actor_kind")
    keys(page, "<Enter>")
    receipt(page)
    assert [row["text"] for row in site.alerts("Corvessa")] == ["Corvessa\nsecond line"]


def test_the_key_pressed_twice_is_one_alert(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    page.fill("#id_text", "Dunmarrow")
    page.focus("#id_people")
    keys(page, "<Enter>", "<Enter>", "<Enter>")
    receipt(page)
    assert len(site.alerts("Dunmarrow")) == 1


def test_escape_clears_nothing(desk: BrowserContext) -> None:
    page = take(desk)
    keys(page, "kil", "<Escape>", "<Escape>")
    assert page.input_value("[data-picker-input]") == "kil"
    page.focus("#id_place")
    keys(page, "omb", "<Escape>", "<Escape>")
    assert page.input_value("#id_place") == "omb"
    assert page.input_value("#id_place_choice") == ""


def test_backspace_and_a_number_take_a_choice_out_again(desk: BrowserContext) -> None:
    page = take(desk)
    keys(page, "1", "4", "<Backspace>")
    assert page.locator(".picker-chip").all_inner_texts() == ["Attack expected\n×"]
    keys(page, "1")
    assert page.locator(".picker-chip").count() == 0


def test_what_is_none_of_the_choices_is_sent_in_words(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    keys(page, "Eldermoot burning", "<Tab>")
    page.focus("#id_people")
    keys(page, "<Enter>")
    receipt(page)
    assert [row["text"] for row in site.alerts("Eldermoot")] == ["Eldermoot burning"]


def test_signed_out_meanwhile_everything_stays_and_is_sent_once(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    page.fill("#id_text", "Farrowgate")
    page.fill("#id_who", SECRET)
    desk.clear_cookies(name="sessionid")
    page.focus("#id_people")
    keys(page, "<Enter>")
    page.get_by_text("You were signed out.").wait_for()
    assert page.input_value("#id_who") == SECRET
    enter(desk.new_page(), "duty", "/")
    keys(page, "<Enter>")
    receipt(page)
    (row,) = site.alerts("Farrowgate")
    assert row["source_id"] is not None


def test_a_fault_after_it_was_taken_in_makes_no_second_one(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    page.fill("#id_text", "Glimmerock")

    def fail(route: Any) -> None:
        route.fetch()
        route.fulfill(status=500, body="")

    page.route(f"**{ADDRESS}", fail)
    page.focus("#id_people")
    keys(page, "<Enter>")
    page.get_by_text("The server met an error.").wait_for()
    page.unroute(f"**{ADDRESS}")
    keys(page, "<Enter>")
    assert "It was in already:" in receipt(page)
    assert len(site.alerts("Glimmerock")) == 1


def test_without_a_line_it_says_so_and_keeps_everything(desk: BrowserContext, site: Site) -> None:
    page = take(desk)
    page.fill("#id_text", "Harrowmere")
    desk.set_offline(True)
    page.focus("#id_people")
    keys(page, "<Enter>")
    page.get_by_text("The server cannot be reached.").wait_for()
    desk.set_offline(False)
    keys(page, "<Enter>")
    receipt(page)
    assert len(site.alerts("Harrowmere")) == 1


def test_a_reload_brings_back_what_was_typed_but_not_who_calls(desk: BrowserContext) -> None:
    page = take(desk)
    keys(page, "4")
    page.fill("#id_text", "Inglemoor")
    page.fill("#id_who", SECRET)
    page.on("dialog", lambda asked: asked.accept())
    page.reload()
    page.locator("[data-restored]").wait_for()
    assert page.input_value("#id_text") == "Inglemoor"
    assert page.locator(".picker-chip").count() == 1
    assert page.input_value("#id_who") == ""
    assert "Quist" not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")


def test_nobody_else_gets_the_draft(desk: BrowserContext) -> None:
    page = take(desk)
    page.fill("#id_text", "Jessamyth")
    page.on("dialog", lambda asked: asked.accept())
    desk.clear_cookies()
    enter(page, "women", ADDRESS)
    page.locator("[data-picker]").wait_for()
    assert page.input_value("#id_text") == ""
    assert "Jessamyth" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_what_is_wrong_is_shown_without_losing_who_calls(desk: BrowserContext) -> None:
    page = take(desk)
    page.fill("#id_who", SECRET)
    page.fill("#id_people", "many")
    keys(page, "<Enter>")
    page.locator(".form-errors").wait_for()
    assert page.input_value("#id_who") == SECRET
    page.locator(".form-errors a", has_text="What happens?").click()
    assert focused(page).startswith("Type, or press")


def test_where_it_goes_is_said_before_it_is_sent(desk: BrowserContext) -> None:
    page = take(desk)
    keys(page, "sex", "<Enter>")
    assert "This goes to the Women’s Protection Adviser." in page.locator("[data-goes]").inner_text()
    keys(page, "1")
    assert "The desk sees what else happens" in page.locator("[data-goes]").inner_text()


def test_of_a_child_it_says_what_stays_on_the_desk(desk: BrowserContext) -> None:
    page = take(desk)
    page.get_by_label("A child who was harmed or is threatened").check()
    goes = page.locator("[data-goes]")
    assert "This goes to the Child Protection Adviser." in goes.inner_text()
    assert "Human Rights" not in goes.inner_text()
    assert "Choose what happens too" in goes.inner_text()
    page.focus("[data-picker-input]")
    keys(page, "4")
    assert "Act, place and time stay on the desk" in goes.inner_text()
    page.get_by_label("One person’s case of human rights").check()
    assert "stay on the desk" not in goes.inner_text()


def test_without_scripts_the_plain_form_does_the_same(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    enter(page, "duty", ADDRESS)
    page.check("#id_what_3")
    page.check("#id_timing_0")
    page.fill("#id_text", "Kilnworth")
    page.fill("#id_place", "Ombral")
    page.locator("[data-send]").click()
    assert "It is in:" in page.locator("[data-taken]").inner_text()
    assert len(site.alerts("Kilnworth")) == 1
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_it_is_open_to_everybody(browser: Browser, site: Site, width: int, theme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site.address, color_scheme=theme)
    complaints: list[str] = []
    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    context.on("console", lambda told: complaints.append(told.text) if "Content Security" in told.text else None)
    page = take(context)
    keys(page, "4", "ki")
    page.locator("#call-what-list").wait_for()
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.on("dialog", lambda asked: asked.accept())
    context.close()
