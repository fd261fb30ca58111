"""The entry point: sets Django up, finds the subcommand, and turns a refusal into one sentence with a remedy."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

SUBCOMMANDS = {
    "alerts": "tutela.cli.alerts:alerts",
    "backup": "tutela.cli.backup:backup",
    "check": "tutela.cli.checking:check",
    "demo": "tutela.cli.serving:demo",
    "duties": "tutela.cli.duties:duties",
    "import": "tutela.cli.imports:imports",
    "ledger": "tutela.cli.ledger:ledger",
    "migrate": "tutela.cli.serving:migrate",
    "mission": "tutela.cli.missions:mission",
    "outbox": "tutela.cli.outbox:outbox",
    "product": "tutela.cli.products:product",
    "serve": "tutela.cli.serving:serve",
    "threats": "tutela.cli.threats:threats",
    "token": "tutela.cli.tokens:token",
    "vault": "tutela.cli.vault:vault",
}


class Subcommands(click.Group):
    """Loads a subcommand when it is asked for, so that `tutela --help` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a subcommand, None when there is none of that name."""
        place = SUBCOMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        found = getattr(import_module(module), name)
        return found if isinstance(found, click.Command) else None


@click.command(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tutela")
def tutela() -> None:
    """Protection of civilians for a peacekeeping mission: set up, import, assess, issue, verify."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Ends the process with 0, 1 (something is not in order) or 2 (refused)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    # More threads than cores make small numeric work slower; the server and the jobs share few cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import django

    from tutela.kernel.refusals import Refusal

    django.setup()
    try:
        tutela.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped. What was done before is kept.", err=True)
        sys.exit(130)
    except Refusal as refused:
        _tell(refused)
        sys.exit(2)


def _tell(refused: object) -> None:
    from tutela.cli.output import wants_json, write_json
    from tutela.kernel.refusals import Invalid, Refusal

    assert isinstance(refused, Refusal)  # noqa: S101  # for the type checker: main catches nothing else
    if wants_json():
        write_json(refused.as_json())
        return
    click.echo(f"{refused.message} {refused.remedy}", err=True)
    if isinstance(refused, Invalid):
        for field, problem in refused.problems.items():
            click.echo(f"  {field}: {problem}", err=True)


if __name__ == "__main__":
    main()
