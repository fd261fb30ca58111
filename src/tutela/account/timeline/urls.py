"""Addresses of the timeline pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.account.timeline import pages

app_name = "timeline"
urlpatterns: list[URLPattern] = [
    path("", pages.ledger, name="ledger"),
    path("verify/", pages.verify_chain, name="verify"),
    path("export.csv", pages.export_csv, name="export_csv"),
    path("export.json", pages.export_json, name="export_json"),
    path("<int:sequence>/", pages.entry, name="entry"),
    path("about/<path:reference>/", pages.about, name="about"),
]
