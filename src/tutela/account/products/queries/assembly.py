"""The assembly of a quarterly threat assessment from what the mission knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tutela.access.rules import Actor, Sensitivity
from tutela.account.products.queries import register, sources
from tutela.account.products.queries.counting import Counts
from tutela.account.products.queries.picture import area_names, map_picture
from tutela.account.products.rules.baseline import baseline_outlook
from tutela.account.products.rules.content import (
    AuthorText,
    Classification,
    ContextEvent,
    Mandate,
    Mission,
    QuarterlyAssessment,
)
from tutela.kernel.periods import Quarter
from tutela.know.incidents.queries import incidents_as_known, span_as_known
from tutela.ledger.queries import ledger_head
from tutela.mission.queries import mandate_on, mission_named, parameter_values

HISTORY_MONTHS = 60

LEVELS = {
    Classification.UNCLASSIFIED: Sensitivity.UNCLASSIFIED,
    Classification.CONFIDENTIAL: Sensitivity.CONFIDENTIAL,
    Classification.STRICTLY_CONFIDENTIAL: Sensitivity.STRICTLY_CONFIDENTIAL,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What people say in an assessment, next to what the figures say."""

    key_points: tuple[AuthorText, ...] = ()
    context: tuple[AuthorText, ...] = ()
    events: tuple[ContextEvent, ...] = ()
    implications: tuple[AuthorText, ...] = ()
    blind_spots: tuple[AuthorText, ...] = ()


def reading_as(actor: Actor, classification: Classification) -> Actor:
    """Return the actor as the product's readers are: nothing above its classification, no closed compartment."""
    return replace(actor, clearance=min(actor.clearance, LEVELS[classification]), compartments=frozenset())


def assemble(
    actor: Actor,
    quarter: Quarter,
    *,
    now: datetime,
    data_until: datetime,
    classification: Classification,
    wording: Wording,
    version: int = 1,
    is_draft: bool = True,
) -> QuarterlyAssessment:
    """Return what the assessment of a quarter says, from what was known at `data_until`.

    Reads through the eyes of the product's readers, so that a record above its classification, or in a closed
    compartment, is in no figure.
    """
    reader = reading_as(actor, classification)
    front = QuarterlyAssessment(
        mission=_mission(actor, quarter),
        quarter=quarter,
        classification=classification,
        prepared_by=actor.label,
        prepared_at=now,
        data_until=data_until,
        ledger=sources.head(ledger_head(actor.mission)),
        is_exercise=_is_exercise(actor.mission),
        is_draft=is_draft,
        version=version,
    )
    return _with_figures(_with_register(worded(front, wording), reader), reader)


def worded(content: QuarterlyAssessment, wording: Wording) -> QuarterlyAssessment:
    """Return the content with people's words in place of whatever words it had."""
    return replace(
        content,
        key_points=wording.key_points,
        context=wording.context,
        events=wording.events,
        implications=wording.implications,
        blind_spots=wording.blind_spots,
    )


def _with_register(content: QuarterlyAssessment, reader: Actor) -> QuarterlyAssessment:
    at = content.data_until
    return replace(
        content,
        threats=register.threats(reader, at=at, quarter=content.quarter),
        prioritisation=register.prioritisation(reader, at=at),
        phases=register.phases(reader, at=at),
    )


def _with_figures(content: QuarterlyAssessment, reader: Actor) -> QuarterlyAssessment:
    at, quarter, names = content.data_until, content.quarter, area_names(reader)
    settings = parameter_values(reader.mission, at=at)
    first = quarter.months[2].plus(1 - HISTORY_MONTHS)
    known = incidents_as_known(reader, at, since=first.first_day, until=quarter.last_day)
    counts = Counts(known, names, quarter, span_as_known(reader, at))
    near_km = float(settings["near_base_km"])
    return replace(
        content,
        trend=counts.trend(),
        map=map_picture(reader, counts, quarter),
        groups=counts.groups(content.threats),
        harm=counts.harm_grids(),
        near_bases=counts.near_bases(sources.base_names(reader), near_km),
        near_base_km=near_km,
        small_number=int(settings["small_number"]),
        outlook=baseline_outlook(counts.histories(first), names.labels),
        snapshots=sources.snapshots(reader, at=at),
        limits=sources.limits(reader, counts, at=at),
    )


def _mission(actor: Actor, quarter: Quarter) -> Mission:
    mission = mission_named(actor.mission)
    mandate = mandate_on(actor.mission, quarter.last_day)
    told = Mandate(
        reference=mandate.resolution if mandate else "",
        chapter_vii=mandate.chapter_vii if mandate else None,
        imminent_required=mandate.imminence_required if mandate else None,
        renewal_on=mandate.renewal_on if mandate else None,
    )
    return Mission(actor.mission, mission.name if mission else actor.mission, told)


def _is_exercise(code: str) -> bool:
    mission = mission_named(code)
    return mission is not None and mission.is_exercise
