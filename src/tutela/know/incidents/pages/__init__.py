"""What people see of incidents: the list, a single one, recording and correcting."""

from __future__ import annotations

from tutela.know.incidents.pages.editing import correct, new_incident
from tutela.know.incidents.pages.exporting import incident_export
from tutela.know.incidents.pages.linking import link_alert, unlink_alert
from tutela.know.incidents.pages.lists import incident_list
from tutela.know.incidents.pages.records import incident

__all__ = [
    "correct",
    "incident",
    "incident_export",
    "incident_list",
    "link_alert",
    "new_incident",
    "unlink_alert",
]
