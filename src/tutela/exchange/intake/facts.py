"""From a source's row to the facts of an incident: one reading of each coding, one rule for civilians."""

from __future__ import annotations

from tutela.exchange.readers.events.rows import Actor, ActorKind, EventRow
from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts, civilian_deaths, reading_of

KINDS = {
    ActorKind.GOVERNMENT: "state_forces",
    ActorKind.NON_STATE: "non_state_armed_group",
    ActorKind.RIOTERS: "community",
    ActorKind.PROTESTERS: "civilians",
    ActorKind.CIVILIANS: "civilians",
    ActorKind.EXTERNAL: "foreign_state_forces",
    ActorKind.UNKNOWN: "unidentified",
}


def actor_name(actor: Actor, country: str) -> ActorName:
    """Return an actor with its kind in the policy's list (para 16): a government of another country is foreign."""
    if not actor.name:
        return NOBODY
    kind = KINDS[actor.kind]
    if kind == "state_forces" and country and country.casefold() not in actor.name.casefold():
        kind = "foreign_state_forces"
    return ActorName(actor.name, kind, actor.source_id)


def incident_facts(row: EventRow) -> IncidentFacts:
    """Return the facts of an incident from an event row. Raises LookupError for a coding that no rule reads."""
    best = row.deaths_best
    low = best if row.deaths_low is None else row.deaths_low
    high = best if row.deaths_high is None else row.deaths_high
    coded, unknown = row.deaths_civilians, row.deaths_unknown
    harmed = best if coded is None and unknown is None else (coded or 0) + (unknown or 0)
    reading = reading_of(row.source, row.coding, harmed > 0)
    everybody = reading.civilians == "all"
    civilians = civilian_deaths(everybody=everybody, low=low, best=best, high=high, coded=coded, unknown=unknown)
    return IncidentFacts(
        row.source,
        row.source_key,
        row.occurred_from,
        row.occurred_to,
        row.date_precision,
        reading.act,
        reading.attack,
        False,
        everybody,
        row.coding,
        actor_name(row.actor_a, row.country),
        actor_name(row.actor_b, row.country),
        row.latitude,
        row.longitude,
        int(row.place_precision),
        row.place_name,
        row.place_description,
        (row.admin_1, row.admin_2, row.admin_3),
        low,
        best,
        high,
        civilians.coded,
        civilians.low,
        civilians.best,
        civilians.high,
        row.clarity,
        row.number_of_sources,
        row.status,
        # UCDP's headline is that of the source document, not of the event: it belongs to the narrative.
        "",
        row.summary or row.headline,
        "en",
        0,
        "",
        (),
        None,
        row.original_line(),
    )
