"""The sections of a statement, one function each: the content in words of the language that is active."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tutela.account.duties.queries.statements.content import DecisionThen, Excused, OwedThen, Statement, Tailored
from tutela.account.duties.queries.wording import STATE_WORDS, occasion_told, role_label
from tutela.account.duties.rules import counted
from tutela.mission.pages.wording import part_label, value_words
from tutela.policy.catalogue import Erratum, errata, natural, paragraph
from tutela.policy.duties import STATES, Standing, State, duties
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Paragraph,
    Role,
    Table,
    Tile,
    Tiles,
)
from tutela.web.components.errors import in_readers_language
from tutela.web.components.figures import day_text, number

NO_LIMIT = frozenset({State.CANNOT_TELL, State.NOT_APPLICABLE})
DASH = "–"
# What is owed when another than the one who decides by the policy decided (act.decisions).
CONFIRMED = "confirmed_by_decider"


def language() -> str:
    """Return the language that is written."""
    return get_language() or "en"


def moment(value: datetime) -> str:
    """Write a moment in UTC."""
    in_utc = value.astimezone(UTC)
    return _("%(day)s, %(time)s UTC") % {"day": day_text(in_utc.date()), "time": in_utc.strftime("%H:%M")}


def paragraphs(cites: Iterable[str]) -> str:
    """Return the paragraphs of some demands, each once, in the policy's order."""
    return ", ".join(dict.fromkeys(paragraph(one) for one in sorted(cites, key=natural)))


def duty_label(name: str) -> str:
    """Return a duty as a sentence."""
    return duties()[name].label(language()).rstrip(".")


def standing_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return the counts of each state, what they mean, and what the software does not answer yet."""
    counts = counted(statement.standings)
    tiles = Tiles(tuple(Tile(str(STATE_WORDS[state]), number(counts[state])) for state in STATES))
    count = len(statement.standings)
    told = _(
        "The policy’s demands were turned into %(count)s duties. Each state below was computed from the mission’s "
        "ledger as it stood then; nobody typed it in. Where it cannot be told, the ledger is silent: that shows "
        "neither that a duty was kept nor that it was not."
    ) % {"count": number(count)}
    return (tiles, Paragraph(told, Role.LEAD), Paragraph(_not_answered(statement)))


def _not_answered(statement: Statement) -> str:
    held = statement.coverage
    return _(
        "What this statement does not tell: of %(asked)s demands that ask for something, the software answers "
        "%(answered)s as a whole and %(partly)s in part; %(open)s it does not answer yet. On those it says nothing, "
        "and nothing here may be read as if they were met."
    ) % {
        "asked": number(held.asked),
        "answered": number(held.answered),
        "partly": number(held.partly),
        "open": number(held.open),
    }


def duty_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return a table of each state's duties, the worst state first."""
    found = []
    for state in STATES:
        rows = statement.in_state(state)
        if rows:
            found.append(_duties(statement, state, rows))
    if not found:
        return (Paragraph(_("No duty is told to your post."), Role.EMPTY),)
    return tuple(found)


def _duties(statement: Statement, state: State, rows: Sequence[Standing]) -> Table:
    return Table(
        caption=f"{STATE_WORDS[state]} ({number(len(rows))})",
        columns=(
            Column(_("Duty"), weight=2.6),
            Column(_("Why"), weight=2.2),
            Column(_("Limit"), weight=1.05),
            Column(_("Owed by"), weight=1.6),
            Column(_("Paragraphs"), weight=1.05),
            Column(_("Entries"), Align.END, weight=0.85),
        ),
        rows=tuple(_duty_row(statement, one) for one in rows),
    )


def _duty_row(statement: Statement, one: Standing) -> tuple[Cell, ...]:
    numbers = ", ".join(str(entry.sequence) for entry in statement.entries_of(one))
    due = moment(one.due_at) if one.due_at is not None and one.state not in NO_LIMIT else DASH
    return (
        Cell(duty_label(one.duty.name)),
        Cell(" ".join(str(in_readers_language(reason)) for reason in one.reasons)),
        Cell(due),
        Cell(", ".join(role_label(role) for role in one.posts)),
        Cell(paragraphs(one.duty.cites)),
        Cell(numbers or DASH),
    )


