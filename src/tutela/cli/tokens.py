"""Tokens from the command line: issuing, listing and revoking what programs act by."""

from __future__ import annotations

import click

from tutela.access.models import Person, Token
from tutela.access.permissions import Permission
from tutela.access.queries import tokens
from tutela.access.rules import Actor
from tutela.cli.acting import actor_for, mission_options
from tutela.cli.output import json_option, write_json, write_table
from tutela.kernel.clock import SYSTEM_CLOCK, instant
from tutela.kernel.refusals import NotFound
from tutela.mission import commands
from tutela.mission.staffing import staffed_post

USUAL = (Permission.ALERT_RECEIVE.value, Permission.SOURCE_KEEP.value)


@click.group()
def token() -> None:
    """Tokens by which telephones, gateways and other programs act in a post."""


@token.command("issue")
@click.option("--for", "for_post", required=True, help="Short name of the post in which the program acts.")
@click.option("--name", required=True, help="Which program or device it is for; never a person's name.")
@click.option(
    "--may",
    "scope",
    multiple=True,
    help="A permission (docs/permissions.md); may be given several times. Default: take in alerts and keep sources.",
)
@click.option("--days", default=90, show_default=True, help="For how many days it is in force.")
@click.option("--holder", help="What the person signs in with who holds the post and answers for it.")
@mission_options
@json_option
def issue(
    for_post: str,
    name: str,
    scope: tuple[str, ...],
    days: int,
    holder: str | None,
    mission_code: str | None,
    post: str | None,
    as_json: bool,
) -> None:
    """Issue a token and print its secret, which is shown this once."""
    actor = actor_for(mission_code, post)
    made = commands.issue_token(
        actor=actor,
        clock=SYSTEM_CLOCK,
        post=for_post,
        name=name,
        scope=scope or USUAL,
        days=days,
        person=_holder(actor, for_post, holder) if holder else None,
    )
    if as_json:
        write_json({**_plain(made.token), "secret": made.secret})
        return
    click.echo(f"{made.token.reference} is in force until {made.token.expires_at:%Y-%m-%d %H:%M} UTC. Its secret:")
    click.echo(made.secret)
    click.echo("It is not shown again. The program sends it as: Authorization: Token <secret>")


def _holder(actor: Actor, slug: str, username: str) -> Person:
    staffed = staffed_post(actor, slug, "en")
    held = staffed.held_on(SYSTEM_CLOCK.now().date()) if staffed else ()
    for one in held:
        if one.person.username == username:
            return one.person
    raise NotFound(f"Nobody who signs in as {username} holds that post.", remedy="Look who holds it, or leave it out.")


@token.command("list")
@mission_options
@json_option
def list_tokens(mission_code: str | None, post: str | None, as_json: bool) -> None:
    """List the mission's tokens, the newest first; never their secrets."""
    rows = list(tokens(actor_for(mission_code, post)))
    if as_json:
        write_json([_plain(row) for row in rows])
        return
    if not rows:
        click.echo("There is no token. Issue one: tutela token issue --for POST --name NAME.")
        return
    heads = ("token", "post", "may", "ends", "state", "name")
    shown = [
        (row.reference, row.post.slug, len(row.scope), f"{row.expires_at:%Y-%m-%d}", _state(row), row.name)
        for row in rows
    ]
    write_table(heads, shown)


@token.command("revoke")
@click.argument("reference")
@click.option("--reason", default="", help="Why; it stands in the ledger.")
@mission_options
@json_option
def revoke(reference: str, reason: str, mission_code: str | None, post: str | None, as_json: bool) -> None:
    """End the token REFERENCE at once."""
    ended = commands.revoke_token(
        actor=actor_for(mission_code, post), clock=SYSTEM_CLOCK, token=reference, reason=reason
    )
    if as_json:
        write_json(_plain(ended))
        return
    click.echo(f"{ended.reference} is revoked. The program can do nothing any more.")


def _state(row: Token) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "in force" if row.is_in_force(SYSTEM_CLOCK.now()) else "expired"


def _plain(row: Token) -> dict[str, object]:
    return {
        "reference": row.reference,
        "name": row.name,
        "post": row.post.slug,
        "holder": row.person.username if row.person else None,
        "scope": row.scope,
        "created_at": instant(row.created_at),
        "expires_at": instant(row.expires_at),
        "state": _state(row),
    }
