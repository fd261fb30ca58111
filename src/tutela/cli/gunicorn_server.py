"""Gunicorn, started from our own command line."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication


class Server(BaseApplication):  # type: ignore[misc]
    """A gunicorn server for the pages, with threads: they wait for the store more than they compute."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.chosen = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "loglevel": "warning",
            "preload_app": False,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our choices to gunicorn."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from tutela.config.wsgi import application

        return application