def tailored_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return what the mission said it lacks, what that does, and what was excused."""
    parts: tuple[Block, ...] = (Paragraph(_("The mission has said of no part that it is missing."), Role.EMPTY),)
    if statement.tailored:
        lead = Paragraph(_("The mission has said that these parts are missing. No duty disappears by it."))
        parts = (lead, _tailored(statement.tailored))
    excused: Block = Paragraph(_("No duty was excused."), Role.EMPTY)
    if statement.excused:
        excused = _excused(statement.excused)
    return (*parts, excused)


def _tailored(rows: Sequence[Tailored]) -> Table:
    return Table(
        caption=_("Parts that are missing"),
        columns=(
            Column(_("Part"), weight=1.3),
            Column(_("Who stands in"), weight=1.3),
            Column(_("What it does"), weight=2.8),
            Column(_("Why"), weight=1.6),
            Column(_("Entry"), Align.END, weight=0.6),
        ),
        rows=tuple(
            (
                Cell(part_label(one.part), strong=True),
                Cell(role_label(one.stand_in) if one.stand_in else _("nobody")),
                Cell(_effect(one)),
                Cell(_("%(reason)s (%(by)s)") % {"reason": one.reason, "by": one.by}),
                Cell(str(one.entry)),
            )
            for one in rows
        ),
    )


def _effect(one: Tailored) -> str:
    lines = []
    if one.silenced:
        count = len(one.silenced)
        lines.append(
            ngettext("%(n)s duty is told as not applicable:", "%(n)s duties are told as not applicable:", count)
            % {"n": number(count)}
        )
        lines += [_silenced(name, still) for name, still in one.silenced]
    if one.handed_on:
        count = len(one.handed_on)
        told = ngettext("%(n)s duty falls to whoever stands in.", "%(n)s duties fall to whoever stands in.", count)
        lines.append(told % {"n": number(count)})
    return "\n".join(lines) or _("No duty rests on it.")


def _silenced(name: str, still: int) -> str:
    if not still:
        return f"{DASH} {duty_label(name)}"
    left = ngettext("%(n)s occasion is open", "%(n)s occasions are open", still) % {"n": number(still)}
    return f"{DASH} {duty_label(name)} ({left})"


def _excused(rows: Sequence[Excused]) -> Table:
    return Table(
        caption=_("Excused for one occasion"),
        columns=(
            Column(_("Duty"), weight=2.6),
            Column(_("Occasion"), weight=1.2),
            Column(_("Why"), weight=2.2),
            Column(_("By"), weight=1.3),
            Column(_("Entry"), Align.END, weight=0.6),
        ),
        rows=tuple(
            (
                Cell(duty_label(one.duty)),
                Cell(occasion_told(one.occasion)),
                Cell(one.reason),
                Cell(one.by),
                Cell(str(one.entry)),
            )
            for one in rows
        ),
        note=_("An excuse is for one occasion; the duty itself goes on."),
    )


def decision_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return the decisions after which something was owed, with what was supplied and what is late."""
    if statement.decisions is None:
        return (Paragraph(_("Decisions are closed to your post."), Role.EMPTY),)
    if not statement.decided:
        return (Paragraph(_("No decision is on record."), Role.EMPTY),)
    told = ngettext("%(n)s decision is on record.", "%(n)s decisions are on record.", statement.decided)
    lead = Paragraph(told % {"n": number(statement.decided)})
    if not statement.decisions:
        return (lead, Paragraph(_("After none of them anything was owed."), Role.EMPTY))
    return (lead, _decisions(statement.decisions))


def _decisions(rows: Sequence[DecisionThen]) -> Table:
    return Table(
        caption=_("Decisions after which something was owed"),
        columns=(
            Column(_("Decision"), weight=1.0),
            Column(pgettext("decision", "Act"), weight=2.2),
            Column(_("What was skipped"), weight=3.2),
            Column(_("Recorded"), weight=1.2),
            Column(_("Entry"), Align.END, weight=0.6),
        ),
        rows=tuple(
            (
                Cell(one.reference),
                Cell(_gate_label(one)),
                Cell("\n".join(_owed_told(one.gate, owed) for owed in one.owed)),
                Cell(moment(one.recorded_at)),
                Cell(str(one.entry)),
            )
            for one in rows
        ),
        note=_("Where violence is imminent or in progress nothing is held up; what was skipped is owed (para 52)."),
    )


