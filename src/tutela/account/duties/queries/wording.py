"""Words that pages, documents and the command line share: states, roles, and the keys of occasions."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tutela.mission.queries import post_templates
from tutela.policy.duties import State
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import day_text

Words = str | Promise

STATE_WORDS: dict[State, Words] = {
    State.OVERDUE: gettext_lazy("Overdue"),
    State.DUE: gettext_lazy("Due"),
    State.DUE_SOON: gettext_lazy("Due soon"),
    State.CANNOT_TELL: gettext_lazy("Cannot be told"),
    State.MET: gettext_lazy("Met"),
    State.NOT_APPLICABLE: gettext_lazy("Not applicable"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def role_label(code: str) -> str:
    """Return a role or an addressee of the policy in the reader's language, or the code itself made readable."""
    template = post_templates().get(code)
    if template is None:
        return term_label("addressees", code, language()).replace("_", " ")
    return template.labels.get(language().split("-", maxsplit=1)[0], template.labels["en"])


def occasion_told(key: str) -> str:
    """Say the key of an occasion: a day as a day, a quarter as one, an entry by its number, a record by its name."""
    if len(key) == len("2031-05-14"):
        try:
            return day_text(date.fromisoformat(key))
        except ValueError:
            return key
    if len(key) == len("2031Q1") and key[4] == "Q":
        return _("quarter %(number)s of %(year)s") % {"number": key[5], "year": key[:4]}
    return _("entry %(number)s") % {"number": key} if key.isdecimal() else key.replace(":", " · ")
