"""Alerts from the command line: mails taken in, as a mail server hands them over."""

from __future__ import annotations

from typing import IO

import click

from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json
from tutela.cli.serving import bring_up_to_date
from tutela.exchange.doors.mail import take_mail
from tutela.kernel.clock import SYSTEM_CLOCK


@click.group()
def alerts() -> None:
    """Take in alerts."""
    bring_up_to_date()


@alerts.command("mail")
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@mission_options
@json_option
def mail(files: tuple[IO[bytes], ...], mission_code: str | None, post: str | None, as_json: bool) -> None:
    """Take in mails (.eml), each as one alert; `-` reads one from a mail server's pipe.

    The same mail again changes nothing. The first mail that is not taken in stops it with 2; those before it are kept.
    """
    actor = actor_for(mission_code, post)
    told = []
    for file in files:
        taken = take_mail(file.read(), actor=actor, clock=SYSTEM_CLOCK)
        receipt = taken.receipt
        told.append({"alert": receipt.reference, "again": receipt.is_repeat, "refused_files": len(taken.refused)})
        if not as_json:
            again = " (was there already)" if receipt.is_repeat else ""
            without = f", without {len(taken.refused)} of its files" if taken.refused else ""
            click.echo(f"{receipt.reference}{again}{without}")
    if as_json:
        write_json({"mission": actor.mission, "alerts": told})
