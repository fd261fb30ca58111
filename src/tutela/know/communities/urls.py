"""Addresses of the communities pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "communities"
urlpatterns: list[URLPattern | URLResolver] = []
