"""Registers the demo app."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A fictional mission for exercises."""

    name = "tutela.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
