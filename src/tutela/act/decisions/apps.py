"""Registers the decisions app."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions, each with the verdict of its gate."""

    name = "tutela.act.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
