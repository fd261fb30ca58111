"""A seeding that was cut off goes on where it stopped, and only where it is the same exercise."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crash.database import Database, own_database
from tests.demo.conftest import UNTIL
from tests.people import set_up_mission
from tutela.access.queries import actor_by_slug
from tutela.demo import process
from tutela.demo.scenario import seed_exercise
from tutela.demo.scenario.seeding import ExerciseDiffers, StoreIsNoExercise
from tutela.demo.scenario.setting_up import SPAN
from tutela.demo.scenario.steps import EXERCISE
from tutela.kernel.clock import SetClock
from tutela.ledger.queries import ledger_head, verify
from tutela.mission.commands import set_partner
from tutela.mission.queries import mission_named, missions

KILLED_AT = (0.3, 0.5)
"""At which share of the work that was left each process is killed."""


class CutOff(Exception):
    """Stands for whatever ends a seeding early."""


class Stop:
    """Told how far the work is, ends it at a share."""

    def __init__(self, share: float) -> None:
        self.share = share

    def __call__(self, done: float) -> None:
        if done >= self.share:
            raise CutOff


@pytest.fixture
def thin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "BUSYNESS", 0.03)


def cut_off_at(share: float) -> int:
    """Seed up to a share and return how many entries there are."""
    with pytest.raises(CutOff):
        seed_exercise(Stop(share), until=UNTIL)
    return ledger_head(EXERCISE).sequence


@pytest.mark.django_db
def test_it_goes_on_to_its_own_end_whatever_day_it_is(thin: None) -> None:
    early = cut_off_at(0.2)
    own_end = mission_created_at() + SPAN
    with pytest.raises(CutOff):
        seed_exercise(Stop(0.1), until=UNTIL + timedelta(days=3))
    assert own_end == UNTIL
    assert ledger_head(EXERCISE).sequence > early
    assert verify(EXERCISE).is_intact


@pytest.mark.django_db
@pytest.mark.parametrize("share", [0.2, 0.5])
def test_it_does_not_go_on_with_another_seed(thin: None, share: float) -> None:
    before = cut_off_at(share)
    with pytest.raises(ExerciseDiffers, match="tutela demo --again"):
        seed_exercise(until=UNTIL, seed=5)
    assert ledger_head(EXERCISE).sequence == before


@pytest.mark.django_db
def test_what_people_do_in_an_unfinished_exercise_does_not_lead_it_astray(thin: None) -> None:
    early = cut_off_at(0.5)
    adviser = actor_by_slug(EXERCISE, "poc-adviser", on=UNTIL.date())
    assert adviser is not None
    set_partner(actor=adviser, clock=SetClock(UNTIL + timedelta(days=1)), name="New partner", kind="civil_society")
    later = cut_off_at(0.5)
    assert later > early + 1


@pytest.mark.django_db
def test_it_writes_nothing_beside_a_real_mission(thin: None, clock: SetClock) -> None:
    set_up_mission("orvane", "Mission in Orvane", clock)
    with pytest.raises(StoreIsNoExercise, match="TUTELA_HOME"):
        seed_exercise(until=UNTIL)
    assert [mission.code for mission in missions()] == ["orvane"]


def mission_created_at() -> datetime:
    mission = mission_named(EXERCISE)
    assert mission is not None
    return mission.created_at


def kill_at(store: Database, share: float) -> None:
    """Start a seeding and kill it once it says that it has come to a share of its work."""
    command = [sys.executable, "-m", "tests.demo.seeder", "seed"]
    with subprocess.Popen(command, cwd=store.root, env=store.env, stdout=subprocess.PIPE, text=True) as process_:
        assert process_.stdout is not None
        assert any(float(line) >= share for line in process_.stdout)
        process_.send_signal(signal.SIGKILL)
    assert process_.returncode == -signal.SIGKILL


def looked_at(store: Database) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads(store.run("tests.demo.seeder", "look"))
    return seen


@pytest.mark.crash
def test_a_killed_seeding_comes_to_the_same_ledger(tmp_path: Path) -> None:
    with own_database(tmp_path / "whole") as store:
        store.run("tests.demo.seeder", "seed")
        whole = looked_at(store)
    with own_database(tmp_path / "killed") as store:
        for share in KILLED_AT:
            kill_at(store, share)
        cut = looked_at(store)
        store.run("tests.demo.seeder", "seed")
        after = looked_at(store)
    assert cut["problem"] == after["problem"] == ""
    assert 100 < len(cut["entries"]) < len(whole["entries"]) - 20
    assert cut["entries"] == whole["entries"][: len(cut["entries"])]
    assert after["entries"] == whole["entries"]
    assert after["drifted"] == []
    # A server does not give the key of an undone row again, so there the keys in the entries may differ.
    assert after["head"] == whole["head"] or "TUTELA_DATABASE_URL" in os.environ
