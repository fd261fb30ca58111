"""What every test may use: the folder of real data, and a browser for the tests that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.chromium import ARGUMENTS, executable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
# The three known people and their missions.
pytest_plugins = ("tests.people",)


def pytest_configure() -> None:
    """Keep SQLite's test database in memory on every worker; pytest-django knows only Django's own engine by name."""
    from django.conf import settings

    store = settings.DATABASES["default"]
    if store["ENGINE"].endswith("sqlite3"):
        store.setdefault("TEST", {})["NAME"] = ":memory:"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with the real event data, beside the repository or named by TUTELA_SHARED_DATA."""
    folder = Path(os.environ.get("TUTELA_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "events").is_dir():
        pytest.skip(f"NO REAL DATA: no folder `events` in {folder}; set TUTELA_SHARED_DATA.")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium: the variable CHROMIUM, or the first known name on the PATH."""
    found = executable()
    if found is None:
        pytest.skip("NO BROWSER: install Chromium or set CHROMIUM to its path.")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a running Chromium that asks nobody for anything; open one context for each test.

    The pages' strict policy stops `wait_for_function`; poll with `evaluate`, or wait for a locator.
    """
    from django.db import connections
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()
    # Playwright's loop gave this thread connections of its own, and a store with connections is not taken down.
    connections.close_all()


@pytest.fixture(autouse=True)
def _english() -> None:
    """Begin every test in English: a request in French leaves its language behind in the thread."""
    from django.utils import translation

    translation.activate("en")
