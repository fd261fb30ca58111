"""A real server for the tests that use a browser, and two browsers: one on a desk, one as small as a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.doors_web.site import Site, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running server over a small exercise; tests tell their reports apart by a word of their own."""
    with served(Path(tmp_path_factory.mktemp("site"))) as running:
        yield running


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Return a browser as it stands on a desk."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=site.address)
    yield context
    context.close()


@pytest.fixture
def telephone(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Return a browser as small as a telephone, whose worker never sends by itself, so that the page's clock counts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.address)
    context.add_init_script("delete self.ServiceWorkerRegistration?.prototype.sync")
    yield context
    context.close()
