"""The browser's words: kinds, dispositions, weights, states and capabilities, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from tutela.policy.catalogue import Disposition
from tutela.policy.catalogue.coverage import Cover
from tutela.policy.duties import State

Words = str | Promise

KIND_WORDS: dict[str, Words] = {
    "obligation": pgettext_lazy("demand", "Must"),
    "prohibition": pgettext_lazy("demand", "Must not"),
    "deadline_or_frequency": pgettext_lazy("demand", "Must, by a time"),
    "trigger": pgettext_lazy("demand", "Must, after an event"),
    "required_content": gettext_lazy("What it has to hold"),
    "role_responsibility": gettext_lazy("Task of a role"),
    "recommendation": pgettext_lazy("demand", "Should"),
    "permission": pgettext_lazy("demand", "May"),
    "principle": gettext_lazy("Principle"),
    "definition": gettext_lazy("Definition"),
    "reference": gettext_lazy("Reference"),
}
DISPOSITION_WORDS: dict[Disposition, Words] = {
    Disposition.DUTY: gettext_lazy("Duty with a clock"),
    Disposition.GATE: gettext_lazy("Gate before an act"),
    Disposition.ROLE: gettext_lazy("Responsibility of a role"),
    Disposition.RECORD: gettext_lazy("Something to record"),
    Disposition.CONTENT: gettext_lazy("Content of a record or plan"),
    Disposition.PRODUCT: gettext_lazy("Document to produce"),
    Disposition.VOCABULARY: gettext_lazy("Word to use"),
    Disposition.CONTEXT: gettext_lazy("Background"),
}
WEIGHT_WORDS: dict[int, Words] = {
    3: gettext_lazy("Daily work"),
    2: gettext_lazy("Important"),
    1: gettext_lazy("For context"),
}
COVER_WORDS: dict[Cover, Words] = {
    Cover.ANSWERED: gettext_lazy("Answered"),
    Cover.PARTLY: gettext_lazy("Answered in part"),
    Cover.OPEN: gettext_lazy("Not built yet"),
    Cover.READ: gettext_lazy("To be read"),
}
STATE_WORDS: dict[State, Words] = {
    State.MET: pgettext_lazy("duty", "Met"),
    State.DUE_SOON: pgettext_lazy("duty", "Due soon"),
    State.DUE: pgettext_lazy("duty", "Due"),
    State.OVERDUE: pgettext_lazy("duty", "Overdue"),
    State.NOT_APPLICABLE: pgettext_lazy("duty", "Does not apply"),
    State.CANNOT_TELL: pgettext_lazy("duty", "Cannot be told"),
}
GROUP_WORDS: dict[str, Words] = {
    "numbering": gettext_lazy("Numbering, cross-references and slips of the pen"),
    "contradiction": gettext_lazy("Contradictions and tensions"),
    "open": gettext_lazy("What the text leaves open"),
}
LIST_WORDS: dict[str, Words] = {
    "actor_kinds": gettext_lazy("Kinds of actors"),
    "acts": gettext_lazy("Kinds of violence"),
    "addressees": gettext_lazy("Whom a demand addresses"),
    "components": gettext_lazy("Parts of a mission"),
    "deeds_prompted": gettext_lazy("What is done after an event"),
    "deeds_regular": gettext_lazy("What is done regularly"),
    "groups_at_risk": gettext_lazy("Groups at risk"),
    "harm_kinds": gettext_lazy("Kinds of harm"),
    "occurrences": gettext_lazy("What sets a duty off"),
    "signals": gettext_lazy("Signs that an alert may tell of"),
    "phases": gettext_lazy("Phases"),
    "tiers": gettext_lazy("Tiers of action"),
}
CAPABILITY_WORDS: dict[str, Words] = {
    "assessment": gettext_lazy("Assessing threats"),
    "civilian_status": gettext_lazy("Who counts as a civilian"),
    "community": gettext_lazy("Communities and alert networks"),
    "contingency_planning": gettext_lazy("Contingency plans"),
    "coordination_fora": gettext_lazy("Fora and coordination"),
    "decision": gettext_lazy("Decisions"),
    "detention": gettext_lazy("Detention"),
    "displacement_premises_movement": gettext_lazy("Displacement, premises and movement"),
    "early_warning": gettext_lazy("Early warning"),
    "engagement_tier1": gettext_lazy("Dialogue and engagement (tier I)"),
    "forecasting": gettext_lazy("Forecasts"),
    "gender_child_crsv": gettext_lazy("Gender, children and sexual violence"),
    "hq_support": gettext_lazy("Support by Headquarters"),
    "hrddp": gettext_lazy("Human rights due diligence"),
    "individual_protection": gettext_lazy("Protecting individuals"),
    "information_security": gettext_lazy("Sharing and protecting information"),
    "intake": gettext_lazy("Taking information in"),
    "mission_setup": gettext_lazy("Setting up the mission"),
    "operations_chm": gettext_lazy("Operations and civilian harm"),
    "performance_accountability": gettext_lazy("Performance and accountability"),
    "planning_strategy": gettext_lazy("Strategy and plans"),
    "policy_register": gettext_lazy("The policy itself"),
    "prioritisation": gettext_lazy("Ranking threats"),
    "protective_environment_tier3": gettext_lazy("A protective environment (tier III)"),
    "readiness_training_exercises": gettext_lazy("Readiness, training and exercises"),
    "reporting_products": gettext_lazy("Reports and products"),
    "reviews_inquiries": gettext_lazy("Reviews and inquiries"),
    "strategic_comms": gettext_lazy("Strategic communication"),
    "tasking_allocation": gettext_lazy("Tasks and allocation"),
    "threat_register": gettext_lazy("The threat register"),
    "transition": gettext_lazy("Transition"),
    "verification": gettext_lazy("Verification"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def paragraph_title(name: str) -> str:
    """Return a paragraph's or an annex item's name in words: `77`, `A.13.b`, `FM` or `E`."""
    if name == "FM":
        return _("Front matter")
    if name == "E":
        return _("References (section E)")
    if not name.startswith("A."):
        return _("Paragraph %(number)s") % {"number": name}
    section, _mark, item = name.removeprefix("A.").partition(".")
    if not item:
        return _("Annex A, section %(section)s, opening words") % {"section": section}
    return _("Annex A, section %(section)s, item %(item)s") % {"section": section, "item": item}


def footnote_words(paragraph: str) -> str:
    """Return which footnote of its paragraph a demand stands in; blank for the text itself."""
    _head, mark, number = paragraph.partition(" fn")
    return _("Footnote %(number)s") % {"number": number} if mark else ""
