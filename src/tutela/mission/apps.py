"""Registers the mission app."""

from __future__ import annotations

from django.apps import AppConfig


class MissionConfig(AppConfig):
    """What the mission is and where it stands."""

    name = "tutela.mission"
    label = "mission"
    default_auto_field = "django.db.models.BigAutoField"
