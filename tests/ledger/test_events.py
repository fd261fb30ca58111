"""What an event may be called and what of it goes into the payload."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.ledger.sample import happened
from tutela.ledger.events import EVENTS, Event, event
from tutela.mission.events import PartnerSet


@pytest.mark.parametrize(
    "name", ["partner_set", "mission.PartnerSet", "mission", "know.partner_set", "nowhere.app.set", "mission.set.", ""]
)
def test_a_name_outside_the_grammar_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        event(name, "A sentence.")(PartnerSet)


def test_a_name_is_given_once() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Another(Event):
        pass

    with pytest.raises(ValueError, match=r"'mission\.partner_set' is taken by PartnerSet"):
        event("mission.partner_set", "A sentence.")(Another)
    assert EVENTS["mission.partner_set"] is PartnerSet


def test_the_payload_is_what_has_no_column_of_its_own() -> None:
    said = happened("Ada", reason="Because.", area_path="OV01/", related=("I-000001",))
    assert said.payload() == {"name": "Ada", "kind": "ngo"}
