"""Addresses of the incident pages."""

from __future__ import annotations

from django.urls import path

from tutela.know.incidents import pages

app_name = "incidents"
urlpatterns = [
    path("", pages.incident_list, name="list"),
    path("export.csv", pages.incident_export, name="export"),
    path("new/", pages.new_incident, name="new"),
    path("alerts/<slug:ref>/link/", pages.link_alert, name="link_alert"),
    path("<slug:ref>/", pages.incident, name="incident"),
    path("<slug:ref>/correct/", pages.correct, name="correct"),
    path("<slug:ref>/alerts/<slug:alert>/take-off/", pages.unlink_alert, name="unlink_alert"),
]
