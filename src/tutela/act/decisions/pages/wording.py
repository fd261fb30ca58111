"""A decision in words: its act, what was asked for first and what is owed, each with its paragraphs and its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tutela.act.decisions.queries import Decision, Owed, decider_labels, role_label
from tutela.act.decisions.rules import CONFIRMATION, may_confirm
from tutela.kernel.verdicts import Outcome
from tutela.mission.queries import title_in
from tutela.policy.catalogue import paragraph
from tutela.policy.gates import Ask, Gate, GateVerdict, Strength, gates
from tutela.web.components.figures import number
from tutela.web.components.scales import TimeState

Words = str | Promise
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

OUTCOME_WORDS: dict[str, Words] = {
    Outcome.YES.value: gettext_lazy("All that must come first was there"),
    Outcome.OWED.value: gettext_lazy("Went ahead in haste"),
}
VERDICTS: dict[Outcome, tuple[str, Words]] = {
    Outcome.YES: ("success", gettext_lazy("The policy has nothing against it")),
    Outcome.OWED: ("warning", gettext_lazy("It may go ahead now; what was skipped is owed")),
    Outcome.NO: ("error", gettext_lazy("The policy says: not like this")),
}
STRENGTH_WORDS: dict[Strength, Words] = {
    Strength.MUST: gettext_lazy("must come first"),
    Strength.IF_TIME: gettext_lazy("must come first if time allows"),
    Strength.SHOULD: gettext_lazy("should come first"),
    Strength.LIMIT: gettext_lazy("a limit that nothing lifts"),
}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What a gate says, in the reader's language: the kind of notice, a heading, reasons, and lists with a title."""

    kind: str
    title: Words
    reasons: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    paragraphs: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class AskView:
    """Something that was asked for before a decision, and whether it was there."""

    label: str
    strength: Words
    state: Words
    icon: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwedView:
    """Something owed after a decision; `state` is its time state with `clock` in words."""

    ask: str
    label: str
    is_open: bool
    state: str
    clock: str
    due_at: datetime | None
    supplied_at: datetime | None
    supplied_by: str
    evidence: str
    may_supply: bool
    who: str


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def cited(cites: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs of some demands, each once, in the order given."""
    return tuple(dict.fromkeys(paragraph(one) for one in cites))


def gate_label(name: str) -> str:
    """Return an act in the reader's language; the bare name of a gate that is no more."""
    gate = gates().get(name)
    return gate.label(language()) if gate else name


def ask_label(gate_name: str, ask: str) -> str:
    """Return what was asked for in the reader's language; the bare name of what is asked for no more."""
    gate = gates().get(gate_name)
    if ask == CONFIRMATION:
        who = ", ".join(decider_labels(gate, language())) if gate else ""
        return _("Confirmed by the one who decides: %(who)s") % {"who": who}
    known = {one.name: one for one in gate.asks} if gate else {}
    return known[ask].label(language()) if ask in known else ask


def verdict_view(gate: Gate, verdict: GateVerdict, *, is_asked: bool = True) -> VerdictView:
    """Tell a verdict. Before anything was ticked (`is_asked` is false) a no is no answer yet, only what is missing."""
    kind, title = VERDICTS[verdict.outcome]
    if not is_asked and not verdict.allows:
        kind, title = "info", _("With nothing ticked yet")
    lists = (
        (_("Missing"), verdict.missing),
        (_("Owed afterwards"), verdict.owed),
        (_("A limit even now"), verdict.limits),
        (_("Recommended and left out"), verdict.left_out),
    )
    return VerdictView(
        kind=kind,
        title=title,
        reasons=tuple(one.told(_) for one in verdict.reasons),
        lists=tuple((name, tuple(ask.label(language()) for ask in asks)) for name, asks in lists if asks),
        paragraphs=cited(verdict.cites),
        who=", ".join(decider_labels(gate, language())) if verdict.needs_decider else "",
    )


def ask_views(decision: Decision) -> list[AskView]:
    """Return what the gate asked for before a decision, in its order; by the rules of today."""
    gate = gates().get(decision.gate)
    return [_ask_view(one, decision) for one in gate.asks] if gate else []


def _ask_view(ask: Ask, decision: Decision) -> AskView:
    owed = {one.ask: one for one in decision.owed}
    state: Words
    if ask.name in decision.held:
        state, icon = _("was there"), "circle-check"
    elif ask.name in owed:
        state = _("skipped in haste, still owed") if owed[ask.name].is_open else _("skipped in haste, supplied since")
        icon = "hourglass" if owed[ask.name].is_open else "circle-check"
    elif ask.name in decision.limits:
        state, icon = _("could not be confirmed in haste, and holds all the same"), "shield-half"
    else:
        state, icon = _("left out"), "circle-dashed"
    return AskView(ask.label(language()), STRENGTH_WORDS[ask.strength], state, icon, cited(ask.cites))


def owed_views(role: str, decision: Decision, now: datetime, *, may_record: bool) -> list[OwedView]:
    """Return what is or was owed after a decision, what is open first."""
    gate = gates().get(decision.gate)
    return [_owed_view(gate, role, decision, one, now, may_record=may_record) for one in decision.owed]


def _owed_view(
    gate: Gate | None, role: str, decision: Decision, owed: Owed, now: datetime, *, may_record: bool
) -> OwedView:
    is_word = owed.ask == CONFIRMATION
    may_say = not is_word or (gate is not None and may_confirm(gate, role))
    state, clock = time_left(owed, now)
    return OwedView(
        ask=owed.ask,
        label=ask_label(decision.gate, owed.ask),
        is_open=owed.is_open,
        state=state,
        clock=clock,
        due_at=owed.due_at,
        supplied_at=owed.supplied_at,
        supplied_by=title_in(owed.supplied_by, language()),
        evidence=owed.evidence,
        may_supply=owed.is_open and may_record and may_say,
        who=", ".join(decider_labels(gate, language())) if is_word and gate else "",
    )


def time_left(owed: Owed, now: datetime) -> tuple[str, str]:
    """Return the time state of something owed and its clock in words; the last quarter of its time is soon."""
    if not owed.is_open:
        late = TimeState.OVERDUE if owed.was_late else TimeState.IN_TIME
        return late.value, _("supplied late") if owed.was_late else _("supplied in time")
    if owed.due_at is None:
        return TimeState.DUE_SOON.value, _("still owed")
    left = owed.due_at - now
    if left < timedelta(0):
        return TimeState.OVERDUE.value, _("%(span)s over time") % {"span": span_words(-left)}
    state = TimeState.DUE_SOON if left <= (owed.due_at - owed.noted_at) / 4 else TimeState.IN_TIME
    return state.value, _("%(span)s left") % {"span": span_words(left)}


def span_words(span: timedelta) -> str:
    """Say a span in whole days from three days on, in whole hours from an hour on, else in minutes."""
    if span >= 3 * DAY:
        days = span // DAY
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}
    if span >= HOUR:
        hours = span // HOUR
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": number(hours)}
    minutes = span // timedelta(minutes=1)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number(minutes)}


def acting_for_words(decision: Decision) -> str:
    """Return the role in whose name it was decided, in the reader's language."""
    return role_label(decision.acting_for, language()) if decision.acting_for else ""
