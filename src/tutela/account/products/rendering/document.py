"""The composition: one content object and one language make one document in blocks, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from itertools import count
from pathlib import Path

from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.account.products.rendering import numbers, words
from tutela.account.products.rendering.sections import outlook, people, places, provenance, summary, threats, trend
from tutela.account.products.rules.content import Mandate, QuarterlyAssessment
from tutela.kernel.printable import all_printable
from tutela.mission.queries import title_in
from tutela.web.components.documents.blocks import Block, Document, Facts, Figure, Section, Table
from tutela.web.components.documents.drawing import use_fonts

SECTIONS: tuple[tuple[str, object, Callable[[QuarterlyAssessment], tuple[Block, ...]]], ...] = (
    ("key-messages", lazy("Key messages"), summary.key_message_blocks),
    ("context", lazy("Change in context"), summary.context_blocks),
    ("trend", lazy("Trend of harm to civilians"), trend.trend_blocks),
    ("map", lazy("Map of harm"), places.map_blocks),
    ("threats", lazy("Priority threats"), threats.threat_blocks),
    ("phases", lazy("Phases by area"), places.phase_blocks),
    ("groups", lazy("Groups at risk"), people.group_blocks),
    ("harm", lazy("Harm by sex and age"), people.harm_blocks),
    ("near-bases", lazy("Incidents near bases"), places.near_base_blocks),
    ("outlook", lazy("Outlook"), outlook.outlook_blocks),
    ("data", lazy("Data and their limits"), provenance.data_blocks),
    ("method", lazy("Method and policy"), provenance.method_blocks),
)


def compose(content: QuarterlyAssessment, language: str, font_dir: Path) -> Document:
    """Return the document in `language` (a code such as `en` or `fr`), drawn with the fonts of `font_dir`.

    The same inputs give the same document, in any process.
    """
    use_fonts(font_dir)
    content = all_printable(content)
    with translation.override(language):
        return Document(
            language=language,
            title=_("Quarterly threat assessment"),
            subtitle=numbers.quarter(content.quarter),
            mission=content.mission.name,
            mission_code=content.mission.code,
            classification=words.classification(content.classification),
            marking=_marking(content),
            exercise=_("EXERCISE") if content.is_exercise else "",
            ledger=_("Ledger entry %(number)s · %(hash)s")
            % {"number": numbers.grouped(content.ledger.sequence), "hash": content.ledger.hash[:16]},
            page_of=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            contents_title=pgettext("document", "Contents"),
            facts=Facts(_front(content)),
            sections=tuple(_sections(content)),
            author=title_in(content.prepared_by, get_language() or "en"),
            prepared_at=content.prepared_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            keywords=(_("protection of civilians"), content.mission.code, str(content.quarter)),
        )


def _sections(content: QuarterlyAssessment) -> Iterator[Section]:
    """Yield the sections with their tables and figures numbered through the document (those in cards are not)."""
    tables, figures = count(1), count(1)
    for number, (name, title, build) in enumerate(SECTIONS, start=1):
        blocks = tuple(_numbered(block, tables, figures) for block in build(content))
        yield Section(number, name, str(title), blocks)


def _numbered(block: Block, tables: Iterator[int], figures: Iterator[int]) -> Block:
    if isinstance(block, Table):
        return replace(block, caption=_("Table %s.") % next(tables) + f" {block.caption}")
    if isinstance(block, Figure):
        return replace(block, caption=_("Figure %s.") % next(figures) + f" {block.caption}")
    return block


def _marking(content: QuarterlyAssessment) -> str:
    """Return the line that stands on every page: classification, draft, exercise."""
    parts = [words.classification(content.classification)]
    if content.is_draft:
        parts.append(_("Draft"))
    if content.is_exercise:
        parts.append(_("EXERCISE"))
    return " · ".join(parts)


def _front(content: QuarterlyAssessment) -> tuple[tuple[str, str], ...]:
    """Return the facts of the cover."""
    return (
        (_("Prepared by"), title_in(content.prepared_by, get_language() or "en")),
        (_("Prepared on"), numbers.moment(content.prepared_at)),
        (_("Data up to"), numbers.moment(content.data_until)),
        *_mandate(content.mission.mandate),
        (_("Version"), str(content.version) + (f" ({_('draft')})" if content.is_draft else "")),
        (pgettext("document", "Answers"), _("DPO 2023.05, paras 76 and 77")),
    )


def _mandate(mandate: Mandate) -> tuple[tuple[str, str], ...]:
    chapter = {True: _("Chapter VII invoked"), False: _("Chapter VII not invoked in words")}
    imminent = {True: _("the threat must be imminent"), False: _("the threat need not be imminent")}
    parts = [
        mandate.reference,
        chapter.get(mandate.chapter_vii, "") if mandate.chapter_vii is not None else "",
        imminent.get(mandate.imminent_required, "") if mandate.imminent_required is not None else "",
    ]
    stated = "; ".join(part for part in parts if part)
    return (
        (_("Mandate"), stated or _("not recorded")),
        (_("Mandate renewal"), numbers.day(mandate.renewal_on) if mandate.renewal_on else _("not recorded")),
    )
