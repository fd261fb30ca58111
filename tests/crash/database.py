"""A store of its own for processes that get killed: a SQLite file in a folder, or a database on the test server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Database:
    """Where a process finds its store: its environment."""

    env: dict[str, str]
    root: Path = ROOT

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the tests to its end and return what it printed; its faults fail the test."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=self.root, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def own_database(folder: Path) -> Iterator[Database]:
    """Open an empty store of the kind that the test run uses, and close it after the test."""
    env = {**os.environ, "TUTELA_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "tutela.config.settings"}
    address = os.environ.get("TUTELA_DATABASE_URL")
    if not address:
        yield Database(env)
        return
    import psycopg

    parts = urlsplit(address)
    name = f"crash_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Database({**env, "TUTELA_DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))})
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
