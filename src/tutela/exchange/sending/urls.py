"""Addresses of the outbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.exchange.sending import pages

app_name = "outbox"
urlpatterns: list[URLPattern] = [
    path("", pages.outbox, name="outbox"),
    path("<slug:ref>/", pages.message, name="message"),
    path("<slug:ref>/retry/", pages.retry, name="retry"),
    path("<slug:ref>/cancel/", pages.cancel, name="cancel"),
]
