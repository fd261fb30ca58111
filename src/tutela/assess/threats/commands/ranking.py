"""Ranking: the open threats in order, each with a line, whether it comes first or not (paras 17 and 76)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.assess.threats.commands.records import found_area, path_in
from tutela.assess.threats.events import RanksGiven, ThreatsRanked
from tutela.assess.threats.models import RANKING, Ranking, RankingLine, Threat
from tutela.assess.threats.queries.rankings import candidate_now, mark_of, newest_assessments
from tutela.assess.threats.queries.scope import open_threats
from tutela.assess.threats.queries.support import terms_at
from tutela.assess.threats.rules.ranking import Candidate, Line, Method, ranked
from tutela.kernel.clock import Clock
from tutela.kernel.ids import reference
from tutela.kernel.refusals import Invalid, Stale
from tutela.ledger.command import Done, allocate, command

Room = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a threat comes first, or why not; None where whoever ranks may not know of it."""

    is_prioritised: bool | None
    reason: str = ""


@command(Permission.THREAT_RANK)
def rank_threats(
    *,
    actor: Actor,
    clock: Clock,
    mark: str,
    prioritised: Collection[str],
    reasons: Mapping[str, str] | None = None,
    reason_for_the_rest: str = "",
    area_code: str = "",
    note: str = "",
) -> Done[Ranking]:
    """Record the order of the open threats of the mission, or of an area, and which of them come first.

    `mark` is that of the basis that the person has read (`ranking_basis`); `prioritised` are references;
    every other threat needs a reason of its own in `reasons`, or `reason_for_the_rest` stands for it. Every
    open threat gets a line, also one without scores and one that the person may not know of (para 76). Raises
    Stale when the threats have changed since they were read, Invalid for an unknown reference or a missing
    reason, NotAllowed outside the post's area.
    """
    now = clock.now()
    area = found_area(actor, area_code)
    actor.require(Permission.THREAT_RANK, area_path=area.path if area else None)
    seen = list(open_threats(actor, area_code))
    if mark_of(seen) != mark:
        raise Stale(
            _("The threats have changed since you read them."),
            remedy=_("Read the list again; your reasons are kept on the page."),
        )
    decisions = _decisions(seen, prioritised, reasons or {}, reason_for_the_rest)
    method = terms_at(actor.mission, now).ranking
    everybody = system_actor("threats", actor.mission, frozenset({Permission.THREAT_READ, Permission.MISSION_READ}))
    rows = list(open_threats(everybody, area_code))
    newest = newest_assessments(everybody, [row.pk for row in rows])
    candidates = {row.number: candidate_now(row, newest) for row in rows}
    number = allocate(actor.mission, RANKING)[0]
    row = Ranking.objects.create(
        mission_id=actor.mission,
        number=number,
        area=area,
        rule=method.rule,
        steps=method.scale.steps,
        likelihood_method=method.scale.likelihood,
        impact_method=method.scale.impact,
        note=note,
        recorded_at=now,
        recorded_by=actor.label,
    )
    _write_lines(row, rows, candidates, decisions, method)
    return Done(row, _ranked(row, method), tuple(_given(row, rows, candidates, decisions, method)))


def _decisions(
    seen: list[Threat], prioritised: Collection[str], reasons: Mapping[str, str], rest: str
) -> dict[int, Decision]:
    known = {row.reference for row in seen}
    strangers = sorted((set(prioritised) | set(reasons)) - known)
    if strangers:
        raise Invalid(
            _("%(references)s is no open threat here.") % {"references": ", ".join(strangers)},
            remedy=_("Rank only what stands on the board."),
        )
    found: dict[int, Decision] = {}
    missing: dict[str, str] = {}
    for row in seen:
        reason = (reasons.get(row.reference, "") or rest).strip()
        if row.reference in prioritised:
            found[row.number] = Decision(True, reasons.get(row.reference, "").strip())
        elif reason:
            found[row.number] = Decision(False, reason)
        else:
            missing[row.reference] = _("Say why it does not come first.")
    if missing:
        raise Invalid(
            _("A threat that does not come first needs a reason."),
            remedy=_("Give each its reason, or one reason for the rest."),
            problems=missing,
        )
    return found


def _write_lines(
    row: Ranking,
    rows: list[Threat],
    candidates: Mapping[int, Candidate],
    decisions: Mapping[int, Decision],
    method: Method,
) -> None:
    keys = {threat.number: threat.pk for threat in rows}
    undecided = Decision(None)
    RankingLine.objects.bulk_create(
        [
            RankingLine(
                ranking=row,
                threat_id=keys[line.number],
                rank=line.rank,
                scored=candidates[line.number].values,
                steps=candidates[line.number].steps,
                is_prioritised=decisions.get(line.number, undecided).is_prioritised,
                reason=decisions.get(line.number, undecided).reason,
            )
            for line in ranked(list(candidates.values()), method)
        ],
        batch_size=500,
    )


def _ranked(row: Ranking, method: Method) -> ThreatsRanked:
    return ThreatsRanked(
        subject=row.reference,
        area=row.area.name if row.area else "–",
        rule=method.rule,
        steps=method.scale.steps,
        likelihood_method=method.scale.likelihood,
        impact_method=method.scale.impact,
        area_path=row.area.path if row.area else "",
    )


def _given(
    row: Ranking,
    rows: list[Threat],
    candidates: Mapping[int, Candidate],
    decisions: Mapping[int, Decision],
    method: Method,
) -> list[RanksGiven]:
    """Return one event for each area and room of information; ranks in it count only what its readers may
    see.
    """
    groups: dict[Room, list[Threat]] = {}
    for threat in rows:
        groups.setdefault((path_in(threat), threat.sensitivity, threat.compartment), []).append(threat)
    ranks: dict[tuple[int, str], dict[int, Line]] = {}
    events = []
    for (path, sensitivity, compartment), held in sorted(groups.items(), key=lambda item: item[0]):
        room = (sensitivity, compartment)
        if room not in ranks:
            readable = [one for one in rows if one.sensitivity <= sensitivity and one.compartment in {"", compartment}]
            lines = ranked([candidates[one.number] for one in readable], method)
            ranks[room] = {line.number: line for line in lines}
        events.append(
            RanksGiven(
                subject=row.reference,
                related=tuple(one.reference for one in held),
                lines=[_line(one, ranks[room][one.number], decisions) for one in held],
                sensitivity=sensitivity,
                compartment=compartment,
                area_path=path,
            )
        )
    return events


def _line(threat: Threat, line: Line, decisions: Mapping[int, Decision]) -> dict[str, Any]:
    decision = decisions.get(threat.number, Decision(None))
    scores = line.evaluation._asdict() if line.evaluation else None
    return {
        "threat": reference("T", threat.number),
        "rank": line.rank,
        "scores": scores,
        "unranked": line.unranked,
        "is_prioritised": decision.is_prioritised,
        "reason": decision.reason,
    }
