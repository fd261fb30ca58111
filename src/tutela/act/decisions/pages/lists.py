"""The list of decisions, newest first, narrowed by its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.act.decisions.pages.wording import OUTCOME_WORDS, Words, gate_label, language, time_left
from tutela.act.decisions.queries import Decision, Wanted, decision_entries, decisions_in
from tutela.mission.queries import title_in
from tutela.policy.gates import gates
from tutela.web.components import filters
from tutela.web.components.tables import Column, Page, Table, TableSpec, page_of


@dataclass(frozen=True, slots=True)
class Row:
    """A decision as the list shows it; `state` and `clock` are those of what is owed soonest."""

    sequence: int
    reference: str
    act: str
    about: str
    reason: str
    outcome: Words
    is_imminent: bool
    was_owed: bool
    label: str
    recorded_at: datetime
    open: int
    state: str
    clock: str


DECISIONS = TableSpec(
    key="decisions",
    caption=_("Decisions"),
    columns=(
        Column("act", _("What was decided"), template="decisions/cells/act.html"),
        Column("outcome", _("What the policy said"), template="decisions/cells/outcome.html"),
        Column("owed", _("Owed afterwards"), value="open", template="decisions/cells/owed.html"),
        Column("label", _("By the post")),
        Column("recorded_at", _("Recorded"), kind="ago", sort="sequence", descending_first=True),
    ),
    default_sort="-recorded_at",
    unique="sequence",
)
YES, NO = "yes", "no"


def filter_set() -> filters.FilterSet:
    """Return the questions that narrow the list."""
    told = sorted(((name, gate.label(language())) for name, gate in gates().items()), key=lambda one: one[1])
    return filters.FilterSet(
        (
            filters.OneOf(name="gate", label=_("Act"), choices=told),
            filters.OneOf(
                name="imminent",
                label=_("Violence imminent or in progress"),
                choices=[(YES, _("Yes: decided in haste")), (NO, _("No"))],
            ),
            filters.OneOf(
                name="owed",
                label=_("Owed afterwards"),
                choices=[(YES, _("Something is still owed")), (NO, _("Nothing is owed"))],
            ),
        )
    )


def wanted_from(state: filters.FilterState) -> Wanted:
    """Return what the address asks for."""
    told = {name: str(value) for name, value in state.values.items()}
    answers = {YES: True, NO: False}
    return Wanted(
        gate=told.get("gate", ""),
        is_imminent=answers.get(told.get("imminent", "")),
        is_owed=answers.get(told.get("owed", "")),
    )


@require_safe
@needs(Permission.DECISION_READ)
def decision_list(request: ActorRequest) -> HttpResponse:
    """Show the decisions that the actor may see, narrowed by the address."""
    state = filter_set().read(request.GET)
    order = DECISIONS.read(request.GET)
    now = request.clock.now()
    page = page_of(decision_entries(request.actor, wanted_from(state)), DECISIONS, order)
    rows = tuple(row_of(one, now) for one in decisions_in(request.actor, page.rows))
    table = Table(
        spec=DECISIONS,
        page=Page(rows, page.count, page.next_cursor, page.previous_cursor),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="decisions/empty.html",
        context={"now": now},
    )
    context = {"filters": state, "table": table, "may_record": request.actor.may(Permission.DECISION_RECORD)}
    return render(request, "decisions/list.html", context)


def row_of(decision: Decision, now: datetime) -> Row:
    """Return a decision as a row, with the clock that runs out first."""
    soonest = next(iter(decision.open), None) or next(iter(decision.owed), None)
    state, clock = time_left(soonest, now) if soonest else ("", "")
    return Row(
        sequence=decision.sequence,
        reference=decision.reference,
        act=gate_label(decision.gate),
        about=decision.about,
        reason=decision.reason,
        outcome=OUTCOME_WORDS.get(decision.outcome, decision.outcome),
        is_imminent=decision.is_imminent,
        was_owed=bool(decision.owed),
        label=title_in(decision.label, language()),
        recorded_at=decision.recorded_at,
        open=len(decision.open),
        state=state,
        clock=clock,
    )
