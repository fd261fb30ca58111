"""Registers the duties app."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Where the mission stands against the policy, computed from the ledger."""

    name = "tutela.account.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checkpoints."""
        from tutela.account.duties import handlers  # noqa: F401
