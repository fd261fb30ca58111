"""Setting up missions from the command line."""

from __future__ import annotations

from datetime import date

import click

from tutela.access.queries import actor_by_slug
from tutela.cli.output import json_option, write_json, write_table
from tutela.cli.serving import bring_up_to_date
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission import commands, queries
from tutela.mission.commands.setup import setup_actor

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def mission() -> None:
    """Set up a mission, or list the missions of this store."""


@mission.command("create")
@click.argument("code")
@click.option("--name", required=True, help="The mission's name in English.")
@click.option("--name-fr", default="", help="The mission's name in French.")
@click.option("--country", "countries", multiple=True, help="ISO code of a country; may be given several times.")
@click.option("--time-zone", default="UTC", show_default=True, help="Time zone of the mission, like Africa/Juba.")
@click.option("--mandate", "resolution", help="The resolution that gives the mandate.")
@click.option("--adopted", type=DAY, help="Day on which it was adopted.")
@click.option("--renewal", type=DAY, help="Day on which the mandate is up for renewal.")
@click.option("--chapter-vii/--no-chapter-vii", default=True, show_default=True, help="Authorised under Chapter VII.")
@click.option("--imminent/--not-imminent", default=False, show_default=True, help="Threats must be imminent (para 12).")
@click.option("--person", default="Mission administrator", show_default=True, help="Name of the first person.")
@click.option("--username", default=None, help="What that person signs in with; the mission's code by default.")
@click.option("--password", default=None, help="Their password; asked for on the terminal when it is left out.")
@click.option("--no-password", is_flag=True, help="Set no password now: the person cannot sign in yet.")
@json_option
def create(
    code: str,
    name: str,
    name_fr: str,
    countries: tuple[str, ...],
    time_zone: str,
    resolution: str | None,
    adopted: date | None,
    renewal: date | None,
    chapter_vii: bool,
    imminent: bool,
    person: str,
    username: str | None,
    password: str | None,
    no_password: bool,
    as_json: bool,
) -> None:
    """Set up the mission CODE with its mandate and the post of its protection of civilians adviser."""
    bring_up_to_date()
    if password is None and not no_password:
        password = click.prompt("Password of the first person", hide_input=True, confirmation_prompt=True)
    actor, clock = setup_actor(code.lower()), SYSTEM_CLOCK
    made = commands.create_mission(
        actor=actor, clock=clock, name=name, name_fr=name_fr, country_codes=countries, time_zone=time_zone
    )
    if resolution and adopted and renewal:
        commands.set_mandate(
            actor=actor,
            clock=clock,
            resolution=resolution,
            adopted_on=_day(adopted),
            renewal_on=_day(renewal),
            chapter_vii=chapter_vii,
            imminence_required=imminent,
        )
    _first_post(actor.mission, person, username or code.lower(), password)
    if as_json:
        write_json({"mission": made.code, "post": "poc-adviser", "username": username or code.lower()})
        return
    click.echo(f"The mission {made.name} is set up. Its first post is poc-adviser.")
    click.echo("Next: tutela import areas FILE, tutela import bases FILE, tutela import events FILE.")


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _first_post(code: str, name: str, username: str, password: str | None) -> None:
    actor, clock = setup_actor(code), SYSTEM_CLOCK
    person = commands.add_person(actor=actor, clock=clock, username=username, name=name, password=password)
    commands.create_post(actor=actor, clock=clock, slug="poc-adviser", role="poc_adviser")
    commands.take_up_post(actor=actor, clock=clock, person=person, slug="poc-adviser", from_on=clock.now().date())


@mission.command("list")
@json_option
def list_missions(as_json: bool) -> None:
    """List the missions of this store."""
    bring_up_to_date()
    rows = queries.missions()
    if as_json:
        write_json([{"code": row.code, "name": row.name, "is_exercise": row.is_exercise} for row in rows])
        return
    if not rows:
        click.echo("There is no mission yet. Set one up: tutela mission create CODE --name NAME.")
        return
    today = SYSTEM_CLOCK.now().date()
    adviser = {row.code: actor_by_slug(row.code, "poc-adviser", on=today) for row in rows}
    shown = [(row.code, row.name, row.time_zone, "yes" if adviser[row.code] else "no") for row in rows]
    write_table(("code", "name", "time zone", "has an adviser's post"), shown)
