"""What the tests of alerts share: a report as a liaison assistant hands it in, and who stands at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import MISSION, put_in_post

if TYPE_CHECKING:
    from tests.people import Known, People
    from tutela.know.alerts.models import Alert
    from tutela.know.alerts.rules.report import Report

EAST, WEST = 22.5, 20.5


def report(key: str = "r-1", **more: Any) -> Report:
    """Return what was told of armed people near a village in the east of Orvane; `more` sets any other field."""
    from tutela.know.alerts.rules.report import Report

    plain: dict[str, Any] = {
        "channel": "phone",
        "submission_key": key,
        "text": "Armed people on motorbikes near the wells.",
        "what": ("armed_presence",),
        "timing": "imminent",
        "place_name": "Three Wells",
        "latitude": 5.0,
        "longitude": EAST,
        "place_precision": 2,
    }
    return Report(**{**plain, **more})


def told(people: People, key: str = "r-1", **more: Any) -> Alert:
    """Take a report in at the desk and return the first alert that it became."""
    from tutela.know.alerts.commands import receive_alert
    from tutela.know.alerts.models import Alert
    from tutela.know.alerts.queries.reading import key_of

    actor = more.pop("actor", people.in_charge.actor)
    taken = receive_alert(actor=actor, clock=people.clock, report=report(key, **more))
    return Alert.objects.get(pk=key_of(actor.mission, taken.references[0]) or 0)


def post(people: People, role: str, area_code: str = "") -> Known:
    """Put somebody into a post of a role."""
    return put_in_post(MISSION, role, people.clock, area_code=area_code)
