"""Post templates: every section of Annex A has one, and each carries no more than its section asks for."""

from __future__ import annotations

import pytest

from tutela.access.permissions import Permission
from tutela.access.rules import Compartment, Sensitivity
from tutela.mission.queries import post_templates
from tutela.policy.catalogue import demands
from tutela.policy.roles import roles
from tutela.policy.vocabulary import terms

SECTIONS = [f"A{number}" for number in range(1, 25)]
# Who may say what the mission is: its mandate, parameters, posts, units.
IN_CHARGE = {"poc_adviser", "mission_focal_point", "data_officer"}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_annex_a_has_a_template(section: str) -> None:
    assert [role for role, template in post_templates().items() if template.section == section]


@pytest.mark.parametrize("role", post_templates())
def test_a_template_names_a_section_with_demands_and_a_component_with_labels(role: str) -> None:
    template = post_templates()[role]
    assert any(name.startswith(f"{template.section}.") for name in demands())
    assert set(terms("components")[template.component].labels) >= {"en", "fr"}
    assert template.section in roles()[role].sections or role == "liaison_assistant"


def test_no_two_templates_are_called_alike() -> None:
    for language in ("en", "fr"):
        labels = [template.labels[language] for template in post_templates().values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("role", post_templates())
def test_only_those_in_charge_change_the_mission(role: str) -> None:
    changes = {Permission.MANDATE_SET, Permission.PARAMETER_SET, Permission.POST_CHANGE}
    assert bool(changes & post_templates()[role].permissions) == (role in IN_CHARGE)


@pytest.mark.parametrize("role", ["headquarters", "usg_dpo", "mission_support", "strategic_communications"])
def test_who_needs_no_incident_reads_none(role: str) -> None:
    assert Permission.INCIDENT_READ not in post_templates()[role].permissions


# Detention is for justice and corrections, and for those who watch over rights; what concerns UN personnel and single
# persons under threat is for them and for the Head of Mission, who answers for it (A11.f, P58, P64, P88).
ROOMS = {
    Compartment.DETENTION: {"A11", "A17"},
    Compartment.MISCONDUCT: {"A3", "A11"},
    Compartment.INDIVIDUAL_PROTECTION: {"A3", "A11"},
}


@pytest.mark.parametrize("role", post_templates())
def test_a_closed_room_is_entered_only_by_those_whose_work_is_in_it(role: str) -> None:
    template = post_templates()[role]
    for room, sections in ROOMS.items():
        assert room not in template.compartments or template.section in sections
    assert not template.compartments or template.clearance == Sensitivity.STRICTLY_CONFIDENTIAL


def test_the_focal_point_may_do_what_the_adviser_does_without_the_closed_rooms() -> None:
    adviser, focal_point = post_templates()["poc_adviser"], post_templates()["mission_focal_point"]
    assert focal_point.permissions == adviser.permissions
    assert focal_point.compartments == frozenset()
