"""The threat register from the command line."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from tutela.assess.threats import commands, queries
from tutela.assess.threats.rules.scoring import Confidence, Score, Sheet
from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json, write_table
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.refusals import Invalid, NotFound

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def threats() -> None:
    """Propose, raise, score and rank threats. The machine proposes, a person decides."""


@threats.command("propose")
@click.option("--as-of", type=DAY, help="Look at the incidents up to this day; today when it is left out.")
@mission_options
@json_option
def propose(as_of: datetime | None, mission_code: str | None, post: str | None, as_json: bool) -> None:
    """Let the pattern of incidents propose threats. Nothing is a threat until somebody raises it."""
    actor = actor_for(mission_code, post)
    day: date | None = as_of.date() if as_of else None
    run = commands.propose_threats(actor=actor, clock=SYSTEM_CLOCK, as_of=day)
    if as_json:
        write_json({"new": run.new, "changed": run.changed, "lapsed": run.lapsed, "counted": run.counted})
        return
    click.echo(f"{len(run.new)} new, {len(run.changed)} changed, {len(run.lapsed)} lapsed as of {run.as_of}.")
    click.echo("Read them with: tutela threats proposals")


@threats.command("proposals")
@click.option("--most", default=30, show_default=True, help="How many to show, the gravest first.")
@mission_options
@json_option
def list_proposals(most: int, mission_code: str | None, post: str | None, as_json: bool) -> None:
    """List the proposals that wait for a decision, the gravest first."""
    rows = queries.proposals(actor_for(mission_code, post))[:most]
    if as_json:
        write_json([_proposal(row) for row in rows])
        return
    if not rows:
        click.echo("No proposal waits. Ask for some with: tutela threats propose")
        return
    heads = ("proposal", "incidents", "civilians", "state", "what")
    shown = [(row.reference, row.figures.incidents, row.figures.civilians_best, row.nature, row.label) for row in rows]
    write_table(heads, shown)


def _proposal(row: queries.ProposalView) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "version": row.version,
        "label": str(row.label),
        "nature": row.nature,
        "incidents": row.figures.incidents,
        "civilians": row.figures.civilians_best,
        "reasons": list(row.reasons),
    }


@threats.command("raise")
@click.argument("proposals", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why this is a threat.")
@mission_options
@json_option
def raise_proposals(
    proposals: tuple[str, ...], reason: str, mission_code: str | None, post: str | None, as_json: bool
) -> None:
    """Raise one or more PROPOSALS as threats."""
    actor = actor_for(mission_code, post)
    raised = []
    for reference in proposals:
        seen = queries.proposal_named(actor, reference)
        if seen is None:
            raise NotFound(f"There is no proposal {reference}.", remedy="List them with: tutela threats proposals")
        row = commands.raise_proposal(
            actor=actor, clock=SYSTEM_CLOCK, proposal=reference, version=seen.version, reason=reason
        )
        raised.append({"proposal": seen.reference, "threat": row.reference})
    if as_json:
        write_json(raised)
        return
    for one in raised:
        click.echo(f"{one['proposal']} is now {one['threat']}.")


@threats.command("reject")
@click.argument("proposals", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why this is no threat.")
@mission_options
def reject(proposals: tuple[str, ...], reason: str, mission_code: str | None, post: str | None) -> None:
    """Reject one or more PROPOSALS; they come again only when their incidents change."""
    actor = actor_for(mission_code, post)
    for reference in proposals:
        seen = queries.proposal_named(actor, reference)
        if seen is None:
            raise NotFound(f"There is no proposal {reference}.", remedy="List them with: tutela threats proposals")
        commands.reject_proposal(
            actor=actor, clock=SYSTEM_CLOCK, proposal=reference, version=seen.version, reason=reason
        )
        click.echo(f"{seen.reference} is rejected.")


@threats.command("list")
@mission_options
@json_option
def list_threats(mission_code: str | None, post: str | None, as_json: bool) -> None:
    """List the open threats in the order of their scores; the ones without scores stand at the end."""
    board = queries.threat_board(actor_for(mission_code, post), now=SYSTEM_CLOCK.now())
    if as_json:
        write_json([_threat(row) for row in board.threats])
        return
    if not board.threats:
        click.echo("No threat is open. Raise one from a proposal: tutela threats proposals")
        return
    shown = [
        (
            row.standing.rank if row.standing and row.standing.rank else "",
            row.reference,
            row.scored.risk_step if row.scored else "",
            row.figures.incidents,
            row.figures.civilians_best,
            row.label,
        )
        for row in board.threats
    ]
    write_table(("rank", "threat", "risk", "incidents", "civilians", "what"), shown)


def _threat(row: queries.ThreatView) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "version": row.version,
        "label": str(row.label),
        "rank": row.standing.rank if row.standing else None,
        "likelihood": row.scored.likelihood if row.scored else None,
        "impact": row.scored.impact if row.scored else None,
        "risk": row.scored.risk_step if row.scored else None,
        "incidents": row.figures.incidents,
        "civilians": row.figures.civilians_best,
    }


@threats.command("assess")
@click.argument("threat")
@click.argument("sheet", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as-of", type=DAY, help="Count the incidents up to this day; today when it is left out.")
@mission_options
def assess(threat: str, sheet: Path, as_of: datetime | None, mission_code: str | None, post: str | None) -> None:
    """Score THREAT from SHEET, a TOML file: confidence, and for each part its value and its reason."""
    actor = actor_for(mission_code, post)
    seen = queries.threat_named(actor, threat, now=SYSTEM_CLOCK.now())
    if seen is None:
        raise NotFound(f"There is no threat {threat}.", remedy="List them with: tutela threats list")
    done = commands.assess_threat(
        actor=actor,
        clock=SYSTEM_CLOCK,
        threat=threat,
        version=seen.version,
        sheet=read_sheet(sheet),
        as_of=as_of.date() if as_of else None,
    )
    click.echo(f"{seen.reference}: likelihood {done.likelihood}, impact {done.impact}, risk {done.risk_step} of 5.")


def read_sheet(path: Path) -> Sheet:
    """Read a sheet of scores. Raises Invalid for a file that is none."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return Sheet(
            scores={part: Score(int(row["value"]), str(row["reason"])) for part, row in said["scores"].items()},
            confidence=Confidence(said["confidence"]),
            basis=str(said.get("basis", "")),
            gender=str(said.get("gender", "")),
            children=str(said.get("children", "")),
        )
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise Invalid(
            f"{path.name} is no sheet of scores.",
            remedy='Write confidence = "medium" and, for each part, [scores.intent] with value and reason.',
        ) from wrong


@threats.command("rank")
@click.option("--first", "prioritised", multiple=True, help="A threat that comes first; several times.")
@click.option("--reason-for-the-rest", default="", help="Why the others do not come first.")
@click.option("--area", "area_code", default="", help="Rank the threats of one area instead of the mission.")
@mission_options
@json_option
def rank(
    prioritised: tuple[str, ...],
    reason_for_the_rest: str,
    area_code: str,
    mission_code: str | None,
    post: str | None,
    as_json: bool,
) -> None:
    """Record the order of the open threats; every one of them keeps a line (para 76)."""
    actor = actor_for(mission_code, post)
    basis = queries.ranking_basis(actor, now=SYSTEM_CLOCK.now(), area_code=area_code)
    done = commands.rank_threats(
        actor=actor,
        clock=SYSTEM_CLOCK,
        mark=basis.mark,
        prioritised=prioritised,
        reason_for_the_rest=reason_for_the_rest,
        area_code=area_code,
    )
    if as_json:
        write_json({"ranking": done.reference, "lines": len(basis.lines), "first": list(prioritised)})
        return
    click.echo(f"{done.reference}: {len(basis.lines)} threats ranked, {len(prioritised)} of them come first.")
