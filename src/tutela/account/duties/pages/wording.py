"""Duties in words: states as marks, posts, clocks, what sets a duty off and what answers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tutela.account.duties.queries.wording import STATE_WORDS, language, role_label
from tutela.ledger.events import EVENTS
from tutela.policy.catalogue import demands, paragraph
from tutela.policy.duties import STATES, Duty, Kind, Standing, State
from tutela.policy.duties.rules import DEED, OCCURRENCE
from tutela.policy.facts import Pattern
from tutela.policy.vocabulary import Term, terms
from tutela.web.components import marks
from tutela.web.components.errors import in_readers_language

Words = str | Promise

STATE_ICONS: dict[State, str] = {
    State.OVERDUE: "alert-octagon",
    State.DUE: "clock-exclamation",
    State.DUE_SOON: "hourglass-high",
    State.CANNOT_TELL: "help-circle",
    State.MET: "circle-check",
    State.NOT_APPLICABLE: "minus",
}
WINGS: dict[str, Words] = {
    "know": gettext_lazy("Know"),
    "assess": gettext_lazy("Assess"),
    "act": gettext_lazy("Act"),
    "account": gettext_lazy("Account"),
}
KINDS: dict[Kind, Words] = {
    Kind.CALENDAR: gettext_lazy("each quarter"),
    Kind.ROLLING: gettext_lazy("again and again"),
    Kind.TRIGGERED: gettext_lazy("after an event"),
    Kind.STANDING: gettext_lazy("always"),
}


def state_mark(state: State) -> SafeString:
    """Draw a state by icon and word."""
    css = state.value.replace("_", "-")
    return format_html(
        '<span class="time-state duty-{}">{}{}</span>', css, marks.icon(STATE_ICONS[state]), STATE_WORDS[state]
    )


def reasons_told(standing: Standing) -> list[str]:
    """Return the reasons of a state in the reader's language."""
    return [str(in_readers_language(one)) for one in standing.reasons]


@dataclass(frozen=True, slots=True)
class Cite:
    """A demand that a rule cites: its paragraph, what it asks, and where it can be read (blank: nowhere yet)."""

    demand: str
    paragraph: str
    text: str
    address: str


def cites_of(duty: Duty) -> list[Cite]:
    """Return what a duty cites, in the order of its rule."""
    known = demands()
    return [
        Cite(one, paragraph(one), known[one].text(language()) if one in known else "", policy_address(one))
        for one in duty.cites
    ]


def policy_address(demand: str) -> str:
    """Return where a demand stands in the policy browser, nothing while there is none."""
    try:
        return reverse("policy:demand", args=[demand])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as lists show it. `order` sorts by state, the worst first."""

    name: str
    label: str
    wing: str
    wing_label: str
    state: State
    mark: SafeString
    state_words: str
    order: int
    reasons: tuple[str, ...]
    due_at: datetime | None
    posts: tuple[str, ...]
    post_labels: tuple[str, ...]
    paragraphs: tuple[str, ...]
    address: str


def view_of(standing: Standing, query: str = "") -> DutyView:
    """Turn how a duty stands into what a list shows; `query` goes along in the address."""
    duty = standing.duty
    return DutyView(
        name=duty.name,
        label=duty.label(language()),
        wing=duty.wing,
        wing_label=str(WINGS[duty.wing]),
        state=standing.state,
        mark=state_mark(standing.state),
        state_words=str(STATE_WORDS[standing.state]),
        order=STATES.index(standing.state),
        reasons=tuple(reasons_told(standing)),
        due_at=standing.due_at if standing.state not in {State.NOT_APPLICABLE, State.CANNOT_TELL} else None,
        posts=standing.posts,
        post_labels=tuple(role_label(one) for one in standing.posts),
        paragraphs=tuple(dict.fromkeys(paragraph(one) for one in duty.cites)),
        address=reverse("duties:duty", args=[duty.name]) + query,
    )


def deeds() -> dict[str, Term]:
    """Return every kind of deed by code."""
    return {**terms("deeds_regular"), **terms("deeds_prompted")}


def occurrences() -> dict[str, Term]:
    """Return every kind of occurrence by code."""
    return terms("occurrences")


def kinds_in(patterns: Iterable[Pattern], event: str) -> list[str]:
    """Return the kinds of record of an event that patterns pick."""
    return [str(kind) for one in patterns if one.event == event for kind in one.where.get("kind", ())]


def patterns_told(patterns: Iterable[Pattern]) -> list[str]:
    """Say what patterns pick: recorded deeds and occurrences by their words, other events by their sentences."""
    told: list[str] = []
    for one in patterns:
        known: Mapping[str, Term] = deeds() if one.event == DEED else occurrences() if one.event == OCCURRENCE else {}
        if known:
            told += [known[kind].label(language()) for kind in map(str, one.where.get("kind", ())) if kind in known]
        else:
            told.append(event_told(one.event))
    return list(dict.fromkeys(told))


def event_told(name: str) -> str:
    """Say a kind of event without its facts."""
    kind = EVENTS.get(name)
    return re.sub(r"\{\w+\}", "…", str(kind.sentence)).removesuffix(".") if kind else name


def kind_label(code: str) -> str:
    """Return a kind of deed or occurrence in words."""
    term = deeds().get(code) or occurrences().get(code)
    return term.label(language()) if term else code.replace("_", " ")
