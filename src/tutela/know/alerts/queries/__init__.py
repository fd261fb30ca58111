"""All reading of alerts, scoped to an actor."""

from __future__ import annotations

from tutela.know.alerts.models import Alert
from tutela.know.alerts.queries.linking import alerts_of_record, is_linked, link_columns, records_of_alert
from tutela.know.alerts.queries.narrowing import (
    AlertFilters,
    allegations_of,
    filtered_alerts,
    last_alert_at_by_area,
)
from tutela.know.alerts.queries.reading import (
    alert_named,
    alerts,
    alerts_of_submission,
    file_keys,
    open_alerts,
    queue_mark,
    waiting_count,
)
from tutela.know.alerts.queries.resembling import Resembling, duplicates_of, resembling
from tutela.know.alerts.queries.story import Happened, Story, alert_history, alert_story

__all__ = [
    "Alert",
    "AlertFilters",
    "Happened",
    "Resembling",
    "Story",
    "alert_history",
    "alert_named",
    "alert_story",
    "alerts",
    "alerts_of_record",
    "alerts_of_submission",
    "allegations_of",
    "duplicates_of",
    "file_keys",
    "filtered_alerts",
    "is_linked",
    "last_alert_at_by_area",
    "link_columns",
    "open_alerts",
    "queue_mark",
    "records_of_alert",
    "resembling",
    "waiting_count",
]
