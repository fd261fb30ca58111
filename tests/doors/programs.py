"""What the tests of doors share: a token in a post, the mission's clock in the requests, what was taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import MISSION, People

if TYPE_CHECKING:
    from pathlib import Path

    from tutela.know.alerts.models import Alert

SCOPE = ("know.alerts:alert:receive", "know.sources:source:keep")


def token_for(people: People, *scope: str, post: str = "poc-adviser") -> str:
    """Issue a token that may take in alerts and lock sources away, or what `scope` says; return its secret."""
    from tutela.mission.commands import issue_token

    issued = issue_token(
        actor=people.in_charge.actor, clock=people.clock, post=post, name="A telephone", scope=scope or SCOPE
    )
    return issued.secret


def by(secret: str) -> dict[str, str]:
    """Return the header that shows a token."""
    return {"authorization": f"Token {secret}"}


@pytest.fixture
def in_time(people: People, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> People:
    """Put the requests of a test into the mission's time, and its files into a folder of their own."""
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)
    settings.MEDIA_ROOT = tmp_path / "kept"
    return people


def alerts_in() -> list[Alert]:
    """Return every alert that was taken in, in order."""
    from tutela.know.alerts.models import Alert

    return list(Alert.objects.order_by("pk"))


def only_alert() -> Alert:
    """Return the one alert that was taken in."""
    (alert,) = alerts_in()
    return alert


def area_of(alert: Alert) -> str:
    """Return the code of the area that an alert was placed in, nothing for none."""
    return alert.area.code if alert.area else ""


def identities() -> list[dict[str, str]]:
    """Return who is locked away in the mission's vault, opened as no page ever shows it; blank parts left out."""
    from tutela.know.sources.models import Vault
    from tutela.know.sources.queries.sealed import held_in

    opened = [held_in(row, MISSION).identity.as_facts() for row in Vault.objects.order_by("pk")]
    return [{name: value for name, value in facts.items() if value} for facts in opened]
