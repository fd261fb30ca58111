"""Codes of sources in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tutela.kernel.sentences import Sentence
from tutela.kernel.verdicts import Verdict
from tutela.know.sources.models import RevealRequest
from tutela.know.sources.rules.facts import IN_A_WORD, PURPOSES, RISKS, Purpose, Risk
from tutela.know.sources.rules.reveals import STATES, State, state_of
from tutela.mission.queries import title_in
from tutela.policy.catalogue import paragraph
from tutela.web.components import marks

# The steps of the house's scale of risk that stand for what a person may say of a source.
STEPS = {Risk.LOW: 2, Risk.MODERATE: 3, Risk.HIGH: 4, Risk.VERY_HIGH: 5}


def words(known: Mapping[str, Sentence], code: str) -> str:
    """Return a code in words, or the code itself when the list does not know it any more."""
    return known[code].told(gettext) if code in known else code


def risk_mark(code: str) -> SafeString:
    """Return a risk as the house draws risks; one that nobody assessed is told in words."""
    step = STEPS.get(Risk(code)) if code in RISKS else None
    if step:
        return marks.risk(step, words(RISKS, code))
    return format_html('<span class="text-quiet">{}</span>', words(RISKS, code))


def consents_in_words(purposes: Iterable[str]) -> str:
    """Return the purposes consented to, in a word each, in their own order; nothing for none."""
    held = set(purposes)
    return ", ".join(words(IN_A_WORD, code) for code in Purpose if code in held)


def purpose_words(code: str) -> str:
    """Return what a purpose means for the source."""
    return words(PURPOSES, code)


def state_now(request: RevealRequest, now: datetime) -> State:
    """Return how a request stands now."""
    return state_of(
        is_granted=request.is_granted, expires_at=request.expires_at, revoked_at=request.revoked_at, now=now
    )


def state_words(request: RevealRequest, now: datetime) -> str:
    """Return the same in words."""
    return words(STATES, state_now(request, now))


def reasons_in(verdict: Verdict) -> list[str]:
    """Return why a use is open or not, in the reader's language."""
    return [reason.told(gettext) if isinstance(reason, Sentence) else reason for reason in verdict.reasons]


def paragraphs_of(verdict: Verdict) -> list[str]:
    """Return the paragraphs of the policy that a verdict rests on."""
    return list(dict.fromkeys(paragraph(cite) for cite in verdict.cites))


def post_title(label: str) -> str:
    """Return a post's title in the reader's language where it is the title of a role."""
    return title_in(label, get_language() or "en")
