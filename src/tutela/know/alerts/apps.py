"""Registers the alerts app."""

from __future__ import annotations

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Alerts from communities: from the first call to the answer given back."""

    name = "tutela.know.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger know the events and the handlers of this app."""
        from tutela.know.alerts import events, handlers  # noqa: F401
