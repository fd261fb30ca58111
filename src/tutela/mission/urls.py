"""Addresses of the mission pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "mission"
urlpatterns: list[URLPattern] = []
