"""A threat's story on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Sensitivity
from tutela.assess.threats.pages.boards import abilities
from tutela.assess.threats.pages.columns import civilians, owed_words
from tutela.assess.threats.pages.linking import linked_alerts
from tutela.assess.threats.queries import ThreatStory, ThreatView, threat_story
from tutela.assess.threats.queries.wording import NATURE_WORDS, PART_WORDS, figure_words
from tutela.assess.threats.rules.advice import Suggestion
from tutela.kernel.clock import from_instant
from tutela.ledger.queries import entries_about, sentence
from tutela.web.components import marks
from tutela.web.components.figures import day_text, number

ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is said."""

    label: str
    value: object
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the time line."""

    moment: datetime
    title: str
    who: str
    detail: str = ""
    address: str = ""


@require_safe
@needs(Permission.THREAT_READ)
def threat(request: ActorRequest, ref: str) -> HttpResponse:
    """Show what is said of a threat, how it is scored and ranked, its evidence, and what was recorded about it."""
    now = request.clock.now()
    story = threat_story(request.actor, ref, now=now)
    if story is None:
        raise Http404
    row = story.threat
    context = {
        "story": story,
        "threat": row,
        "facts": _facts(story),
        "newest": story.assessments[0] if story.assessments else None,
        "earlier": story.assessments[1:],
        "owed": owed_words(row, now),
        "advice": advice_lines(story.aid.suggestions),
        "nature_advice": _nature_advice(story),
        "linked": linked_alerts(request.actor, row.reference),
        "history": _history(request, story),
        "may": abilities(request.actor) if row.is_open else {},
        "may_reopen": row.status == "closed" and request.actor.may(Permission.THREAT_RAISE),
    }
    return render(request, "threats/threat.html", context)


def _facts(story: ThreatStory) -> list[Fact]:
    row = story.threat
    groups = row.group_words
    return [
        Fact(_("State"), row.nature_words, str(row.status_words) if not row.is_open else ""),
        Fact(_("From whom"), row.actor_name, row.actor_kind_words),
        Fact(_("Where"), row.place, _("and all areas below") if row.includes_below and row.area_code else ""),
        Fact(_("What is feared"), _joined(row.act_words)),
        Fact(_("Against whom"), _joined(groups) if groups else _("Civilians there, not known more closely")),
        Fact(_("Why it is realistic"), row.grounds or _("not said")),
        Fact(_("Civilians killed"), marks.figure(civilians(row.figures)), _figures_note(row)),
        Fact(_("Kept in sight by"), row.owner or _("nobody named yet")),
        Fact(_("Done at the least"), row.being_done or _("not said yet")),
        Fact(
            _("Held as"),
            marks.sensitivity(Sensitivity(row.sensitivity).name.lower()),
            row.compartment and _("closed room"),
        ),
    ]


def _joined(words: list[str]) -> SafeString:
    return format_html_join(", ", "{}", ((one,) for one in words))


def _figures_note(row: ThreatView) -> str:
    figures = row.figures
    if not figures.incidents or figures.first_on is None or figures.last_on is None:
        return _("no incident on record behind it")
    told = ngettext(
        "in %(count)s incident from %(first)s to %(last)s",
        "in %(count)s incidents from %(first)s to %(last)s",
        figures.incidents,
    )
    return told % {
        "count": number(figures.incidents),
        "first": day_text(figures.first_on),
        "last": day_text(figures.last_on),
    }


def advice_lines(suggestions: tuple[Suggestion, ...]) -> list[str]:
    """Return the machine's suggested steps as sentences."""
    lines = []
    for one in suggestions:
        said = {
            "part": PART_WORDS[one.part],
            "value": one.value,
            "lowest": one.lowest,
            "highest": one.highest,
            "figure": figure_words(one.figure, one.amount),
        }
        if one.lowest == one.highest:
            lines.append(_("%(part)s: %(value)s (%(figure)s)") % said)
        else:
            told = _("%(part)s: %(value)s, between %(lowest)s and %(highest)s (%(figure)s)")
            lines.append(told % said)
    return lines


def _nature_advice(story: ThreatStory) -> str:
    if story.nature_now is None or story.nature_now == story.threat.nature or story.threat.figures.last_on is None:
        return ""
    return _("By its last incident, on %(day)s, it would be: %(nature)s.") % {
        "day": day_text(story.threat.figures.last_on),
        "nature": NATURE_WORDS[story.nature_now],
    }


def _history(request: ActorRequest, story: ThreatStory) -> list[Happening]:
    return [
        Happening(from_instant(entry.recorded_at), sentence(entry), entry.label, entry.reason)
        for entry in entries_about(request.actor, story.threat.reference)[:ENTRIES]
    ]
