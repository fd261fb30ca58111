"""Registers the map app."""

from __future__ import annotations

from django.apps import AppConfig


class MapConfig(AppConfig):
    """The map and the list beside it."""

    name = "tutela.web.map"
    label = "map"
    default_auto_field = "django.db.models.BigAutoField"
