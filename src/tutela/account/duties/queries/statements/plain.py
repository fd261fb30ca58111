"""How the mission stands as plain values, for the command line and for other programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tutela.account.duties.queries.statements.content import Statement
from tutela.account.duties.rules import counted
from tutela.kernel.clock import instant
from tutela.kernel.sentences import Sentence
from tutela.policy.catalogue import paragraph
from tutela.policy.duties import Standing, State
from tutela.web.components.errors import in_readers_language


def standings_plain(statement: Statement, language: str, states: frozenset[State] = frozenset()) -> dict[str, Any]:
    """Return every duty with its state in the language that is active; only some `states` where any are given.

    Counts are of all states all the same.
    """
    rows = [one for one in statement.standings if not states or one.state in states]
    return {
        "mission": statement.mission,
        "day": statement.day.isoformat(),
        "as_of": instant(statement.as_of),
        "seen_by": statement.seen_by,
        "ledger_head": f"{statement.head}:{statement.head_hash}",
        "counts": {str(state): count for state, count in counted(statement.standings).items()},
        "not_answered": statement.coverage.open,
        "duties": [_duty(statement, one, language) for one in rows],
    }


def _duty(statement: Statement, one: Standing, language: str) -> dict[str, Any]:
    return {
        "duty": one.duty.name,
        "label": one.duty.label(language),
        "wing": one.duty.wing,
        "kind": str(one.duty.kind),
        "state": str(one.state),
        "reasons": [_reason(reason) for reason in one.reasons],
        "due_at": _moment(one.due_at),
        "occasion": one.occasion,
        "open": [{"occasion": open_.key, "due_at": _moment(open_.due_at)} for open_ in one.open],
        "posts": list(one.posts),
        "cites": list(one.duty.cites),
        "paragraphs": list(dict.fromkeys(paragraph(cite) for cite in one.duty.cites)),
        "entries": [entry.sequence for entry in statement.entries_of(one)],
        "met": one.met,
        "late": one.late,
    }


def _reason(reason: Sentence) -> dict[str, Any]:
    return {"text": str(in_readers_language(reason)), "template": reason.template, "facts": dict(reason.facts)}


def _moment(value: datetime | None) -> str | None:
    return instant(value) if value else None
