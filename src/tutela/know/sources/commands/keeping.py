"""Locking away who told the mission, so that everything else needs a reference only."""

from __future__ import annotations

import hashlib

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.ids import key_for
from tutela.know.sources.commands.finding import area_named, path_of, refuse
from tutela.know.sources.commands.locking import held_by, known_by, lock, overwrite_what_is_freed
from tutela.know.sources.events import ConsentGiven, SourceJoined, SourceRecorded
from tutela.know.sources.models import SOURCE, Consent, Source, Submission
from tutela.know.sources.queries.sealed import Held
from tutela.know.sources.queries.using import consents_in_force
from tutela.know.sources.rules.consents import How
from tutela.know.sources.rules.facts import Kind, Risk, SourceFacts, cleaned, problems_of
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.models import Mission


@command(Permission.SOURCE_KEEP)
def keep_source(*, actor: Actor, clock: Clock, submission_key: str, facts: SourceFacts) -> Outcome[Source]:
    """Lock away who told something, and return the source by which everything else speaks of them (P32.3).

    The same `submission_key` again gives the same source and writes nothing. A telephone number that is known in the
    mission gives the source that has it: what was blank there is filled, nothing is replaced. The area asks for no
    right: whoever takes a call keeps the source, wherever they live. Raises Invalid, whose sentences repeat nothing
    that was typed, or VaultLocked.
    """
    told = cleaned(facts)
    refuse(problems_of(told, submission_key))
    mark = hashlib.sha256(submission_key.encode()).hexdigest()
    before = Submission.objects.filter(mission_id=actor.mission, digest=mark).select_related("source").first()
    if before is not None:
        return Unchanged(before.source)
    mission = Mission.objects.get(pk=actor.mission)
    known = known_by(told.identity.phone, mission)
    done = _joined(actor, clock, mission, known[0], told) if known else _recorded(actor, clock, mission, told)
    Submission.objects.create(mission=mission, digest=mark, source=done.result, received_at=clock.now())
    return done


def _recorded(actor: Actor, clock: Clock, mission: Mission, told: SourceFacts) -> Done[Source]:
    (number,) = allocate(mission.pk, SOURCE)
    source = Source.objects.create(
        id=key_for(mission.serial, number),
        mission=mission,
        kind=told.kind,
        reliability=told.reliability,
        language=told.language,
        area=area_named(mission.pk, told.area_code),
        risk=told.risk,
        risk_noted_at=None if told.risk == Risk.NOT_ASSESSED else clock.now(),
        created_at=clock.now(),
        recorded_by=actor.label,
        recorded_post=actor.post,
    )
    if told.identity:
        lock(source, Held(told.identity), mission, is_new=True)
    _consent(source, told.consents, clock, actor.label)
    happened = SourceRecorded(
        subject=source.reference,
        area_path=path_of(source),
        cites=(*(("P32.2",) if source.risk_noted_at else ()), *(("P32.4",) if told.consents else ())),
        kind=source.kind,
        reliability=source.reliability,
        risk=source.risk,
        consents=list(told.consents),
        has_identity=bool(told.identity),
    )
    return Done(source, happened)


def _joined(actor: Actor, clock: Clock, mission: Mission, key: int, told: SourceFacts) -> Done[Source]:
    """Return the known source, its blanks filled from what is told now, and what it consents to now besides."""
    source = Source.objects.select_related("area").get(pk=key)
    held = held_by(source)
    identity, filled = held.identity.completed_by(told.identity)
    if filled:
        overwrite_what_is_freed()
        lock(source, Held(identity, held.reasons), mission)
    blanks = _blanks_filled(source, told, clock)
    if blanks:
        Source.objects.filter(pk=source.pk).update(**blanks, version=source.version + 1)
        source = Source.objects.select_related("area").get(pk=key)
    new = [code for code in told.consents if code not in consents_in_force([key]).get(key, frozenset())]
    _consent(source, new, clock, actor.label)
    subject, path = source.reference, path_of(source)
    told_now = [*filled, *(name for name in blanks if name != "risk_noted_at")]
    joined = SourceJoined(subject=subject, area_path=path, filled=told_now)
    given = (ConsentGiven(subject=subject, area_path=path, consent=code, how=How.FIRST_CONTACT) for code in new)
    return Done(source, joined, tuple(given))


def _blanks_filled(source: Source, told: SourceFacts, clock: Clock) -> dict[str, object]:
    """Return what of a source was not known and is told now. A grade is not: giving one is an act of its own."""
    found: dict[str, object] = {}
    if source.kind == Kind.UNKNOWN != told.kind:
        found["kind"] = told.kind
    if told.language and not source.language:
        found["language"] = told.language
    if told.area_code and source.area is None:
        found["area"] = area_named(source.mission_id, told.area_code)
    if source.risk == Risk.NOT_ASSESSED != told.risk:
        found.update(risk=told.risk, risk_noted_at=clock.now())
    return found


def _consent(source: Source, purposes: list[str] | tuple[str, ...], clock: Clock, label: str) -> None:
    Consent.objects.bulk_create(
        Consent(
            source=source,
            purpose=code,
            is_given=True,
            how=How.FIRST_CONTACT,
            recorded_at=clock.now(),
            recorded_by=label,
        )
        for code in purposes
    )
