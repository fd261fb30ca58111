"""Serving: nothing of the store is carried over a fork, and delivery goes on whatever fails."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tutela.cli import serving


def test_it_forks_without_a_connection_and_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []

    class Forking:
        """Stands for gunicorn."""

        def __init__(self, *_where: object, started: Any) -> None:
            done.append(started)

        def run(self) -> None:
            done.append(threading.active_count())

    monkeypatch.setattr("tutela.cli.gunicorn_server.Server", Forking)
    monkeypatch.setattr("django.db.connections.close_all", lambda: done.append("closed"))
    before = threading.active_count()
    serving.run_server("127.0.0.1", 1, 2)
    assert done == ["closed", serving.start_delivery, before]


def test_delivery_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    calls: list[object] = []

    def deliver(clock: object) -> None:
        calls.append(clock)
        if len(calls) == 3:
            raise SystemExit
        raise ExceptionGroup("Some subscriptions could not handle what is new.", [ValueError("a fault")])

    monkeypatch.setattr("tutela.ledger.subscriptions.deliver", deliver)
    monkeypatch.setattr(serving, "DELIVERY_SECONDS", 0)
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)
    with pytest.raises(SystemExit):
        serving._deliver_for_ever()
    assert len(calls) == 3
    assert "tried again" in caplog.text
