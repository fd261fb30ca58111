"""A client that walks the style gallery as a signed-in officer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tutela.web.components.navigation import configured

HERE = "tests.web.gallery_urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    f"{HERE}.SignedIn",
    "tutela.web.components.errors.RefusalPages",
]


@pytest.fixture
def officer(settings: Settings) -> Iterator[Client]:
    """Return a client in the gallery's own small world."""
    settings.ROOT_URLCONF = HERE
    settings.MIDDLEWARE = MIDDLEWARE
    settings.TUTELA_NAVIGATION = f"{HERE}.NAVIGATION"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    yield Client()
    configured.cache_clear()
