"""Registers the incidents app."""

from __future__ import annotations

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Acts of violence and the harm they did, in immutable revisions."""

    name = "tutela.know.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"
