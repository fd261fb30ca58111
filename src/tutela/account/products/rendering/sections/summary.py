"""Sections 1 and 2: the key messages (the machine's and the author's, each marked) and the change in context."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.account.products.rendering import numbers, words
from tutela.account.products.rules.content import AuthorText, QuarterlyAssessment
from tutela.account.products.rules.figures import FEW_CASES, change, total, whole
from tutela.account.products.rules.messages import (
    Message,
    coarse_share,
    key_messages,
    reviews_due,
    worst_areas,
)
from tutela.account.products.rules.threats import Phase, not_prioritised, prioritised
from tutela.web.components.documents.blocks import Block, Bullets, Cell, Column, Paragraph, Role, Table, Tile, Tiles


def key_message_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 1: headline figures, the author's own words, then what the figures say by themselves."""
    sentences = tuple(SENTENCES[message](content) for message in key_messages(content))
    computed = Bullets(sentences, Role.ADVICE, _("Advice: computed from the mission’s data, to be judged by people"))
    return (headline_tiles(content), *own_words(content.key_points), computed)


def own_words(texts: tuple[AuthorText, ...]) -> tuple[Paragraph, ...]:
    """Return people's paragraphs, each marked as such with the post that wrote it."""
    return tuple(
        Paragraph(
            text.text,
            Role.AUTHOR,
            _("In the words of %(post)s") % {"post": text.post} if text.post else _("In the author’s words"),
            text.language,
        )
        for text in texts
    )


def headline_tiles(content: QuarterlyAssessment) -> Tiles:
    """Return the four figures that a reader looks for first, each beside its two comparisons."""
    trend = content.trend.overall
    now, last, year_ago = trend.now, trend.last_quarter, trend.year_ago

    def compared(before: float | None, before_that: float | None, figure: float | None) -> tuple[str, ...]:
        return (
            _("last quarter: %s") % numbers.movement(change(before, figure)),
            _("a year ago: %s") % numbers.movement(change(before_that, figure)),
        )

    return Tiles(
        (
            Tile(
                _("Civilian deaths"),
                numbers.count(now.civilians),
                compared(last.civilians, year_ago.civilians, now.civilians),
            ),
            Tile(
                _("of which in one-sided violence"),
                numbers.count(now.one_sided),
                compared(last.one_sided, year_ago.one_sided, now.one_sided),
            ),
            Tile(
                _("All deaths, best (low–high)"),
                numbers.death_range(now.deaths),
                compared(last.deaths.best, year_ago.deaths.best, now.deaths.best),
            ),
            Tile(
                _("Incidents"),
                numbers.count(now.incidents),
                compared(last.incidents, year_ago.incidents, now.incidents),
            ),
        )
    )


def context_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 2: the author's text and the dated events; says so when neither was written."""
    blocks: list[Block] = [*own_words(content.context)]
    if content.events:
        columns = (Column(_("Date"), weight=1.1), Column(_("Event"), weight=5))
        rows = tuple(
            (Cell(numbers.day(event.on)), Cell(event.text, language=event.language))
            for event in sorted(content.events, key=lambda event: (event.on, event.text))
        )
        blocks.append(Table(_("Events that changed the context"), columns, rows))
    if not blocks:
        blocks.append(Paragraph(_("Nobody has described a change in context for this quarter."), Role.EMPTY))
    return tuple(blocks)


def _not_covered(content: QuarterlyAssessment) -> str:
    return _("The data do not cover this quarter: nothing can be said about harm to civilians in it.")


def _no_incident(content: QuarterlyAssessment) -> str:
    return _(
        "No incident is recorded for this quarter. That is not proof that none happened: it may mean that nobody "
        "reported it."
    )


def _harm_and_change(content: QuarterlyAssessment) -> str:
    trend = content.trend.overall
    civilians, incidents = trend.now.civilians, trend.now.incidents or 0
    first = ngettext(
        "%(civilians)s civilian death is recorded in %(incidents)s incidents, with deaths of doubtful status counted "
        "as civilian.",
        "%(civilians)s civilian deaths are recorded in %(incidents)s incidents, with deaths of doubtful status "
        "counted as civilian.",
        whole(civilians or 0),
    ) % {"civilians": numbers.count(civilians), "incidents": numbers.count(incidents)}
    then = _("Against the quarter before: %(last)s. Against the same quarter a year earlier: %(year)s.") % {
        "last": numbers.movement(change(trend.last_quarter.civilians, civilians)),
        "year": numbers.movement(change(trend.year_ago.civilians, civilians)),
    }
    return f"{first} {then}"


