"""What people decide about threats: raised from proposals, merged, rejected, scored, and the phases of areas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from tutela.access.rules import Actor
from tutela.assess.threats.commands import (
    assess_threat,
    merge_threats,
    propose_threats,
    raise_proposal,
    raise_threat,
    reject_proposal,
    revise_threat,
    set_phase,
)
from tutela.assess.threats.queries import ProposalView, ThreatView, phase_history, proposals, threat_board
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.register import ThreatFacts
from tutela.assess.threats.rules.scoring import Confidence, Score, Sheet
from tutela.demo.actors import BY_CODE
from tutela.demo.scenario.steps import Step
from tutela.demo.threats import Assessment, Decisions, PhaseSetting, RaisedThreat, SettledProposal
from tutela.kernel.clock import Clock
from tutela.know.incidents.queries import incident_actors

ANALYST = "jmac-analyst"
ASKED_EVERY = timedelta(days=28)
ASKED_BEFORE = timedelta(hours=6)
"""How long before a decision the machine is asked: people decide on what it says that day."""


def decisions(made: Decisions, start: datetime, end: datetime) -> Iterator[Step]:
    """The steps of all decisions about threats, each after the machine was asked that day."""
    titles = {threat.key: threat.title for threat in made.threats}
    for at in asked(made, start, end):
        yield Step(at, ANALYST, _propose)
    for threat in made.threats:
        yield Step(threat.raised_at, threat.raised_by, partial(_raise, threat))
        yield Step(threat.raised_at + timedelta(minutes=8), threat.raised_by, partial(_say_nature, threat))
        for assessment in threat.assessments:
            yield Step(assessment.at, assessment.by, partial(_assess, threat.title, assessment))
    for settled in made.settled:
        settle = partial(_merge, settled, titles[settled.into]) if settled.into else partial(_reject, settled)
        yield Step(settled.at, settled.by, settle)
    for setting in made.phases:
        yield Step(setting.at, setting.by, partial(_set_phase, setting))


def asked(made: Decisions, start: datetime, end: datetime) -> list[datetime]:
    """Return when the analyst asks for proposals: every four weeks, on days of decisions, and on the last morning."""
    rounds = (start + number * ASKED_EVERY for number in range(1, (end - start) // ASKED_EVERY + 1))
    moments = {moment.replace(hour=8, minute=30) for moment in rounds}
    moments |= {at - ASKED_BEFORE for at in (*(t.raised_at for t in made.threats), *(s.at for s in made.settled))}
    return sorted({moment for moment in moments if moment < end} | {end - timedelta(hours=1)})


def open_threat(actor: Actor, clock: Clock, title: str) -> ThreatView | None:
    """Return the open threat of a title, or None when there is none that the actor may know of."""
    return next((one for one in threat_board(actor, now=clock.now()).threats if one.title == title), None)


def _proposed(actor: Actor, armed: str, area: str, kind: str) -> ProposalView | None:
    wanted = (BY_CODE[armed].name, area, kind)
    return next((one for one in proposals(actor) if (one.actor_name, one.area_code, one.kind) == wanted), None)


def _propose(actor: Actor, clock: Clock) -> object:
    return propose_threats(actor=actor, clock=clock)


def _raise(threat: RaisedThreat, actor: Actor, clock: Clock) -> object:
    """Raise the proposal that the decision is about, or the threat from scratch where the machine suggests none."""
    proposal = _proposed(actor, threat.actor, threat.area, threat.kind)
    if proposal is None:
        return raise_threat(actor=actor, clock=clock, facts=_facts(threat, actor), reason=threat.reason)
    return raise_proposal(
        actor=actor,
        clock=clock,
        proposal=proposal.reference,
        version=proposal.version,
        reason=threat.reason,
        title=threat.title,
        description=threat.description,
        grounds=threat.grounds,
        at_risk=threat.at_risk,
        owner=threat.owner,
        being_done=threat.being_done,
    )


def _facts(threat: RaisedThreat, actor: Actor) -> ThreatFacts:
    armed = BY_CODE[threat.actor]
    known = incident_actors(actor).filter(name=armed.name).first()
    return ThreatFacts(
        acts=threat.acts,
        nature=Nature(threat.nature),
        actor_id=known.pk if known else None,
        actor_name=armed.name,
        actor_kind=armed.kind.value,
        area_code=threat.area,
        at_risk=threat.at_risk,
        title=threat.title,
        description=threat.description,
        grounds=threat.grounds,
        owner=threat.owner,
        being_done=threat.being_done,
    )


def _say_nature(threat: RaisedThreat, actor: Actor, clock: Clock) -> object:
    """Correct a threat whose nature the machine saw in another way than the person does."""
    raised = open_threat(actor, clock, threat.title)
    if raised is None or raised.nature == threat.nature:
        return None
    return revise_threat(
        actor=actor,
        clock=clock,
        threat=raised.reference,
        version=raised.version,
        facts=ThreatFacts(
            acts=raised.acts,
            nature=Nature(threat.nature),
            actor_id=raised.actor_id,
            area_code=raised.area_code,
            includes_below=raised.includes_below,
            at_risk=raised.at_risk,
            title=raised.title,
            description=raised.description,
            grounds=raised.grounds,
            owner=raised.owner,
            being_done=raised.being_done,
            sensitivity=raised.sensitivity,
        ),
        reason=threat.reason,
    )


def _assess(title: str, assessment: Assessment, actor: Actor, clock: Clock) -> object:
    threat = _held(open_threat(actor, clock, title), title)
    sheet = Sheet(
        scores={part: Score(score.value, score.reason) for part, score in assessment.scores},
        confidence=Confidence(assessment.confidence),
        basis=assessment.basis,
        gender=assessment.gender,
        children=assessment.children,
    )
    return assess_threat(actor=actor, clock=clock, threat=threat.reference, version=threat.version, sheet=sheet)


def _merge(settled: SettledProposal, title: str, actor: Actor, clock: Clock) -> object:
    proposal = _proposed(actor, settled.actor, settled.area, settled.kind)
    if proposal is None:
        return None
    threat = _held(open_threat(actor, clock, title), title)
    return merge_threats(
        actor=actor,
        clock=clock,
        into=threat.reference,
        version=threat.version,
        others={proposal.reference: proposal.version},
        reason=settled.reason,
    )


def _held(threat: ThreatView | None, title: str) -> ThreatView:
    if threat is None:
        raise LookupError(f"There is no open threat “{title}”.")
    return threat


def _reject(settled: SettledProposal, actor: Actor, clock: Clock) -> object:
    proposal = _proposed(actor, settled.actor, settled.area, settled.kind)
    if proposal is None:
        return None
    return reject_proposal(
        actor=actor, clock=clock, proposal=proposal.reference, version=proposal.version, reason=settled.reason
    )


def _set_phase(setting: PhaseSetting, actor: Actor, clock: Clock) -> object:
    before = phase_history(actor, setting.area)
    return set_phase(
        actor=actor,
        clock=clock,
        area_code=setting.area,
        phases=setting.phases,
        reason=setting.reason,
        number=before[0].number if before else 0,
    )
