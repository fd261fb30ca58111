"""Gathering a statement: the mission's ledger up to a moment, as far as the one who asks may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.duties.queries import entries_that_decided, standings_for, withdrawals
from tutela.account.duties.queries.statements.content import (
    Deciding,
    DecisionThen,
    Excused,
    OwedThen,
    Setting,
    Statement,
    Tailored,
)
from tutela.account.duties.rules import closed_rooms
from tutela.act.decisions.queries import Decision, decision_entries, decisions_in
from tutela.kernel.clock import from_instant, instant
from tutela.kernel.printable import printable
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.kernel.sentences import Sentence
from tutela.ledger.answers import tally_of
from tutela.ledger.models import Entry
from tutela.ledger.queries import finished_work, head_at, payload
from tutela.mission.queries import mission_named, parameters_as_set, profile
from tutela.policy.catalogue import demands
from tutela.policy.duties import Standing, duties
from tutela.policy.duties.rules import EXCUSED, PROFILE_SET
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.policy.profile import bound_duties, owed_duties
from tutela.policy.roles import stand_ins

CONFIDENTIAL = 1
MOST_DECISIONS = 1000


def end_of(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the last moment of a day in the mission's zone, or now while the day is not over.

    Raises Invalid for a day to come: nothing can be told of it.
    """
    if day > now.astimezone(zone).date():
        raise Invalid(
            Sentence("That day is still to come: nothing can be told of it."),
            remedy=Sentence("Give today or a day before."),
        )
    return min(datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone) - timedelta(microseconds=1), now)


def statement_for(actor: Actor, *, day: date, now: datetime) -> Statement:
    """Return how the actor's mission stood at the end of a day.

    Raises NotAllowed for a post that may not read duties, NotFound without the mission, Invalid for a day to come.
    """
    if not actor.may(Permission.DUTY_READ):
        raise NotAllowed(
            Sentence("Your post does not read where the mission stands."), remedy=Sentence("Ask whoever may.")
        )
    mission = mission_named(actor.mission)
    if mission is None:
        raise NotFound(Sentence("There is no such mission."), remedy=Sentence("Choose a mission."))
    as_of = end_of(day, ZoneInfo(mission.time_zone), now)
    standings = tuple(standings_for(actor, as_of))
    seen = entries_that_decided(actor, {number for one in standings for number in one.decided_by})
    decisions = _decisions(actor, as_of)
    head = head_at(actor.mission, as_of)
    kept = [CONFIDENTIAL, *(row.sensitivity for row in seen), *(one.sensitivity for one in decisions or ())]
    return Statement(
        mission=actor.mission,
        names={"en": mission.name, "fr": mission.name_fr or mission.name},
        is_exercise=mission.is_exercise,
        day=day,
        as_of=as_of,
        head=head.sequence,
        head_hash=head.hash,
        seen_by=actor.label,
        sensitivity=max(kept),
        standings=standings,
        deciding={row.sequence: _deciding(row) for row in seen},
        excused=_excused(actor, as_of),
        tailored=_tailored(actor.mission, as_of, standings),
        settings=_settings(actor.mission, as_of),
        decisions=None if decisions is None else _owing(decisions, as_of),
        decided=len(decisions or ()),
        coverage=tally_of(demands().values()),
    )


def _deciding(row: Entry) -> Deciding:
    return Deciding(row.sequence, row.event, row.subject, from_instant(row.recorded_at), row.hash)


def _excused(actor: Actor, as_of: datetime) -> tuple[Excused, ...]:
    """Return every excuse that counted; one of a duty whose compartment is closed to the actor is left out."""
    withdrawn = withdrawals(actor.mission, as_of)
    told = (
        (row, payload(row))
        for row in finished_work(actor.mission, EXCUSED)
        if row.recorded_at <= instant(as_of) and row.sequence not in withdrawn
    )
    known = duties()
    return tuple(
        Excused(
            duty=facts["duty"],
            occasion=facts["occasion"],
            reason=printable(row.reason),
            by=row.label,
            entry=row.sequence,
            recorded_at=from_instant(row.recorded_at),
        )
        for row, facts in told
        if facts["duty"] in known and all(actor.enters(room) for room in closed_rooms(known[facts["duty"]]))
    )


def _tailored(mission: str, as_of: datetime, standings: Sequence[Standing]) -> tuple[Tailored, ...]:
    absent = profile(mission, as_of)
    ends = stand_ins(absent)
    rows = [row for row in finished_work(mission, PROFILE_SET) if row.recorded_at <= instant(as_of)]
    last = {str(payload(row)["part"]): row for row in rows}
    held = {one.duty.name: one for one in standings}
    return tuple(_part(part, absent[part], ends[part], last[part], held) for part in sorted(absent))


def _part(part: str, named: str, stand_in: str, row: Entry, held: Mapping[str, Standing]) -> Tailored:
    bound = [held[duty.name] for duty in bound_duties(part) if duty.name in held]
    # Also those that are closed to whoever asks: that a part is missing is no secret, what happened is.
    silenced = [] if named else [(one.duty.name, len(one.open)) for one in bound]
    handed = [one.duty.name for one in bound] if named else []
    handed += [duty.name for duty in owed_duties(part)] if stand_in else []
    return Tailored(
        part=part,
        named=named,
        stand_in=stand_in,
        reason=printable(row.reason),
        by=row.label,
        entry=row.sequence,
        recorded_at=from_instant(row.recorded_at),
        silenced=tuple(silenced),
        handed_on=tuple(handed),
    )


def _settings(mission: str, as_of: datetime) -> tuple[Setting, ...]:
    """Return the parameters that duties and gates rest on, as they were in force."""
    used = {name for duty in duties().values() for name in duty.spans}
    used |= {ask.owed_within for gate in gates().values() for ask in gate.asks if ask.owed_within}
    held = {row.name: row for row in parameters_as_set(mission, at=as_of)}
    found = []
    for name in sorted(used):
        default, row = parameters()[name].default, held.get(name)
        found.append(
            Setting(name, row.value, default, printable(row.reason), row.valid_from)
            if row
            else Setting(name, default, default)
        )
    return tuple(found)


def _decisions(actor: Actor, as_of: datetime) -> list[Decision] | None:
    if not actor.may(Permission.DECISION_READ):
        return None
    rows = list(decision_entries(actor).filter(recorded_at__lte=instant(as_of))[:MOST_DECISIONS])
    return decisions_in(actor, rows)


def _owing(decisions: Sequence[Decision], as_of: datetime) -> tuple[DecisionThen, ...]:
    """Return the decisions after which something was owed, each as it stood then: what came later is not known yet."""
    return tuple(
        DecisionThen(
            reference=one.reference,
            gate=one.gate,
            is_imminent=one.is_imminent,
            entry=one.sequence,
            recorded_at=one.recorded_at,
            owed=tuple(
                _owed_then(owed.ask, owed.due_at, owed.supplied_at, as_of)
                for owed in one.owed
                if owed.noted_at <= as_of
            ),
        )
        for one in decisions
        if one.owed
    )


def _owed_then(ask: str, due_at: datetime | None, supplied_at: datetime | None, as_of: datetime) -> OwedThen:
    then = supplied_at if supplied_at is not None and supplied_at <= as_of else None
    return OwedThen(ask, due_at, then, is_late=due_at is not None and (then or as_of) > due_at)
