"""The composition of a statement: one content and one language make one document, the same for every format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from tutela.account.duties.queries.statements import sections
from tutela.account.duties.queries.statements.content import Statement
from tutela.mission.queries import title_in
from tutela.web.components.documents.blocks import Block, Document, Facts, Section
from tutela.web.components.documents.drawing import use_fonts
from tutela.web.components.documents.formats import Format, Rendered, rendered
from tutela.web.components.figures import day_text, number
from tutela.web.components.scales import SENSITIVITY_WORDS, Sensitivity

SECTIONS: tuple[tuple[str, object, Callable[[Statement], tuple[Block, ...]]], ...] = (
    ("standing", lazy("Where the mission stands"), sections.standing_blocks),
    ("duties", lazy("Each duty"), sections.duty_blocks),
    ("tailored", lazy("Tailored and excused"), sections.tailored_blocks),
    ("decisions", lazy("Decisions and what is owed after them"), sections.decision_blocks),
    ("parameters", lazy("Parameters in force"), sections.parameter_blocks),
    ("readings", lazy("How open places of the policy were read"), sections.reading_blocks),
    ("method", lazy("What this rests on"), sections.method_blocks),
)
HASH_SHOWN = 12


def compose(statement: Statement, language: str, font_dir: Path) -> Document:
    """Return the document in `language` (a code such as `en` or `fr`); the same inputs give the same document."""
    use_fonts(font_dir)
    with translation.override(language):
        classification = str(SENSITIVITY_WORDS[tuple(Sensitivity)[statement.sensitivity]])
        exercise = _("EXERCISE") if statement.is_exercise else ""
        return Document(
            language=language,
            title=_("Statement of compliance"),
            subtitle=day_text(statement.day),
            mission=statement.names.get(language, statement.names["en"]),
            mission_code=statement.mission,
            classification=classification,
            marking=" · ".join(part for part in (classification, exercise) if part),
            exercise=exercise,
            ledger=_("Ledger entry %(number)s · %(hash)s")
            % {"number": number(statement.head), "hash": statement.head_hash[:HASH_SHOWN]},
            page_of=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            contents_title=pgettext("document", "Contents"),
            facts=Facts(_front(statement, language)),
            sections=tuple(
                Section(place, name, str(title), build(statement))
                for place, (name, title, build) in enumerate(SECTIONS, start=1)
            ),
            author=statement.seen_by,
            prepared_at=statement.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            keywords=(_("protection of civilians"), statement.mission, statement.day.isoformat()),
        )


def _front(statement: Statement, language: str) -> tuple[tuple[str, str], ...]:
    """Return the facts of the cover."""
    return (
        (_("As it stood"), sections.moment(statement.as_of)),
        (_("As seen by"), title_in(statement.seen_by, language)),
        (
            _("Ledger then"),
            f"{statement.head}:{statement.head_hash}",
        ),
        (_("Policy"), _("DPO 2023.05, Protection of Civilians in UN peacekeeping")),
    )


def statement_file(statement: Statement, language: str, kind: Format, font_dir: Path) -> Rendered:
    """Return the statement as a file; the same inputs give the same bytes."""
    return rendered(compose(statement, language, font_dir), f"compliance-{statement.day.isoformat()}", kind, font_dir)
