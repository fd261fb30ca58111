"""All writing of the incidents app, one function a verb."""

from __future__ import annotations

from tutela.know.incidents.commands.actors import name_actor
from tutela.know.incidents.commands.importing import ImportTally, import_incidents
from tutela.know.incidents.commands.linking import link_alert, unlink_alert
from tutela.know.incidents.commands.recording import correct_incident, record_incident

__all__ = [
    "ImportTally",
    "correct_incident",
    "import_incidents",
    "link_alert",
    "name_actor",
    "record_incident",
    "unlink_alert",
]
