"""Reports from the field wait sealed on the telephone, survive what happens to it, and arrive once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.doors_web.field import (
    NAME,
    NUMBER,
    break_line,
    cut,
    everything_on,
    mend_line,
    open_field,
    until,
    wait_for,
    write,
)
from tests.doors_web.site import Site, enter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_three_reports_survive_a_reload_and_arrive_once_each(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    cut(page)
    for number in range(3):
        write(page, f"Trelawick {number}")
    page.reload()
    wait_for(page, "waiting", 3)
    cut(page, off=False)
    wait_for(page, "sent", 3)
    assert [row["text"] for row in site.alerts("Trelawick")] == ["Trelawick 0", "Trelawick 1", "Trelawick 2"]
    shown = page.locator("[data-reports]").inner_text()
    assert shown.count("A-") == shown.count("digest") == 3


def test_a_telephone_that_is_taken_shows_nothing_of_what_waits(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    cut(page)
    write(page, "Vexolandry at the wells", by=NAME)
    page.reload()
    wait_for(page, "waiting", 1)
    kept = everything_on(page) + page.content()
    assert "Vexolandry" not in kept
    assert NAME not in kept
    assert NUMBER not in kept
    assert "attack_expected" not in page.locator("[data-reports]").inner_html()


def test_who_told_it_arrives_in_the_vault(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    write(page, "Quorrin one", by=NAME)
    wait_for(page, "sent", 1)
    (row,) = site.alerts("Quorrin")
    assert row["source_id"] is not None
    assert site.rows("SELECT count(*) FROM sources_vault WHERE source_id = ?", row["source_id"]) == [(1,)]


def test_an_answer_that_gets_lost_costs_nothing(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    break_line(page, "loses")
    write(page, "Brindlemere")
    assert until(lambda: page.evaluate("self.handed") == 1)
    wait_for(page, "waiting", 1)
    mend_line(page)
    page.locator("[data-send-now]").click()
    wait_for(page, "sent", 1)
    assert page.evaluate("self.handed") == 1
    assert len(site.alerts("Brindlemere")) == 1


def test_a_reload_in_the_middle_of_sending_loses_and_repeats_nothing(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    break_line(page, "hangs")
    write(page, "Halvorsk")
    assert until(lambda: len(site.alerts("Halvorsk")) == 1)
    page.reload()
    wait_for(page, "sent", 1)
    assert len(site.alerts("Halvorsk")) == 1


def test_three_days_without_a_connection(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone, at=datetime.now(UTC) - timedelta(days=3))
    cut(page)
    write(page, "Ostravine")
    page.clock.set_system_time(datetime.now(UTC))
    cut(page, off=False)
    wait_for(page, "sent", 1)
    (row,) = site.alerts("Ostravine")
    passed = moment(row["received_at"]) - moment(row["known_at"])
    assert abs(passed - timedelta(days=3)) < timedelta(minutes=1)
    assert row["flags"] == '["late"]'


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_a_day_off(telephone: BrowserContext, site: Site, days: int) -> None:
    page = open_field(telephone, at=datetime.now(UTC) + timedelta(days=days))
    write(page, f"Mirravale {days}")
    wait_for(page, "sent", 1)
    (row,) = site.alerts(f"Mirravale {days}")
    assert moment(row["received_at"]) - moment(row["known_at"]) < timedelta(minutes=1)
    assert row["flags"] == '["clock_off"]'


def test_without_a_session_it_waits_and_asks_to_sign_in(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    telephone.clear_cookies(name="sessionid")
    write(page, "Pellanore 1")
    write(page, "Pellanore 2")
    page.get_by_role("link", name="Sign in to send 2 reports").wait_for()
    assert site.alerts("Pellanore") == []
    enter(page, "liaison", "/capture/")
    wait_for(page, "sent", 2)
    assert len(site.alerts("Pellanore")) == 2


def test_signing_out_clears_nothing_that_waits(telephone: BrowserContext, site: Site) -> None:
    page = open_field(telephone)
    break_line(page, "is cut")
    write(page, "Sarquenne")
    page.goto("/sign-out/")
    page.locator("main form button").first.click()
    page.goto("/capture/")
    page.get_by_role("link", name="Sign in to send one report").wait_for()
    enter(page, "liaison", "/capture/")
    wait_for(page, "sent", 1)


def test_what_the_server_does_not_take_stays_and_says_why(telephone: BrowserContext) -> None:
    page = open_field(telephone)
    break_line(page, "is refused")
    write(page, "Drummelvane")
    wait_for(page, "refused", 1)
    assert "Do not wipe the telephone." in page.locator("[data-reports]").inner_text()
    mend_line(page)
    page.locator("[data-send-now]").click()
    wait_for(page, "sent", 1)
