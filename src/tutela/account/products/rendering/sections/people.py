"""Sections 7 and 8: what is known and not known of each group at risk, and harm by sex and age."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tutela.account.products.rendering import numbers, words
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.people import Age, GroupPicture, HarmGrid, Sex, groups_in_order
from tutela.web.components.documents.blocks import Align, Block, Cell, Column, Paragraph, Role, Table


def group_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 7: one line for each group of paras 29 and 42, also where nothing is known."""
    columns = (
        Column(_("Group"), weight=1.9),
        Column(_("Threats"), weight=1.5),
        Column(_("Incidents that harmed them"), Align.END, 1.2),
        Column(_("What is known"), weight=3.2),
        Column(_("What is not known"), weight=3.2),
    )
    rows = tuple(_group_row(picture) for picture in groups_in_order(content.groups))
    note = _("Groups overlap: a person may belong to several, so the lines do not add up.")
    return (Table(_("Groups whose protection needs the policy names (paras 29 and 42)"), columns, rows, note),)


def _group_row(picture: GroupPicture) -> tuple[Cell, ...]:
    not_known = picture.not_known
    if not not_known and picture.incidents is None:
        not_known = _("Whether and how often they were harmed: no source says.")
    return (
        Cell(words.term("groups_at_risk", picture.code)),
        Cell(", ".join(picture.threats) or "–"),
        Cell(numbers.count(picture.incidents)),
        Cell(picture.known or _("Nothing recorded."), language=picture.language if picture.known else ""),
        Cell(not_known or "–", language=picture.language if picture.not_known else ""),
    )


def harm_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 8: a grid for each kind of harm, with the shares not recorded and a warning on small numbers."""
    if not content.harm:
        text = _("No source of this quarter counts people harmed by sex and age: the share not recorded is 100%.")
        return (Paragraph(text, Role.EMPTY),)
    blocks: list[Block] = []
    for grid in content.harm:
        blocks += _grid_blocks(grid, content)
    if any(grid.has_small_numbers(content.small_number) for grid in content.harm):
        blocks.append(Paragraph(_small_number_note(content), Role.NOTE))
    return tuple(blocks)


def _small_number_note(content: QuarterlyAssessment) -> str:
    return _(
        "Some figures are below %(limit)s. They may point at single persons: generalise them before this document "
        "is shared outside the mission. Shares and changes computed from so few cases mean little."
    ) % {"limit": content.small_number}


def _grid_blocks(grid: HarmGrid, content: QuarterlyAssessment) -> list[Block]:
    title = words.term("harm_kinds", grid.kind)
    if not grid.people():
        return [Paragraph(_("%s: nobody is recorded for this quarter.") % title, Role.EMPTY)]
    sexes = (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)
    columns = (
        Column(_("Age"), weight=2),
        *(Column(words.word(words.SEXES, sex), Align.END) for sex in sexes),
        Column(pgettext("people", "All"), Align.END),
    )
    rows = [
        (
            Cell(words.word(words.AGES, age)),
            *(Cell(numbers.count(grid.people(sex, age))) for sex in sexes),
            Cell(numbers.count(grid.people(age=age)), strong=True),
        )
        for age in Age
    ]
    sums = (Cell(numbers.count(grid.people(sex)), strong=True) for sex in sexes)
    rows.append((Cell(pgettext("people", "All"), strong=True), *sums, Cell(numbers.count(grid.people()), strong=True)))
    note = _("Sex is not recorded for %(sex)s of these people, age for %(age)s.") % {
        "sex": numbers.percent(grid.sex_unknown_share),
        "age": numbers.percent(grid.age_unknown_share),
    }
    return [Table(_("%s, by sex and age") % title, columns, tuple(rows), note)]
