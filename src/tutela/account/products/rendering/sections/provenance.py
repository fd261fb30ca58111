"""Sections 11 and 12: where the data come from and what they cannot see, the method, and the paragraphs answered."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.account.products.rendering import numbers
from tutela.account.products.rendering.sections.summary import own_words
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.messages import coarse_share
from tutela.account.products.rules.stored import content_digest
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Role,
    Table,
)

HASH_SHOWN = 12

BLIND_SPOTS: tuple[Promise, ...] = (
    lazy("What nobody reported. A quiet area may be safe, cut off, or silenced."),
    lazy("Most sexual violence, abduction, detention and recruitment: sources that count deaths leave them out."),
    lazy("Injury, displacement and hunger, unless a source of the mission records them."),
    lazy("Who the dead were: sex and age are seldom given, disability almost never."),
    lazy("The latest weeks in full: later releases add events and correct figures."),
    lazy("Records above this classification or in a closed compartment: they are in no figure here."),
)

METHOD: tuple[Promise, ...] = (
    lazy("Deaths are shown as low, best and high estimate as the source gives them; none is recomputed."),
    lazy("In doubt whether a dead person was a civilian, the person is counted as a civilian (para 15)."),
    lazy("Civilian deaths are those in one-sided violence and those of civilians in fighting."),
    lazy("An event that lasts over more than one month is divided over its months by day."),
    lazy("An area’s figures hold the incidents that fall inside its outline, coarse places included."),
    lazy("The machine proposes threats and computes figures; people decide on threats, scores, phases and ranks."),
)

CITATIONS: tuple[tuple[str, Promise, str], ...] = (
    ("15", lazy("Who counts as a civilian, and that doubt counts for the civilian"), "3, 8"),
    ("16", lazy("What is a threat, from whatever source, and the hostile acts"), "3, 5"),
    ("17", lazy("The two tests by which threats are put first"), "5"),
    ("29, 42", lazy("The groups whose needs are looked at each time"), "7"),
    ("30, 46, A13.c", lazy("Figures by sex and age, and how complete they are"), "8"),
    ("32", lazy("Nothing that points at a source or at a single person"), "8"),
    ("36, 37", lazy("Four phases, which may differ by area"), "6"),
    ("76", lazy("Joint prioritisation, by which no threat is dropped"), "5"),
    ("77", lazy("A forward-looking threat assessment built on data, at least each quarter"), "1–12"),
    ("87", lazy("Inquiry or review where civilians were harmed near a base"), "9"),
    ("A13.b, A13.f", lazy("Trends, forward looks, risk maps, and what they imply"), "3, 4, 10"),
)


def data_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 11: dated snapshots, how much of the data is weak, and what no data here can see."""
    blocks: list[Block] = [_snapshot_table(content), Facts(_limits(content))]
    blocks += [Heading(_("What the data cannot see")), Bullets(tuple(str(text) for text in BLIND_SPOTS))]
    return (*blocks, *own_words(content.blind_spots))


def _snapshot_table(content: QuarterlyAssessment) -> Block:
    if not content.snapshots:
        return Paragraph(_("No data had been imported when this document was made."), Role.EMPTY)
    columns = (
        Column(_("Source"), weight=3),
        Column(_("Release"), weight=1.6),
        Column(_("Imported on"), weight=1.8),
        Column(_("Rows"), Align.END, 1),
        Column(_("SHA-256 begins"), weight=2),
    )
    rows = tuple(
        (
            Cell(snapshot.source),
            Cell(snapshot.release or "–"),
            Cell(numbers.day(snapshot.imported_on)),
            Cell(numbers.count(snapshot.rows)),
            Cell(snapshot.sha256[:HASH_SHOWN]),
        )
        for snapshot in sorted(content.snapshots, key=lambda s: (s.source, s.imported_on, s.sha256))
    )
    note = _("Data known after %s are not used.") % numbers.moment(content.data_until)
    return Table(_("Snapshots of data behind this document"), columns, rows, note)


def _limits(content: QuarterlyAssessment) -> tuple[tuple[str, str], ...]:
    limits = content.limits
    coarse = numbers.count(limits.coarse_place_incidents)
    if coarse_share(content) is not None:
        coarse = _("%(count)s (%(share)s of the quarter’s incidents)") % {
            "count": coarse,
            "share": numbers.percent(coarse_share(content)),
        }
    return (
        (_("Incidents placed at province level or worse"), coarse),
        (_("Civilian deaths in those incidents"), numbers.count(limits.coarse_place_civilian_deaths)),
        (_("Incidents dated no better than a week"), numbers.count(limits.coarse_time_incidents)),
        (_("Incidents divided over several months, by day"), numbers.count(limits.spread_incidents)),
        (_("People killed whose sex is not recorded"), numbers.percent(limits.sex_unknown_share)),
        (_("People killed whose age is not recorded"), numbers.percent(limits.age_unknown_share)),
        (_("Rows corrected at import, with the reason kept"), numbers.count(limits.rows_corrected)),
        (_("Rows refused at import, with the reason kept"), numbers.count(limits.rows_refused)),
    )


def method_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 12: how figures are made, the policy's paragraphs, and how to check this document."""
    columns = (
        Column(_("Paragraph"), weight=1.3),
        Column(_("What it asks, in our words"), weight=5),
        Column(_("Section"), weight=1),
    )
    rows = tuple((Cell(paragraph), Cell(str(text)), Cell(section)) for paragraph, text, section in CITATIONS)
    return (
        Bullets(tuple(str(text) for text in METHOD)),
        Table(_("Paragraphs of the policy on the protection of civilians (DPO 2023.05)"), columns, rows),
        Facts(_checks(content)),
    )


def _checks(content: QuarterlyAssessment) -> tuple[tuple[str, str], ...]:
    return (
        (_("Ledger entry when this document was made"), numbers.grouped(content.ledger.sequence)),
        (_("Hash of that entry"), content.ledger.hash),
        (_("Digest of this document’s content"), content_digest(content)),
        (_("Made on"), numbers.moment(content.prepared_at)),
    )
