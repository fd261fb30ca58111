"""The alert desk as JSON: reading the queue, and the main acts on an alert."""

from __future__ import annotations

from tutela.know.alerts.api import acting, reading
from tutela.know.alerts.api.answers import router

__all__ = ["acting", "reading", "router"]
