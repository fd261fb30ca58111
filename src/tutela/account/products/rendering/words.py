"""The words for codes in the reader's language: the policy's own lists, and the few that only products need."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as lazy_in

from tutela.account.products.rules.people import Age, Sex
from tutela.account.products.rules.threats import Phase, Score, ThreatState
from tutela.assess.threats.queries.wording import PART_WORDS
from tutela.policy.vocabulary import term_label
from tutela.web.components.scales import PRECISION_WORDS, SENSITIVITY_WORDS, Sensitivity

Labels = Mapping[str, str | Promise]

PHASE_SHAPES = {Phase.PREVENTION: "○", Phase.PRE_EMPTION: "△", Phase.RESPONSE: "■", Phase.CONSOLIDATION: "◇"}

STATES: Labels = {
    ThreatState.ONGOING: lazy_in("threat", "Ongoing"),
    ThreatState.POTENTIAL: lazy_in("threat", "Potential"),
}

SEXES: Labels = {
    Sex.FEMALE: lazy("Female"),
    Sex.MALE: lazy("Male"),
    Sex.UNKNOWN: lazy("Sex not recorded"),
}

AGES: Labels = {
    Age.CHILD: lazy("Children (under 18)"),
    Age.ADULT: lazy("Adults"),
    Age.OLDER: lazy("Older persons"),
    Age.UNKNOWN: lazy("Age not recorded"),
}

REVIEWS: Labels = {
    "proposed": lazy("Review proposed"),
    "opened": lazy("Review opened"),
    "closed": lazy("Review closed"),
    "declined": lazy("No review, with a reason"),
}

STEPS = (
    lazy_in("step", "very low"),
    lazy_in("step", "low"),
    lazy_in("step", "moderate"),
    lazy_in("step", "high"),
    lazy_in("step", "very high"),
)


def word(labels: Labels, code: str) -> str:
    """Return the word for a code; a code that is not listed is the mission's own and is shown as it is written."""
    label = labels.get(code)
    return str(label) if label is not None else code.replace("_", " ")


def term(name: str, code: str) -> str:
    """Return the word of one of the policy's closed lists (`acts`, `phases` …) in the active language."""
    return term_label(name, code, translation.get_language() or "en").replace("_", " ")


def terms(name: str, codes: tuple[str, ...]) -> str:
    """Return the words for several codes of a list, joined by commas; a dash for none."""
    return ", ".join(term(name, code) for code in codes) or "–"


def phase_word(phase: Phase) -> str:
    """Return a phase with the shape that marks it, so that it needs no colour."""
    return f"{PHASE_SHAPES[phase]}\u00a0{term('phases', phase)}"


def place_precision(precision: int) -> str:
    """Return how well a place is known, in the words of the pages."""
    return str(PRECISION_WORDS[precision])


def classification(level: str) -> str:
    """Return the classification in the words of the pages."""
    return str(SENSITIVITY_WORDS[Sensitivity(level)])


def yes_no(value: bool | None) -> str:
    """Return yes, no or that nobody has judged it."""
    return _("not judged") if value is None else _("yes") if value else _("no")


def score_part(code: str) -> str:
    """Return the name of a part of a score, as the threat register calls it."""
    return word(PART_WORDS, code)


def score_word(score: Score) -> str:
    """Return a score as its number on its scale and its word; five-step scales have words of their own."""
    if score.value is None:
        return _("not scored")
    number = _("%(value)s of %(maximum)s") % {"value": score.value, "maximum": score.maximum}
    given = score.word or (str(STEPS[score.value - 1]) if score.maximum == 5 and 1 <= score.value <= 5 else "")
    return f"{number}, {given}" if given else number
