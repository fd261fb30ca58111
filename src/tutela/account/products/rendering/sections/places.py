"""Sections 4, 6 and 9: the map and what it must not show as points, the phases by area, harm near bases."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.account.products.rendering import numbers, words
from tutela.account.products.rendering.map_svg import map_svg
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.places import (
    MapPicture,
    NearBase,
    coarse_places,
    drawable,
    near_bases_in_order,
)
from tutela.account.products.rules.threats import Phase
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Role,
    Table,
)
from tutela.web.components.documents.drawing import as_picture

PHASE_ORDER = (Phase.RESPONSE, Phase.PRE_EMPTION, Phase.CONSOLIDATION, Phase.PREVENTION)


def map_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 4: the map, then the incidents that are counted for an area but not drawn."""
    if not content.map.areas:
        return (Paragraph(_("No outlines of areas are loaded, so no map can be drawn."), Role.EMPTY),)
    picture = as_picture("map", map_svg(content.map, "drawing-map"), map_alt(content.map))
    note = _("Incidents placed at province level or worse are not drawn: their coordinates are a centroid.")
    caption = _("Civilian deaths by area, incidents of known place, and bases, %s") % numbers.quarter_in_sentence(
        content.quarter
    )
    return (Figure(picture, caption, note), _coarse_table(content))


def map_alt(picture: MapPicture) -> str:
    """Say in words what the map shows."""
    worst = sorted(picture.areas, key=lambda area: (-(area.civilian_deaths or 0), area.name))
    named = tuple(f"{area.name} {numbers.count(area.civilian_deaths)}" for area in worst[:5] if area.civilian_deaths)
    return _(
        "Map of %(areas)s areas shaded by civilian deaths in five steps, with %(incidents)s incidents of known place "
        "and %(bases)s bases. Most civilian deaths: %(worst)s. Boundaries imply no position on status."
    ) % {
        "areas": len(picture.areas),
        "incidents": len(drawable(picture.incidents)),
        "bases": len(picture.bases),
        "worst": "; ".join(named) or _("none recorded"),
    }


def _coarse_table(content: QuarterlyAssessment) -> Block:
    rows = coarse_places(content.map.incidents)
    if not rows:
        return Paragraph(_("Every incident of the quarter has a place known better than province level."), Role.NOTE)
    columns = (
        Column(_("Area"), weight=3),
        Column(_("Place known as"), weight=3),
        Column(_("Incidents"), Align.END),
        Column(_("Civilian deaths"), Align.END),
    )
    cells = tuple(
        (
            Cell(row.area or _("no area")),
            Cell(words.place_precision(row.precision)),
            Cell(numbers.count(row.incidents)),
            Cell(numbers.count(row.civilian_deaths)),
        )
        for row in rows
    )
    return Table(_("Incidents counted for an area, not drawn as points"), columns, cells)


def phase_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 6: each area's phase (para 36), since when and why; several may hold at once (para 37)."""
    if not content.phases:
        text = _("No phase has been set for any area; the policy asks for an approach by phase (para 36).")
        return (Paragraph(text, Role.EMPTY),)
    columns = (
        Column(_("Area"), weight=2),
        Column(_("Phase"), weight=1.9),
        Column(_("Since"), weight=1.5),
        Column(_("Reason"), weight=4),
        Column(_("Decided by"), weight=1.8),
    )
    ordered = sorted(content.phases, key=lambda entry: (PHASE_ORDER.index(entry.phase), entry.area))
    rows = tuple(
        (
            Cell(entry.area),
            Cell(words.phase_word(entry.phase), strong=entry.phase is Phase.RESPONSE),
            Cell(numbers.short_day(entry.since)),
            Cell(entry.reason or "–"),
            Cell(entry.decided_by or "–"),
        )
        for entry in ordered
    )
    note = _(
        "Response: violence is happening or about to. Pre-emption: attacks are expected. Consolidation: violence is "
        "easing. Prevention: no clear threat is seen."
    )
    return (Table(_("Phase of each area"), columns, rows, note),)


def near_base_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 9: incidents within the mission's distance of a base, marked where a review is due (para 87)."""
    text = _(
        "Near means within %(km)s km of a base that was open on that day; the distance is set by the mission, not by "
        "the policy. Para 87 asks for an inquiry or after-action review where civilians were killed or harmed near a "
        "base."
    ) % {"km": numbers.decimal(content.near_base_km, 0 if content.near_base_km.is_integer() else 1)}
    intro = Paragraph(text)
    if not content.near_bases:
        return (intro, Paragraph(_("No incident near a base is recorded for this quarter."), Role.EMPTY))
    columns = (
        Column(_("Date"), weight=1.3),
        Column(_("Incident"), weight=1.3),
        Column(_("Area"), weight=1.7),
        Column(_("Base and distance"), weight=2.1),
        Column(_("Hostile act"), weight=1.9),
        Column(_("Civilian deaths"), Align.END, 1.05),
        Column(_("Review (para 87)"), weight=1.8),
    )
    rows = tuple(_near_row(incident) for incident in near_bases_in_order(content.near_bases))
    caption = ngettext("One incident near a base", "%(number)s incidents near bases", len(rows)) % {
        "number": numbers.count(len(rows))
    }
    return (intro, Table(caption, columns, rows))


def _near_row(incident: NearBase) -> tuple[Cell, ...]:
    distance = numbers.decimal(incident.distance_km)
    return (
        Cell(numbers.short_day(incident.occurred_on)),
        Cell(incident.reference),
        Cell(incident.area or "–"),
        Cell(f"{incident.base}, {distance}\u00a0km"),
        Cell(words.term("acts", incident.act)),
        Cell(numbers.count(incident.civilian_deaths)),
        Cell(_review(incident), strong=incident.review_due),
    )


def _review(incident: NearBase) -> str:
    if not incident.review_due:
        return _("not required")
    if not incident.review:
        return _("due, not opened")
    return words.word(words.REVIEWS, incident.review)
