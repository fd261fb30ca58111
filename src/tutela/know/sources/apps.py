"""Registers the sources app."""

from __future__ import annotations

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Who told the mission: identities in a vault, references everywhere else."""

    name = "tutela.know.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
