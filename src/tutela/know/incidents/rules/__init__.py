"""What an incident is, without a database: facts, how a source's coding is read, figures, and what totals hold."""

from __future__ import annotations

from tutela.know.incidents.rules.facts import (
    AGES,
    CIVILIAN,
    FIGHTER,
    IN_DOUBT,
    LARGEST_FIGURE,
    LONGEST_KEY,
    NOBODY,
    SEXES,
    STATUSES,
    ActorName,
    Coding,
    HarmFacts,
    IncidentFacts,
    Told,
    facts_digest,
    facts_from_json,
    facts_json,
    told,
)
from tutela.know.incidents.rules.figures import Completeness, completeness, spread, title_of
from tutela.know.incidents.rules.reading import (
    Civilians,
    Reading,
    civilian_deaths,
    reading_of,
    reported_civilians,
)

__all__ = [
    "AGES",
    "CIVILIAN",
    "FIGHTER",
    "IN_DOUBT",
    "LARGEST_FIGURE",
    "LONGEST_KEY",
    "NOBODY",
    "SEXES",
    "STATUSES",
    "ActorName",
    "Civilians",
    "Coding",
    "Completeness",
    "HarmFacts",
    "IncidentFacts",
    "Reading",
    "Told",
    "civilian_deaths",
    "completeness",
    "facts_digest",
    "facts_from_json",
    "facts_json",
    "reading_of",
    "reported_civilians",
    "spread",
    "title_of",
    "told",
]
