"""Codes in words, in the reader's language: reasons of the machine, parts of a score, statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tutela.assess.threats.rules.kinds import kind_label
from tutela.assess.threats.rules.proposing import Nature, Reason
from tutela.assess.threats.rules.ranking import Rule, Unranked
from tutela.assess.threats.rules.register import Change, ProposalStatus, Status
from tutela.assess.threats.rules.scoring import Confidence, Method
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import day_text, number

Words = str | Promise

PART_WORDS: dict[str, Words] = {
    "intent": later("Intent"),
    "capability": later("Capability"),
    "opportunity": later("Opportunity"),
    "history": later("History"),
    "scale": later("Scale"),
    "severity": later("Severity"),
    "displacement": later("Displacement"),
    "mass_atrocity": later("Potential for mass atrocities"),
    "destabilising": later("Destabilising effect"),
}
PART_QUESTIONS: dict[str, Words] = {
    "intent": later("How clearly does the actor mean to harm civilians?"),
    "capability": later("How able is the actor to do it: people, weapons, movement, command?"),
    "opportunity": later("How exposed are civilians, and how little stands in the way?"),
    "history": later("How often has the actor done this here before?"),
    "scale": later("How many people could be killed or hurt?"),
    "severity": later("How grave would the harm be for each of them?"),
    "displacement": later("How many would be driven from their homes, and for how long?"),
    "mass_atrocity": later("Could this become a mass atrocity?"),
    "destabilising": later("How far would it upset peace beyond those harmed: other groups, the state, the region?"),
}
NATURE_WORDS: dict[str, Words] = {
    Nature.ONGOING: later("Ongoing"),
    Nature.POTENTIAL: later("Potential"),
}
STATUS_WORDS: dict[str, Words] = {
    Status.OPEN: later("Open"),
    Status.CLOSED: later("Closed"),
    Status.MERGED: later("Merged into another threat"),
}
PROPOSAL_WORDS: dict[str, Words] = {
    ProposalStatus.PENDING: later("Waiting for a decision"),
    ProposalStatus.RAISED: later("Raised as a threat"),
    ProposalStatus.MERGED: later("Merged into a threat"),
    ProposalStatus.REJECTED: later("Rejected"),
    ProposalStatus.LAPSED: later("No longer supported by the incidents"),
}
CHANGE_WORDS: dict[str, Words] = {
    Change.RAISED: later("Raised"),
    Change.REVISED: later("Revised"),
    Change.MERGED: later("Merged"),
    Change.CLOSED: later("Closed"),
    Change.REOPENED: later("Opened again"),
}
CONFIDENCE_WORDS: dict[str, Words] = {
    Confidence.LOW: later("Low confidence"),
    Confidence.MEDIUM: later("Medium confidence"),
    Confidence.HIGH: later("High confidence"),
}
METHOD_WORDS: dict[str, Words] = {
    Method.MEAN: later("the mean of the parts, rounded up"),
    Method.HIGHEST: later("the highest of the parts"),
}
RULE_WORDS: dict[str, Words] = {
    Rule.HIGHER_OF_BOTH: later("By risk; between equal risks the higher of impact and destabilising effect decides."),
    Rule.IMPACT_FIRST: later("By risk; between equal risks impact decides, then destabilising effect."),
    Rule.DESTABILISING_FIRST: later("By risk; between equal risks destabilising effect decides, then impact."),
}
UNRANKED_WORDS: dict[str, Words] = {
    Unranked.NOT_ASSESSED: later("Not assessed yet"),
    Unranked.OTHER_SCALE: later("Assessed on another scale: assess again"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def act_words(acts: Iterable[str]) -> list[str]:
    """Return acts in words."""
    return [term_label("acts", act, language()) for act in acts]


def group_words(groups: Iterable[str]) -> list[str]:
    """Return groups at risk in words."""
    return [term_label("groups_at_risk", group, language()) for group in groups]


def actor_kind_words(kind: str) -> str:
    """Return a kind of actor in words."""
    return term_label("actor_kinds", kind, language())


def kind_words(kind: str) -> str:
    """Return a kind of violence in words."""
    return kind_label(kind, language())


def figure_words(figure: str, amount: int) -> str:
    """Return what a suggested step rests on, in words."""
    templates = {
        "incidents": ngettext("%(count)s incident", "%(count)s incidents", amount),
        "civilians": ngettext("%(count)s civilian killed", "%(count)s civilians killed", amount),
        "largest": ngettext(
            "%(count)s civilian killed in the deadliest incident",
            "%(count)s civilians killed in the deadliest incident",
            amount,
        ),
    }
    return templates[figure] % {"count": number(amount)}


def phase_words(phase: str) -> str:
    """Return a phase in words."""
    return term_label("phases", phase, language())


def place_words(area_name: str) -> str:
    """Return where a threat is: its area, or the whole mission area."""
    return area_name or _("Whole mission area")


def threat_title(title: str, kind: str, actor_name: str, area_name: str) -> str:
    """Return what lists show for a threat: its own title, or kind of violence, actor and place."""
    return title or " · ".join((kind_words(kind), actor_name, place_words(area_name)))


def reasons_in_words(stored: Iterable[Reason | list[object]]) -> list[str]:
    """Return the machine's reasons as sentences, one each; a code that is not known stands as it is."""
    sentences = []
    for code, facts in stored:
        held = {str(name): value for name, value in facts}  # type: ignore[attr-defined]
        sentences.append(_sentence(str(code), held))
    return sentences


