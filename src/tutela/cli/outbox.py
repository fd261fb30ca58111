"""The outbox from the command line: how much waits, and a round of sending by hand."""

from __future__ import annotations

import sys

import click

from tutela.access.permissions import Permission
from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json, write_table
from tutela.exchange.sending.queries import backlog
from tutela.exchange.sending.sender import Sender
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.know.alerts.queries.notice_history import ways_out
from tutela.ledger.outbox import Channel, State

WAITS = {
    "mail_not_set_up": "no mail server is set up (TUTELA_MAIL_HOST, TUTELA_MAIL_FROM)",
    "mail_not_private": "the mail server is asked without TLS (TUTELA_MAIL_SECURITY)",
    "sms_not_set_up": "no gateway is set up (TUTELA_SMS_URL)",
    "sms_not_private": "the gateway is asked without TLS (TUTELA_SMS_URL)",
    "exercise": "an exercise: messages go into the folder outbox of TUTELA_HOME",
    "ready": "ready",
}


@click.group()
def outbox() -> None:
    """Show what waits to be sent, or send it."""


@outbox.command("status")
@mission_options
@json_option
def status(mission_code: str | None, post: str | None, as_json: bool) -> None:
    """Count a mission's messages by channel and state. Ends with 1 when something waits that cannot leave."""
    actor = actor_for(mission_code, post)
    actor.require(Permission.OUTBOX_READ)
    ways, rows = ways_out(actor), backlog(actor)
    if as_json:
        counted = [
            {"channel": row.channel, "state": row.state, "count": row.count, "oldest_due_at": row.oldest_due_at}
            for row in rows
        ]
        write_json({"mission": actor.mission, "ways": ways, "messages": counted})
    else:
        for channel, state in ways.items():
            click.echo(f"{channel}: {WAITS.get(state, state)}")
        lines = [(row.channel, row.state, row.count, f"{row.oldest_due_at:%Y-%m-%d %H:%M}") for row in rows]
        if lines:
            write_table(("Channel", "State", "Messages", "Oldest due (UTC)"), lines)
    stuck = any(row.state == State.WAITING and ways.get(row.channel) not in {"ready", "exercise"} for row in rows)
    sys.exit(1 if stuck else 0)


@outbox.command("send")
@click.option("--channel", type=click.Choice([channel.value for channel in Channel]), help="Both when left out.")
@json_option
def send(channel: str | None, as_json: bool) -> None:
    """Send what is due in every mission, one round for each channel; the server does the same all the time."""
    sent = {one.value: Sender(one, SYSTEM_CLOCK).round() for one in Channel if channel in {None, one.value}}
    if as_json:
        write_json(sent)
        return
    for name, count in sent.items():
        click.echo(f"{name}: {count} sent")
