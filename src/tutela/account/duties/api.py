"""Where the mission stands against the policy, as JSON: every duty with its state and the reasons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as said
from ninja import Query, Router
from pydantic import Field

from tutela.access.endpoints import Answer, Asked, Day, Moment, opens
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.account.duties.queries.statements.gathering import statement_for
from tutela.account.duties.queries.statements.plain import standings_plain
from tutela.mission.queries import mission_named
from tutela.policy.duties import State

router = Router(tags=[said("Compliance")])


class Reason(Answer):
    """Why a duty stands as it does: words, and the template and facts that they were made from."""

    text: str
    template: str
    facts: dict[str, Any]


class Occasion(Answer):
    """An occasion on which a duty is owed."""

    occasion: str
    due_at: Moment | None


class DutyFacts(Answer):
    """A duty of the policy and how it stands."""

    duty: str
    label: str
    wing: str
    kind: str
    state: State
    reasons: list[Reason]
    due_at: Moment | None
    occasion: str
    open: list[Occasion]
    posts: list[str]
    cites: list[str]
    paragraphs: list[str]
    entries: list[int] = Field(description="Ledger entries that decided it, as far as the caller may know of them.")
    met: int
    late: int


class Standings(Answer):
    """Every duty at the end of a day. Counts are of all states, whichever were asked for."""

    mission: str
    day: date
    as_of: Moment
    seen_by: str
    ledger_head: str
    counts: dict[str, int]
    not_answered: int = Field(description="Demands of the policy that the software does not answer yet.")
    duties: list[DutyFacts]


class StandingsAsked(Asked):
    """Which day, and which states."""

    day: Day | None = Field(default=None, description=said("How it stood at the end of this day; today when left out."))
    state: list[State] = Field(default=[], max_length=10, description=said("Only duties in these states."))


@router.get("/duties", summary=said("How every duty stands"), **opens(Permission.DUTY_READ, {200: Standings}))
def read_duties(request: ActorRequest, asked: Query[StandingsAsked]) -> Standings:
    """Return where the mission stands, as the caller may know it. Raises Invalid for a day to come."""
    now = request.clock.now()
    made = statement_for(request.actor, day=asked.day or _today(request.actor.mission, now), now=now)
    return Standings.model_validate(standings_plain(made, get_language() or "en", frozenset(asked.state)))


def _today(code: str, now: datetime) -> date:
    """Return the day in the mission: it may be yesterday still, or tomorrow already, where UTC says today."""
    mission = mission_named(code)
    return now.astimezone(ZoneInfo(mission.time_zone)).date() if mission else now.date()
