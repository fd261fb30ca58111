"""One duty: what it asks, how it stands and why, what decided that, and what can be done about it here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.pages.acting import (
    DEED,
    EXCUSE,
    OCCURRENCE,
    deed_form,
    excuse_form,
    keep_deed,
    keep_excuse,
    keep_occurrence,
    occurrence_form,
    sent,
)
from tutela.account.duties.pages.narrowing import filter_set, moment_of
from tutela.account.duties.pages.wording import KINDS, WINGS, cites_of, kinds_in, patterns_told, view_of
from tutela.account.duties.queries import entries_that_decided, history_of, standing_named
from tutela.account.duties.queries.wording import language, occasion_told, role_label
from tutela.account.duties.rules import closed_rooms
from tutela.kernel.clock import from_instant
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload, sentence
from tutela.mission.queries import parameter_values
from tutela.policy.duties import Duty, Standing, duties
from tutela.policy.duties.rules import DEED as DEED_EVENT
from tutela.policy.duties.rules import OCCURRENCE as OCCURRENCE_EVENT
from tutela.policy.parameters import parameters
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import number


@dataclass(frozen=True, slots=True)
class Clock:
    """A parameter that a duty runs by, with its value at the moment and the reason for its default."""

    name: str
    label: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A ledger entry that bears on a duty. `subject` is what it is about, `detail` the evidence or the note."""

    sequence: int
    told: str
    detail: str
    subject: str
    label: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class OccasionView:
    """An occasion that is open: what it is about, since when, until when, and which entry opened it."""

    told: str
    opened_by: int
    opened_at: datetime
    due_at: datetime
    is_late: bool


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DUTY_READ)
def duty(request: ActorRequest, duty: str) -> HttpResponse:
    """Show a duty, today or as it stood on a past day; today it can be answered, excused and set off here."""
    asked = filter_set(request).read(request.GET)
    moment, day = moment_of(request, asked)
    standing = standing_named(request.actor, duty, moment)
    if standing is None:
        raise Http404
    shown = {} if day else _forms(request, standing)
    if request.method == "POST" and _acted(request, shown, duty):
        return redirect("duties:duty", duty)
    wrong = any(one.errors for one in shown.values())
    context = {
        **_rule(request, standing, moment),
        **_standing(request, standing, moment),
        "day": day,
        "moment": moment,
        "on_problem": asked.problems.get("on", ""),
        "back_query": _back(day),
        "forms": shown,
    }
    return render(request, "duties/duty.html", context, status=422 if wrong else 200)


def _back(day: date | None) -> str:
    return f"?on={day.isoformat()}" if day else ""


def _rule(request: ActorRequest, standing: Standing, moment: datetime) -> dict[str, object]:
    rule = standing.duty
    return {
        "kicker": f"{WINGS[rule.wing]} · {KINDS[rule.kind]}",
        "cites": cites_of(rule),
        "posts": [role_label(one) for one in standing.posts],
        "part": term_label("components", rule.part, language()) if rule.part else "",
        "clocks": _clocks(request, rule, moment),
        "answers": patterns_told(rule.satisfied),
        "openers": patterns_told(rule.opens),
        "note": (rule.note or {}).get(language().split("-", maxsplit=1)[0], (rule.note or {}).get("en", "")),
    }


def _clocks(request: ActorRequest, rule: Duty, moment: datetime) -> list[Clock]:
    values = parameter_values(request.actor.mission, at=moment)
    known = [parameters()[name] for name in dict.fromkeys(rule.spans)]
    units = {"days": _("days"), "hours": _("hours")}
    return [
        Clock(
            one.name,
            one.label(language()),
            f"{number(float(values[one.name]))} {units.get(one.unit, one.unit)}",
            _(one.reason),
        )
        for one in known
    ]


def _standing(request: ActorRequest, standing: Standing, moment: datetime) -> dict[str, object]:
    closed = not all(request.actor.enters(room) for room in closed_rooms(standing.duty))
    return {
        "duty": view_of(standing),
        "is_closed": closed,
        "open": [
            OccasionView(occasion_told(one.key), one.opened_by, one.opened_at, one.due_at, moment > one.due_at)
            for one in standing.open
        ],
        "decided": [_entry(row) for row in entries_that_decided(request.actor, standing.decided_by)],
        "history": [] if closed else _history(request, standing, moment),
        "met": standing.met,
        "late": standing.late,
    }


def _history(request: ActorRequest, standing: Standing, moment: datetime) -> list[EntryView]:
    rows = history_of(request.actor, standing.duty.name, limit=30)
    return [_entry(row) for row in rows if from_instant(row.recorded_at) <= moment]


def _entry(row: Entry) -> EntryView:
    told = payload(row)
    kind = str(told.get("kind", ""))
    own = row.event in {DEED_EVENT, OCCURRENCE_EVENT}
    words = patterns_told_of(row.event, kind) if own else sentence(row)
    detail = row.reason
    return EntryView(row.sequence, words, detail, row.subject, row.label, from_instant(row.known_at))


def patterns_told_of(event: str, kind: str) -> str:
    """Say a recorded deed or occurrence by its own words."""
    name = "occurrences" if event == OCCURRENCE_EVENT else "deeds_regular"
    told = term_label(name, kind, language())
    return told if told != kind or name == "occurrences" else term_label("deeds_prompted", kind, language())


def _forms(request: ActorRequest, standing: Standing) -> dict[str, Form]:
    rule = duties()[standing.duty.name]
    found: dict[str, Form] = {}
    if request.actor.may(Permission.DUTY_RECORD):
        kinds = kinds_in(rule.satisfied, DEED_EVENT)
        deed = deed_form(request, kinds, about=_about(standing))
        if len(deed.fields["kind"].choices) > 0 and kinds:  # type: ignore[attr-defined]
            found[DEED] = deed
        happened = kinds_in(rule.opens, OCCURRENCE_EVENT)
        if happened:
            found[OCCURRENCE] = occurrence_form(request, happened)
    keys = list(dict.fromkeys(one for one in (standing.occasion, *(held.key for held in standing.open)) if one))
    if keys and request.actor.may(Permission.DUTY_EXCUSE):
        found[EXCUSE] = excuse_form(request, [(key, occasion_told(key)) for key in keys])
    return found


def _about(standing: Standing) -> str:
    """Return the record of the only open occasion, to which an answer must be tied."""
    tied = standing.duty.link and len(standing.open) == 1
    return standing.open[0].key if tied and not standing.duty.key else ""


def _acted(request: ActorRequest, shown: dict[str, Form], name: str) -> bool:
    """Do what the one form that was sent asks; return whether it was done. Raises NotAllowed as the commands do."""
    keepers = {
        DEED: (Permission.DUTY_RECORD, keep_deed, _("It is on record.")),
        OCCURRENCE: (Permission.DUTY_RECORD, keep_occurrence, _("It is on record.")),
        EXCUSE: (Permission.DUTY_EXCUSE, lambda asked, form: keep_excuse(asked, form, name), _("It is excused.")),
    }
    for what, (permission, keep, told) in keepers.items():
        if sent(request, what) is None:
            continue
        request.actor.require(permission)
        if what not in shown:
            messages.info(request, _("Nothing was changed: it is not open any more, or was answered already."))
            return True
        if keep(request, shown[what]):  # type: ignore[operator]
            messages.success(request, told)
            return True
    return False
