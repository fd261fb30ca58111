"""Addresses of the sources pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "sources"
urlpatterns: list[URLPattern | URLResolver] = []
