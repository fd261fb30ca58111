"""From a source's row to the facts of an incident: one reading of each coding, one rule for civilians."""

from __future__ import annotations

import re
from functools import lru_cache

from tutela.exchange.readers.events.rows import Actor, ActorKind, EventRow
from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts, civilian_deaths, reading_of

KINDS = {
    ActorKind.GOVERNMENT: "state_forces",
    ActorKind.NON_STATE: "non_state_armed_group",
    ActorKind.RIOTERS: "community",
    ActorKind.PROTESTERS: "civilians",
    ActorKind.CIVILIANS: "civilians",
    ActorKind.EXTERNAL: "unidentified",
    ActorKind.UNKNOWN: "unidentified",
}
LONGEST_NAME = 200
_OF_A_STATE = re.compile(r"\b(?:government|forces|police|gendarmerie|army) of\b", re.IGNORECASE)


def actor_name(actor: Actor, country: str) -> ActorName:
    """Return an actor with its kind in the policy's list (para 16): a government of another country is foreign.

    What a source calls external forces are foreign state forces when the name says so; a peacekeeping mission or a
    guard company is not, and the list has no kind for them.
    """
    return _named(actor.name, actor.kind, actor.source_id, country) if actor.name else NOBODY


@lru_cache(maxsize=20_000)
def _named(name: str, said: ActorKind, source_id: str, country: str) -> ActorName:
    kind = KINDS[said]
    is_foreign = said is ActorKind.GOVERNMENT and country and not _is_of(name, country)
    if is_foreign or (said is ActorKind.EXTERNAL and _OF_A_STATE.search(name)):
        kind = "foreign_state_forces"
    # A list of parties in one cell: the source's own row keeps the rest.
    return ActorName(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…", kind, source_id)


def _is_of(name: str, country: str) -> bool:
    """Return whether an actor is of a country: forces of South Sudan are not those of Sudan."""
    return re.search(rf"\bof (?:the )?{re.escape(country)}(?![\w-])", name, re.IGNORECASE) is not None


def incident_facts(row: EventRow) -> IncidentFacts:
    """Return the facts of an incident from an event row. Raises LookupError for a coding that no rule reads."""
    best = row.deaths_best
    low = best if row.deaths_low is None else row.deaths_low
    high = best if row.deaths_high is None else row.deaths_high
    coded, unknown, country = row.deaths_civilians, row.deaths_unknown, row.country
    harmed = best if coded is None and unknown is None else (coded or 0) + (unknown or 0)
    reading = reading_of(row.source, row.coding, harmed > 0)
    everybody = reading.civilians == "all"
    civilians = civilian_deaths(everybody=everybody, low=low, best=best, high=high, coded=coded, unknown=unknown)
    # In the order of IncidentFacts.
    return IncidentFacts._make(
        (
            row.source, row.source_key, row.occurred_from, row.occurred_to, row.date_precision, reading.act,
            reading.attack, False, everybody, row.coding, actor_name(row.actor_a, country),
            actor_name(row.actor_b, country), row.latitude, row.longitude, int(row.place_precision), row.place_name,
            row.place_description, (row.admin_1, row.admin_2, row.admin_3), low, best, high, *civilians, row.clarity,
            row.number_of_sources, row.status,
            # UCDP's headline is that of the source document, not of the event: it belongs to the narrative.
            "", row.summary or row.headline,
            "en", 0, "", (), None, row.original_line(),
        )
    )  # fmt: skip
