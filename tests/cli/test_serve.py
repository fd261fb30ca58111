"""Serving: nothing of the store is carried over a fork, and delivery goes on whatever fails."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.people import People, base
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.duties import commands as _whole  # loaded before anything is put in its place
from tutela.cli import serving
from tutela.ledger.models import Entry
from tutela.mission.commands import import_bases


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
    monkeypatch.setattr(serving, "note_harm_near_bases", lambda clock: None)
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)
    with pytest.raises(SystemExit):
        serving._deliver_for_ever()
    assert len(calls) == 3
    assert "tried again" in caplog.text


def test_it_looks_for_harm_near_bases_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    moments = iter([0.0, 0.0, 59.0, 60.0, 60.0])

    def monotonic() -> float:
        moment = next(moments, None)
        if moment is None:
            raise SystemExit
        return moment

    monkeypatch.setattr("tutela.ledger.subscriptions.deliver", lambda clock: None)
    monkeypatch.setattr(serving, "note_harm_near_bases", lambda clock: looked.append(1))
    monkeypatch.setattr("tutela.cli.serving.time.monotonic", monotonic)
    monkeypatch.setattr(serving, "DELIVERY_SECONDS", 0)
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)
    with pytest.raises(SystemExit):
        serving._deliver_for_ever()
    assert len(looked) == 2


def test_harm_near_a_base_is_noted_once_by_the_software_itself(people: People) -> None:
    from datetime import date

    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("one", 20.55)])
    record(people, told("near", date(2031, 5, 1)))
    record(people, told("far", date(2031, 5, 1), longitude=21.9))
    for _round in range(2):
        serving.note_harm_near_bases(people.clock)
    noted = Entry.objects.get(event="account.duties.incident_noted")
    assert noted.post == "system:duties"
    assert noted.mission == people.in_charge.actor.mission


def test_the_software_may_do_no_more_than_that_there(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "note_incidents" in vars(_whole)
    asked: list[frozenset[str]] = []

    def found(actor: Actor, _now: object) -> list[object]:
        asked.append(actor.permissions)
        return []

    monkeypatch.setattr("tutela.account.duties.queries.incidents_near_bases", found)
    serving.note_harm_near_bases(people.clock)
    assert set(asked) == {frozenset({Permission.DUTY_NOTE, Permission.INCIDENT_READ})}
    assert len(asked) == 2
