"""What is closed to a post, by compartment, clearance or area, shows by no state, count, place or order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.duties.scene import closed_duties, today
from tests.house.world import everything
from tests.page_access import text_of
from tests.people import MISSION, People, sign_in
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Compartment, Sensitivity, system_actor
from tutela.account.duties.commands import note_incidents, record_deed, record_occurrence
from tutela.account.duties.queries import standings_for

if TYPE_CHECKING:
    from django.test import Client


def all_seeing() -> Actor:
    return replace(everything(MISSION), compartments=frozenset(Compartment))


def allege(people: People) -> None:
    """Record an allegation that only the compartment of misconduct may know of."""
    record_occurrence(
        actor=all_seeing(),
        clock=people.clock,
        kind="alleged_misconduct",
        occurred_on=today(people),
        note="Something that is not to be known",
    )


def told(people: People, actor: Actor) -> list[tuple[object, ...]]:
    return [
        (one.duty.name, one.state, one.reasons, one.due_at, one.occasion, one.met, one.late, len(one.open))
        for one in standings_for(actor, people.clock.now())
    ]


def test_a_closed_duty_stands_the_same_whatever_is_recorded_of_it(people: People) -> None:
    people.clock.advance(timedelta(days=40))
    before = told(people, people.in_charge.actor)
    allege(people)
    people.clock.advance(timedelta(minutes=1))
    after = told(people, people.in_charge.actor)
    assert [one[:3] for one in after] == [one[:3] for one in before]
    known = {name: state for name, state, *_rest in told(people, all_seeing())}
    assert any(known[name] == "due" for name in closed_duties())


def test_a_closed_duty_tells_no_limit_no_count_and_no_occasion(people: People) -> None:
    allege(people)
    closed = set(closed_duties())
    found = [one for one in standings_for(people.in_charge.actor, people.clock.now()) if one.duty.name in closed]
    assert {one.duty.name for one in found} == closed
    for one in found:
        assert (one.state, one.due_at, one.occasion, one.open, one.met, one.decided_by) == (
            "cannot_tell", None, "", (), 0, ()
        )  # fmt: skip


def test_no_page_shows_it(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)
    allege(people)
    sign_in(client, people.in_charge)
    paths = [reverse("duties:duty", args=[name]) for name in closed_duties()]
    paths += [reverse(f"duties:{name}") for name in ("board", "mine", "records", "calendar", "export_csv")]
    for path in paths:
        page = text_of(client.get(path))
        assert "not to be known" not in page
        assert "O-000001" not in page


def test_its_kinds_are_offered_to_nobody_outside(client: Client, people: People) -> None:
    sign_in(client, people.in_charge)
    for name in ("new_occurrence", "new_deed", "records"):
        page = text_of(client.get(reverse(f"duties:{name}")))
        assert "alleged_misconduct" not in page
        assert "misconduct_referred" not in page


def noted(people: People, actor: Actor, **hidden: object) -> None:
    """Put on record harm near a base that is kept as closely as `hidden` says, as the software would."""
    from datetime import date

    from tutela.account.duties import commands
    from tutela.account.duties.queries import NearBase

    near = NearBase(
        reference="I-000900",
        kind="civilians_killed_near_base",
        known_at=people.clock.now(),
        occurred_on=date(2031, 5, 13),
        base="Base one",
        distance_km=2.0,
        sensitivity=0,
        compartment="",
        area_path="",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(commands, "incidents_near_bases", lambda _actor, _now: [replace(near, **hidden)])  # type: ignore[arg-type]
        note_incidents(actor=actor, clock=people.clock)


@pytest.mark.parametrize(
    "hidden",
    [
        {"compartment": "detention"},
        {"sensitivity": int(Sensitivity.STRICTLY_CONFIDENTIAL)},
        {"area_path": "/OV01/"},
    ],
    ids=["compartment", "clearance", "area"],
)
def test_a_hidden_occasion_opens_nothing_and_its_answer_counts_nothing(
    people: People, hidden: dict[str, object]
) -> None:
    software = system_actor("duties", MISSION, frozenset({Permission.DUTY_NOTE, Permission.INCIDENT_READ}))
    before = told(people, people.colleague.actor)
    noted(people, software, **hidden)
    people.clock.advance(timedelta(minutes=1))
    assert [one[:3] for one in told(people, people.colleague.actor)] == [one[:3] for one in before]
    record_deed(
        actor=people.in_charge.actor,
        clock=people.clock,
        kind="failure_review_begun",
        done_on=today(people),
        evidence="Terms of reference",
        about="I-000900",
    )
    standing = {one[0]: one for one in told(people, people.colleague.actor)}["begin_failure_review"]
    assert standing[5:] == (0, 0, 0)
    seen = {one[0]: one for one in told(people, all_seeing())}["begin_failure_review"]
    assert seen[5] == 1


def test_a_record_is_kept_as_closely_as_what_it_is_about(client: Client, people: People) -> None:
    software = system_actor("duties", MISSION, frozenset({Permission.DUTY_NOTE, Permission.INCIDENT_READ}))
    noted(people, software, sensitivity=int(Sensitivity.STRICTLY_CONFIDENTIAL), area_path="/OV01/")
    record_occurrence(
        actor=people.in_charge.actor,
        clock=people.clock,
        kind="specialist_matter",
        occurred_on=today(people),
        note="For the advisers",
        about="I-000900",
    )
    assert "For the advisers" in text_of(sign_in(client, people.in_charge).get(reverse("duties:records")))
    assert "For the advisers" not in text_of(sign_in(client, people.colleague).get(reverse("duties:records")))
