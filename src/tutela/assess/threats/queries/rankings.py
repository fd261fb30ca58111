"""Rankings as recorded, and the order as the scores of now would have it.

A reader sees the lines of the threats that they may know of, with places counted among those: neither a gap
in the ranks nor a count tells of a threat that is closed to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from tutela.access.rules import Actor
from tutela.assess.threats.models import Assessment, Ranking, RankingLine, Threat
from tutela.assess.threats.queries import wording
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.scope import AssessmentSet, LineSet, RankingSet, open_threats
from tutela.assess.threats.queries.support import Terms, terms_at
from tutela.assess.threats.queries.views import Place, values_in
from tutela.assess.threats.rules.ranking import Candidate, Line, Method, Rule, ranked
from tutela.assess.threats.rules.register import Status
from tutela.assess.threats.rules.scoring import Method as Combining
from tutela.assess.threats.rules.scoring import Scale
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.ids import reference


@dataclass(frozen=True, slots=True)
class LineView:
    """A threat's line in a ranking. `is_prioritised` is None where it was not decided; `label` is as of
    today.
    """

    threat: str
    label: str
    area_name: str
    line: Line
    is_prioritised: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class RankingView:
    """A ranking as recorded. `area_code` is empty for that of the whole mission."""

    reference: str
    number: int
    area_code: str
    area_name: str
    method: Method
    note: str
    recorded_at: datetime
    recorded_by: str
    lines: tuple[LineView, ...]

    @property
    def rule_words(self) -> wording.Words:
        """How the two tests of para 17 were combined, in words."""
        return wording.RULE_WORDS[self.method.rule]

    @property
    def place(self) -> str:
        """What was ranked: an area, or the whole mission area."""
        return wording.place_words(self.area_name)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a person ranks: the open threats that they see, in the order of their scores, and a mark of that
    state.
    """

    lines: tuple[LineView, ...]
    method: Method
    mark: str


def method_of(row: Ranking) -> Method:
    """Return what a ranking was made by."""
    scale = Scale(row.steps, Combining(row.likelihood_method), Combining(row.impact_method))
    return Method(Rule(row.rule), scale)


def rankings(actor: Actor, *, area_code: str | None = None) -> RankingSet:
    """Return the rankings that the actor may know of, newest first; an empty `area_code` is the whole
    mission.
    """
    rows = with_area(RankingSet(Ranking).visible_to(actor)).order_by("-number")
    if area_code is None:
        return rows
    return rows.filter(area__code=area_code) if area_code else rows.filter(area__isnull=True)


def latest_ranking(actor: Actor, *, area_code: str = "", until: datetime | None = None) -> RankingView | None:
    """Return the newest ranking of the mission or of an area, as far as the actor may see it.

    `until` asks for the newest that had been recorded by a moment.
    """
    rows = rankings(actor, area_code=area_code)
    row = (rows.filter(recorded_at__lte=until) if until else rows).first()
    return None if row is None else ranking_view(actor, row)


def ranking_named(actor: Actor, number: int) -> RankingView | None:
    """Return a ranking by its number, or None when there is none that the actor may know of."""
    row = rankings(actor).filter(number=number).first()
    return None if row is None else ranking_view(actor, row)


def ranking_view(actor: Actor, row: Ranking) -> RankingView:
    """Return a ranking with the lines that the actor may see."""
    stored = {line.threat.number: line for line in _stored(actor, [row.pk])}
    lines = ranked([_candidate_then(line) for line in stored.values()], method_of(row))
    return RankingView(
        reference=row.reference,
        number=row.number,
        area_code=row.area.code if row.area else "",
        area_name=row.area.name if row.area else "",
        method=method_of(row),
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        lines=tuple(_line_view(stored[line.number], line) for line in lines),
    )


def _stored(actor: Actor, keys: Iterable[int]) -> LineSet:
    rows = LineSet(RankingLine).visible_to(actor).filter(ranking__in=list(keys))
    return with_area(rows, "threat__area").order_by("pk")


def _candidate_then(row: RankingLine) -> Candidate:
    return Candidate(row.threat.number, row.scored, row.steps)


def _line_view(row: RankingLine, line: Line) -> LineView:
    return LineView(
        threat=row.threat.reference,
        label=_label(row.threat),
        area_name=_area_name(row.threat),
        line=line,
        is_prioritised=row.is_prioritised,
        reason=row.reason,
    )


def _label(row: Threat) -> str:
    return wording.threat_title(row.title, row.kind, row.actor_name, _area_name(row))


def _area_name(row: Threat) -> str:
    return row.area.name if row.area else ""


def places_in(actor: Actor, rows: Sequence[Ranking]) -> dict[int, dict[int, Place]]:
    """Return by ranking and by threat (both by key) the places that the actor may see, in one query."""
    held: dict[int, list[RankingLine]] = {row.pk: [] for row in rows}
    for line in _stored(actor, held):
        held[line.ranking_id].append(line)
    return {row.pk: _places(row, held[row.pk]) for row in rows}


def _places(row: Ranking, stored: list[RankingLine]) -> dict[int, Place]:
    by_number = {line.threat.number: line for line in stored}
    lines = ranked([_candidate_then(line) for line in stored], method_of(row))
    return {
        by_number[line.number].threat_id: Place(
            ranking=reference("TR", row.number),
            rank=line.rank,
            of=len(lines),
            is_tied=line.is_tied,
            may_rise=line.may_rise,
            may_fall=line.may_fall,
            unranked=line.unranked,
            is_prioritised=by_number[line.number].is_prioritised,
            reason=by_number[line.number].reason,
            decided_by=row.recorded_by,
            decided_at=row.recorded_at,
        )
        for line in lines
    }


def standings(actor: Actor, rows: Sequence[Threat], method: Method) -> dict[int, Line]:
    """Return where threats stand among each other by their newest scores, by threat number; one query."""
    newest = newest_assessments(actor, [row.pk for row in rows if row.assessments])
    return {line.number: line for line in ranked([candidate_now(row, newest) for row in rows], method)}


def newest_assessments(actor: Actor, keys: Iterable[int]) -> dict[int, Assessment]:
    """Return the newest assessment of each threat that the actor sees, by the threat's key."""
    rows = AssessmentSet(Assessment).visible_to(actor).filter(threat__status=Status.OPEN)
    wanted = set(keys)
    newest = rows.filter(number=F("threat__assessments"))
    return {row.threat_id: row for row in newest if row.threat_id in wanted}


def candidate_now(row: Threat, newest: dict[int, Assessment]) -> Candidate:
    """Return a threat as one to be ranked by its newest scores."""
    assessed = newest.get(row.pk)
    if assessed is None:
        return Candidate(row.number, None, 0)
    return Candidate(row.number, values_in(assessed), assessed.steps)


def ranking_basis(actor: Actor, *, now: datetime, area_code: str = "") -> Basis:
    """Return what the actor would rank now: every open threat of the mission or of an area that they may see."""
    terms: Terms = terms_at(actor.mission, now)
    rows = list(open_threats(actor, area_code))
    lines = standings(actor, rows, terms.ranking)
    held = {row.number: row for row in rows}
    shown = tuple(
        LineView(
            threat=held[number].reference,
            label=_label(held[number]),
            area_name=_area_name(held[number]),
            line=line,
            is_prioritised=None,
            reason="",
        )
        for number, line in lines.items()
    )
    return Basis(shown, terms.ranking, mark_of(rows))


def mark_of(rows: Iterable[Threat]) -> str:
    """Return a mark that changes whenever one of the threats, or which they are, changes."""
    return digest(canonical_json(sorted([row.number, row.version] for row in rows)))
