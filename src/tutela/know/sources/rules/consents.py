"""What a source consented to, and whether that and the risk of disclosure open a use (para 32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tutela.kernel.sentences import Sentence
from tutela.kernel.verdicts import Outcome, Verdict
from tutela.know.sources.rules.facts import PURPOSES, Purpose


class How(StrEnum):
    """In which way a consent was given or withdrawn."""

    FIRST_CONTACT = "first_contact"
    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    MESSAGE = "message"
    IN_WRITING = "in_writing"
    THROUGH_OTHERS = "through_others"


HOWS: dict[str, Sentence] = {
    How.FIRST_CONTACT: Sentence("When they first spoke to the mission"),
    How.IN_PERSON: Sentence("In person"),
    How.TELEPHONE: Sentence("By telephone"),
    How.MESSAGE: Sentence("By a message"),
    How.IN_WRITING: Sentence("In writing"),
    How.THROUGH_OTHERS: Sentence("Through somebody they trust"),
}


class Disclosure(StrEnum):
    """What an assessment of disclosure found (P32.5)."""

    NOBODY_AT_RISK = "nobody_at_risk"
    SAFE_WITH_MEASURES = "safe_with_measures"
    AT_RISK = "at_risk"


DISCLOSURES: dict[str, Sentence] = {
    Disclosure.NOBODY_AT_RISK: Sentence("It puts nobody at risk"),
    Disclosure.SAFE_WITH_MEASURES: Sentence("It puts nobody at risk as long as the measures noted are kept"),
    Disclosure.AT_RISK: Sentence("It puts somebody at risk"),
}
# What hands a case to those who may be the threat, or lets them read it, is assessed like a case itself (P32.2).
ASSESSED_FIRST = frozenset({Purpose.RIGHTS_CASE, Purpose.HOST_STATE, Purpose.PUBLIC_REPORTING})


@dataclass(frozen=True, slots=True)
class Assessment:
    """The newest assessment of disclosure: what it found, and when."""

    result: str
    assessed_at: datetime


def verdict_on_use(
    purpose: str,
    *,
    is_consented: bool,
    assessment: Assessment | None,
    risk_noted_at: datetime | None,
    is_erased: bool,
) -> Verdict:
    """Return whether what a source said may be used for a purpose, with the reasons (P32.4, P32.5).

    Neither condition replaces the other, and haste lifts neither. An assessment made before the risk to the source was
    last noted does not count any more. A source that had itself erased is no longer used for anything. Raises KeyError
    for an unknown purpose.
    """
    words = PURPOSES[purpose]
    against: list[tuple[str, str]] = []
    if is_erased:
        against.append((Sentence("Who the source is was erased: nothing may rest on its consent any more."), "P32.4"))
    elif not is_consented:
        against.append((Sentence("The source has not consented to this: {purpose}.", purpose=words), "P32.4"))
    if purpose in ASSESSED_FIRST and not is_erased:
        against.extend((why, "P32.5") for why in _against_disclosure(assessment, risk_noted_at))
    if against:
        cites = tuple(dict.fromkeys(cite for _why, cite in against))
        return Verdict(Outcome.NO, tuple(why for why, _cite in against), cites)
    cites = ("P32.4", "P32.5") if purpose in ASSESSED_FIRST else ("P32.4",)
    return Verdict(Outcome.YES, (Sentence("The source has consented: {purpose}.", purpose=words),), cites)


def _against_disclosure(assessment: Assessment | None, risk_noted_at: datetime | None) -> list[str]:
    if assessment is None:
        return [Sentence("Nobody has assessed yet whether disclosure puts anybody at risk.")]
    if risk_noted_at is not None and risk_noted_at > assessment.assessed_at:
        return [Sentence("The risk to the source was noted anew since disclosure was assessed: assess it again.")]
    if assessment.result == Disclosure.AT_RISK:
        return [Sentence("Disclosure was assessed and puts somebody at risk.")]
    return []
