"""Roles: each answers for what the policy asks of it, and nobody stands in for somebody in a circle."""

from __future__ import annotations

import pytest

from tutela.kernel.refusals import Invalid
from tutela.kernel.sentences import Sentence
from tutela.mission.queries import post_templates
from tutela.policy.catalogue import dangling, demands
from tutela.policy.roles import Role, cover_chain, responsibilities, roles, roles_of_addressee
from tutela.policy.vocabulary import terms

SENIOR = ["usg_dpo", "head_of_mission", "deputy_head_of_mission", "mission_support", "force_commander",
          "police_commissioner"]  # fmt: skip
# No role of a mission, or of Headquarters where Tutela has a post.
OUTSIDE = {"mission", "nobody", "dos", "security_council", "poc_focal_points", "humanitarian_actors", "ola",
           "host_state", "contingent_commanders", "imtc"}  # fmt: skip


def ids(role: str) -> set[str]:
    return {row.id for row in responsibilities(role)}


def test_there_is_a_role_for_every_post_template() -> None:
    assert set(roles()) == set(post_templates())


@pytest.mark.parametrize("role", roles().values(), ids=list(roles()))
def test_a_role_names_what_exists(role: Role) -> None:
    assert set(role.addressees) | set(role.groups) <= set(terms("addressees"))
    assert not set(role.addressees) & set(role.groups)
    assert all(any(name.startswith(f"{section}.") for name in demands()) for section in role.sections)
    assert role.part in terms("components") or role.code == "mission_focal_point"
    assert role.serves in {"", *roles()}
    assert role.cover in {"", *roles()}
    assert bool(role.cover) == bool(role.cover_cites)
    assert dangling(role.cover_cites) == []


@pytest.mark.parametrize("section", [f"A{number}" for number in range(1, 25)])
def test_every_demand_of_the_annex_falls_to_somebody(section: str) -> None:
    asked = {
        name for name, row in demands().items() if name.startswith(f"{section}.") and row.addressees != ("mission",)
    }
    assert asked
    assert asked <= set().union(*(ids(role) for role in roles()))


@pytest.mark.parametrize("role", SENIOR)
def test_what_all_senior_leaders_answer_for_falls_to_each(role: str) -> None:
    assert {"A1.a.1", "A1.c.2", "A1.f", "P24.2"} <= ids(role)


def test_nobody_else_answers_as_a_senior_leader() -> None:
    assert [role for role in roles() if "A1.f" in ids(role)] == sorted(SENIOR, key=list(roles()).index)


def test_the_deputy_does_not_answer_for_what_is_the_heads_alone() -> None:
    assert {"A3.0.1", "P60.8"} <= ids("head_of_mission")
    assert not {"A3.0.1", "P60.8"} & ids("deputy_head_of_mission")
    assert "A3.S.b.1" in ids("deputy_head_of_mission")


def test_staff_answer_for_the_section_of_those_they_serve() -> None:
    assert {"A5.g.1", "A5.k.2"} <= ids("force")
    assert "A1.f" not in ids("force")
    assert {"A7.b.1", "A7.0.4", "P77.6"} <= ids("mission_focal_point")


def test_civilian_components_share_section_eight_and_keep_their_own() -> None:
    assert {"A8.0.2", "A11.f", "P46.4"} <= ids("human_rights")
    assert not {"A10.c", "A5.f"} & ids("human_rights")
    assert "A8.0.2" in ids("civilian_component_head")


def test_what_everybody_owes_falls_to_everybody() -> None:
    assert all("P5.1" in ids(role) for role in roles())


def test_responsibilities_stand_in_the_policys_order_without_doubles() -> None:
    order = list(demands())
    found = [row.id for row in responsibilities("poc_adviser")]
    assert found == sorted(set(found), key=order.index)


def test_an_unknown_role_answers_for_nothing_known() -> None:
    with pytest.raises(KeyError):
        responsibilities("nobody")


def test_every_addressee_means_a_role_or_stands_outside() -> None:
    assert {code for code in terms("addressees") if not roles_of_addressee(code)} == OUTSIDE
    assert roles_of_addressee("jmac") == ["jmac_analyst"]
    assert roles_of_addressee("coordination_fora") == ["poc_adviser"]
    assert roles_of_addressee("senior_leaders") == sorted(SENIOR, key=list(roles()).index)
    assert set(roles_of_addressee("all_personnel")) == set(roles())


@pytest.mark.parametrize(
    ("absent", "covered"),
    [
        ({}, {}),
        ({"child_protection": ""}, {"child_protection": "human_rights"}),
        ({"womens_protection": "gender"}, {"womens_protection": "gender"}),
        ({"poc_adviser": ""}, {"poc_adviser": "mission_focal_point"}),
        ({"gender": ""}, {"gender": ""}),
        ({"jmac": "joc"}, {"jmac": "joc"}),
        ({"jmac_analyst": "joc"}, {"jmac": "joc"}),
    ],
)
def test_an_absent_part_is_covered_as_the_mission_or_the_policy_says(
    absent: dict[str, str], covered: dict[str, str]
) -> None:
    assert cover_chain(absent) == covered


def test_cover_that_is_absent_too_passes_it_on() -> None:
    chain = cover_chain({"child_protection": "", "human_rights": "gender", "womens_protection": ""})
    assert chain == {"child_protection": "gender", "human_rights": "gender", "womens_protection": "gender"}
    assert cover_chain({"child_protection": "", "human_rights": ""})["child_protection"] == ""


@pytest.mark.parametrize(
    ("absent", "way"),
    [
        ({"gender": "gender"}, "gender → gender"),
        ({"jmac": "jmac_analyst"}, "jmac → jmac"),
        ({"child_protection": "", "human_rights": "child_protection"}, "child_protection → human_rights → "),
        ({"joc": "jmac", "jmac": "civil_affairs", "civil_affairs": "jmac"}, "jmac → civil_affairs → jmac"),
    ],
)
def test_a_circle_of_cover_is_refused_and_named(absent: dict[str, str], way: str) -> None:
    with pytest.raises(Invalid, match="in a circle") as refused:
        cover_chain(absent)
    assert isinstance(refused.value.message, Sentence)
    assert f"circle: {way}" in refused.value.message


def test_what_is_no_part_and_no_role_is_refused() -> None:
    with pytest.raises(Invalid, match="no part of a mission"):
        cover_chain({"the_weather": ""})
    with pytest.raises(Invalid, match="no part of a mission"):
        cover_chain({"gender": "the_weather"})
