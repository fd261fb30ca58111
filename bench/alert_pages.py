"""Pages of the desk with 500 open alerts among a million: `python -m bench.alert_pages sqlite`, in TUTELA_HOME."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bench.answering import Measured, measure, say, set_up_django

ALERTS, OPEN = 1_000_000, 500
PIECE = 5000
MISSION = "million"
WHAT = ("armed_presence", "armed_movement", "attack_expected", "killing", "pillage", "people_fleeing")
DAYS = 3 * 365


def build() -> str:
    """Make the mission and its alerts; return the reference of one that is open."""
    from django.core.management import call_command

    from bench.million import build as build_mission
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.kernel.ids import key_for, reference
    from tutela.know.alerts.models import Alert
    from tutela.ledger.bulk import insert_rows
    from tutela.ledger.command import maintenance
    from tutela.ledger.stores.planning import inform_planner
    from tutela.mission.models import Area, Mission

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    build_mission(2000, SYSTEM_CLOCK.now().date(), lambda _text: None)
    mission, now = Mission.objects.get(pk=MISSION), SYSTEM_CLOCK.now()
    areas = list(Area.objects.filter(mission=mission, level=2).values_list("pk", "latitude", "longitude"))
    chance = random.Random(2031)  # noqa: S311  # repeatable, not secret
    for start in range(0, ALERTS, PIECE):
        rows = [_row(mission, number, areas, chance, now) for number in range(start + 1, start + PIECE + 1)]
        with maintenance("a benchmark"):
            insert_rows(Alert, list(rows[0]), [tuple(row.values()) for row in rows])
    inform_planner(ALERTS)
    say(f"{ALERTS:,} alerts, {Alert.objects.filter(is_open=True).count()} of them open")
    return reference("A", key_for(0, ALERTS))


def _row(
    mission: Any, number: int, areas: list[tuple[int, float, float]], chance: random.Random, now: datetime
) -> dict[str, object]:
    """Return one alert as the driver takes it; the last are open."""
    from tutela.kernel.cells import cell_of
    from tutela.kernel.ids import key_for
    from tutela.ledger.bulk import moment_value

    is_open = number > ALERTS - OPEN
    ago = timedelta(minutes=chance.uniform(0, 2000)) if is_open else timedelta(days=chance.uniform(2, DAYS))
    came = now - ago
    area, latitude, longitude = chance.choice(areas)
    urgency, what = chance.choice((1, 2, 2, 3, 3, 4)), chance.choice(WHAT)
    later = None if is_open and chance.random() < 0.4 else moment_value(came + timedelta(minutes=7))
    at = moment_value(came)
    return {
        "id": key_for(mission.serial, number), "mission": mission.pk, "submission_key": f"bench-{number}",
        "compartment": "", "sensitivity": 0, "channel": "phone", "version": 1, "changed_at": at,
        "recorded_by": "Desk", "recorded_post": "desk", "text": f"Armed people near {number} on the river road.",
        "language": "en", "headline": what, "timing": "soon", "occurred_precision": "unknown",
        "place_name": f"Village {number % 3000}", "latitude": latitude, "longitude": longitude, "place_precision": 2,
        "cell": cell_of(latitude, longitude), "area": area, "people_at_risk": chance.choice((None, 40, 200)),
        "groups": "[]", "actor_name": "", "actor_kind": "", "flags": "[]", "source_grade": "F",
        "information_grade": 6, "urgency": urgency, "urgency_reason": "",
        "state": ("acknowledged" if later else "received") if is_open else "closed", "is_open": is_open,
        "outcome": "pending" if is_open else "confirmed", "next_step": "decide" if is_open else "",
        "due_at": moment_value(came + timedelta(hours=12)) if is_open else None, "desk": "", "offered_to": "",
        "worked_by": "", "worked_post": "", "closed_for": "" if is_open else "prevented", "no_response": "",
        "known_at": at, "received_at": at, "acknowledged_at": later,
        "decided_at": None if is_open else moment_value(came + timedelta(hours=1)),
        "closed_at": None if is_open else moment_value(came + timedelta(hours=30)),
    }  # fmt: skip


def measured(newest: str) -> Iterator[Measured]:
    """Yield the figures of each page."""
    from django.urls import reverse

    from bench.answering import signed_in

    client = signed_in("poc-adviser")
    desk, everything = reverse("alerts:desk"), reverse("alerts:list")
    yield measure(client, f"Queue with {OPEN} open of {ALERTS:,} alerts", lambda _chance: desk, 100)
    yield measure(client, "Queue, only what is overdue", lambda _chance: f"{desk}?view=overdue", 50)
    yield measure(client, "All alerts, newest first", lambda _chance: everything, 50)
    yield measure(client, "An alert with what it resembles", lambda _chance: reverse("alerts:alert", args=[newest]), 50)


def main(name: str) -> int:
    """Build and measure; print one JSON line for each page."""
    set_up_django(name)
    newest = build()
    for row in measured(newest):
        sys.stdout.write(f"{json.dumps(asdict(row))}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
