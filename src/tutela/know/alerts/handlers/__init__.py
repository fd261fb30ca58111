"""What the alerts app does when something happens: it writes messages to whoever must be told."""

from __future__ import annotations

from tutela.know.alerts.handlers.notices import tell_of_alerts

__all__ = ["tell_of_alerts"]
