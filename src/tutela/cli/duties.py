"""Where the mission stands against the policy, from the command line."""

from __future__ import annotations

from datetime import date, datetime

import click
from django.utils import translation

from tutela.account.duties.queries.statements.content import Statement
from tutela.account.duties.queries.statements.gathering import statement_for
from tutela.account.duties.queries.statements.oscal import oscal
from tutela.account.duties.queries.statements.plain import standings_plain
from tutela.account.duties.queries.wording import STATE_WORDS, role_label
from tutela.account.duties.rules import counted
from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json, write_table
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.refusals import Invalid
from tutela.policy.catalogue import paragraph
from tutela.policy.duties import Standing, State
from tutela.web.components.errors import in_readers_language

LANGUAGES = ("en", "fr")


@click.command()
@click.option("--as-of", "day", help="A day like 2031-05-14; how it stood at its end. Today when left out.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([state.value for state in State]), help="May be given twice."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--oscal", "as_oscal", is_flag=True, help="Print catalogue, profile, assessment and findings as JSON.")
@mission_options
@json_option
def duties(
    day: str | None,
    states: tuple[str, ...],
    language: str,
    as_oscal: bool,
    mission_code: str | None,
    post: str | None,
    as_json: bool,
) -> None:
    """Tell how every duty of the policy stands, or stood at the end of a day, as the post may know it."""
    actor, now = actor_for(mission_code, post), SYSTEM_CLOCK.now()
    made = statement_for(actor, day=_day(day) if day else now.date(), now=now)
    wanted = frozenset(State(state) for state in states)
    with translation.override(language):
        if as_oscal:
            write_json(oscal(made, language))
        elif as_json:
            write_json(standings_plain(made, language, wanted))
        else:
            _tell(made, wanted, language)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as wrong:
        raise Invalid(f"{text} is not a day.", remedy="Write it like 2031-05-14.") from wrong


def _tell(made: Statement, wanted: frozenset[State], language: str) -> None:
    counts = counted(made.standings)
    click.echo(f"{made.names.get(language, made.names['en'])}, {made.day}")
    click.echo("  ".join(f"{STATE_WORDS[state]}: {count}" for state, count in counts.items()))
    rows = [one for one in made.standings if not wanted or one.state in wanted]
    if rows:
        click.echo("")
        heads = [translation.gettext(head) for head in ("State", "Limit", "Owed by", "Paragraphs", "Duty", "Why")]
        write_table(heads, [_row(one, language) for one in rows])
    click.echo("")
    click.echo(translation.gettext("Demands that the software does not answer yet:") + f" {made.coverage.open}")
    click.echo(translation.gettext("Head of the ledger") + f" {made.head}:{made.head_hash}")


def _row(one: Standing, language: str) -> tuple[str, ...]:
    has_limit = one.due_at is not None and one.state not in {State.CANNOT_TELL, State.NOT_APPLICABLE}
    return (
        str(STATE_WORDS[one.state]),
        one.due_at.strftime("%Y-%m-%d %H:%M") if has_limit and one.due_at else "–",
        role_label(one.posts[0]) if one.posts else "",
        ", ".join(dict.fromkeys(paragraph(cite) for cite in one.duty.cites)),
        one.duty.label(language),
        " ".join(str(in_readers_language(reason)) for reason in one.reasons),
    )