def _where(content: QuarterlyAssessment) -> str:
    areas = worst_areas(content)
    named = tuple(f"{area.name} ({numbers.count(area.comparison.now.civilians)})" for area in areas)
    text = ngettext(
        "The recorded civilian deaths are in %(areas)s",
        "Most recorded civilian deaths are in %(areas)s",
        len(areas),
    ) % {"areas": numbers.listed(named)}
    everything = content.trend.overall.now.civilians or 0
    if everything < FEW_CASES:
        return f"{text}."
    share = (total(area.comparison.now.civilians for area in areas) or 0) / everything
    return text + _(", %(share)s of the total.") % {"share": numbers.percent(min(share, 1.0))}


def _top_threat(content: QuarterlyAssessment) -> str:
    ranked = prioritised(content.threats)
    first = ranked[0]
    text = _("First in rank: %(title)s (%(reference)s), by %(actor)s in %(areas)s; risk %(risk)s.") % {
        "title": first.title,
        "reference": first.reference,
        "actor": first.actor,
        "areas": numbers.listed(first.areas) or "–",
        "risk": words.score_word(first.risk),
    }
    counted = ngettext("%s threat is prioritised", "%s threats are prioritised", len(ranked)) % len(ranked)
    others = len(not_prioritised(content.threats))
    kept = ngettext("%s more keeps a line and a reason", "%s more keep a line and a reason", others) % others
    both = _("%(ranked)s; %(others)s.") % {"ranked": counted, "others": kept}
    return f"{text} {both} {_response_areas(content)}".strip()


def _no_threat_ranked(content: QuarterlyAssessment) -> str:
    if not content.threats:
        return _("The register holds no threat for this quarter.") + f" {_response_areas(content)}".rstrip()
    text = ngettext(
        "No threat has been prioritised yet; %(number)s is in the register.",
        "No threat has been prioritised yet; %(number)s are in the register.",
        len(content.threats),
    ) % {"number": numbers.count(len(content.threats))}
    return f"{text} {_response_areas(content)}".strip()


def _response_areas(content: QuarterlyAssessment) -> str:
    areas = tuple(sorted({entry.area for entry in content.phases if entry.phase is Phase.RESPONSE}))
    if not areas:
        return ""
    shown = areas if len(areas) <= 4 else (*areas[:3], _("%s others") % numbers.count(len(areas) - 3))
    return ngettext(
        "One area is in the response phase: %(areas)s.",
        "%(number)s areas are in the response phase: %(areas)s.",
        len(areas),
    ) % {"number": numbers.count(len(areas)), "areas": numbers.listed(shown)}


def _near_bases(content: QuarterlyAssessment) -> str:
    due = reviews_due(content)
    return ngettext(
        "%(number)s incident with harm to civilians happened within %(km)s km of a base: the policy asks for an "
        "inquiry or after-action review (para 87).",
        "%(number)s incidents with harm to civilians happened within %(km)s km of a base: the policy asks for an "
        "inquiry or after-action review of each (para 87).",
        due,
    ) % {"number": numbers.count(due), "km": numbers.decimal(content.near_base_km, 0)}


def _weak_data(content: QuarterlyAssessment) -> str:
    return _(
        "%(share)s of incidents are placed no better than a province: figures for single areas are too low by an "
        "amount that is not known."
    ) % {"share": numbers.percent(coarse_share(content))}


def _no_breakdown(content: QuarterlyAssessment) -> str:
    share = max(grid.sex_unknown_share or 0 for grid in content.harm)
    return _("Sex is not recorded for %(share)s of the people harmed: what is known of women and men is a part.") % {
        "share": numbers.percent(share)
    }


def _outlook(content: QuarterlyAssessment) -> str:
    ahead = content.outlook.overall
    if ahead is None:
        return ""
    return _(
        "If the next three months are like the recent past, between %(low)s and %(high)s civilian deaths would be "
        "recorded (simple baseline, section 10)."
    ) % {"low": numbers.count(ahead.low), "high": numbers.count(ahead.high)}


SENTENCES: dict[Message, Callable[[QuarterlyAssessment], str]] = {
    Message.NOT_COVERED: _not_covered,
    Message.NO_INCIDENT: _no_incident,
    Message.HARM_AND_CHANGE: _harm_and_change,
    Message.WHERE: _where,
    Message.TOP_THREAT: _top_threat,
    Message.NO_THREAT_RANKED: _no_threat_ranked,
    Message.NEAR_BASES: _near_bases,
    Message.OUTLOOK: _outlook,
    Message.WEAK_DATA: _weak_data,
    Message.NO_BREAKDOWN: _no_breakdown,
}
