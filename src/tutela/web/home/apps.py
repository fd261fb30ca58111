"""Registers the home app."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The first page: what needs attention, and why."""

    name = "tutela.web.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
