"""The verdict of a gate: may this go ahead, what is missing, what is owed afterwards, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutela.kernel.sentences import Sentence
from tutela.kernel.verdicts import Outcome
from tutela.policy.gates.rules import Ask, Gate, Strength


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when somebody wants to act. `role` decides, for `acting_for` where they act in another's name.

    `held` are the asks that are fulfilled, `broken` those that are known not to be. A limit that nobody says
    anything about blocks only while there is time to ask.
    """

    role: str
    held: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    is_imminent: bool = False
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """YES, NO, or OWED: it may go ahead, and `owed` must follow. `missing` is what a NO asks for.

    `left_out` was only recommended; `limits` are those that haste left no time to confirm, and that hold all the
    same. Each reason has its paragraphs in `cites`.
    """

    outcome: Outcome
    reasons: tuple[Sentence, ...]
    cites: tuple[str, ...]
    owed: tuple[Ask, ...] = ()
    missing: tuple[Ask, ...] = ()
    left_out: tuple[Ask, ...] = ()
    needs_decider: bool = False
    limits: tuple[Ask, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether the act may go ahead."""
        return self.outcome is not Outcome.NO


def judge(gate: Gate, case: Case) -> GateVerdict:
    """Return the verdict on a case. Raises ValueError for an ask that the gate does not have."""
    names = {ask.name for ask in gate.asks}
    if strange := sorted((case.held | case.broken) - names):
        raise ValueError(f"{gate.name} does not ask for {', '.join(strange)}.")
    if both := sorted(case.held & case.broken):
        raise ValueError(f"{', '.join(both)} cannot be both fulfilled and broken.")
    in_haste = case.is_imminent and gate.is_response
    crossed = [ask for ask in gate.asks if ask.strength is Strength.LIMIT and _crosses(ask, case, in_haste=in_haste)]
    if crossed:
        return _no(crossed, Sentence("This is a limit that nothing lifts, not even haste."))
    wrong = not _may_decide(gate, case)
    open_asks = [ask for ask in gate.asks if ask.name not in case.held]
    lacking = [ask for ask in open_asks if ask.strength in {Strength.MUST, Strength.IF_TIME}]
    left = tuple(ask for ask in open_asks if ask.strength is Strength.SHOULD)
    if (wrong or lacking) and not in_haste:
        return _refused(gate, lacking, left, wrong=wrong)
    limits = tuple(ask for ask in open_asks if ask.strength is Strength.LIMIT)
    if wrong or lacking:
        return replace(_owed(gate, lacking, left, wrong=wrong), limits=limits)
    reason = Sentence("All that the policy asks for first is there.")
    return GateVerdict(Outcome.YES, (reason,), gate.cites, left_out=left, limits=limits)


def _crosses(ask: Ask, case: Case, *, in_haste: bool) -> bool:
    return ask.name in case.broken or (ask.name not in case.held and not in_haste)


def _may_decide(gate: Gate, case: Case) -> bool:
    if not gate.deciders or case.role in gate.deciders:
        return True
    return gate.is_delegable and case.acting_for in gate.deciders


def _no(asks: list[Ask], reason: Sentence) -> GateVerdict:
    cites = tuple(sorted({cite for ask in asks for cite in ask.cites}))
    return GateVerdict(Outcome.NO, (reason,), cites, missing=tuple(asks))


def _refused(gate: Gate, lacking: list[Ask], left: tuple[Ask, ...], *, wrong: bool) -> GateVerdict:
    reasons = _who(gate) if wrong else ()
    if lacking:
        reasons += (Sentence("Not all that must come first is there: {count} missing.", count=len(lacking)),)
    cites = _cites(gate, lacking, wrong=wrong)
    return GateVerdict(Outcome.NO, reasons, cites, missing=tuple(lacking), left_out=left, needs_decider=wrong)


def _owed(gate: Gate, lacking: list[Ask], left: tuple[Ask, ...], *, wrong: bool) -> GateVerdict:
    reasons: tuple[Sentence, ...] = (
        Sentence("Violence is imminent or in progress: this holds nothing up. What was skipped is owed afterwards."),
    )
    if wrong:
        reasons += _who(gate)
    cites = tuple(sorted({"P52.1", *_cites(gate, lacking, wrong=wrong)}))
    return GateVerdict(Outcome.OWED, reasons, cites, owed=tuple(lacking), left_out=left, needs_decider=wrong)


def _who(gate: Gate) -> tuple[Sentence, ...]:
    if gate.is_delegable:
        return (Sentence("Another post decides this, or somebody to whom it was delegated."),)
    return (Sentence("Another post alone decides this; it cannot be delegated."),)


def _cites(gate: Gate, lacking: list[Ask], *, wrong: bool) -> tuple[str, ...]:
    found = {cite for ask in lacking for cite in ask.cites} | (
        set(gate.decider_cites or gate.cites) if wrong else set()
    )
    return tuple(sorted(found))


def told(gate: Gate, verdict: GateVerdict, language: str) -> tuple[Sentence, ...]:
    """Return what a person is told: the act, the reasons, and by name what is missing, owed, a limit or left out."""
    lists = (
        (Sentence("Missing"), verdict.missing),
        (Sentence("Owed afterwards"), verdict.owed),
        (Sentence("A limit even now"), verdict.limits),
        (Sentence("Recommended and left out"), verdict.left_out),
    )
    lines = [
        Sentence("{what}: {which}", what=what, which="; ".join(ask.label(language).rstrip(".") for ask in asks) + ".")
        for what, asks in lists
        if asks
    ]
    return (Sentence("{act}.", act=gate.label(language).rstrip(".")), *verdict.reasons, *lines)
