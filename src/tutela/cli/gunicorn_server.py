"""Gunicorn, started from our own command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """A gunicorn server for the pages, with threads: they wait for the store more than they compute.

    `started` is called in each worker once it has been forked and holds the application.
    """

    def __init__(self, host: str, port: int, workers: int, started: Callable[[], None]) -> None:
        self.chosen = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "loglevel": "warning",
            "preload_app": False,
            "post_worker_init": lambda _worker: started(),
        }
        super().__init__()  # type: ignore[no-untyped-call]

    def load_config(self) -> None:
        """Hand our choices to gunicorn."""
        settings: Any = self.cfg
        for name, value in self.chosen.items():
            settings.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        return get_wsgi_application()
