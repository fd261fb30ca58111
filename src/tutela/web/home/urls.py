"""The address of the first page."""

from __future__ import annotations

from django.urls import path

from tutela.web.home import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("search/", pages.search, name="search"),
]
