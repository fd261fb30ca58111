"""Addresses of the incident pages."""

from __future__ import annotations

from django.urls import path

from tutela.know.incidents import pages

app_name = "incidents"
urlpatterns = [
    path("", pages.incident_list, name="list"),
    path("export.csv", pages.incident_export, name="export"),
    path("new/", pages.new_incident, name="new"),
    path("<slug:ref>/", pages.incident, name="incident"),
    path("<slug:ref>/correct/", pages.correct, name="correct"),
]
