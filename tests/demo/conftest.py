"""The exercise of one seed and one day, built once for all tests that look at it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tutela.demo.country import Country, build_country
from tutela.demo.incidents import Incident, simulate_incidents
from tutela.demo.mission import MissionProfile, build_mission
from tutela.demo.threats import Decisions, decide

SEED = 4
UNTIL = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def country() -> Country:
    return build_country(SEED)


@pytest.fixture(scope="session")
def incidents(country: Country) -> tuple[Incident, ...]:
    return simulate_incidents(country, until=UNTIL, seed=SEED)


@pytest.fixture(scope="session")
def mission(country: Country) -> MissionProfile:
    return build_mission(country, until=UNTIL)


@pytest.fixture(scope="session")
def decisions(country: Country, incidents: tuple[Incident, ...]) -> Decisions:
    return decide(country, incidents, until=UNTIL)
