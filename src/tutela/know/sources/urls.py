"""Addresses of the sources pages. A source is named by its reference; nothing else about it stands in an address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tutela.know.sources import pages

app_name = "sources"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.source_list, name="list"),
    path("keep/", pages.keep, name="keep"),
    path("find/", pages.find, name="find"),
    path("requests/", pages.request_list, name="requests"),
    path("requests/<slug:ref>/", pages.request_page, name="request"),
    path("<slug:ref>/", pages.source, name="source"),
    path("<slug:ref>/grade/", pages.grade, name="grade"),
    path("<slug:ref>/risk/", pages.risk, name="risk"),
    path("<slug:ref>/consent/", pages.consent, name="consent"),
    path("<slug:ref>/withdraw/", pages.withdraw, name="withdraw"),
    path("<slug:ref>/disclosure/", pages.disclosure, name="disclosure"),
    path("<slug:ref>/ask/", pages.ask, name="ask"),
    path("<slug:ref>/open/", pages.open_page, name="open"),
    path("<slug:ref>/erase/", pages.erase, name="erase"),
]
