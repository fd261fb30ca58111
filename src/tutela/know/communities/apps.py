"""Registers the communities app."""

from __future__ import annotations

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Communities, their alert networks and protection plans, and who was consulted."""

    name = "tutela.know.communities"
    label = "communities"
    default_auto_field = "django.db.models.BigAutoField"
