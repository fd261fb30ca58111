"""All writing of the incidents app, one function a verb, and the plain values that are written."""

from __future__ import annotations

from tutela.know.incidents.commands.actors import name_actor
from tutela.know.incidents.commands.importing import ImportTally, import_incidents
from tutela.know.incidents.commands.recording import correct_incident, record_incident
from tutela.know.incidents.rules import (
    NOBODY,
    ActorName,
    Civilians,
    HarmFacts,
    IncidentFacts,
    civilian_deaths,
    reading_of,
)

__all__ = [
    "NOBODY",
    "ActorName",
    "Civilians",
    "HarmFacts",
    "ImportTally",
    "IncidentFacts",
    "civilian_deaths",
    "correct_incident",
    "import_incidents",
    "name_actor",
    "reading_of",
    "record_incident",
]
