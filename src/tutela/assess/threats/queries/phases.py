"""Phases by area (paras 36 and 37): what was decided, since when, and what the register suggests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tutela.access.rules import Actor
from tutela.assess.threats.models import AreaPhase, Threat
from tutela.assess.threats.queries import wording
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.scope import PhaseSet, open_threats
from tutela.assess.threats.rules.phases import Advice, Phase, Sign, in_order, suggest_phases
from tutela.assess.threats.rules.proposing import Nature
from tutela.mission.models import Area
from tutela.mission.queries import areas


@dataclass(frozen=True, slots=True)
class PhaseView:
    """The phases of an area as decided. `number` counts the decisions about the area; 0 stands for none yet."""

    area_code: str
    area_name: str
    area_path: str
    level: int
    number: int
    phases: tuple[Phase, ...]
    since_on: date | None
    reason: str
    recorded_at: datetime | None
    recorded_by: str
    threats: int = 0
    advice: tuple[Phase, ...] = ()
    advice_reasons: tuple[str, ...] = ()

    @property
    def phase_words(self) -> list[str]:
        """The phases in words."""
        return [wording.phase_words(phase) for phase in self.phases]

    @property
    def advice_words(self) -> list[str]:
        """The suggested phases in words."""
        return [wording.phase_words(phase) for phase in self.advice]

    @property
    def differs(self) -> bool:
        """Whether the register suggests something other than what was decided."""
        return self.advice != self.phases


def phases(actor: Actor) -> list[PhaseView]:
    """Return the top areas, every area whose phase was decided, and every area with an open threat, by path.

    Each with its phases and with what its open threats, those below it included, suggest.
    """
    decided = {row.area_id: row for row in _newest(PhaseSet(AreaPhase).visible_to(actor))}
    held = list(open_threats(actor))
    covered = _areas(actor)
    wanted = {row.area_id for row in held} | set(decided) | _tops(covered)
    return [_view(area, decided.get(area.pk), held) for area in covered if area.pk in wanted]


def phases_as_known(actor: Actor, moment: datetime) -> list[PhaseView]:
    """Return the phases that had been decided by a moment, by path; areas without a decision are left out."""
    rows = PhaseSet(AreaPhase).visible_to(actor).filter(recorded_at__lte=moment)
    decided = {row.area_id: row for row in _newest(rows)}
    return [_view(area, decided[area.pk], None) for area in _areas(actor) if area.pk in decided]


def phase_history(actor: Actor, area_code: str) -> list[PhaseView]:
    """Return the decisions about an area's phases, newest first."""
    rows = with_area(PhaseSet(AreaPhase).visible_to(actor).filter(area__code=area_code))
    return [_view(row.area, row, None) for row in rows.order_by("-number")]


def phases_over(actor: Actor, area_path: str) -> list[PhaseView]:
    """Return the phases in force for an area and for the areas that hold it, the nearest first."""
    codes = [code for code in area_path.split("/") if code]
    rows = with_area(PhaseSet(AreaPhase).visible_to(actor).filter(area__code__in=codes))
    newest = sorted(_newest(rows), key=lambda row: -len(row.area.path))
    return [_view(row.area, row, None) for row in newest]


def phase_now(actor: Actor, area_code: str) -> PhaseView | None:
    """Return an area's phases now with the register's advice, or None when the actor does not cover the area."""
    area = _areas_covered(actor, area_code)
    if area is None:
        return None
    rows = PhaseSet(AreaPhase).visible_to(actor).filter(area=area).order_by("-number")
    return _view(area, rows.first(), list(open_threats(actor, area_code)))


def top_areas(actor: Actor) -> list[Area]:
    """Return the areas that a ranking is made for, by path: the topmost that the actor covers.

    Where a single one holds everything, those right below it count as topmost too.
    """
    held = _areas(actor)
    tops = _tops(held)
    return [area for area in held if area.pk in tops]


def _tops(held: Sequence[Area]) -> set[int]:
    known = {area.pk for area in held}
    tops = {area.pk for area in held if area.parent_id not in known}
    return tops | {area.pk for area in held if area.parent_id in tops} if len(tops) == 1 else tops


def _areas_covered(actor: Actor, area_code: str) -> Area | None:
    area = areas(actor).filter(code=area_code).defer("geometry", "outline").first()
    return area if area is not None and actor.covers(area.path) else None


def _areas(actor: Actor) -> list[Area]:
    rows = areas(actor).defer("geometry", "outline")
    return [area for area in rows if actor.covers(area.path)]


def _newest(rows: Iterable[AreaPhase]) -> list[AreaPhase]:
    newest: dict[int, AreaPhase] = {}
    for row in rows:
        if row.area_id not in newest or row.number > newest[row.area_id].number:
            newest[row.area_id] = row
    return list(newest.values())


def _view(area: Area, decided: AreaPhase | None, held: Sequence[Threat] | None) -> PhaseView:
    now = in_order(decided.phases) if decided else ()
    inside = [row for row in held or () if row.area and row.area.path.startswith(area.path)]
    signs = [Sign(Nature(row.nature), is_open=True) for row in inside]
    advice = Advice((), ()) if held is None else suggest_phases(signs, now)
    return PhaseView(
        area_code=area.code,
        area_name=area.name,
        area_path=area.path,
        level=area.level,
        number=decided.number if decided else 0,
        phases=now,
        since_on=decided.since_on if decided else None,
        reason=decided.reason if decided else "",
        recorded_at=decided.recorded_at if decided else None,
        recorded_by=decided.recorded_by if decided else "",
        threats=len(inside),
        advice=advice.phases,
        advice_reasons=tuple(wording.reasons_in_words(advice.reasons)),
    )
