"""Addresses of the map."""

from __future__ import annotations

from django.urls import path

from tutela.web.map import pages

app_name = "map"
urlpatterns = [
    path("", pages.map_page, name="map"),
    path("data.json", pages.map_data, name="data"),
    path("areas.json", pages.map_areas, name="areas"),
    path("bases.json", pages.map_bases, name="bases"),
]
