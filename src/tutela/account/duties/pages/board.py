"""The compliance board: where the mission stands against every duty, worst first, today or on any past day."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.pages.narrowing import filter_set, in_states, moment_of, narrowed
from tutela.account.duties.pages.wording import WINGS, DutyView, state_mark, view_of
from tutela.account.duties.queries import standings_for
from tutela.account.duties.queries.wording import STATE_WORDS, role_label
from tutela.account.duties.rules import harmless
from tutela.kernel.periods import Month
from tutela.policy.duties import STATES, State
from tutela.web.components.charts import Part, stacked_bar
from tutela.web.components.filters import FilterState
from tutela.web.components.maps import month_words
from tutela.web.components.querystrings import with_changes
from tutela.web.components.tables import Column, Page, Table, TableSpec

FAR = datetime.max.replace(tzinfo=UTC)
GROUPINGS = {
    "": gettext_lazy("worst first"),
    "wing": gettext_lazy("by wing"),
    "post": gettext_lazy("by post"),
    "deadline": gettext_lazy("by deadline"),
}
BOARD = TableSpec(
    key="duties",
    caption=gettext_lazy("Duties"),
    columns=(
        Column("label", gettext_lazy("Duty"), sort="label", template="duties/cells/duty.html"),
        Column("mark", gettext_lazy("State"), sort="order"),
        Column("due_at", gettext_lazy("Limit"), sort="due_at", template="duties/cells/limit.html"),
        Column("posts", gettext_lazy("Owed by"), template="duties/cells/posts.html"),
        Column("paragraphs", gettext_lazy("Paragraphs"), template="duties/cells/paragraphs.html", on_phone="hide"),
    ),
    default_sort="mark",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Duties under one heading."""

    title: str
    table: Table[DutyView]


@dataclass(frozen=True, slots=True)
class Count:
    """How many duties are in a state, with the address that shows only them."""

    mark: SafeString
    number: int
    query: str
    is_chosen: bool


@require_safe
@needs(Permission.DUTY_READ)
def board(request: ActorRequest) -> HttpResponse:
    """Show how every duty stands, as far as the actor may know, narrowed and grouped by the address."""
    state = filter_set(request).read(request.GET)
    moment, day = moment_of(request, state)
    found = narrowed(_views(request, moment, day), state)
    by = request.GET.get("by", "")
    by = by if by in GROUPINGS else ""
    context = {
        "filters": state,
        "day": day,
        "moment": moment,
        "groups": _groups(request, in_states(found, state), by, is_filtered=state.is_active),
        "bar": _bar(found),
        "counts": _counts(request, found, state),
        "groupings": [(words, with_changes(request.GET, {"by": key}), key == by) for key, words in GROUPINGS.items()],
        "export_query": with_changes(request.GET, {}),
        "may_record": request.actor.may(Permission.DUTY_RECORD),
    }
    return render(request, "duties/board.html", context)


def _views(request: ActorRequest, moment: datetime, day: date | None) -> list[DutyView]:
    query = f"?on={day.isoformat()}" if day else ""
    return [view_of(one, query) for one in standings_for(request.actor, moment)]


def _bar(found: Sequence[DutyView]) -> SafeString:
    parts = [
        Part(sum(one.state is state for one in found), f"duty-{state.value.replace('_', '-')}", STATE_WORDS[state])
        for state in STATES
    ]
    return stacked_bar(parts, _("How many duties are in each state"))


def _counts(request: ActorRequest, found: Sequence[DutyView], state: FilterState) -> list[Count]:
    wanted = state.values.get("state")
    chosen = wanted if isinstance(wanted, tuple) else ()
    return [
        Count(
            mark=state_mark(one),
            number=sum(view.state is one for view in found),
            query=with_changes(request.GET, {"state": None if chosen == (str(one),) else str(one)}),
            is_chosen=str(one) in chosen,
        )
        for one in STATES
    ]


def _groups(request: ActorRequest, found: Sequence[DutyView], by: str, *, is_filtered: bool) -> list[Group]:
    parted = _parted(found, by)
    return [Group(title, _table(request, rows, is_filtered=is_filtered)) for title, rows in parted if rows or not by]


def _parted(found: Sequence[DutyView], by: str) -> list[tuple[str, list[DutyView]]]:
    if by == "wing":
        return [(str(words), [one for one in found if one.wing == wing]) for wing, words in WINGS.items()]
    if by == "post":
        posts = sorted({one.posts[0] for one in found}, key=role_label)
        return [(role_label(post), [one for one in found if one.posts[0] == post]) for post in posts]
    if by == "deadline":
        return _by_deadline(found)
    return [("", list(found))]


def _by_deadline(found: Sequence[DutyView]) -> list[tuple[str, list[DutyView]]]:
    late = [one for one in found if one.state is State.OVERDUE]
    dated = sorted((one for one in found if one.due_at and one not in late), key=lambda one: one.due_at or FAR)
    months: dict[Month, list[DutyView]] = {}
    for one in dated:
        months.setdefault(Month.of((one.due_at or FAR).date()), []).append(one)
    without = [one for one in found if one not in late and one.due_at is None]
    return [
        (_("Past their limit"), late),
        *((month_words(month), rows) for month, rows in months.items()),
        (_("Without a limit now"), without),
    ]


def _table(request: ActorRequest, rows: Sequence[DutyView], *, is_filtered: bool) -> Table[DutyView]:
    order = BOARD.read(request.GET)
    path = BOARD.sorts[order.column_key]
    ordered = sorted(rows, key=lambda one: _key(getattr(one, path)), reverse=order.is_descending)
    return Table(spec=BOARD, page=Page.of_all(ordered), state=order, query=request.GET, is_filtered=is_filtered)


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    return FAR if value is None else value


@require_safe
@needs(Permission.DUTY_READ)
def export_csv(request: ActorRequest) -> HttpResponse:
    """Send the narrowed board as CSV; no cell can run as a formula."""
    state = filter_set(request).read(request.GET)
    moment, day = moment_of(request, state)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"duties-{request.actor.mission}-{moment.date().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(("duty", "sentence", "state", "reasons", "limit", "owed_by", "wing", "paragraphs", "as_of"))
    for one in in_states(narrowed(_views(request, moment, day), state), state):
        writer.writerow([harmless(cell) for cell in _cells(one, moment)])
    return response


def _cells(view: DutyView, moment: datetime) -> tuple[object, ...]:
    return (
        view.name,
        view.label,
        view.state_words,
        " ".join(view.reasons),
        view.due_at.astimezone(UTC).isoformat() if view.due_at else "",
        ", ".join(view.post_labels),
        view.wing_label,
        ", ".join(view.paragraphs),
        moment.astimezone(UTC).isoformat(),
    )
