"""Addresses of the import pages."""

from __future__ import annotations

from django.urls import path

from tutela.exchange import pages

app_name = "exchange"
urlpatterns = [
    path("", pages.run_list, name="runs"),
    path("new/", pages.upload, name="upload"),
    path("<slug:ref>/", pages.run, name="run"),
    path("<slug:ref>/report.csv", pages.run_report, name="report"),
]
