"""How codes and clocks of this app are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tutela.access.rules import Sensitivity
from tutela.kernel.sentences import Sentence
from tutela.know.communities.models import Community
from tutela.know.communities.rules import GroupHeard, Heard, Since, State
from tutela.mission.queries import title_in
from tutela.policy.vocabulary import term_label
from tutela.web.components import marks
from tutela.web.components.figures import Figure, day_text, number

HEARD: dict[Heard, tuple[str, str]] = {
    Heard.LATELY: ("in-time", "circle-check"),
    Heard.NOT_LATELY: ("due-soon", "hourglass-high"),
    Heard.NEVER: ("overdue", "alert-octagon"),
}


def word(words: Mapping[Any, Sentence], code: object) -> str:
    """Return a code in the reader's language; a code that the list does not know any more as it is."""
    found = words.get(code)
    return found.told(_) if found is not None else str(code)


def several(words: Mapping[Any, Sentence], codes: Iterable[str]) -> str:
    """Return codes in the reader's language, with commas between."""
    return ", ".join(word(words, code) for code in codes)


def group_label(code: str) -> str:
    """Return a group in the reader's language."""
    return term_label("groups_at_risk", code, get_language() or "en")


def groups_in_words(codes: Iterable[str]) -> str:
    """Return groups in the reader's language, with commas between."""
    return ", ".join(group_label(code) for code in codes)


def people_met(met: Iterable[tuple[str, int]]) -> str:
    """Return who was met and how many, like `Women 12, Men 7`."""
    return ", ".join(f"{group_label(code)} {number(count)}" for code, count in met)


def heard_mark(one: GroupHeard) -> SafeString:
    """Draw whether a group was heard: icon and word, never colour alone."""
    words = {
        Heard.LATELY: _("Heard"),
        Heard.NOT_LATELY: _("Not for a year"),
        Heard.NEVER: _("Never heard"),
        Heard.NOT_NOTED: _("Not noted as living here"),
    }
    if one.heard is Heard.NOT_NOTED:
        return format_html('<span class="text-quiet">{}</span>', words[one.heard])
    css, icon = HEARD[one.heard]
    return format_html('<span class="time-state time-{}">{}{}</span>', css, marks.icon(icon), words[one.heard])


def silence_mark(since: Since) -> SafeString:
    """Draw how long nobody was heard from."""
    return marks.time_state(since.state, silence_words(since))


def silence_words(since: Since) -> str:
    """Say how long nobody was heard from."""
    if since.days is None:
        return _("Never heard from")
    if since.days <= 0:
        return _("Heard from today")
    return ngettext("Heard from %(days)s day ago", "Heard from %(days)s days ago", since.days) % {
        "days": number(since.days)
    }


def trial_words(since: Since) -> str:
    """Say how long ago a network was tested."""
    if since.days is None:
        return _("Never tested")
    if since.days <= 0:
        return _("Tested today")
    return ngettext("Tested %(days)s day ago", "Tested %(days)s days ago", since.days) % {"days": number(since.days)}


def due_words(due: date, state: State) -> str:
    """Say until when something is owed."""
    told = _("Was due on %(day)s") if state is State.OVERDUE else _("Due on %(day)s")
    return told % {"day": day_text(due)}


def figure_of(row: Community) -> Figure | None:
    """Return how many people live there, None where nobody has said."""
    low, best, high = row.population_low, row.population_best, row.population_high
    return None if low is None or best is None or high is None else Figure(low, best, high)


def post_title(label: str) -> str:
    """Return the title of the post that recorded something, in the reader's language where the role has one."""
    return title_in(label, get_language() or "en")


def level_mark(level: int) -> SafeString:
    """Draw how closely a record is held."""
    return marks.sensitivity(Sensitivity(level).name.lower())