def _sentence(code: str, facts: Mapping[str, object]) -> str:
    say = _SENTENCES.get(code)
    if say is None:
        return code
    counted = next((facts[name] for name in _COUNTED if name in facts), 0)
    return say(int(f"{counted}")) % {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: object) -> object:
    return day_text(date.fromisoformat(f"{value}")) if name.endswith("_on") else value


_COUNTED = ("largest", "deaths", "threats", "incidents")
_SENTENCES: dict[str, Callable[[int], str]] = {
    "many_incidents": lambda number: ngettext(
        "%(incidents)s incident from %(first_on)s to %(last_on)s, with %(civilians)s civilians killed.",
        "%(incidents)s incidents from %(first_on)s to %(last_on)s, with %(civilians)s civilians killed.",
        number,
    ),
    "deadly_incident": lambda number: ngettext(
        "%(largest)s civilian was killed in a single incident.",
        "%(largest)s civilians were killed in a single incident.",
        number,
    ),
    "recent": lambda _number: _("The last incident, on %(last_on)s, is at most %(days)s days old: ongoing."),
    "quiet": lambda _number: _("No incident in the last %(days)s days; the last was on %(last_on)s: potential."),
    "some_harm": lambda number: ngettext(
        "Civilians were harmed here %(incidents)s time, the last on %(last_on)s.",
        "Civilians were harmed here %(incidents)s times, the last on %(last_on)s.",
        number,
    ),
    "fighting": lambda number: ngettext(
        "The same actor goes on fighting here: %(incidents)s clash, the last on %(last_on)s.",
        "The same actor goes on fighting here: %(incidents)s clashes, the last on %(last_on)s.",
        number,
    ),
    "again_incidents": lambda number: ngettext(
        "Proposed again: %(incidents)s incident has been added since a person set it aside.",
        "Proposed again: %(incidents)s incidents have been added since a person set it aside.",
        number,
    ),
    "again_deaths": lambda number: ngettext(
        "Proposed again: %(deaths)s more civilian was killed than when a person set it aside.",
        "Proposed again: %(deaths)s more civilians were killed than when a person set it aside.",
        number,
    ),
    "again_ongoing": lambda _number: _(
        "Proposed again: it was quiet when a person set it aside; the last incident was on %(last_on)s."
    ),
    "closed_before": lambda _number: _("It resembles %(threat)s, which was closed on %(closed_on)s."),
    "no_threat": lambda _number: _("There is no open threat here."),
    "potential_threats": lambda number: ngettext(
        "%(threats)s threat here is potential.", "%(threats)s threats here are potential.", number
    ),
    "ongoing_threats": lambda number: ngettext(
        "%(threats)s threat here is ongoing.", "%(threats)s threats here are ongoing.", number
    ),
    "subsiding": lambda _number: _("The area was in response, and no threat here is ongoing any more."),
}
