"""The command line, for the tests of the vault's keys and of backups."""

from __future__ import annotations

from tests.cli.conftest import Run, run

__all__ = ["Run", "run"]
