"""Registers the threats app, its events and its handlers."""

from __future__ import annotations

from django.apps import AppConfig


class ThreatsConfig(AppConfig):
    """What threatens whom, how badly, and what comes first."""

    name = "tutela.assess.threats"
    label = "threats"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger know the events and the handlers of this app."""
        from tutela.assess.threats import events, handlers  # noqa: F401
