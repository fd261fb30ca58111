"""The whole story of an exercise: the simulation put together, and every step by which it is acted out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutela.demo.alerts import Call, simulate_calls
from tutela.demo.country import Country, build_country
from tutela.demo.incidents import Incident, simulate_incidents
from tutela.demo.mission import MissionProfile, build_mission
from tutela.demo.process import window_start
from tutela.demo.scenario.accounting import accounts
from tutela.demo.scenario.alerting import alarms, offices_of
from tutela.demo.scenario.answering import answers
from tutela.demo.scenario.deciding import decisions
from tutela.demo.scenario.governing import governs
from tutela.demo.scenario.hearing import hearing
from tutela.demo.scenario.reporting import reports
from tutela.demo.scenario.setting_up import changes, setting_up
from tutela.demo.scenario.steps import Step, in_time
from tutela.demo.threats import Decisions, decide


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in an exercise that ends at a moment: all of it follows from that moment and the seed."""

    end: datetime
    country: Country
    profile: MissionProfile
    incidents: tuple[Incident, ...]
    calls: tuple[Call, ...]
    decisions: Decisions
    seed: int

    def steps(self) -> list[Step]:
        """Return every step of the exercise, in order of time, each at a moment of its own."""
        return in_time(
            [
                *setting_up(self.country, self.profile, self.end),
                *changes(self.profile, self.end),
                *reports(self.country, self.incidents),
                *alarms(self.country, self.calls, self.seed, self.end),
                *hearing(self.country, self.calls, self.end),
                *decisions(self.decisions, window_start(self.end), self.end),
                *governs(self.decisions, self.end),
                *answers(self.decisions, self.end),
                *accounts(self.country, self.profile.mandates, self.decisions, self.end),
            ]
        )


def tell_story(end: datetime, *, seed: int) -> Story:
    """Simulate the exercise that ends at a moment (aware, UTC)."""
    country = build_country(seed)
    incidents = simulate_incidents(country, until=end, seed=seed)
    return Story(
        end=end,
        country=country,
        profile=build_mission(country, until=end),
        incidents=incidents,
        calls=tuple(simulate_calls(country, incidents, offices_of(country), until=end, seed=seed)),
        decisions=decide(country, incidents, until=end),
        seed=seed,
    )