def _gate_label(one: DecisionThen) -> str:
    gate = gates().get(one.gate)
    label = gate.label(language()).rstrip(".") if gate else one.gate
    return _("%(act)s (violence imminent or in progress)") % {"act": label} if one.is_imminent else label


def _owed_told(gate: str, owed: OwedThen) -> str:
    known = gates().get(gate)
    asks = {ask.name: ask.label(language()).rstrip(".") for ask in known.asks} if known else {}
    asks[CONFIRMED] = _("confirmed by who decides")
    facts = {
        "what": asks.get(owed.ask, owed.ask.replace("_", " ")),
        "at": moment(owed.supplied_at) if owed.supplied_at else "",
        "due": moment(owed.due_at) if owed.due_at else DASH,
    }
    if owed.supplied_at is not None:
        told = _("%(what)s: supplied late, %(at)s") if owed.is_late else _("%(what)s: supplied %(at)s")
    else:
        told = _("%(what)s: OVERDUE since %(due)s") if owed.is_late else _("%(what)s: owed until %(due)s")
    return told % facts


def parameter_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return every parameter that duties and gates rest on: none of these numbers is the policy's."""
    lead = Paragraph(
        _("The policy leaves these numbers open. Each is set by the mission, not by the policy; past states keep the "
          "value of their time.")
    )  # fmt: skip
    table = Table(
        caption=_("Set by the mission, not by the policy"),
        columns=(
            Column(_("What is set"), weight=2.8),
            Column(_("Value"), weight=1.0),
            Column(_("Default"), weight=1.0),
            Column(_("Why"), weight=2.6),
            Column(_("Paragraphs"), weight=1.0),
        ),
        rows=tuple(
            (
                Cell(parameters()[one.name].label(language())),
                Cell(value_words(parameters()[one.name], one.value), strong=not one.is_default),
                Cell(value_words(parameters()[one.name], one.default)),
                Cell(one.reason if one.set_at else _(parameters()[one.name].reason)),
                Cell(paragraphs(parameters()[one.name].cites)),
            )
            for one in sorted(statement.settings, key=lambda one: (one.is_default, one.name))
        ),
    )
    return (lead, table)


def readings() -> list[Erratum]:
    """Return the readings of the policy's text that bear on a duty or a gate."""
    cited = {one for duty in duties().values() for one in duty.cites}
    for gate in gates().values():
        cited |= {*gate.cites, *gate.decider_cites, *(one for ask in gate.asks for one in ask.cites)}
    return [one for one in errata().values() if one.settles or cited & set(one.cites)]


def reading_blocks(_statement: Statement) -> tuple[Block, ...]:
    """Return how the defects and gaps of the policy's text were read, where a duty or a gate rests on it."""
    rows = readings()
    table = Table(
        caption=_("Readings that apply"),
        columns=(
            Column(_("What is open in the text"), weight=2.4),
            Column(_("How it is read"), weight=2.6),
            Column(_("Paragraphs"), weight=0.9),
        ),
        rows=tuple(
            (Cell(one.defect(language())), Cell(one.reading(language())), Cell(paragraphs(one.cites))) for one in rows
        ),
    )
    return (Paragraph(_("In doubt it is read for civilians and for those who trusted the mission.")), table)


def method_blocks(statement: Statement) -> tuple[Block, ...]:
    """Return how the statement was made and how anybody can check it."""
    head = f"{statement.head}:{statement.head_hash}"
    return (
        Bullets(
            (
                _("Every state follows from ledger entries recorded by the moment named; nothing later is seen."),
                _("The same mission, moment and post give this document byte for byte."),
                _("What is closed to the post is left out; a duty that rests on it is told as not known."),
                _("To check: tutela ledger verify --until with the head below must find the chain unbroken."),
            )
        ),
        Facts(((_("Head of the ledger"), head),)),
    )
