"""Addresses of the decision pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.act.decisions import pages

app_name = "decisions"
urlpatterns: list[URLPattern] = [
    path("", pages.decision_list, name="list"),
    path("ask/", pages.acts, name="acts"),
    path("ask/<slug:gate>/", pages.ask, name="ask"),
    path("<slug:ref>/", pages.decision, name="decision"),
]
