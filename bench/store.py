"""A fresh embedded store in a folder that goes away, for measurements that must not meet anybody's data."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process whose store lies in a folder: SQLite, `synchronous=FULL`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUTELA_")}
    settings = "tutela.config.settings"
    return {**kept, "TUTELA_HOME": str(home), "TUTELA_SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": settings}


@contextmanager
def empty_home() -> Iterator[Path]:
    """Yield a new folder on the disk of the repository's temporary files, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="tutela-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a module of the benchmarks in a process of its own; speak with it by its pipes."""
    command = [sys.executable, "-m", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment(home), stdin=pipe, stdout=pipe, text=True)  # noqa: S603


def run(home: Path, *arguments: str) -> str:
    """Run a module of the benchmarks to its end and return what it printed; raise RuntimeError if it fails."""
    process = start(home, *arguments)
    said, _nothing = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with code {process.returncode}.")
    return said
