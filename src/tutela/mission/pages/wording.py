"""Words that several pages of the mission share."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.mission.models import BasePeriod
from tutela.mission.queries import post_templates
from tutela.policy.catalogue import paragraph
from tutela.policy.parameters import Parameter, Value
from tutela.policy.vocabulary import term_label, terms
from tutela.web.components.figures import day_text, number
from tutela.web.components.scales import TimeState

Words = str | Promise

# A renewal that is nearer than this is told as due soon: drafting the report before it takes about that long.
RENEWAL_SOON = 90

UNITS: dict[str, Words] = {
    "cases": gettext_lazy("cases"),
    "civilian deaths": gettext_lazy("civilian deaths"),
    "civilian deaths in 90 days": gettext_lazy("civilian deaths in 90 days"),
    "days": gettext_lazy("days"),
    "grade": gettext_lazy("grade"),
    "hours": gettext_lazy("hours"),
    "incidents": gettext_lazy("incidents"),
    "km": gettext_lazy("km"),
    "months": gettext_lazy("months"),
    "percent": gettext_lazy("percent"),
    "step": gettext_lazy("step"),
    "steps": gettext_lazy("steps"),
}
CHOICES: dict[str, Words] = {
    "any": gettext_lazy("any operation"),
    "planned": gettext_lazy("operations that are planned ahead"),
    "with_expected_force": gettext_lazy("operations in which force is expected"),
    "destabilising_first": gettext_lazy("destabilising effect first"),
    "higher_of_both": gettext_lazy("the higher of both"),
    "highest": gettext_lazy("the highest part"),
    "impact_first": gettext_lazy("impact first"),
    "mean": gettext_lazy("the mean of the parts"),
}
BASE_KINDS: dict[str, Words] = {
    "base": gettext_lazy("Base"),
    "company_base": gettext_lazy("Company base"),
    "headquarters": gettext_lazy("Mission headquarters"),
    "logistics_base": gettext_lazy("Logistics base"),
    "sector_headquarters": gettext_lazy("Sector headquarters"),
    "temporary_base": gettext_lazy("Temporary base"),
}
COMPARTMENTS: dict[str, Words] = {
    "sources": gettext_lazy("Sources"),
    "child_protection": gettext_lazy("Child protection"),
    "sexual_violence": gettext_lazy("Conflict-related sexual violence"),
    "human_rights_cases": gettext_lazy("Human rights cases"),
    "individual_protection": gettext_lazy("Individual protection"),
    "detention": gettext_lazy("Detention"),
    "misconduct": gettext_lazy("Misconduct"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def known(words: dict[str, Words], code: str) -> str:
    """Return the words for a code, or the code itself made readable."""
    return str(words.get(code) or code.replace("_", " "))


def component_label(code: str) -> str:
    """Return a part of the mission in the reader's language."""
    return term_label("components", code, language()) if code else ""


def role_label(code: str) -> str:
    """Return a role in the reader's language, nothing for none, and the code itself for one that is gone."""
    template = post_templates().get(code)
    return template.labels.get(language().split("-")[0], template.labels["en"]) if template else code


def part_label(code: str) -> str:
    """Return a part of the mission in the reader's language; one that is a single role is called as the role."""
    return component_label(code) if code in terms("components") else role_label(code)


def unit_words(parameter: Parameter) -> str:
    """Return a parameter's unit in words; a choice has none."""
    return "" if parameter.choices else known(UNITS, parameter.unit)


def value_words(parameter: Parameter, value: Value) -> str:
    """Return a parameter's value as people read it, with its unit."""
    if isinstance(value, str):
        return known(CHOICES, value)
    told = number(value, 0 if value == int(value) else 1)
    return f"{told} {unit_words(parameter)}".strip()


def countdown(renewal_on: date, today: date) -> tuple[str, str]:
    """Return the time state of a renewal and how many days are left, in words."""
    left = (renewal_on - today).days
    if left < 0:
        told = ngettext("%(n)s day past", "%(n)s days past", -left) % {"n": number(-left)}
        return TimeState.OVERDUE.value, told
    told = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": number(left)}
    return (TimeState.DUE_SOON if left <= RENEWAL_SOON else TimeState.IN_TIME).value, told


def period_words(period: BasePeriod) -> str:
    """Say when a base stood, and with how many troops if that is known."""
    since, until = day_text(period.valid_from), period.valid_to
    told = (
        _("from %(first)s to %(last)s") % {"first": since, "last": day_text(until)}
        if until
        else (_("since %(day)s") % {"day": since})
    )
    if period.troops is None:
        return told
    troops = ngettext("%(n)s uniformed", "%(n)s uniformed", period.troops) % {"n": number(period.troops)}
    return f"{told}, {troops}"


def permission_sentences(permissions: list[str]) -> list[str]:
    """Return what a post may do, a sentence each, in the order of the enumeration."""
    held = set(permissions)
    return [str(one.sentence) for one in Permission if one.value in held]


def cited(cites: tuple[str, ...]) -> list[str]:
    """Return the paragraphs of some demands, each once."""
    return list(dict.fromkeys(paragraph(demand) for demand in cites))
