"""Addresses of the page for the field, from the root; the doors' own list takes them in."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
