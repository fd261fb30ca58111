"""Addresses of the threats pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "threats"
urlpatterns: list[URLPattern] = []
